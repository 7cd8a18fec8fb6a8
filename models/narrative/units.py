"""Numbers of a text in the units that figures are in, and whether they say the same."""

from __future__ import annotations

import functools
from fractions import Fraction

from models.narrative.numbers import Number, NumberKind
from models.narrative.numbers_words import MONEY_FEN, WIDTHS
from models.narrative.values import Quantity, half_up

MEASURED = frozenset({NumberKind.AMOUNT, NumberKind.PERCENT, NumberKind.COUNT, NumberKind.AREA})
"""The kinds of numbers that stand for a figure of the budget; the others are recognised by what they are."""
_AREAS = frozenset(("平方米", "㎡"))
_CENT = Fraction(1, 100)
_OPEN = Fraction(9999, 10_000)
"""So much of the next step the words for "somewhat more" and "somewhat less" leave open."""
_IN_WAN = {unit: Fraction(fen, MONEY_FEN["万元"]) for unit, fen in MONEY_FEN.items()}
_FAMILIES = (frozenset(("个", "名", "人", "项", "位")), frozenset(("辆", "台", "部", "套", "台套", "台(套)")))
"""Measure words that count the same things."""


@functools.lru_cache(maxsize=256)
def unit_class(unit: str) -> str:
    """What units compare: money with money, a share with a share, areas, and counts with counts."""
    if unit in MONEY_FEN:
        return "money"
    if unit in ("%", "个百分点"):
        return "%"
    return "area" if unit in _AREAS else "count"


@functools.lru_cache(maxsize=1_024)
def same_units(one: str, other: str) -> bool:
    """Whether numbers in these units may be the same figure; a count without a unit may be any."""
    kind = unit_class(one)
    if kind != unit_class(other):
        return False
    one, other = (unit.replace("（", "(").replace("）", ")") for unit in (one, other))
    if kind != "count" or not one or not other or one == other:
        return True
    return any(one in family and other in family for family in _FAMILIES)


def amount_of(number: Number) -> Fraction:
    """A number's value in the unit that figures are in: money in 万元, a share as a fraction of one."""
    if number.kind is NumberKind.PERCENT:
        return number.value / 100
    return number.value * _IN_WAN[number.unit] if number.unit in _IN_WAN else number.value


def half_unit(number: Number) -> Fraction:
    """Half a unit of the last digit that was written, as :func:`amount_of` measures."""
    parts = 2 * 10**number.decimals
    if number.kind is NumberKind.PERCENT:
        return Fraction(1, parts * 100)
    return _IN_WAN[number.unit] / parts if number.unit in _IN_WAN else Fraction(1, parts)


class Said:
    """What a number says, to be compared with many figures."""

    def __init__(self, number: Number) -> None:
        self._value = amount_of(number)
        self._ends = None
        if number.approximate:
            self._ends = _about(number, self._value)
        elif number.kind is NumberKind.PERCENT or number.unit == "亿元":
            self._ends = self._value - half_unit(number), self._value + half_unit(number)
        self._cents = half_up(self._value, 100) if number.kind is NumberKind.AMOUNT else None
        self._close = _CENT / 2 if number.unit == "元" else None

    def agrees(self, quantity: Quantity) -> bool:
        """Whether it says what a figure comes to.

        A share may be off by what rounding leaves open; anything else is the same to its last digit, 0.01 万元 for
        money. Money in 亿元 is the same to the digits that are written, and what is said to be 约 so much to the last
        of them that is not zero; 近 and 超 say on which side.
        """
        if self._ends is not None:
            low, high = self._ends
            return low <= quantity.high and quantity.low <= high
        if self._cents is None:
            return self._value == quantity.value
        if self._cents == half_up(quantity.value, 100):
            return True
        return self._close is not None and abs(self._value - quantity.value) <= self._close


def _about(number: Number, value: Fraction) -> tuple[Fraction, Fraction]:
    """What a number that is said to be about so much leaves open."""
    step = 2 * half_unit(number)
    digits = number.text[: number.digits_end - number.digits_start].translate(WIDTHS).replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0")) if digits.isdecimal() else 0
    last = step * 10**zeros
    if number.leaning:
        near = last * _OPEN
        return (value, value + near) if number.leaning == "above" else (value - near, value)
    wide = max(step, last / 2)
    return value - wide, value + wide


def agrees(number: Number, quantity: Quantity) -> bool:
    """Whether a number says what a figure comes to; see :meth:`Said.agrees`."""
    return Said(number).agrees(quantity)


def digits_of(number: Number) -> int:
    """How many digits a number tells: the more, the less likely it agrees by chance."""
    digits = number.text[: number.digits_end - number.digits_start].translate(WIDTHS)
    return len(digits.replace(",", "").replace(".", "").strip("0"))
