"""Compares an amount in the workbook with the document's: unchanged, changed, unreadable, or a total that follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from export import formulas
from export.import_file import RawCell
from export.live import cents, text_of
from export.source import Source
from models.amounts import Unit, parse, to_text
from models.edits import Entry
from models.equations import Value
from models.errors import AmountError
from models.refs import CellRef

_ERRORS = "单元格显示错误值，没有导入，请在 Excel 中改正公式。"
_NOT_CALCULATED = "单元格是公式，但文件里没有算出的结果；请在 Excel 或 WPS 中打开、保存后再导入。"
_TOLERANCE = Decimal("0.0000005")
_MAX_TEXT = 200


class Outcome(NamedTuple):
    """What becomes of a cell. ``entry`` counts where ``changed``; ``text`` is what the sheet says.

    ``reason`` tells of a problem. ``follows``: an exported total that Excel has worked out anew, while the document
    states another figure.
    """

    changed: bool = False
    entry: Entry | None = None
    text: str = ""
    reason: str = ""
    follows: bool = False


SAME = Outcome()


class Comparer:
    """Compares cells with the document.

    ``places`` says which cell stands where in the workbook, for its formulas; ``None``: something that is not read.
    Places that it does not have are blank.
    """

    def __init__(self, source: Source, places: Mapping[formulas.Place, CellRef | None]) -> None:
        self._source, self._places = source, places

    def compare(self, ref: CellRef, cell: RawCell | None, sheet: str, unit: Unit, own_unit: Unit) -> Outcome:
        """What becomes of a cell of a row that the document has; ``unit`` is the sheet's, ``own_unit`` the form's."""
        stated = self._source.document.entry(ref)
        if cell is None:
            return Outcome(changed=True) if stated is not None else SAME
        if cell.is_error:
            return Outcome(text=str(cell.value or cell.formula), reason=_ERRORS)
        present = self._source.value(ref)
        if cell.value is not None and _equal(cell.value, present, unit, own_unit):
            return SAME
        if cell.formula and self._is_own(ref, cell.formula, sheet):
            return Outcome(follows=stated is not None and cell.value is not None)
        outcome = _read(cell, unit, own_unit)
        blank = _is_nothing(cell, outcome) and not present.filled
        kept = stated is not None and stated.fen is None and stated.text == outcome.text
        return SAME if blank or kept else outcome

    def _is_own(self, ref: CellRef, formula: str, sheet: str) -> bool:
        """Whether a formula adds up just what defines the cell; empty places add nothing."""
        definer = self._source.equations.definer(ref)
        read = formulas.read(formula) if definer is not None else None
        if definer is None or read is None:
            return False
        cells = list(self._source.equations.cells(definer))
        own = sum(sign for cell, sign, _side in cells if cell == ref)
        wanted = {(cell, -own * sign) for cell, sign, _side in cells if cell != ref}
        found = set()
        for place, sign in read:
            absolute = place if place.sheet else place._replace(sheet=sheet)
            if absolute in self._places:
                found.add((self._places[absolute], sign))
        return found == wanted


def _read(cell: RawCell, unit: Unit, own_unit: Unit) -> Outcome:
    """The statement that a cell makes; unreadable text is kept, and the reason with it."""
    value: object = cell.value
    if value is None:
        if not cell.formula:
            return SAME
        value = cell.formula  # 12.5+3 needs nobody to calculate it
    text = text_of_value(value, unit)
    if not text:
        return SAME
    try:
        amount = parse(text, unit)
    except AmountError as error:
        if value is cell.formula:
            return Outcome(text=text, reason=_NOT_CALCULATED)
        return Outcome(True, Entry(text[:_MAX_TEXT], None), text[:_MAX_TEXT], f"{error}已原样带入并标出。")
    if amount is None:
        return SAME
    if unit is not own_unit:
        text = to_text(amount.fen, unit) + unit.value
    return Outcome(True, Entry(text, amount.fen, amount.slack), text)


def text_of_value(value: object, unit: Unit) -> str:
    """What a cell's value says as text; numbers with two decimals, or with as many as they have."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), unit)
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%Y-%m-%d}"
    return " ".join(str(value).split())


def _number(number: Decimal, unit: Unit) -> str:
    rounded = number.quantize(Decimal("0.01")) if abs(number) < Decimal(10) ** 20 else number
    if abs(number - rounded) <= _TOLERANCE or unit is Unit.YUAN:
        return f"{rounded:f}"
    return f"{number.quantize(Decimal('0.000001')):f}".rstrip("0")


def _is_nothing(cell: RawCell, outcome: Outcome) -> bool:
    """Whether a formula came to zero, which Excel shows as a blank."""
    return bool(cell.formula) and outcome.entry is not None and outcome.entry.fen == 0


def _equal(value: object, present: Value, unit: Unit, own_unit: Unit) -> bool:
    """Whether a sheet's value is the document's figure, exactly or as shown."""
    step = own_unit.fen // 100
    number = isinstance(value, int | float) and present.filled and unit is own_unit
    if number and value == float(text_of(cents(present.fen, step))):
        return True  # what was written comes back as the same number, and most cells are unchanged
    try:
        amount = parse(text_of_value(value, unit), unit)
    except AmountError:
        return False
    if amount is None or not present.filled:
        return amount is None and not present.filled
    return amount.fen == present.fen or (
        cents(amount.fen, step) == cents(present.fen, step) and (amount.fen % step == 0 or unit is not own_unit)
    )
