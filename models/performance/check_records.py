"""What is filled in, and whether it is of this year: R112 to R114, and R117 within one form."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator

from models.narrative.numbers import Number, NumberKind, scan
from models.narrative.patterns import compiled, has_any
from models.performance import names
from models.performance.definitions import LONG
from models.performance.facts import Facts
from models.performance.form import Indicator, PerformanceForm
from models.performance.word_findings import FIELD_NAMES, INFO, OVERVIEW, WARNING, WordsFinding

_LEVELS = (
    ("数量", "数量指标"),
    ("质量", "质量指标"),
    ("时效", "时效指标"),
    ("成本", "成本指标"),
    ("满意度", "满意度指标"),
)
_BENEFITS = ("效益", "可持续")
_PEOPLE = ("person_in_charge", "handler", "phone")
_FIELDS = ("project_name", "project_attribute", "project_period", *_PEOPLE, "filled_at")
_STAMP = re.compile(r"^(\d{4})(\d\d)(\d\d)\d{6}$")
_CITED = compiled(
    r"《((?:[^《》]|〈[^〉]*〉|<[^>]*>){4,160})》[^《》()（）,，。;；]{0,12}[(（]([^()（）]{2,30}?[〔\[【(（]\d{4}[〕\]】)）]\s*\d+号)[)）]"
)
_HISTORY = ("已", "上年", "去年", "往年", "累计", "截至", "曾", "以来", "起,", "起，", "底", "末")
_FUNDING = ("下达", "预算", "安排", "拨付", "拨款", "补助", "标准", "专项资金", "经费")
_GROWTH, _APART = ("增", "提高", "同比"), ("下", "不含", "内")
_BRACKETS = str.maketrans("[【(（]】)）", "〔〔〔〔〕〕〕〕")
_GAP_YEARS = 10


def check(facts: Facts) -> Iterator[WordsFinding]:
    """Everything about completeness and dates."""
    yield from _levels(facts.form)
    yield from _half_filled(facts.form)
    yield from _shares(facts.form)
    yield from _blanks(facts.form)
    yield from _stamp(facts)
    yield from _old_years(facts)
    yield from _cited_twice(facts.form)
    yield from _bands(facts)


def _levels(form: PerformanceForm) -> Iterator[WordsFinding]:
    lines = [*form.indicators.annual, *form.indicators.implementation_period]
    filled = [line.level1 + line.level2 for line in lines if line.level3.strip()]
    missing = [title for key, title in _LEVELS if not any(key in level for level in filled)]
    if not any(any(key in level for key in _BENEFITS) for level in filled):
        missing.insert(-1 if "满意度指标" in missing else len(missing), "效益指标")
    if missing:
        yield WordsFinding(
            rule="R112",
            severity=WARNING,
            field="indicators.annual",
            message=f"没有填{'、'.join(missing)}；如果这张表分几页打印，请合成一张再核对，否则请补填。",
        )


def _half_filled(form: PerformanceForm) -> Iterator[WordsFinding]:
    """A name without a target, or one in 实施期 that the year lacks."""
    found: list[tuple[str, str]] = []
    annual, whole = form.indicators.annual, form.indicators.implementation_period
    for side, own, other in (("annual", annual, whole), ("implementation_period", whole, annual)):
        for index, line in enumerate(own):
            beside = other[index] if index < len(other) else Indicator()
            name = line.level3.strip() or beside.level3.strip()
            if name and not line.target.strip() and (line.level3.strip() or beside.target.strip()):
                found.append((f"indicators.{side}.{index}.target", name))
    fields = list(dict.fromkeys(field for field, _name in found))
    if found:
        shown = "、".join(f"“{name}”" for name in dict.fromkeys(name for _field, name in found))
        yield WordsFinding(
            rule="R112",
            severity=WARNING,
            field=fields[0],
            message=f"{'年度' if '.annual.' in fields[0] else '实施期'}指标{shown}没有填完整，请补填指标名称和指标值。",
        )


def _shares(form: PerformanceForm) -> Iterator[WordsFinding]:
    """A share over 100 % that is no growth."""
    for side, lines in (
        ("implementation_period", form.indicators.implementation_period),
        ("annual", form.indicators.annual),
    ):
        for index, line in enumerate(lines):
            numbers = scan(line.target)
            over = [n for n in numbers if n.kind is NumberKind.PERCENT and n.value > 100]  # noqa: PLR2004 - per cent
            if over and line.level3.strip().endswith("率") and not has_any(line.level3, _GROWTH):
                yield WordsFinding.at(
                    over[0],
                    rule="R112",
                    severity=WARNING,
                    field=f"indicators.{side}.{index}.target",
                    message=f"指标“{line.level3.strip()}”为{over[0].text}，超过100%，请核对。",
                )


def _blanks(form: PerformanceForm) -> Iterator[WordsFinding]:
    missing = [name for name in _FIELDS if not str(getattr(form, name)).strip()]
    goals = form.overall_goal
    for side, goal in (("implementation_period", goals.implementation_period), ("annual", goals.annual)):
        if not goal.strip():
            missing.append(f"overall_goal.{side}")
    if missing:
        yield WordsFinding(
            rule="R113",
            severity=WARNING,
            field=missing[0],
            message=f"没有填{'、'.join(FIELD_NAMES[name] for name in missing)}，请补填。",
        )


def _stamp(facts: Facts) -> Iterator[WordsFinding]:
    given = facts.form.filled_at
    found = _STAMP.match(given.strip())
    if not given.strip():
        return
    start = len(given) - len(given.lstrip())
    place = {"field": "filled_at", "start": start, "end": start + len(given.strip()), "text": given.strip()}
    if found is not None:
        try:
            day = dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            day = None
        fix = f"{day.year}年{day.month}月{day.day}日" if day else ""
        example = f"，如{fix}" if fix else ""
        yield WordsFinding(
            rule="R113",
            severity=INFO,
            expected=fix,
            fix=fix,
            **place,  # type: ignore[arg-type]
            message=f"填报日期是十四位数字“{given.strip()}”，应写成日期{example}。",
        )
    elif not any(n.kind is NumberKind.DATE for n in scan(given)):
        yield WordsFinding(
            rule="R113",
            severity=INFO,
            message=f"填报日期“{given.strip()}”不是日期，请写明年月日。",
            **place,  # type: ignore[arg-type]
        )


def _old_years(facts: Facts) -> Iterator[WordsFinding]:
    """Years that are over, one finding for each: in the name, in sentences about money, in papers for a single year."""
    places: dict[int, list[tuple[str, int, int, str]]] = {}
    for field in ("project_name", *LONG):
        text = str(getattr(facts.form, field))
        for year, start, end, why in _expired(field, text, facts.year):
            places.setdefault(year, []).append((field, start, end, why))
    for year, found in sorted(places.items()):
        found.sort(key=lambda place: (place[0] != OVERVIEW, LONG.index(place[0]) if place[0] in LONG else 0))
        field, start, end, why = found[0]
        also = list(dict.fromkeys(FIELD_NAMES[place[0]] for place in found if place[0] != field))
        text = str(getattr(facts.form, field))[start:end]
        also_words = f"；{'、'.join(also)}中也有" if also else ""
        yield WordsFinding(
            rule="R114",
            severity=WARNING,
            field=field,
            start=start,
            end=end,
            text=text,
            expected=str(facts.year),
            actual=str(year),
            message=f"“{text}”{why}，预算年度是{facts.year}年{also_words}，请核对是否仍然适用。",
        )


def _expired(field: str, text: str, budget_year: int) -> Iterator[tuple[int, int, int, str]]:
    titles = [match.span() for match in re.finditer(r"《[^》]*》", text)]
    for number in scan(text):
        inside = any(start <= number.start < end for start, end in titles)
        recent = budget_year - _GAP_YEARS <= number.value < budget_year
        if (
            number.kind is NumberKind.RANGE
            and number.unit == "年"
            and number.low is not None
            and number.high is not None
        ):
            if number.low > 1900 and number.high < budget_year:  # noqa: PLR2004 - a range of years and not of terms
                yield int(number.high), number.start, number.end, "已经到期"
        elif number.kind is NumberKind.YEAR and recent and _is_current(field, text, number, inside):
            yield int(number.value), number.start, number.end, "是以前年度"


def _is_current(field: str, text: str, number: Number, inside: bool) -> bool:
    """Whether a year is said of what this budget pays for, rather than of the past."""
    if inside:
        return number.text.endswith("度") and field in (OVERVIEW, "basis", "project_name")
    if field == "project_name":
        return True
    if field != OVERVIEW:
        return False
    start = max(text.rfind(mark, 0, number.start) for mark in "。；;\n") + 1
    end = min((at for at in (text.find(mark, number.end) for mark in "。；;\n,，") if at >= 0), default=len(text))
    money = any(one.kind is NumberKind.AMOUNT for one in scan(text[number.end : end]))
    clause = text[max(start, number.start - 12) : end]
    return money and has_any(text[number.end : end], _FUNDING) and not has_any(clause, _HISTORY)


@functools.lru_cache(maxsize=256)
def cited(form: PerformanceForm) -> tuple[tuple[str, int, int, str, str], ...]:
    """Papers with their numbers, as a form cites them: field, place of the number, title, number."""
    found = []
    for field in LONG:
        text = str(getattr(form, field))
        for match in _CITED.finditer(text):
            number = "".join(match[2].split()).translate(_BRACKETS)
            found.append((field, match.start(2), match.end(2), names.normal_name(match[1]), number))
    return tuple(found)


def _cited_twice(form: PerformanceForm) -> Iterator[WordsFinding]:
    """One paper under two numbers."""
    first: dict[str, tuple[str, str]] = {}
    for field, start, end, title, number in cited(form):
        known = first.setdefault(title, (field, number))
        if known[1] != number:
            yield WordsFinding(
                rule="R117",
                severity=WARNING,
                field=field,
                start=start,
                end=end,
                text=getattr(form, field)[start:end],
                expected=known[1],
                actual=number,
                message=f"同一份文件在{FIELD_NAMES[known[0]]}中是{known[1]}，在{FIELD_NAMES[field]}中是{number}，请核对文号。",
            )
            return


def _bands(facts: Facts) -> Iterator[WordsFinding]:
    """Bands that overlap (9年至16年, 16年至21年), and those that the indicators give with another end."""
    text = facts.form.project_overview
    bands = [n for n in scan(text) if n.kind is NumberKind.RANGE and n.unit and n.low is not None and n.low < 1900]  # noqa: PLR2004
    lines = [line for line in facts.form.indicators.implementation_period if line.level3]
    printed = [n for line in lines for n in scan(line.level3) if n.kind is NumberKind.RANGE]
    for one, following in itertools.pairwise(bands):
        if (
            one.unit != following.unit
            or one.low is None
            or following.low is None
            or one.high is None
            or not one.low < following.low
        ):
            continue
        better = next((n for n in printed if n.unit == one.unit and n.low == one.low and n.high != one.high), None)
        if one.high >= following.low and not has_any(text[one.end : one.end + 4], _APART):
            also = f"，成本指标写的是{better.text}" if better else ""
            yield WordsFinding.at(
                one,
                rule="R117",
                severity=WARNING,
                field=OVERVIEW,
                expected=better.text if better else "",
                actual=one.text,
                fix=better.text if better else "",
                message=f"“{one.text}”与下一档“{following.text}”重叠{also}，请核对分档。",
            )
