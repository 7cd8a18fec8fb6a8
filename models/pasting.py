"""Blocks of cells from Excel and WPS, turned into one Edit with a count of what became of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from models import renaming
from models.blocks import Rows
from models.document import Document
from models.edits import CellChange, Change, Edit, Entry, Row, RowInsert, RowUpdate
from models.forms import ColumnDef, ColumnKind, FormDef, Tree
from models.planning import entry_for, with_text
from models.refs import CellRef
from models.rowids import new_row_id
from models.templates import LEAVES, Mode, Template
from models.workspace import Workspace

MOST_HEADINGS = 12
"""Lines above a table's content, at most."""


class PasteResult(NamedTuple):
    """An edit with what became of the block: how many cells were taken, skipped as computed, fixed or surplus,
    unreadable.
    """

    edit: Edit
    taken: int
    computed: int
    fixed: int
    surplus: int
    unreadable: int

    @property
    def sentence(self) -> str:
        """What to tell the user."""
        parts = [f"粘贴 {self.taken} 个单元格"]
        notes = (
            (self.computed, "跳过 {} 个合计单元格"), (self.fixed, "跳过 {} 个固定单元格"),
            (self.surplus, "{} 个超出表格未粘贴"), (self.unreadable, "{} 个不是金额，已标出"),
        )  # fmt: skip
        return "，".join(parts + [text.format(count) for count, text in notes if count])


def paste(
    workspace: Workspace,
    form_id: str,
    start: tuple[int, int],
    grid: Sequence[Sequence[str | None]],
    label: str = "粘贴",
) -> PasteResult:
    """Put a block of texts on a form, its top left corner on printed line and column ``start`` (both 0-based).

    Computed cells without a statement and fixed cells are skipped; lines below a block that users may add to become
    rows. A cell for which the block has ``None`` is left as it is.
    """
    return _Paster(workspace, workspace.pack.form(form_id)).run(start, grid, label)


def headings(document: Document, form: FormDef, grid: Sequence[Sequence[str]]) -> int:
    """How many lines at the top of a block are not the form's content: title, column headings, column numbers."""
    known = {_squeezed(document.fill(part)) for column in form.columns for part in column.path}
    found = 0
    for number, line in enumerate(grid[:MOST_HEADINGS]):
        texts = [text for text in map(_squeezed, line) if text]
        counted = found and texts == [str(column) for column in range(1, len(texts) + 1)]
        if len(texts) > 1 and (counted or set(texts) <= known):
            found = number + 1
    return found


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


class _Paster:
    """One paste: counts, and the changes in the order in which they must be applied."""

    def __init__(self, workspace: Workspace, form: FormDef) -> None:
        self.workspace, self.form = workspace, form
        self.changes: list[Change] = []
        self.taken = self.computed = self.fixed = self.surplus = self.unreadable = 0

    def run(self, start: tuple[int, int], grid: Sequence[Sequence[str | None]], label: str) -> PasteResult:
        lines = self.workspace.document.lines(self.form)
        blocks = [block.key for block in self.form.blocks]
        for offset, texts in enumerate(grid):
            by_block: dict[str, list[tuple[ColumnDef, str]]] = {}
            for across, text in enumerate(texts):
                if text is None:
                    continue
                if start[1] + across >= len(self.form.columns):
                    self.surplus += bool(text.strip())
                    continue
                column = self.form.columns[start[1] + across]
                by_block.setdefault(column.block, []).append((column, text))
            for block, cells in by_block.items():
                line = start[0] + offset
                row = lines[line][blocks.index(block)] if line < len(lines) else None
                self._line(block, row, cells)
        self.changes += renaming.follow(self.workspace.document, self.changes).updates
        edit = Edit(label, "粘贴", tuple(self.changes))
        return PasteResult(edit, self.taken, self.computed, self.fixed, self.surplus, self.unreadable)

    def _line(self, block: str, row: Row | None, cells: list[tuple[ColumnDef, str]]) -> None:
        rows = self.workspace.document.rows(self.form.id, block)
        if row is None:
            if not rows.block.detail_kinds or not any(text.strip() for _column, text in cells):
                self.surplus += sum(bool(text.strip()) for _column, text in cells)
                return
            row = self._appended(rows, cells)
        elif texts := [(column, text) for column, text in cells if column.kind is not ColumnKind.AMOUNT]:
            row = self._retexted(rows, row, texts)
        amounts = [(column, text) for column, text in cells if column.kind is ColumnKind.AMOUNT]
        alone = sum(bool(text.strip()) for _column, text in amounts) == 1
        for column, text in amounts:
            self._amount(CellRef(self.form.id, row.id, column.key), text, alone)

    def _retexted(self, rows: Rows, row: Row, texts: list[tuple[ColumnDef, str]]) -> Row:
        if rows.is_fixed(row.id):
            shown = [
                text
                for column, text in texts
                if text.strip() and text.strip() != self.workspace.document.text(row, column)
            ]
            self.fixed += len(shown)
            return row
        new = row
        for column, text in texts:
            new = with_text(self.workspace, self.form, new, column, text)
        if new != row:
            self.changes.append(RowUpdate(self.form.id, row, new))
        self.taken += len(texts)
        return new

    def _appended(self, rows: Rows, cells: list[tuple[ColumnDef, str]]) -> Row:
        kinds = rows.block.detail_kinds
        last = rows.by_id[rows.details[-1]].kind if rows.details else kinds[0].key
        row = Row(new_row_id(), rows.block.key, kinds[-1].key if rows.block.tree is Tree.CODE else last)
        for column, text in cells:
            if column.kind is not ColumnKind.AMOUNT and text.strip():
                row = with_text(self.workspace, self.form, row, column, text)
                self.taken += 1
        at = len(rows.details) + sum(isinstance(c, RowInsert) and c.row.block == row.block for c in self.changes)
        self.changes.append(RowInsert(self.form.id, at, row))
        return row

    def _amount(self, ref: CellRef, text: str, alone: bool) -> None:
        document = self.workspace.document
        old = document.entries.get(ref)
        new = entry_for(text, self.form.unit)
        if old is None and self._is_worked_out(ref, new, alone):
            self.computed += bool(text.strip())
            return
        self.unreadable += new is not None and new.fen is None
        self.taken += new is not None or old is not None
        if new != old:
            self.changes.append(CellChange(*ref, old, new))

    def _is_worked_out(self, ref: CellRef, new: Entry | None, alone: bool) -> bool:
        """Whether a cell is left to the program: a total of its own form, or a copy that comes out the same anyway.

        The only figure pasted into a new row is kept, total or not: nothing else there could make it up.
        """
        templates, document = self.workspace.plan.templates, self.workspace.document
        if document.has_row(ref.form, ref.row):
            definer = self.workspace.equations.definer(ref)
            if definer is None:
                return False
            same = new is None or self.workspace.value(ref).fen == new.fen
            return same or _within(templates[definer.template], ref.form)
        targets = self.workspace.plan.definitions.get((ref.form, ref.column), ())
        return not alone and any(
            target.place.mode is Mode.ROW
            and target.rows in ("", LEAVES)
            and not target.place.only
            and _within(templates[target.template], ref.form)
            for target in targets
        )


def _within(template: Template, form: str) -> bool:
    return all(term.place.form == form for term in template.terms)
