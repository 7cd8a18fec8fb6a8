"""Counts and standards: indicators against the text, and the text against itself (R110)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from models.narrative.numbers import Number
from models.performance import names
from models.performance.claims import plain
from models.performance.facts import Facts, Target
from models.performance.tokens import Role, Text, Token
from models.performance.word_findings import OVERVIEW, WARNING, WordsFinding

_CLOSE = 0.6
_SPREAD, _LESS = 0.65, 0.2
_NEARLY = Fraction(1, 20)
_FEW = 2
_LONG_NAME = 5
_BOUGHT = re.compile(r"(?:采购|购置|购买|配置|配备|新购)")
_HISTORY = re.compile(r"20\d\d年|上年|去年|往年|原有|已(?:有|建|培训|发放)|累计|截至")
_LEAD = re.compile(r"^.*?(?:目前|现有|共有|其中|预计|计划|我[省市县区]|全[省市县区]|用于|补助|培训|完成)+")


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


def check(facts: Facts) -> Iterator[WordsFinding]:
    """Everything about indicators that are numbers."""
    known = text_facts(facts)
    for target in facts.quantities:
        if target.number.unit not in ("年", "天", "个月"):
            yield from _quantity(facts, target, known)
    yield from _said_twice(facts)
    yield from _not_mentioned(facts)


def text_facts(facts: Facts) -> list[Fact]:
    """The counts of the overview, the plan and the goal, and what follows from them: sums of lists, 期 × 每期人数."""
    found = _lists([i.quantity for i in facts.overview.items if i.quantity and i.is_virtual], loose=True)
    for text in _texts(facts):
        counts = [t for t in text.tokens if t.role is Role.QUANTITY and not set(t.dims) - {"年"}]
        found += [_fact(t) for t in counts]
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


def _fact(token: Token) -> Fact:
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


def _quantity(facts: Facts, target: Target, known: list[Fact]) -> Iterator[WordsFinding]:
    wanted = target.number.scaled
    same = [fact for fact in known if fact.measure == target.measure]
    linked = _linked(facts, target)
    if any(fact.value == wanted for fact in (linked or same)):
        return
    fact = linked[0] if linked else _named(target, same) or _near(facts, target, same)
    if fact is None or any(_allowed(target.number, one) for one in (fact, *(f for f in same if _holds(f, fact)))):
        return
    sign = target.number.relation or "="
    yield WordsFinding(
        rule="R110",
        severity=WARNING,
        field=target.field,
        start=target.number.start,
        end=target.number.end,
        text=target.number.text,
        computation=fact.words,
        expected=plain(fact.value),
        actual=plain(wanted),
        message=f"指标“{target.line.level3.strip()}”为{sign if sign != '=' else ''}{target.number.text}，"
        f"概况写的是{fact.words}，两处不一致，请核对。",
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
        _fact(item.quantity) for item in pairs if item.quantity is not None and item.quantity.measure == target.measure
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
            yield WordsFinding(
                rule="R110",
                severity=WARNING,
                field=OVERVIEW,
                start=one.number.start,
                end=one.number.end,
                text=one.number.text,
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
    for target in facts.quantities:
        found = _BOUGHT.search(target.line.level3)
        thing = names.normal_name(target.line.level3[: found.start()]) if found else ""
        if len(thing) < _FEW or thing in names.normal_name(text):
            continue
        yield WordsFinding(
            rule="R110",
            severity=WARNING,
            field=target.field,
            start=target.number.start,
            end=target.number.end,
            text=target.number.text,
            message=f"指标有“{target.line.level3.strip()}”{target.number.text}，概况所列用途中没有{thing}，请补充说明或核对指标。",
        )
