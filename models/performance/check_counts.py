"""Counts and standards: indicators against the text, and the text against itself (R110)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.narrative.numbers import Number
from models.narrative.patterns import compiled
from models.performance import names
from models.performance.claims import plain
from models.performance.facts import Facts, Target
from models.performance.text_counts import Fact, fact_of, text_facts
from models.performance.tokens import Role, Text, Token
from models.performance.word_findings import OVERVIEW, WARNING, WordsFinding

_CLOSE = 0.6
_SPREAD, _LESS = 0.65, 0.2
_NEARLY = Fraction(1, 20)
_FEW = 2
_LONG_NAME = 5
_BOUGHT = compiled(r"(?:采购|购置|购买|配置|配备|新购)")
_HISTORY = compiled(r"20\d\d年|上年|去年|往年|原有|已(?:有|建|培训|发放)|累计|截至")
_LEAD = compiled(r"^.*?(?:目前|现有|共有|其中|预计|计划|我[省市县区]|全[省市县区]|用于|补助|培训|完成)+")


def check(facts: Facts) -> Iterator[WordsFinding]:
    """Everything about indicators that are numbers."""
    known = text_facts(facts)
    for target in facts.quantities:
        if target.number.unit not in ("年", "天", "个月"):
            yield from _quantity(facts, target, known)
    yield from _said_twice(facts)
    yield from _not_mentioned(facts)


def _quantity(facts: Facts, target: Target, known: list[Fact]) -> Iterator[WordsFinding]:
    wanted = target.number.scaled
    same = [fact for fact in known if fact.measure == target.measure]
    linked = _linked(facts, target)
    if any(fact.value == wanted for fact in (linked or same)):
        return
    fact = linked[0] if linked else _named(target, same) or _near(facts, target, same)
    if fact is None or any(_allowed(target.number, one) for one in (fact, *(f for f in same if _holds(f, fact)))):
        return
    yield disagreement(target, fact.value, fact.words, fact.words)


def disagreement(target: Target, value: Fraction, said: str, computation: str) -> WordsFinding:
    """An indicator whose target is not what the overview says: ``said``, of this value."""
    number = target.number
    sign = number.relation if number.relation != "=" else ""
    return WordsFinding.at(
        number,
        rule="R110",
        severity=WARNING,
        field=target.field,
        computation=computation,
        expected=plain(value),
        actual=plain(number.scaled),
        message=f"指标“{target.line.level3.strip()}”为{sign}{number.text}，概况写的是{said}，两处不一致，请核对。",
    )


def _holds(whole: Fact, part: Fact) -> bool:
    return whole.is_derived and whole.start <= part.start and part.end <= whole.end


def _allowed(number: Number, fact: Fact) -> bool:
    wanted = number.scaled
    if fact.approximate and "余" in fact.words and fact.value <= wanted <= fact.value * Fraction(11, 10):
        return True
    if number.relation in ("≥", ">"):
        return fact.value >= wanted
    if number.relation in ("≤", "<"):
        return fact.value <= wanted
    return fact.approximate and fact.is_derived


def _named(target: Target, same: list[Fact]) -> Fact | None:
    """The count whose words name what the indicator counts; none where several do."""
    name = target.line.level3
    scored = []
    for fact in same:
        if fact.is_derived or not fact.context.strip():
            continue
        pairs, spread = names.coverage(name, fact.context), names.spread(name, fact.context)
        if pairs >= _CLOSE or (spread >= _SPREAD and pairs >= _CLOSE - _LESS):
            scored.append((pairs + spread, fact))
    best = [fact for score, fact in scored if score == max(one for one, _fact in scored)]
    return best[0] if len({fact.value for fact in best}) == 1 else None


def _near(facts: Facts, target: Target, same: list[Fact]) -> Fact | None:
    """A count that misses the target by little, and that nothing else in the text could be: a slip."""
    wanted = target.number.scaled
    derived = [fact for fact in same if fact.is_derived]
    found = next((fact for fact in derived if abs(fact.value - wanted) <= wanted * _NEARLY), None)
    rivals = [one for one in facts.quantities if one.measure == target.measure]
    values = {fact.value for fact in same if not fact.is_derived}
    if found is not None or len(rivals) > 1:
        return found
    if len(values) == 1:
        fact = next(fact for fact in same if not fact.is_derived)
        return fact if abs(fact.value - wanted) <= wanted * 2 * _NEARLY else None
    whole = [fact for fact in derived if "+" in fact.words and fact.words.count("+") + 1 == len(values)]
    return whole[0] if len(whole) == 1 and abs(whole[0].value - wanted) <= 1 else None


def _linked(facts: Facts, target: Target) -> list[Fact]:
    """The count that the text gives beside the standard that shares the target's name (一档…人数, 一档…标准2000元)."""
    own = names.core(target.line.level3)
    costs = [cost for cost in facts.costs if names.core(cost.line.level3)[:2] == own[:2]]
    quantities = [one for one in facts.quantities if names.core(one.line.level3)[:2] == own[:2]]
    values = {cost.number.scaled for cost in facts.costs}
    if len(costs) != 1 or len(quantities) != 1 or len(values) != len(facts.costs):
        return []
    pairs = [
        item
        for item in facts.overview.items
        if item.quantity is not None and item.token.value == costs[0].number.scaled
    ]
    return [
        fact_of(item.quantity)
        for item in pairs
        if item.quantity is not None and item.quantity.measure == target.measure
    ]


