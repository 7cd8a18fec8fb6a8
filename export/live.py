"""Which totals may be written as formulas: those that give exactly the shown figure from the shown figures.

An official's total must never change because a spreadsheet recalculates. Where rounding (尾差) or a break makes the
printed total differ from its printed parts, the figure stays a figure, and a note says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from export.book import Term
from export.source import Source
from models.findings import State
from models.refs import CellRef

NOT_LIVE: tuple[tuple[Term, ...], str] = ((), "")
UNREADABLE = "明细中有看不懂的金额，这里写为数值，不是公式。"


class Place(NamedTuple):
    """Where a form's cells stand in the book. ``step`` is how many 分 a hundredth of its unit holds."""

    unit: str
    step: int
    lines: Mapping[str, int]
    columns: Mapping[str, int]


def cents(fen: int, step: int) -> int:
    """分 in hundredths of a unit, rounded half away from zero, as every figure is shown."""
    if fen >= 0:
        return (fen + step // 2) // step
    return -((step // 2 - fen) // step)


def text_of(count: int, *, grouped: bool = False) -> str:
    """Hundredths as two decimals: ``1170.53``, or ``1,170.53`` when ``grouped``."""
    whole, rest = divmod(abs(count), 100)
    sign = "-" if count < 0 else ""
    return f"{sign}{whole:,}.{rest:02d}" if grouped else f"{sign}{whole}.{rest:02d}"


class LiveTotals:
    """Turns the equality that defines a cell into the terms of its formula."""

    def __init__(self, source: Source, places: Mapping[str, Place]) -> None:
        self._equations, self._places = source.equations, places
        self._definitions = source.equations.plan.definitions

    def find(self, ref: CellRef, shown: int) -> tuple[tuple[Term, ...], str]:
        """The terms of a total shown as ``shown`` hundredths (0 for a blank), or none and a note for the reader."""
        known = (ref.form, ref.column) in self._definitions
        definer = self._equations.definer(ref) if known else None
        if definer is None:
            return NOT_LIVE
        step, value = self._places[ref.form].step, self._equations.value
        own, total, terms = 0, 0, []
        for cell, sign, _side in self._equations.cells(definer):
            if cell == ref:
                own += sign
                continue
            place = self._places.get(cell.form)
            if place is None or place.step != step:
                return NOT_LIVE  # a part that is not in the book, or in another unit, cannot be referred to
            fen, _slack, _filled, bad = value(cell)
            if bad:
                return (), UNREADABLE
            total -= sign * cents(fen, step) if fen else 0
            terms.append(Term(cell.form, place.lines[cell.row], place.columns[cell.column], -sign))
        if own not in (1, -1) or not terms:
            return NOT_LIVE
        if own * total != shown:
            return (), _why_not(own * total, shown, self._equations.state(definer), self._places[ref.form].unit)
        return tuple(terms if own == 1 else (Term(t.page, t.line, t.column, -t.sign) for t in terms)), ""


def _why_not(parts: int, shown: int, state: State, unit: str) -> str:
    word = f"（{state.title}）" if state in (State.ROUNDING, State.SUSPECT, State.BREAK) else ""
    return (
        f"按明细相加为 {text_of(parts)} {unit}，本格为 {text_of(shown)}，相差 {text_of(shown - parts)}{word}。"
        "为保持原数，这里写为数值，不是公式。"
    )
