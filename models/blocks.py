"""The rows of one block of a form: order, codes, labels, parents and children, kept up to date row by row.

Adding, deleting or recoding a row costs its neighbourhood, not the block: nothing but iterating walks all rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from models.edits import Row
from models.errors import StaleEditError
from models.forms import BlockDef, Tree
from models.order import Order

TOTAL_KEY = "合计"
"""What stands for the total row where rows of several forms are matched by code."""


class Rows:
    """The fixed and detail rows of a block. Fixed rows come first; ``details`` are the user's, in order."""

    def __init__(self, block: BlockDef, fixed: tuple[Row, ...]) -> None:
        self.block = block
        self.fixed = fixed
        self.details: list[str] = []
        self._fixed_ids = frozenset(row.id for row in fixed)
        self.by_id: dict[str, Row] = {row.id: row for row in fixed}
        self.by_code: dict[str, dict[str, None]] = {}
        self.by_label: dict[str, dict[str, None]] = {}
        self.children: dict[str, dict[str, None]] = {}
        self.parent: dict[str, str] = {}
        self._order = Order(self.details)
        self._roots = [row.id for row in fixed if block.kind_by_key[row.kind].level == 0]
        for row in fixed:
            self._index(row)

    def __len__(self) -> int:
        return len(self.fixed) + len(self.details)

    def __iter__(self) -> Iterator[Row]:
        yield from self.fixed
        for row_id in self.details:
            yield self.by_id[row_id]

    @property
    def root(self) -> str | None:
        """The row at the top of the tree, where the block is one."""
        return self._roots[0] if self._roots and self.block.tree is not Tree.NONE else None

    def index_of(self, row_id: str) -> int:
        """The index of a row among the details; -1 for a fixed row, which stands before them all.

        :raises KeyError: the block has no such row.
        """
        return -1 if row_id in self._fixed_ids else self._order.index(row_id)

    def level(self, row: Row) -> int:
        """The level of the row's kind."""
        return self.block.kind_by_key[row.kind].level

    def depth(self, row_id: str) -> int:
        """How many rows stand above the row in the tree: its level, unless a code of a wrong length misplaces it."""
        depth, above = 0, self.parent.get(row_id)
        while above is not None:
            depth, above = depth + 1, self.parent.get(above)
        return depth

    def is_fixed(self, row_id: str) -> bool:
        """Whether the row belongs to the form and not to the user."""
        return row_id in self._fixed_ids

    def code_key(self, row: Row) -> str:
        """What the row is matched by across forms: its code, or 合计 for the total; "" for none."""
        return row.code or (TOTAL_KEY if row.id == self.root else "")

    # -- changes --------------------------------------------------------------------------------------------------

    def insert(self, index: int, row: Row) -> None:
        """Put a detail row at ``index`` of the details."""
        if row.id in self.by_id or not 0 <= index <= len(self.details):
            raise StaleEditError(f"cannot insert {row.id} at {index}")
        self._order.insert(index, row.id)
        self.by_id[row.id] = row
        self._index(row)
        self._adopt(row, index)

    def delete(self, index: int, row_id: str) -> None:
        """Take a detail row away; its children go to its parent."""
        if not 0 <= index < len(self.details) or self.details[index] != row_id:
            raise StaleEditError(f"{row_id} is not at {index}")
        self._orphan(self.by_id[row_id], index)
        self._order.delete(index)
        self._unindex(self.by_id.pop(row_id))

    def replace(self, row: Row) -> None:
        """Change a detail row's code, label, kind or texts."""
        old = self.by_id[row.id]
        moves = (old.code, old.kind) != (row.code, row.kind)
        index = self.index_of(row.id) if moves else 0
        if moves:
            self._orphan(old, index)
        self._unindex(old)
        self.by_id[row.id] = row
        self._index(row)
        if moves:
            self._adopt(row, index)

    def family(self, row: Row) -> set[str]:
        """The rows whose place may change when a present row goes: what their parent is, or whether they are one."""
        children = self.children.get(row.id, {}).keys()
        heirs: set[str] = set()
        if self.block.tree is Tree.OUTLINE and children:
            index = self.index_of(row.id)
            heirs = {self._above(self.level(self.by_id[child]), index) or "" for child in children}
        parent = self.parent.get(row.id, "")
        left = {parent} if self.children.get(parent, {}).keys() <= {row.id} else set()
        return ({row.id} | left | children | (heirs - self.children.keys()) | self._namesakes(row)) - {""}

    def new_family(self, row: Row, index: int) -> set[str]:
        """The rows whose place in the tree may change when ``row`` comes to ``index``."""
        if self.block.tree is Tree.NONE:
            return {row.id} | self._namesakes(row)
        parent = self._parent_for(row, index)
        stolen = self._stolen(row, index, parent)
        going = {row.id, *stolen}
        losing = {self.parent.get(child, "") for child in stolen}
        left = {other for other in losing if self.children.get(other, {}).keys() <= going}
        first = set() if parent in self.children else {parent or ""}
        return (going | first | left | self._namesakes(row)) - {""}

    def _namesakes(self, row: Row) -> set[str]:
        return set(self.by_code.get(row.code, ()))

    # -- the tree -------------------------------------------------------------------------------------------------

    def _index(self, row: Row) -> None:
        if row.code:
            rows = self.by_code.setdefault(row.code, {})
            rows[row.id] = None
            if len(rows) > 1:  # the first as printed is the one that counts
                self.by_code[row.code] = dict.fromkeys(sorted(rows, key=self.index_of))
        if row.label:
            self.by_label.setdefault(row.label, {})[row.id] = None

    def _unindex(self, row: Row) -> None:
        for index, key in ((self.by_code, row.code), (self.by_label, row.label)):
            if key:
                index[key].pop(row.id)
                if not index[key]:
                    del index[key]

    def _adopt(self, row: Row, index: int) -> None:
        """Hang a row, already in ``details``, into the tree, and let it take the children that are now its own."""
        if self.block.tree is Tree.NONE:
            return
        parent = self._parent_for(row, index)
        stolen = self._stolen(row, index, parent)
        self._attach(row.id, parent)
        for child in stolen:
            self._attach(child, row.id)

    def _orphan(self, row: Row, index: int) -> None:
        """Take a row out of the tree; its children go to the row whose they now are."""
        children = list(self.children.pop(row.id, ()))
        heir = self.parent.get(row.id)
        self._detach(row.id)
        if self.block.tree is Tree.CODE:
            heir = next((other for other in self.by_code.get(row.code, ()) if other != row.id), heir)
        for child in children:
            outline = self.block.tree is Tree.OUTLINE
            self._attach(child, self._above(self.level(self.by_id[child]), index) if outline else heir)

    def _attach(self, row_id: str, parent: str | None) -> None:
        self._detach(row_id)
        if parent is not None:
            self.parent[row_id] = parent
            self.children.setdefault(parent, {})[row_id] = None

    def _detach(self, row_id: str) -> None:
        parent = self.parent.pop(row_id, None)
        if parent is not None and parent in self.children:
            self.children[parent].pop(row_id, None)
            if not self.children[parent]:
                del self.children[parent]

    def _parent_for(self, row: Row, index: int) -> str | None:
        if self.block.tree is Tree.CODE:
            for length in range(len(row.code) - 1, 0, -1):
                for row_id in self.by_code.get(row.code[:length], ()):
                    if row_id != row.id:
                        return row_id
            return self.root if row.id != self.root else None
        return self._above(self.level(row), index)

    def _above(self, level: int, index: int) -> str | None:
        """The nearest row of a lower level above the detail at ``index``."""
        above = self.details[index - 1] if index else self.root
        while above is not None and self.level(self.by_id[above]) >= level:
            above = self.parent.get(above)
        return above

    def _stolen(self, row: Row, index: int, parent: str | None) -> list[str]:
        """The rows that become the children of ``row`` when it comes to ``index``."""
        if self.block.tree is Tree.CODE:
            if not row.code:
                return []
            if twin := next((other for other in self.by_code.get(row.code, ()) if other != row.id), None):
                return list(self.children.get(twin, ())) if index <= self.index_of(twin) else []
            siblings = self.children.get(parent, {}) if parent else {}
            return [
                child
                for child in siblings
                if child != row.id
                and self.by_id[child].code != row.code
                and self.by_id[child].code.startswith(row.code)
            ]
        return self._stolen_below(row, index)

    def _stolen_below(self, row: Row, index: int) -> list[str]:
        level = self.level(row)
        if level == max(kind.level for kind in self.block.kinds):
            return []
        start = index + 1 if index < len(self.details) and self.details[index] == row.id else index
        taken: list[str] = []
        shallowest = math.inf
        for at in range(start, len(self.details)):
            row_id = self.details[at]
            below = self.level(self.by_id[row_id])
            if below <= level:
                break
            if below <= shallowest:
                taken.append(row_id)
                shallowest = below
        return taken
