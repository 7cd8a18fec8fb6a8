"""The funding: rows against each other and against 表十二 (R101-R103), and a text that a cut passed by (R115)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.narrative.patterns import compiled, has_any
from models.performance.check_totals import grand_totals
from models.performance.claims import plain
from models.performance.definitions import ANNUAL, PERIOD, SOURCES
from models.performance.facts import Facts
from models.performance.tokens import Role, Token
from models.performance.word_findings import ERROR, OVERVIEW, TABLE, WARNING, WordsFinding

_HALF_CENT_OF_WAN = 50
_EXPLAINED = compiled(
    r"分年|分期|跨年|逐年|压减|压缩|核减|调减|调整|剩余|其余资金|下一?年度|次年|以后年度|实施期|上年度?已|已拨付|已安排|追加|总投资|建设期|20\d\d年(?:度|计划)?安排"
)
_ONCE = ("一次性", "1年结束")
_CUT = Fraction(8, 10)


def check(facts: Facts) -> Iterator[WordsFinding]:
    """The rows against each other, and whether the text went along with a cut."""
    yield from _annual(facts)
    yield from _sources(facts)
    yield from _horizons(facts)
    yield from _not_revised(facts)


def _annual(facts: Facts) -> Iterator[WordsFinding]:
    annual, period = facts.money(ANNUAL), facts.money(PERIOD)
    table = None if facts.table_fen is None else Fraction(facts.table_fen, 100)
    if annual is None and not facts.has_any(ANNUAL) and (period is not None or table is not None):
        known = table if table is not None else period
        assert known is not None
        yield WordsFinding(
            rule="R101",
            severity=ERROR,
            field="funding.annual.total",
            expected=plain(table) if table is not None else "",
            message=f"年度资金总额没有填，{TABLE if table is not None else '实施期'}为{plain(known)}元，"
            "请补填年度资金及其来源。",
        )
    elif annual is None and not facts.has_any(ANNUAL):
        message = "年度资金和实施期资金都没有填，请补填。"
        yield WordsFinding(rule="R101", severity=ERROR, field="funding.annual.total", message=message)
    elif annual is not None and table is not None and abs(annual - table) > _HALF_CENT_OF_WAN:
        yield WordsFinding(
            rule="R101",
            severity=ERROR,
            field="funding.annual.total",
            text=facts.form.funding.annual.total,
            expected=plain(table),
            actual=plain(annual),
            message=f"年度资金总额{plain(annual)}元，{TABLE}同一项目为{plain(table)}元，两处应当相等，请核对。",
        )


def _sources(facts: Facts) -> Iterator[WordsFinding]:
    for horizon, words in ((PERIOD, "实施期"), (ANNUAL, "年度")):
        total = facts.money(horizon)
        parts = [(fund, facts.money(horizon, fund)) for fund in SOURCES]
        filled = [(fund, amount) for fund, amount in parts if amount is not None]
        summed = sum((amount for _fund, amount in filled), Fraction(0))
        if total is None or not filled or summed == total:
            continue
        computation = (
            f"{'+'.join(plain(amount, grouped=False) for _fund, amount in filled if amount)} = {plain(summed)}"
        )
        yield WordsFinding(
            rule="R102",
            severity=ERROR,
            field=f"funding.{horizon}.total",
            text=facts.funding(horizon).total,
            computation=computation,
            expected=plain(summed),
            actual=plain(total),
            message=f"{words}资金总额{plain(total)}元，各来源相加为{plain(summed)}元，请核对总额或来源。",
        )


def _horizons(facts: Facts) -> Iterator[WordsFinding]:
    annual, period = facts.money(ANNUAL), facts.money(PERIOD)
    if annual is None or period is None or annual == period:
        return
    texts = facts.form.project_overview + facts.form.implementation_plan
    once = has_any(facts.form.project_attribute + facts.form.project_period, _ONCE)
    if not once and annual < period and _EXPLAINED.search(texts):
        return
    shown = f"实施期资金总额{plain(period)}元、年度资金总额{plain(annual)}元"
    why = "一次性项目两处应当相等" if once else "年度大于实施期" if annual > period else "相差的原因文字中没有说明"
    yield WordsFinding(
        rule="R103",
        severity=ERROR if annual > period else WARNING,
        field="funding.annual.total",
        text=facts.form.funding.annual.total,
        computation=f"{plain(period, grouped=False)}-{plain(annual, grouped=False)} = {plain(period - annual)}",
        expected=plain(period),
        actual=plain(annual),
        message=f"{shown}，{why}，请核对或补充说明。",
    )


def _not_revised(facts: Facts) -> Iterator[WordsFinding]:
    """The year was given less than was applied for, and text or indicators stayed as they were."""
    annual, period = facts.money(ANNUAL), facts.money(PERIOD)
    if annual is None or period is None or not annual < period:
        return
    if any(token.value == annual for token in facts.overview.text.tokens if token.is_money):
        return  # the text says what the year was given
    said = [token for token in grand_totals(facts) if token.value == period]
    said += [token for token in facts.overview.text.tokens if token.role is Role.AMOUNT and _is_applied(facts, token)]
    same = _unchanged_quantities(facts)
    if not said and not (same and annual <= period * _CUT):
        return
    reasons = [f"概况仍写“{said[0].number.text}”"] if said else []
    reasons += [f"数量指标与实施期相同（{'、'.join(same[:3])}{'等' if len(same) > 3 else ''}）"] if same else []  # noqa: PLR2004
    number = said[0].number if said else None
    share = plain(round(annual / period * 100, 2))
    yield WordsFinding(
        rule="R115",
        severity=WARNING,
        field=OVERVIEW if number else "indicators.annual",
        start=number.start if number else -1,
        end=number.end if number else -1,
        text=number.text if number else "",
        expected=plain(annual),
        actual=plain(period),
        computation=f"{plain(annual, grouped=False)}÷{plain(period, grouped=False)} = {share}%",
        message=f"年度只安排{plain(annual)}元，少于实施期的{plain(period)}元，但{'，'.join(reasons)}，请按安排数修改文字和指标。",
    )


def _is_applied(facts: Facts, token: Token) -> bool:
    """Whether an amount repeats a source of 实施期 that the year has less of."""
    pairs = [(facts.money(PERIOD, fund), facts.money(ANNUAL, fund)) for fund in SOURCES]
    return any(whole == token.value and own is not None and own < whole for whole, own in pairs if whole)


def _unchanged_quantities(facts: Facts) -> list[str]:
    both = zip(facts.form.indicators.implementation_period, facts.form.indicators.annual, strict=False)
    pairs = [(whole, own) for whole, own in both if "数量" in whole.level2 and whole.target.strip()]
    same = [own.target.strip() for whole, own in pairs if own.target.strip() == whole.target.strip()]
    return same if pairs and len(same) == len(pairs) else []
