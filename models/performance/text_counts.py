"""The counts that a form's texts give, and those that follow from several of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from models.performance.claims import plain
from models.performance.facts import Facts
from models.performance.tokens import Role, Text, Token

_FEW = 2


class Fact(NamedTuple):
    """A count that the text gives, or one that follows from several; ``words`` is the computation."""

    value: Fraction
    measure: str
    context: str
    start: int
    end: int
    words: str
    is_derived: bool
    approximate: bool


def text_facts(facts: Facts) -> list[Fact]:
    """The counts of the overview and the plan, and what follows from them: sums of lists, 期 × 每期人数."""
    found = _lists([i.quantity for i in facts.overview.items if i.quantity and i.is_virtual], loose=True)
    for text in _texts(facts):
        counts = [t for t in text.tokens if t.role is Role.QUANTITY and not set(t.dims) - {"年"}]
        found += [fact_of(t) for t in counts]
        found += _lists(counts)
        per = [t for t in text.tokens if t.role is Role.QUANTITY and set(t.dims) - {"年"}]
        for each in per:
            for times in [t for t in counts if t.measure in each.dims]:
                found.append(_derived([each, times], each.measure, each.value * times.value, "×"))
        same = {each.value for each in per if each.measure == "人"}
        if len(same) == 1:
            (value,) = same
            found += [
                Fact(
                    f.value * value,
                    "人",
                    "",
                    f.start,
                    f.end,
                    f"{plain(f.value, grouped=False)}×{plain(value)}",
                    True,
                    f.approximate,
                )
                for f in found
                if f.measure == "期" and not f.is_derived
            ]
    return found


def _texts(facts: Facts) -> list[Text]:
    return [facts.overview.text, facts.plan.text]


def fact_of(token: Token) -> Fact:
    """A count as it stands."""
    number = token.number
    before = token.before.rpartition("、")[2]
    return Fact(
        token.value,
        token.measure,
        f"{before} {token.after}",
        number.start,
        number.end,
        number.text,
        False,
        number.approximate,
    )


def _lists(counts: Sequence[Token], *, loose: bool = False) -> list[Fact]:
    """Sums of counts that stand side by side: 167名主干、989名成员; ``loose``: with their rates between them."""
    found: list[Fact] = []
    run: list[Token] = []
    for token in [*counts, None]:
        if token is not None and run and _beside(run[-1], token, loose=loose):
            run.append(token)
            continue
        if len(run) >= _FEW:
            found.append(_derived(run, run[0].measure, sum((t.value for t in run), Fraction(0)), "+"))
        run = [token] if token is not None else []
    return found


def _beside(one: Token, other: Token, *, loose: bool) -> bool:
    adjoins = one.sentence == other.sentence if loose else one.index + 1 == other.index and one.segment == other.segment
    return adjoins and one.measure == other.measure


def _derived(tokens: Sequence[Token], measure: str, value: Fraction, sign: str) -> Fact:
    words = sign.join(plain(t.value, grouped=False) for t in tokens)
    about = any(t.number.approximate for t in tokens)
    return Fact(
        value, measure, "", tokens[0].number.start, tokens[-1].number.end, f"{words} = {plain(value)}", True, about
    )
