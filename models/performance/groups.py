"""Products of several parts: groups of people with days of their own, and rates that others make up."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from models.performance import names
from models.performance.claims import Board, Kind, figure
from models.performance.factors import MONTHS, Standard
from models.performance.tokens import Role, Token

_CLOSE = 0.6
_FAR = 20


def grouped(board: Board, standards: Sequence[Standard]) -> None:
    """Counts with days of their own and one total: 3人150天，5人320天，共计150000元, each at its standard."""
    for total in [token for token in board.text.tokens if token.role is Role.TOTAL]:
        if any(claim.start == total.number.start for claim in board.claims):
            continue
        before = [t for t in board.free(board.text.tokens) if t.sentence == total.sentence and t.index < total.index]
        if any(token.is_money for token in before):
            continue
        groups = [
            (people, days)
            for people, days in itertools.pairwise(before)
            if people.measure == "人" and days.measure == "天" and not set(people.dims) - {"年"}
        ]
        rates = [_rate_of(board, people, standards) for people, _days in groups]
        if not groups or any(rate is None for rate in rates):
            continue
        value = sum((r[0] * p.value * d.value for r, (p, d) in zip(rates, groups, strict=True) if r), Fraction(0))
        words = "+".join(f"{figure(p)}×{figure(d)}×{r[1]}" for r, (p, d) in zip(rates, groups, strict=True) if r)
        if value and 1 / _FAR < total.value / value < _FAR:
            board.claim(Kind.PRODUCT, total, value, words, [token for group in groups for token in group])
            board.used |= {token.index for group in groups for token in group}


def _rate_of(board: Board, people: Token, standards: Sequence[Standard]) -> tuple[Fraction, str] | None:
    """The daily standard of a group of people, from the indicators by its name, else the only one of the text."""
    daily = [one for one in standards if set(one.dims) - {"年"} == {"人", "天"}]
    scored = sorted(
        ((names.coverage(one.name, people.before + people.after), one) for one in daily), key=lambda pair: -pair[0]
    )
    if scored and scored[0][0] >= _CLOSE and (len(scored) == 1 or scored[1][0] < scored[0][0]):
        return scored[0][1].value, scored[0][1].words
    rates = {t.value for t in board.text.tokens if t.role is Role.RATE and set(t.dims) - {"年"} == {"人", "天"}}
    value = next(iter(rates)) if len(rates) == 1 and len({one.value for one in daily}) < 2 else None  # noqa: PLR2004
    return None if value is None else (value, str(value))


def built_up(board: Board) -> None:
    """A rate for a year that the rates before it make up: 340天×50元 and 8803元/年 against 26000元 a year."""
    tokens = board.text.tokens
    for yearly in [t for t in tokens if t.role is Role.RATE and set(t.dims) == {"人", "年"}]:
        before = [t for t in tokens if t.sentence == yearly.sentence and t.index < yearly.index]
        daily = [t for t in before if t.role is Role.RATE and set(t.dims) - {"年"} == {"人", "天"}]
        days = [t for t in before if t.role is Role.QUANTITY and t.measure == "天"]
        others = [t for t in before if t.role is Role.RATE and set(t.dims) in ({"年"}, {"人", "年"})]
        if len(daily) != 1 or len(days) != 1 or len(others) != 1:
            continue
        value = daily[0].value * days[0].value + others[0].value
        words = f"{figure(days[0])}×{figure(daily[0])}+{figure(others[0])}"
        if not 1 / Fraction(MONTHS) < value / yearly.value < MONTHS:
            continue
        claim = board.claim(Kind.PRODUCT, yearly, value, words, (daily[0], days[0], others[0]))
        digits = str(int(yearly.value))
        step = 10 ** (len(digits) - len(digits.rstrip("0")))
        if not claim.ok and abs(value - yearly.value) < step:
            board.claims[-1] = msgspec.structs.replace(claim, rounded=True)