def _said_twice(facts: Facts) -> Iterator[WordsFinding]:
    """One text gives two counts for the same people: 示范村第一书记6人 and 示范村第一书记5人."""
    text = facts.overview.text
    counts = [
        t
        for t in text.tokens
        if t.role is Role.QUANTITY and t.measure in ("人", "户", "个") and not set(t.dims) - {"年"}
    ]
    first: dict[tuple[str, str], Token] = {}
    for later in counts:
        thing = _thing(later, text)
        if len(thing) < _LONG_NAME or _HISTORY.search(text.plain[max(later.number.start - 30, 0) : later.number.start]):
            continue
        one = first.setdefault((thing, later.measure), later)
        if one.value != later.value:
            yield WordsFinding.at(
                one.number,
                rule="R110",
                severity=WARNING,
                field=OVERVIEW,
                computation=f"{one.number.text} ≠ {later.number.text}",
                expected=plain(later.value),
                actual=plain(one.value),
                message=f"同一对象在概况中前面写{one.number.text}、后面写{later.number.text}，请核对是哪一个。",
            )
            return


def _thing(token: Token, text: Text) -> str:
    """What a count counts: the words before 6人 where they begin a clause, those after 86个."""
    if token.measure == "人" and token.number.unit == "人":
        at = text.plain.rfind(token.before, 0, token.number.start)
        begins = at == 0 or text.plain[at - 1 : at] in tuple(",;。:(!\n ")
        return names.normal_name(_LEAD.sub("", token.before)) if begins else ""
    return names.normal_name(token.after)


def _not_mentioned(facts: Facts) -> Iterator[WordsFinding]:
    """Things to be bought that a list of uses never mentions."""
    text = facts.form.project_overview
    amounts = [t for t in facts.overview.text.tokens if t.role in (Role.AMOUNT, Role.TOTAL)]
    if len(amounts) <= _FEW:
        return
    said = names.normal_name(text)
    for target in facts.quantities:
        found = _BOUGHT.search(target.line.level3)
        thing = names.normal_name(target.line.level3[: found.start()]) if found else ""
        if len(thing) < _FEW or thing in said:
            continue
        yield WordsFinding.at(
            target.number,
            rule="R110",
            severity=WARNING,
            field=target.field,
            message=f"指标有“{target.line.level3.strip()}”{target.number.text}，概况所列用途中没有{thing}，请补充说明或核对指标。",
        )
