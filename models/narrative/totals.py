"""Sums and counts over the rows of a form, kept from one look to the next: an edit costs the rows it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from models.edits import CellChange, Change, Row, RowMove, RowUpdate, SettingChange
from models.forms import FormDef, Role
from models.refs import CellRef

if TYPE_CHECKING:
    from models.document import Document
    from models.equations import Value
    from models.narrative.expression import Aggregate


class Amounts(Protocol):
    """What sums are made of."""

    @property
    def document(self) -> Document:
        """The rows."""

    def value(self, ref: CellRef) -> Value:
        """What an amount cell holds."""


class Part(NamedTuple):
    """What a row adds, in the smallest unit of its form: its figure and half the width of its interval."""

    fen: int
    slack: int
    unknown: bool


_COUNTED = Part(0, 0, unknown=False)


class Total:
    """One aggregate of a form: the sum of its rows' parts; a row that is no part of it is not in ``parts``."""

    def __init__(self, what: Aggregate, form: FormDef, row_texts: Mapping[str, str]) -> None:
        """``row_texts`` are the texts of rows by the names that expressions use."""
        self.form = form
        self._where, self._equals = row_texts.get(what.where, what.where), what.equals
        self._kinds = {
            block.key: {kind.key for kind in block.kinds if kind.title == what.kind} for block in form.blocks
        }
        named = (column for column in form.amount_columns if column.title == what.column)
        self.columns = {column.block: column.key for column in named if what.column}
        self._counts = not what.column
        self.parts: dict[str, Part] = {}
        self.fen = self.slack = self.unknown = 0

    def fill(self, amounts: Amounts) -> None:
        """Add up all rows."""
        for block, kinds in self._kinds.items():
            for row in amounts.document.rows(self.form.id, block) if kinds else ():
                self._put(row.id, self._part(amounts, row))

    def follow(self, amounts: Amounts, row_id: str) -> None:
        """A row, or a figure in it, has changed, has come or is gone."""
        there = amounts.document.has_row(self.form.id, row_id)
        self._put(row_id, self._part(amounts, amounts.document.row(self.form.id, row_id)) if there else None)

    def _put(self, row_id: str, new: Part | None) -> None:
        old = self.parts.pop(row_id, None)
        for part, sign in ((old, -1), (new, 1)):
            if part is not None:
                self.fen += sign * part.fen
                self.slack += sign * part.slack
                self.unknown += sign * part.unknown
        if new is not None:
            self.parts[row_id] = new

    def _part(self, amounts: Amounts, row: Row) -> Part | None:
        if row.kind not in self._kinds[row.block] or (self._where and row.texts.get(self._where, "") != self._equals):
            return None
        if self._counts:
            return _COUNTED
        column = self.columns.get(row.block)
        if column is None:
            return None
        value = amounts.value(CellRef(self.form.id, row.id, column))
        return Part(value.fen, value.slack, is_unknown(value, self.form))


class Totals:
    """The aggregates asked for so far, of one document."""

    def __init__(self, amounts: Amounts) -> None:
        self._amounts = amounts
        self._kept: dict[Aggregate, Total] = {}
        self._by_form: dict[str, list[Total]] = {}

    def of(self, what: Aggregate) -> Total | None:
        """An aggregate as it stands; ``None`` where the pack has no such form."""
        total = self._kept.get(what)
        if total is None:
            pack = self._amounts.document.pack
            form = pack.form_by_number.get(what.form)
            if form is None:
                return None
            total = self._kept[what] = Total(what, form, pack.narrative.row_texts)
            total.fill(self._amounts)
            self._by_form.setdefault(form.id, []).append(total)
        return total

    def note(self, changes: Sequence[Change], cells: Iterable[CellRef]) -> None:
        """An edit was made, and these figures moved."""
        if not self._kept:
            return
        for change in changes:
            if isinstance(change, CellChange | RowMove | SettingChange):
                continue  # the figures that moved are among the cells
            row_id = change.new.id if isinstance(change, RowUpdate) else change.row.id
            for total in self._by_form.get(change.form, ()):
                total.follow(self._amounts, row_id)
        for ref in cells:
            for total in self._by_form.get(ref.form, ()):
                if ref.column in total.columns.values():
                    total.follow(self._amounts, ref.row)


def is_unknown(value: Value, form: FormDef) -> bool:
    """Whether a figure cannot be told: it could not be read, or it is a fact that is not filled in."""
    return value.bad or (form.role is Role.FACT and not value.filled)


def whole_column(ref: CellRef) -> CellRef:
    """What stands for all cells of a column among the cells that something depends on."""
    return CellRef(ref.form, "", ref.column)
