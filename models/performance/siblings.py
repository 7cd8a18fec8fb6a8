"""Checks across forms: one project printed twice, forms of one policy, names in 表十二 (R100, R104, R116, R117)."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from models import amounts
from models.amounts import Unit
from models.narrative.numbers import Number, NumberKind, scan
from models.narrative.patterns import compiled, has_any
from models.performance import check_records, check_sources, names
from models.performance.checks import budget_year, findings
from models.performance.definitions import FUNDS
from models.performance.facts import facts_of
from models.performance.form import PerformanceForm, fen
from models.performance.word_findings import (
    ERROR,
    FIELD_NAMES,
    FUND_NAMES,
    INFO,
    OVERVIEW,
    TABLE,
    WARNING,
    WordsFinding,
)  # fmt: skip

_CONTEXT = 10
_ENOUGH = 3
_HALF_CENT = 5_000
"""Half a cent of 万元 in 分: what the table's two decimals leave open."""
_ARITHMETIC = ("R106", "R107", "R111")
_COMPARED = (NumberKind.AMOUNT, NumberKind.COUNT, NumberKind.RANGE, NumberKind.PERCENT, NumberKind.FRACTION)
_MARKS = compiled(r"[\s,，、;；。:：()（）“”\"]+")
_SOURCE = ("下达", "预算", "安排", "配套")


class TableProject(NamedTuple):
    """A project of 表十二: its name, and 合计 in 分 where it is known."""

    name: str
    fen: int | None = None


class SiblingFinding(msgspec.Struct, frozen=True):
    """A finding that takes several forms to see; ``forms`` are their indexes, its field is one of the first form."""

    forms: tuple[int, ...]
    finding: WordsFinding


def compare(
    forms: Sequence[PerformanceForm], projects: Sequence[TableProject] = (), year: str = "", table: str = TABLE
) -> tuple[SiblingFinding, ...]:
    """What forms say differently of one thing, in the order of the forms; ``table`` is where the projects stand."""
    found: list[SiblingFinding] = []
    told = [_Told.of(form) for form in forms]
    for first, second in itertools.combinations(range(len(forms)), 2):
        if told[first].may_differ(told[second]):
            found += [SiblingFinding((first, second), f) for f in _compared(forms[first], forms[second], year)]
    found += _against_table(forms, projects, table)
    return tuple(found)


class _Told(NamedTuple):
    """What tells whether two forms have something in common that they may say differently."""

    name: str
    policy: str
    papers: frozenset[str]

    @classmethod
    def of(cls, form: PerformanceForm) -> _Told:
        papers = frozenset(title for _field, _start, _end, title, _number in check_records.cited(form))
        return cls(names.normal_name(form.project_name), names.policy_name(form.project_name), papers)

    def may_differ(self, other: _Told) -> bool:
        return self.name == other.name or self.policy == other.policy or bool(self.papers & other.papers)


@functools.lru_cache(maxsize=4_096)
def _compared(one: PerformanceForm, other: PerformanceForm, year: str) -> tuple[WordsFinding, ...]:
    """What two forms say differently; two that were compared before are not compared again."""
    found: list[WordsFinding] = []
    if names.same_name(one.project_name, other.project_name) and one.project_name.strip():
        found += _same_project(one, other, year)
    elif names.policy_name(one.project_name) == names.policy_name(other.project_name) != "":
        found += _same_policy(one, other, year)
    found += _same_paper(one, other)
    return tuple(found)


def _same_project(one: PerformanceForm, other: PerformanceForm, year: str) -> Iterator[WordsFinding]:
    """Two printings of one form: that there are two, where they differ, and what each other's indicators show."""
    yield WordsFinding(
        rule="R100",
        severity=WARNING,
        field="project_name",
        text=one.project_name.strip(),
        message=f"“{one.project_name.strip()}”有两张绩效目标表，一个项目只应有一张，请合并或删去多余的一张。",
    )
    for horizon in ("implementation_period", "annual"):
        for fund in FUNDS:
            left, right = (getattr(getattr(form.funding, horizon), fund) for form in (one, other))
            if fen(left) is not None and fen(right) is not None and fen(left) != fen(right):
                yield WordsFinding(
                    rule="R116",
                    severity=ERROR,
                    field=f"funding.{horizon}.{fund}",
                    text=left,
                    actual=left,
                    expected=right,
                    message=f"同一项目的两张表{FIELD_NAMES[f'funding.{horizon}']}{FUND_NAMES[fund]}不同：{left}元和{right}元，请核对。",
                )
    yield from _texts_differ(one, other, "R116", ERROR, "同一项目的两张表")
    for form, more in ((one, other), (other, one)):
        own = {f.message for f in findings(facts_of(form, budget_year(form, year), None))}
        together = findings(facts_of(form, budget_year(form, year), None, (more,)))
        for f in together:
            if f.rule in _ARITHMETIC and f.message not in own:
                yield msgspec.structs.replace(f, message=f"两张表合在一起看，{f.message}")


def _same_policy(one: PerformanceForm, other: PerformanceForm, year: str) -> Iterator[WordsFinding]:
    yield from _texts_differ(one, other, "R117", WARNING, f"“{other.project_name.strip()}”的同一政策")
    for form, beside in ((one, other), (other, one)):
        yield from _sources(form, beside, year)


