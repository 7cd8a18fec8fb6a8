"""Amount cells by the name of their row: what a number in prose may mean that no template foresees."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from models.amounts import Unit
from models.forms import ColumnDef, FormDef, Role
from models.narrative.contexts import Context
from models.narrative.numbers import Number, NumberKind
from models.narrative.patterns import compiled
from models.narrative.prose import formatted
from models.narrative.units import agrees
from models.narrative.values import Figures, Quantity, quantity_of, row_name
from models.refs import CellRef

_WHAT_KIND = compiled(r"[（(][类款项][）)]")
_SHORTEST = 4
"""Names of fewer characters say too little."""


class Named(NamedTuple):
    """A cell whose row is named right before a number: whether it agrees, and what it should say if not."""

    ref: CellRef
    agrees: bool
    value: Fraction
    expected: str
    source: str


class CellIndex:
    """The amount cells of the tables by row name, gathered when first asked."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._by_name: dict[str, list[CellRef]] | None = None
        self.read: dict[CellRef, None] = {}
        self.is_asked = False
        """What was looked at, and whether anything was: then the rows' names matter as well."""

    def named(self, number: Number, context: Context) -> Named | None:
        """The cell of the row that the words right before a number name, if there is one of just that name."""
        words = _WHAT_KIND.sub("", context.before[0]) if context.before else ""
        words = _plain(words)
        if number.kind is not NumberKind.AMOUNT or not words:
            return None
        self.is_asked = True
        known = self._names()
        name = next((words[at:] for at in range(len(words) - _SHORTEST + 1) if words[at:] in known), None)
        if name is None:
            return None
        self.read |= dict.fromkeys(known[name])
        values = [(ref, self._quantity(ref)) for ref in known[name] if self._figures.value(ref).fen]
        if not values:
            return None
        right = next(((ref, q) for ref, q in values if agrees(number, q)), None)
        if right is not None:
            return self._found(*right, agrees=True)
        if len({quantity.value for _ref, quantity in values}) == 1:
            return self._found(*values[0], agrees=False)
        return None

    def _found(self, ref: CellRef, quantity: Quantity, *, agrees: bool) -> Named:
        return Named(ref, agrees, quantity.value, formatted(quantity, "万元"), source_of(self._figures, ref))

    def _quantity(self, ref: CellRef) -> Quantity:
        value = self._figures.value(ref)
        return quantity_of(value.fen, value.slack, Unit.WAN.fen)

    def _names(self) -> dict[str, list[CellRef]]:
        if self._by_name is None:
            self._by_name = {}
            document = self._figures.document
            for form in document.pack.forms:
                if form.role is not Role.TABLE:
                    continue
                for row in document.all_rows(form):
                    name = _plain(row_name(document, row))
                    if len(name) < _SHORTEST:
                        continue
                    refs = [CellRef(form.id, row.id, column.key) for column in _amounts(form, row.block)]
                    self._by_name.setdefault(name, []).extend(refs)
        return self._by_name


def _amounts(form: FormDef, block: str) -> list[ColumnDef]:
    return [column for column in form.amount_columns if column.block == block]


def _plain(name: str) -> str:
    return "".join(ch for ch in name if "\u4e00" <= ch <= "\u9fff")


def source_of(figures: Figures, ref: CellRef) -> str:
    """The expression that names a cell."""
    document = figures.document
    form = document.pack.form(ref.form)
    row = document.row(ref.form, ref.row)
    rows = document.rows_of(ref.form, ref.row)
    fixed = {one.id: one for one in form.block_by_key[row.block].fixed}
    if row.id in fixed:
        selector = fixed[row.id].name or (row.code if len(rows.by_code.get(row.code, ())) == 1 else "") or row.id
        if (
            not fixed[row.id].name
            and not row.code
            and len(rows.by_label.get(row.label, ())) == 1
            and "[" not in row.label
        ):
            selector = row.label
    else:
        selector = row.code if row.code and len(rows.by_code.get(row.code, ())) == 1 else row.id
    return f"{form.number}[{selector}].{form.column_by_key[ref.column].title}"
