"""Standards: indicators of cost against the rates and amounts that the text gives for the same thing (R110)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.narrative.numbers import Number, NumberKind, scan
from models.performance import names
from models.performance.check_counts import disagreement
from models.performance.facts import Facts, Target
from models.performance.tokens import Role, Text, Token
from models.performance.word_findings import WordsFinding

_CLOSE = 0.6
_NEARLY = Fraction(1, 20)
_FEW = 2
_CLEARLY = 4
"""How many times nearer than any other an amount must be to be the one that was meant."""
_MARKS = ";。\n"
_ABOVE = ("以上", "及以上")


def check(facts: Facts) -> Iterator[WordsFinding]:
    """Each standard that the text does not give, where it gives another one for the same thing."""
    text = facts.overview.text
    money = [token for token in text.tokens if token.is_money]
    said = {token.value for token in money}
    for target in facts.costs:
        if target.number.scaled in said:
            continue
        token = _by_band(text, target, money) or _by_measure(facts, target, money) or _by_name(text, target, money)
        token = token or _nearly(facts, target, money)
        if token is None or _allowed(target.number, token.value):
            continue
        words = token.number.text
        yield disagreement(target, token.value, words, f"{target.number.text} ≠ {words}")


def _allowed(number: Number, value: Fraction) -> bool:
    if number.relation in ("≤", "<"):
        return value <= number.scaled
    return number.relation in ("≥", ">") and value >= number.scaled


def _by_band(text: Text, target: Target, money: Sequence[Token]) -> Token | None:
    """The rate behind the band that the indicator names: 任职时间在16年至21年的."""
    bands = [n for n in scan(target.line.level3) if n.kind is NumberKind.RANGE or _is_above(target.line.level3, n)]
    if len(bands) != 1:
        return None
    band = bands[0]
    for number in scan(text.given):
        same = (number.kind, number.value, number.high, number.unit) == (band.kind, band.value, band.high, band.unit)
        if same and (number.kind is NumberKind.RANGE or _is_above(text.given, number)):
            behind = (t for t in money if t.number.start > number.end)
            token = next(behind, None)
            words = text.plain[number.end : token.number.start] if token else _MARKS
            return None if token is None or any(mark in words for mark in _MARKS) else token
    return None


def _is_above(text: str, number: Number) -> bool:
    return number.kind is NumberKind.PERIOD and text.startswith(_ABOVE, number.end)


def _by_measure(facts: Facts, target: Target, money: Sequence[Token]) -> Token | None:
    """The only rate for one of the same measures (人 and 天), where this is the only such indicator."""
    measures = set(target.dims) - {"年"}
    rivals = [one for one in facts.costs if set(one.dims) - {"年"} == measures]
    rates = [t for t in money if t.role is Role.RATE and set(t.dims) - {"年"} == measures]
    alone = len(measures) >= _FEW and len(rivals) == 1 and len({t.value for t in rates}) == 1
    return rates[0] if alone else None


def _by_name(text: Text, target: Target, money: Sequence[Token]) -> Token | None:
    """The rate, or for a cost as a whole the amount, whose words name what the indicator does; none in doubt."""
    scored: list[tuple[float, Token]] = []
    for token in money:
        if target.dims:
            fits = token.role is Role.RATE and set(token.dims) - {"年"} == set(target.dims) - {"年"}
            words = _words(text, token, money)
        else:
            fits, words = token.role is Role.AMOUNT, token.before
        score = names.coverage(target.line.level3, words) if fits else 0.0
        if score >= _CLOSE:
            scored.append((score, token))
    best = [token for score, token in scored if score == max(one for one, _token in scored)]
    return best[0] if len({token.value for token in best}) == 1 else None


def _words(text: Text, token: Token, money: Sequence[Token]) -> str:
    """The words of a rate: its sentence part from the rate before it on."""
    start = max(text.plain.rfind(mark, 0, token.number.start) for mark in _MARKS) + 1
    rates = [t.number.end for t in money if t.role is Role.RATE and t.number.end <= token.number.start]
    return text.plain[max([start, *rates]) : token.number.start] + token.after


def _nearly(facts: Facts, target: Target, money: Sequence[Token]) -> Token | None:
    """An amount that misses the standard by little and that no other indicator gives: a slip."""
    wanted = target.number.scaled
    others = {one.number.scaled for one in facts.costs}
    near = [
        t
        for t in money
        if t.role is not Role.TOTAL
        and abs(t.value - wanted) <= wanted * _NEARLY
        and t.value not in others
        and (t.role is Role.AMOUNT or "?" in t.dims or set(t.dims) - {"年"} == set(target.dims) - {"年"})
    ]
    near.sort(key=lambda t: abs(t.value - wanted))
    apart = [abs(t.value - wanted) for t in near if t.value != near[0].value]
    return near[0] if near and not any(one < abs(near[0].value - wanted) * _CLEARLY for one in apart) else None
