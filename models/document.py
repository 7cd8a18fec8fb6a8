"""The state of one budget document. :meth:`Document.apply` is the only way to change it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from models.blocks import Rows
from models.edits import CellChange, Edit, Entry, Row, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.errors import StaleEditError
from models.forms import ColumnDef, ColumnKind, FormDef
from models.pack import Pack
from models.refs import CellRef

SETTINGS = ("department", "department_code", "year")
"""The settings that every document has."""
FILLED = ("year", "department", "region")
"""The settings that a pack's texts may hold, in braces."""


class Document:
    """Statements, rows and settings, for the forms of one pack.

    ``entries`` holds what the user stated, by cell; a cell without an entry is blank or computed.
    """

    def __init__(self, pack: Pack, settings: dict[str, str]) -> None:
        self.pack = pack
        self.settings = {"department": "", "department_code": "", "year": pack.year} | settings
        self.entries: dict[CellRef, Entry] = {}
        self._rows: dict[tuple[str, str], Rows] = {
            (form.id, block.key): Rows(block, tuple(block.fixed_rows()))
            for form in pack.all_forms
            for block in form.blocks
        }
        self._row_block: dict[str, dict[str, str]] = {
            form.id: {row.id: block.key for block in form.blocks for row in block.fixed_rows()}
            for form in pack.all_forms
        }

    # -- reading --------------------------------------------------------------------------------------------------

    def rows(self, form: str, block: str) -> Rows:
        """The rows of one block."""
        return self._rows[form, block]

    def has_row(self, form: str, row: str) -> bool:
        """Whether the form has that row."""
        return row in self._row_block.get(form, ())

    def row(self, form: str, row: str) -> Row:
        """The row of that id.

        :raises KeyError: there is none.
        """
        return self._rows[form, self._row_block[form][row]].by_id[row]

    def rows_of(self, form: str, row: str) -> Rows:
        """The block's rows that hold a row."""
        return self._rows[form, self._row_block[form][row]]

    def all_rows(self, form: FormDef) -> Iterator[Row]:
        """The form's rows in printed order, block by block."""
        for block in form.blocks:
            yield from self._rows[form.id, block.key]

    def label(self, row: Row) -> str:
        """The row's printed label, variables filled in."""
        return self.fill(row.label)

    def fill(self, text: str) -> str:
        """A pack text with the settings in :data:`FILLED` filled in."""
        if "{" not in text:
            return text
        for key in FILLED:
            text = text.replace(f"{{{key}}}", self.settings.get(key, ""))
        return text

    def text(self, row: Row, column: ColumnDef) -> str:
        """What a code, label or text column shows for a row."""
        if column.kind.value == "code":
            return row.code
        return self.label(row) if column.kind.value == "label" else row.texts.get(column.key, "")

    def lines(self, form: FormDef) -> list[tuple[Row | None, ...]]:
        """The printed lines: for each the row of every block, ``None`` where a block has none there."""
        columns: list[dict[int, Row]] = []
        for block in form.blocks:
            at = {row.id: row.line for row in block.fixed}
            placed: dict[int, Row] = {}
            line = -1
            for row in self._rows[form.id, block.key]:
                line = max(at.get(row.id, -1), line + 1)
                placed[line] = row
            columns.append(placed)
        count = max((max(placed, default=-1) for placed in columns), default=-1) + 1
        return [tuple(placed.get(line) for placed in columns) for line in range(count)]

    def entry(self, ref: CellRef) -> Entry | None:
        """What was stated in a cell."""
        return self.entries.get(ref)

    # -- changing -------------------------------------------------------------------------------------------------

    def apply(self, edit: Edit) -> None:
        """Carry out an edit, all of it or, where it does not fit, nothing.

        :raises StaleEditError: the document is not in the state that the edit starts from.
        """
        done = []
        try:
            for change in edit.changes:
                self.apply_change(change)
                done.append(change)
        except (StaleEditError, LookupError) as error:
            for change in reversed(done):
                self.apply_change(change.inverse())
            raise StaleEditError(str(error)) from error

    def apply_change(self, change: msgspec.Struct) -> None:
        """Carry out one change; see :meth:`apply`."""
        match change:
            case CellChange():
                self._apply_cell(change)
            case RowInsert(form, index, row):
                self._require((form, row.block) in self._rows and row.id not in self._row_block[form], change)
                self._require(row.kind in self._rows[form, row.block].block.kind_by_key, change)
                self._rows[form, row.block].insert(index, row)
                self._row_block[form][row.id] = row.block
            case RowDelete(form, index, row):
                self._require(self._rows[form, row.block].by_id.get(row.id) == row, change)
                self._rows[form, row.block].delete(index, row.id)
                del self._row_block[form][row.id]
            case RowMove(form, block, row_id, old, new):
                rows = self._rows[form, block]
                self._require(0 <= new < len(rows.details), change)
                moved = rows.by_id[row_id]
                rows.delete(old, row_id)
                rows.insert(new, moved)
            case RowUpdate(form, old_row, new_row):
                rows = self._rows[form, old_row.block]
                self._require(rows.by_id.get(old_row.id) == old_row and not rows.is_fixed(old_row.id), change)
                self._require((new_row.id, new_row.block) == (old_row.id, old_row.block), change)
                self._require(new_row.kind in rows.block.kind_by_key, change)
                rows.replace(new_row)
            case SettingChange(key, old_text, new_text):
                self._require(self.settings.get(key, "") == old_text, change)
                self.settings[key] = new_text

    def insert_row(self, form: str, row: Row) -> None:
        """Add a detail row at the end of its block: for building documents, not for editing them."""
        self.apply_change(RowInsert(form, len(self._rows[form, row.block].details), row))

    def _apply_cell(self, change: CellChange) -> None:
        ref = change.ref
        self._require(self.entries.get(ref) == change.old and self._is_amount(ref), change)
        if change.new is None:
            del self.entries[ref]
        else:
            self.entries[ref] = change.new

    def _is_amount(self, ref: CellRef) -> bool:
        """Whether there is such a cell, and amounts are stated there."""
        if not self.has_row(ref.form, ref.row):
            return False
        column = self.pack.form(ref.form).column_by_key.get(ref.column)
        block = self._row_block[ref.form][ref.row]
        return column is not None and column.kind is ColumnKind.AMOUNT and column.block == block

    def _require(self, fits: bool, change: object) -> None:
        if not fits:
            raise StaleEditError(f"does not fit the document: {change!r}")
