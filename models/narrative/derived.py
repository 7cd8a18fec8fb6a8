"""Numbers that no template tells, but that follow from those that it does: the share that an amount told before it has
of a whole, and “其他均为0万元”.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import msgspec

from models.narrative import expression
from models.narrative.contexts import Role
from models.narrative.expression import Binary, Expression
from models.narrative.known import Candidate
from models.narrative.matching import Pairing
from models.narrative.numbers import NumberKind
from models.narrative.numbers_words import WIDTHS
from models.narrative.patterns import compiled, has_any
from models.narrative.prose import Line, formatted
from models.narrative.units import unit_class
from models.narrative.values import Quantity
from models.narrative.verdicts import CheckedNumber, NumberState
from models.refs import CellRef

_BARE = compiled(
    r"[，,、\s]*(?:所?占(?:比|比例|比重)?|比重|比例)[为是达约]?\s*|\s*[（(]\s*(?:占(?:比|比例|比重)?[为是约]?\s*)?"
)
"""What stands between an amount and its share where the whole is not named."""
_OTHERS = ("其他", "其余", "其它")
_NOTHING = Quantity(Fraction(0), Fraction(0), Fraction(0))
_TOLD = (NumberState.CHECKED, NumberState.BOUND)
_CENT = Fraction(1, 200)
"""Half a cent of 万元, which every printed amount leaves open."""


@functools.cache
def _rest() -> re.Pattern[str]:
    others = "|".join(_OTHERS)  # only made where one of them stands
    return compiled(
        rf"(?:{others})[^，,；;。]{{0,12}}[均都皆][为是]?\s*$|(?:{others})[各几][项类种][^，,；;。]{{0,8}}[为是]?\s*$"
    )


def with_rest(pairings: Sequence[Pairing], known: Sequence[Candidate]) -> list[Pairing]:
    """The pairings, where a number that is said of all others (其他各项均为0万元) is paired with what is left of the
    figures that the template prints, if all of that but their sum is nothing.
    """
    found = list(pairings)
    for at, one in enumerate(pairings):
        before = one.context.before[0] if one.context.before else ""
        if not has_any(before, _OTHERS) or not _rest().search(before) or (one.candidate is not None and one.is_sure):
            continue
        said = [other.candidate for other in pairings if other is not one and other.candidate is not None]
        kind = unit_class(one.number.unit)
        whole = sum((c.quantity.value for c in said if _is_level(c) and unit_class(c.unit) == kind), Fraction(0))
        rest = [c for c in known if _is_level(c) and unit_class(c.unit) == kind and c.source and not _is_in(c, said)]
        rest = [c for c in rest if not c.quantity.value or c.quantity.value != whole]
        parsed = [part for c in rest if (part := expression.readable(c.source)) is not None]
        if not rest or len(parsed) != len(rest) or any(c.quantity.value for c in rest):
            continue
        total: Expression = parsed[0]
        for part in parsed[1:]:
            total = Binary("+", total, part)
        if len(str(total)) > expression.MAX_EXPRESSION:
            continue
        nothing = msgspec.structs.replace(rest[0], source=str(total), quantity=_NOTHING)
        found[at] = msgspec.structs.replace(one, candidate=nothing, score=1.0, rivalled=False)
    return found


def _is_in(candidate: Candidate, said: Iterable[Candidate]) -> bool:
    return any(candidate is other for other in said)


def _is_level(candidate: Candidate) -> bool:
    return candidate.role is Role.LEVEL and not candidate.implied and candidate.quantity.known


def with_shares(
    numbers: Sequence[CheckedNumber],
    lines: Sequence[Line],
    known: Sequence[Candidate],
    cells: Callable[[str], tuple[CellRef, ...]],
) -> list[CheckedNumber]:
    """The numbers, where a percentage right behind an amount that agrees is compared with the shares that this has of
    the amounts of the section: it is the share of one of them, or wrong.

    ``cells`` are those that an expression names.
    """
    found = list(numbers)
    for at in range(1, len(found)):
        amount, share = found[at - 1], found[at]
        if share.kind is not NumberKind.PERCENT or share.state in _TOLD or amount.line != share.line:
            continue
        if any((span.start, span.end) == (share.start, share.end) for span in lines[share.line].spans):
            continue  # no typed number: a figure that is frozen
        if amount.kind is not NumberKind.AMOUNT or amount.state not in _TOLD or not amount.source or not amount.value:
            continue
        between = lines[share.line].text[amount.end : share.start]
        if not _BARE.fullmatch(between):
            continue
        wholes = [(c.source, c.quantity.value) for c in known if _is_level(c) and unit_class(c.unit) == "money"]
        wholes = [(source, whole) for source, whole in wholes if source and whole > amount.value]
        step = Fraction(2 if between.endswith("约") else 1, 2 * 100 * 10 ** _decimals(share.text))
        found[at] = _share(amount, share, wholes, step, cells) if wholes else share
    return found


def _decimals(text: str) -> int:
    return sum(ch.isdecimal() for ch in text.translate(WIDTHS).partition(".")[2])


def _share(
    amount: CheckedNumber,
    share: CheckedNumber,
    wholes: Sequence[tuple[str, Fraction]],
    half: Fraction,
    cells: Callable[[str], tuple[CellRef, ...]],
) -> CheckedNumber:
    """The percentage as the share of the whole that it comes nearest to; ``half`` is what its digits leave open."""
    source, whole = min(wholes, key=lambda one: abs(amount.value / one[1] - share.value))
    value = amount.value / whole
    low, high = (amount.value - _CENT) / (whole + _CENT), (amount.value + _CENT) / (whole - _CENT)
    agrees = low - half <= share.value <= high + half
    left, right = expression.readable(amount.source), expression.readable(source)
    if left is None or right is None or (not agrees and share.state is NumberState.MISMATCH):
        return share
    state = NumberState.CHECKED if agrees else NumberState.MISMATCH
    words = str(Binary("/", left, right))
    return msgspec.structs.replace(
        share, state=state, source=words, format="%", cells=cells(words),
        expected=formatted(Quantity(value, low, high), "%"), score=1.0, power=0,
    )  # fmt: skip
