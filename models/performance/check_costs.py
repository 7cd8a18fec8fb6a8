"""Costs: indicators of cost × quantity against the money (R111), and totals that no whole numbers give (R106)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from models.narrative.patterns import has_any
from models.performance import names
from models.performance.claims import Claim, Kind, plain
from models.performance.facts import Facts, Target
from models.performance.tokens import Role
from models.performance.word_findings import ERROR, OVERVIEW, WARNING, WordsFinding

_ALIKE = 0.3
_MONTHS = 12
_FEW = 2
_UNIT_COST = ("标准", "单价", "人均", "单位成本")


def check(facts: Facts) -> Iterator[WordsFinding]:
    """What standards and counts come to."""
    yield from _cost(facts)
    yield from _no_split(facts)


def _cost(facts: Facts) -> Iterator[WordsFinding]:
    """Σ cost × quantity against what may be spent."""
    whole = facts.whole
    pairs = _paired(facts)
    terms = [(cost, quantity, _times(facts, cost)) for cost, quantity in pairs]
    known = [(cost, quantity, times) for cost, quantity, times in terms if times]
    value = sum(
        (cost.number.scaled * quantity.number.scaled * times for cost, quantity, times in known if times), Fraction(0)
    )
    if whole is None or value <= whole or not known:
        return
    words = "+".join(
        "×".join(
            plain(part, grouped=False)
            for part in (cost.number.scaled, quantity.number.scaled, times)
            if part and part != 1
        )
        for cost, quantity, times in known
    )
    first = known[0][0]
    yield WordsFinding.at(
        first.number,
        rule="R111",
        severity=WARNING,
        field=first.field,
        computation=f"{words} = {plain(value)}",
        expected=f"≤{plain(whole)}",
        actual=plain(value),
        message=f"成本指标乘数量指标为{plain(value)}元（{words}），超过资金总额{plain(whole)}元，请核对。",
    )


def _paired(facts: Facts) -> list[tuple[Target, Target]]:
    """Indicators of cost with those of quantity that they belong to, the most alike first, each once."""
    scored: list[tuple[float, Target, Target]] = []
    for cost in facts.costs:
        for quantity in facts.quantities:
            fits = cost.dims[:1] == (quantity.measure,) or quantity.measure in cost.dims
            if not cost.dims:
                fits = has_any(cost.line.level3, _UNIT_COST)
            if (
                fits
                and quantity.number.relation not in ("≤", "<")
                and names.likeness(cost.line.level3, quantity.line.level3) >= _ALIKE
            ):
                scored.append((names.likeness(cost.line.level3, quantity.line.level3), cost, quantity))
    scored.sort(key=lambda one: -one[0])
    found: list[tuple[Target, Target]] = []
    for _score, cost, quantity in scored:
        if not any(cost.field == c.field or quantity.field == q.field for c, q in found):
            found.append((cost, quantity))
    return [pair for pair in found if not _shared(pair, scored, found)]


def _shared(
    pair: tuple[Target, Target], scored: list[tuple[float, Target, Target]], found: list[tuple[Target, Target]]
) -> bool:
    """Whether another standard competes for the quantity and has none of its own: 本科 and 专科 for one count."""
    paired = {cost.field for cost, _quantity in found}
    return any(q.field == pair[1].field and c.field not in paired for _score, c, q in scored)


def _times(facts: Facts, cost: Target) -> Fraction | None:
    """What a standard is to be multiplied with besides its count: days of the text, months; ``None`` if unknown."""
    times = Fraction(1)
    for dim in cost.dims[1:] if cost.dims[:1] != ("年",) else cost.dims:
        if dim == "月":
            times *= _MONTHS
        elif dim == "天" or (dim == "人" and cost.dims[0] == "天"):
            days = _days(facts, cost) if dim == "天" or cost.dims[0] == "天" else None
            if days is None:
                return None
            times *= days
        elif dim not in ("年", "人"):
            return None
    return times


def _days(facts: Facts, cost: Target) -> Fraction | None:
    tokens = facts.overview.text.tokens
    formulas = {part for claim in facts.overview.claims if claim.kind is Kind.FORMULA for part in claim.parts}
    groups = [
        (people, days)
        for people, days in itertools.pairwise(tokens)
        if people.role is Role.QUANTITY
        and people.measure == "人"
        and days.role is Role.QUANTITY
        and days.measure == "天"
        and days.index not in formulas
    ]
    scored = sorted(
        ((names.coverage(cost.line.level3, p.before + p.after), d.value) for p, d in groups), key=lambda pair: -pair[0]
    )
    if scored and (len(scored) == 1 or scored[0][0] > scored[1][0]):
        return scored[0][1]
    alone = {t.value for t in tokens if t.role is Role.QUANTITY and t.measure == "天" and t.index not in formulas}
    return next(iter(alone)) if len(alone) == 1 else None


def _no_split(facts: Facts) -> Iterator[WordsFinding]:
    claim = split(facts)
    if claim is not None and claim.ok is False:
        words = facts.form.project_overview[claim.start : claim.end]
        yield WordsFinding(
            rule="R106",
            severity=ERROR,
            field=OVERVIEW,
            start=claim.start,
            end=claim.end,
            text=words,
            computation=claim.computation,
            expected=plain(claim.computed),
            actual=plain(claim.stated),
            message=f"按所列标准，任何整数人数组合都得不到“{words}”，最接近的是{claim.computation}，请核对人数、标准或金额。",
        )


def split(facts: Facts) -> Claim | None:
    """82人 at two standards for one total: whether whole numbers give it. Only where nothing else is counted."""
    text = facts.overview.text
    people = [t for t in text.tokens if t.role is Role.QUANTITY and t.measure == "人" and not set(t.dims) - {"年"}]
    rates = sorted({t.number.scaled for t in facts.costs if t.dims == ("人",)}) or sorted(
        {t.value for t in text.tokens if t.role is Role.RATE and t.dims == ("人",)}
    )
    if len(people) != 1 or len(rates) != _FEW or any(not any(t.value == rate for t in text.tokens) for rate in rates):
        return None
    judged = {claim.start for claim in facts.overview.claims}
    totals = [
        t
        for t in text.tokens
        if t.role in (Role.AMOUNT, Role.TOTAL)
        and t.sentence == people[0].sentence
        and t.index > people[0].index
        and t.number.start not in judged
    ]
    count = int(people[0].value)
    if len(totals) != 1 or count > 10**6 or not rates[0] * count <= totals[0].value <= rates[1] * count:
        return None
    low, high = rates
    step = high - low
    most = (totals[0].value - low * count) / step
    more = min(int(most + Fraction(1, 2)), count)
    value = low * (count - more) + high * more
    words = f"{more}×{plain(high, grouped=False)}+{count - more}×{plain(low, grouped=False)} = {plain(value)}"
    number = totals[0].number
    return Claim(
        Kind.SPLIT,
        text.field,
        number.start,
        number.end,
        totals[0].value,
        value,
        value == totals[0].value,
        words,
        (people[0].index,),
    )
