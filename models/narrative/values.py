"""Values of figures in prose: exact fractions with the interval that rounding leaves open, worked out from a document.

Money is in 万元, whatever unit its form is in, so that forms in 元 and tables in 万元 meet; counts and areas in
their own unit.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from operator import mul, truediv
from typing import NamedTuple, Protocol

from models.amounts import Unit
from models.document import Document
from models.edits import Row
from models.equations import Value
from models.forms import ColumnDef, FormDef
from models.narrative.expression import Aggregate, Binary, CellOf, Expression, Literal, parts
from models.narrative.totals import Totals, is_unknown, whole_column
from models.refs import CellRef

_COMPARE = {
    "=": lambda a, b: a == b, "≠": lambda a, b: a != b, ">": lambda a, b: a > b, "<": lambda a, b: a < b,
    "≥": lambda a, b: a >= b, "≤": lambda a, b: a <= b,
}  # fmt: skip


class Quantity(NamedTuple):
    """A value and the ends of its interval. ``known`` is False where a fact is not filled in, or nothing can be
    divided.
    """

    value: Fraction
    low: Fraction
    high: Fraction
    known: bool = True


UNKNOWN = Quantity(Fraction(0), Fraction(0), Fraction(0), known=False)


class Figures(Protocol):
    """What evaluation needs of an open document; ``models.workspace.Workspace`` is one."""

    @property
    def document(self) -> Document:
        """Rows and settings."""

    @property
    def totals(self) -> Totals:
        """Sums and counts over its rows."""

    def value(self, ref: CellRef) -> Value:
        """What an amount cell holds."""


class Worked(NamedTuple):
    """What an expression came to, the cells that were looked at and the forms whose rows were looked through."""

    quantity: Quantity
    read: Mapping[CellRef, None]
    forms: Mapping[str, None]


class Evaluator:
    """Works expressions out. ``read`` gathers the cells that were looked at (for a sum its whole column, see
    :func:`~models.narrative.totals.whole_column`), ``forms`` the forms whose rows were looked through.

    Evaluators that share ``worked`` work an expression out once; none of them may outlive an edit.
    """

    def __init__(self, figures: Figures, worked: dict[Expression, Worked] | None = None) -> None:
        self._figures = figures
        self._worked = {} if worked is None else worked
        self.read: dict[CellRef, None] = {}
        self.forms: dict[str, None] = {}

    def value(self, expression: Expression) -> Quantity:
        """What an expression comes to; unknown where it names no cell, or reads a fact that is not filled in."""
        worked = self._worked.get(expression)
        if worked is None:
            own = Evaluator(self._figures)
            worked = self._worked[expression] = Worked(own._work_out(expression), own.read, own.forms)
        self.read |= worked.read
        self.forms |= worked.forms
        return worked.quantity

    def _work_out(self, expression: Expression) -> Quantity:
        match expression:
            case Literal(text):
                number = Fraction(text)
                return Quantity(number, number, number)
            case CellOf():
                ref = self.cell(expression)
                return self._cell_value(ref) if ref is not None else UNKNOWN
            case Aggregate():
                return self._aggregate(expression)
            case Binary(operator, left, right):
                return _combine(operator, self._work_out(left), self._work_out(right))

    def cell(self, cell: CellOf) -> CellRef | None:
        """The cell that is named: its row by name, label, code or id; where there is none yet, ``None``."""
        document = self._figures.document
        form = document.pack.form_by_number.get(cell.form)
        if form is None:
            return None
        for column in form.amount_columns:
            if column.title != cell.column:
                continue
            row = find_row(document, form, column, cell.row)
            if row is not None:
                return CellRef(form.id, row, column.key)
        self.forms[form.id] = None
        return None

    def cells(self, expression: Expression) -> tuple[CellRef, ...]:
        """The cells that an expression names one by one, in order."""
        found = (self.cell(part) for part in parts(expression) if isinstance(part, CellOf))
        return tuple(dict.fromkeys(ref for ref in found if ref is not None))

    def rows(self, form: FormDef, kind: str) -> Iterator[Row]:
        """The form's rows of a kind, by its title, in printed order."""
        document = self._figures.document
        self.forms[form.id] = None
        for block in form.blocks:
            keys = {k.key for k in block.kinds if k.title == kind}
            for row in document.rows(form.id, block.key) if keys else ():
                if row.kind in keys:
                    yield row

    def amount(self, ref: CellRef) -> int:
        """A cell's figure in 分; 0 for a blank."""
        self.read[ref] = None
        return self._figures.value(ref).fen

    def _cell_value(self, ref: CellRef) -> Quantity:
        self.read[ref] = None
        value = self._figures.value(ref)
        form = self._figures.document.pack.form(ref.form)
        return UNKNOWN if is_unknown(value, form) else quantity_of(value.fen, value.slack, _unit(form))

    def _aggregate(self, what: Aggregate) -> Quantity:
        total = self._figures.totals.of(what)
        if total is None:
            return UNKNOWN
        self.forms[total.form.id] = None
        if not what.column:
            count = Fraction(len(total.parts))
            return Quantity(count, count, count)
        for column in total.columns.values():
            self.read[whole_column(CellRef(total.form.id, "", column))] = None
        return UNKNOWN if total.unknown else quantity_of(total.fen, total.slack, _unit(total.form))


def half_up(value: Fraction, times: Fraction | int = 1) -> int:
    """A value, or so many times it, rounded to a whole number, halves away from zero; in whole numbers throughout."""
    numerator, denominator = value.numerator * times.numerator, value.denominator * times.denominator
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


@functools.lru_cache(maxsize=4_096)
def quantity_of(fen: int, slack: int, unit: int) -> Quantity:
    """A figure in 分 with half the width of its interval, in units of so many 分."""
    middle, half = Fraction(fen, unit), Fraction(slack, unit)
    return Quantity(middle, middle - half, middle + half)


def _unit(form: FormDef) -> int:
    """The unit that prose tells a form's figures in, in 分."""
    return Unit.WAN.fen if form.unit.is_money else form.unit.fen


def find_row(document: Document, form: FormDef, column: ColumnDef, name: str) -> str | None:
    """The row of a block by name, label, code or id; the total of a code tree also as 合计."""
    rows = document.rows(form.id, column.block)
    for fixed in form.block_by_key[column.block].fixed:
        if name in (fixed.name, fixed.id, fixed.code) or (name == fixed.label and not fixed.name):
            return fixed.id
    for index in (rows.by_code, rows.by_label):
        if name in index:
            return next(iter(index[name]), None)
    return name if name in rows.by_id else None


def _combine(operator: str, left: Quantity, right: Quantity) -> Quantity:
    if not (left.known and right.known):
        return UNKNOWN
    if operator in _COMPARE:
        truth = Fraction(int(_COMPARE[operator](left.value, right.value)))
        return Quantity(truth, truth, truth)
    if operator == "+":
        return Quantity(left.value + right.value, left.low + right.low, left.high + right.high)
    if operator == "-":
        return Quantity(left.value - right.value, left.low - right.high, left.high - right.low)
    if operator == "/" and right.low <= 0 <= right.high:
        return UNKNOWN
    apply = truediv if operator == "/" else mul
    ends = [apply(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    return Quantity(apply(left.value, right.value), min(ends), max(ends))


def row_name(document: Document, row: Row) -> str:
    """A row's name as prose says it: without the 一、 of a printed list."""
    label = document.label(row).strip()
    head, mark, rest = label.partition("、")
    return rest if mark and head and all(ch in "一二三四五六七八九十" for ch in head) else label