def _sources(form: PerformanceForm, beside: PerformanceForm, year: str) -> Iterator[WordsFinding]:
    """A form that holds one source's part alone: the other sources it names are the rows of its sibling."""
    facts = facts_of(form, budget_year(form, year), None)
    if not check_sources.is_one_part(facts):
        return
    for word, token in check_sources.sources(facts):
        fund = check_sources.FUND[word]
        rows = {
            fen(getattr(funding, fund))
            for one in (form, beside)
            for funding in (one.funding.annual, one.funding.implementation_period)
        }
        if int(token.value * 100) not in rows and rows - {None, 0}:
            yield WordsFinding.at(
                token.number,
                rule="R104",
                severity=WARNING,
                field=OVERVIEW,
                actual=token.number.text,
                message=f"概况写{word}级资金{token.number.text}，这张表和“{beside.project_name.strip()}”的表中都没有这个数，请核对来源。",
            )


def _texts_differ(
    one: PerformanceForm, other: PerformanceForm, rule: str, severity: str, whose: str
) -> Iterator[WordsFinding]:
    """One finding for all figures of the overviews that stand behind the same words and differ."""
    differing = list(_differing(one.project_overview, other.project_overview, amounts=rule == "R116"))
    if not differing:
        return
    first = differing[0][0]
    shown = "；".join(f"“{words}”{left.text}与{right.text}" for left, right, words in differing[:4])
    yield WordsFinding.at(
        first,
        rule=rule,
        severity=severity,
        field=OVERVIEW,
        actual=first.text,
        expected=differing[0][1].text,
        message=f"{whose}概况中的数不一致：{shown}{'等' if len(differing) > 4 else ''}，请核对以哪个为准。",  # noqa: PLR2004
    )


def _differing(one: str, other: str, *, amounts: bool) -> Iterator[tuple[Number, Number, str]]:
    """Figures behind the same words; ``amounts``: also totals and sources, which forms of one policy differ in."""
    right = _contexts(other)
    for words, number in _contexts(one).items():
        beside = right.get(words)
        if beside is None or beside.kind is not number.kind or beside.unit != number.unit:
            continue
        own_money = number.kind is NumberKind.AMOUNT and not number.per and has_any(words, _SOURCE)
        if (amounts or not own_money) and (number.value, number.low, number.high) != (
            beside.value,
            beside.low,
            beside.high,
        ):
            yield number, beside, words


def _contexts(text: str) -> dict[str, Number]:
    """Each figure by the words right before it; those that stand there twice are left out."""
    found: dict[str, Number | None] = {}
    previous = 0
    for number in scan(text):
        words = _MARKS.sub("", text[max(previous, number.start - _CONTEXT - 6) : number.start])[-_CONTEXT:]
        previous = number.end
        if number.kind in _COMPARED and len(words) >= _ENOUGH:
            found[words] = None if words in found else number
    return {words: number for words, number in found.items() if number is not None}


def _same_paper(one: PerformanceForm, other: PerformanceForm) -> Iterator[WordsFinding]:
    """One paper that two forms cite under different numbers."""
    numbers = {title: number for _field, _start, _end, title, number in reversed(check_records.cited(other))}
    for field, start, end, title, number in check_records.cited(one):
        if title in numbers and numbers[title] != number:
            yield WordsFinding(
                rule="R117",
                severity=WARNING,
                field=field,
                start=start,
                end=end,
                text=getattr(one, field)[start:end],
                expected=numbers[title],
                actual=number,
                message=f"同一份文件在这张表中是{number}，在“{other.project_name.strip()}”的表中是{numbers[title]}，请核对文号。",
            )
            return


def _against_table(
    forms: Sequence[PerformanceForm], projects: Sequence[TableProject], table: str
) -> Iterator[SiblingFinding]:
    by_name = {names.normal_name(project.name): project for project in projects}
    seen: set[str] = set()
    for index, form in enumerate(forms):
        name = names.normal_name(form.project_name)
        project = by_name.get(name)
        first = name not in seen
        seen.add(name)
        if not projects or not first:
            continue
        if project is None:
            finding = _name(ERROR, form, f"{table}中没有项目“{form.project_name.strip()}”，请核对项目名称。", "")
            yield SiblingFinding((index,), finding)
            continue
        if project.name.strip() != form.project_name.strip():
            message = f"项目名称与{table}的“{project.name.strip()}”只差引号、括号或空格，请统一写法。"
            yield SiblingFinding((index,), _name(INFO, form, message, project.name.strip()))
        yield from _amount(index, form, project, table)
    for name, project in by_name.items():
        if name not in seen:
            message = f"{table}的项目“{project.name.strip()}”没有绩效目标表，请补编。"
            yield SiblingFinding((), WordsFinding(rule="R100", severity=ERROR, field="project_name", message=message))


def _name(severity: str, form: PerformanceForm, message: str, fix: str) -> WordsFinding:
    given = form.project_name
    return WordsFinding(
        rule="R100",
        severity=severity,
        field="project_name",
        start=0,
        end=len(given),
        text=given,
        message=message,
        expected=fix,
        actual=given,
        fix=fix,
    )


def _amount(index: int, form: PerformanceForm, project: TableProject, table: str) -> Iterable[SiblingFinding]:
    own = fen(form.funding.annual.total)
    if project.fen is None or own is None or abs(own - project.fen) <= _HALF_CENT:
        return
    there = amounts.to_text(project.fen, Unit.YUAN, grouped=True)
    message = f"年度资金总额{form.funding.annual.total}元，{table}为{there}元，请核对。"
    yield SiblingFinding(
        (index,),
        WordsFinding(
            rule="R101", severity=ERROR, field="funding.annual.total", text=form.funding.annual.total, message=message
        ),
    )
