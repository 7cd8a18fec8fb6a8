"""What a form is: blocks, columns, kinds of rows, fixed rows. Pure declarations, read from a pack's TOML."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from functools import cached_property

import msgspec

from models.amounts import Unit, to_text
from models.edits import Row


class ColumnKind(enum.StrEnum):
    """What a column holds."""

    CODE = "code"
    LABEL = "label"
    TEXT = "text"
    AMOUNT = "amount"


class Tree(enum.StrEnum):
    """How a block's rows hang together.

    ``CODE``: a row's parent is the row with the longest shorter code that begins its own. ``OUTLINE``: the nearest row
    above of a lower level (部门 > 单位 > 项目). ``NONE``: a flat list.
    """

    CODE = "code"
    OUTLINE = "outline"
    NONE = "none"


class Role(enum.StrEnum):
    """What a form is for: a table of the book, facts that prose needs and no table holds, or the performance forms."""

    TABLE = "table"
    FACT = "fact"
    PERFORMANCE = "performance"


class ColumnDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A leaf column. ``path`` are its headings from the top, ``name`` its name in formulas (the last heading)."""

    key: str
    path: tuple[str, ...]
    kind: ColumnKind
    block: str = "main"
    name: str = ""
    width: int = 12

    @property
    def title(self) -> str:
        """The name that formulas and messages use."""
        return self.name or self.path[-1]


class KindDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of rows: ``title`` is its name in formulas (类, 款, 项 …), ``level`` its depth (0: the total).

    ``code_length`` is given where the code tells the kind; ``detail`` says that users may add such rows.
    """

    key: str
    title: str
    level: int
    code_length: int = 0
    detail: bool = False


class FixedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row that is always there. ``line`` is its printed line (0-based); ``-1``: behind the row before it.

    ``label`` may hold ``{department}``; ``name`` is its name in formulas where the label is not unique.
    """

    id: str
    kind: str
    label: str
    code: str = ""
    name: str = ""
    line: int = -1


class BlockDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A block of rows; most forms have one, 表一, 表四 and 表九 two side by side.

    ``catalogue`` names the 科目 list that its codes come from (``functional``, ``department_economic``, "" for none).
    """

    key: str
    tree: Tree
    kinds: tuple[KindDef, ...]
    fixed: tuple[FixedRow, ...] = ()
    catalogue: str = ""

    @cached_property
    def kind_by_key(self) -> dict[str, KindDef]:
        """Kinds by key."""
        return {kind.key: kind for kind in self.kinds}

    @cached_property
    def detail_kinds(self) -> tuple[KindDef, ...]:
        """The kinds that users may add, from the outermost in."""
        return tuple(kind for kind in self.kinds if kind.detail)

    def kind_of_code(self, code: str) -> KindDef | None:
        """The kind that a code's length tells, or ``None``."""
        return next((kind for kind in self.kinds if kind.code_length and kind.code_length == len(code)), None)

    def fixed_rows(self) -> Iterator[Row]:
        """The fixed rows as rows, labels still with their variables."""
        for row in self.fixed:
            yield Row(row.id, self.key, row.kind, row.code, row.label)


class FormDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A form as printed. ``title``, ``contents_entry`` and headings may hold ``{year}``.

    ``whole`` figures are printed without decimals where they have none (元, 个).
    """

    id: str
    key: str
    number: str
    title: str
    short_title: str
    unit: Unit
    columns: tuple[ColumnDef, ...]
    blocks: tuple[BlockDef, ...]
    contents_entry: str = ""
    sheet_mark: str = ""
    may_be_empty: bool = False
    empty_note: str = ""
    column_numbers: bool = False
    landscape: bool = False
    role: Role = Role.TABLE
    whole: bool = False

    def shown(self, fen: int, *, grouped: bool = False) -> str:
        """A figure as the form prints it."""
        return to_text(fen, self.unit, grouped=grouped, whole=self.whole)

    @cached_property
    def column_by_key(self) -> dict[str, ColumnDef]:
        """Columns by key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def block_by_key(self) -> dict[str, BlockDef]:
        """Blocks by key."""
        return {block.key: block for block in self.blocks}

    @cached_property
    def amount_columns(self) -> tuple[ColumnDef, ...]:
        """The columns that hold amounts."""
        return tuple(column for column in self.columns if column.kind is ColumnKind.AMOUNT)

    def columns_of(self, block: str) -> tuple[ColumnDef, ...]:
        """The columns of one block, left to right."""
        return tuple(column for column in self.columns if column.block == block)

    def column_of_kind(self, block: str, kind: ColumnKind) -> ColumnDef | None:
        """The block's first column of a kind, such as its label column."""
        return next((column for column in self.columns_of(block) if column.kind is kind), None)

    @cached_property
    def header_depth(self) -> int:
        """How many rows the header tree has."""
        return max(len(column.path) for column in self.columns)

    def header_cells(self) -> Iterator[tuple[int, int, int, int, str]]:
        """The header tree as merged cells: row, column, row span, column span, text (with ``{year}``)."""
        for level in range(self.header_depth):
            start = 0
            while start < len(self.columns):
                path = self.columns[start].path
                if level >= len(path):
                    start += 1
                    continue
                end = start + 1
                while end < len(self.columns) and self._same_heading(start, end, level):
                    end += 1
                rows = self.header_depth - level if level == len(path) - 1 else 1
                yield level, start, rows, end - start, path[level]
                start = end

    def _same_heading(self, left: int, right: int, level: int) -> bool:
        one, two = self.columns[left].path, self.columns[right].path
        return len(one) > level + 1 and len(two) > level + 1 and one[: level + 1] == two[: level + 1]
