"""What is filled in, dates, years and papers; the funding's rows; and a text that a cut passed by."""

from __future__ import annotations

import msgspec
import pytest

from models.performance.checks import budget_year, check
from models.performance.form import Funding, FundingPair, GoalPair, Indicator, IndicatorPair, PerformanceForm
from tests.models.performance.forms import a_form

PAPER = "《村级事务管理办法》"


def rules(form: PerformanceForm, **options: object) -> list[str]:
    return [one.rule for one in check(form, **options)]  # type: ignore[arg-type]


def test_a_complete_form_has_no_finding() -> None:
    assert check(a_form("保障正常运转。", 50000)) == ()


def test_blanks_are_one_finding() -> None:
    form = msgspec.structs.replace(
        a_form("", 50000, person_in_charge="", handler=" ", phone=""), overall_goal=GoalPair("完成任务", "")
    )
    (finding,) = check(form)
    assert finding.rule == "R113"
    assert all(name in finding.message for name in ("负责人", "经办人", "联系电话", "年度总体目标"))


@pytest.mark.parametrize(
    ("written", "fix"),
    [("20241227103613   ", "2024年12月27日"), ("20241399103613", ""), ("年底前", "")],
)
def test_a_stamp_is_no_date(written: str, fix: str) -> None:
    (finding,) = check(a_form("", 50000, filled_at=written))
    assert (finding.rule, finding.severity, finding.fix, finding.text) == ("R113", "info", fix, written.strip())


@pytest.mark.parametrize("written", ["2024年12月27日", "2024-12-27", "2024.12.27"])
def test_a_date_is_a_date(written: str) -> None:
    assert rules(a_form("", 50000, filled_at=written)) == []


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"project_name": "2024年度困难群众帮扶金"}, ["2024年度"]),
        ({"basis": "《2019-2023年培训工作规划》"}, ["2019-2023年"]),
        ({"basis": "《2024-2028年培训工作规划》"}, []),
        ({"basis": "《关于做好2024年度申报工作的通知》"}, ["2024年度"]),
        ({"basis": "《关于加强2018年以来工作的意见》"}, []),
        ({"implementation_plan": "2024年4季度确定名单，2025年1季度拨付。"}, []),
    ],
)
def test_years_that_are_over(texts: dict[str, str], words: list[str]) -> None:
    found = check(a_form("", 50000, **texts))
    assert [(one.rule, one.text) for one in found] == [("R114", word) for word in words]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2023年省级下达资金50000元。", True),
        ("2024年已投入资金80000元。", False),
        ("截至2024年累计安排资金80000元。", False),
    ],
)
def test_a_funding_sentence_of_another_year(text: str, wrong: bool) -> None:
    assert rules(a_form(text, 50000)) == (["R114"] if wrong else [])


def test_one_paper_has_one_number() -> None:
    form = a_form(f"根据{PAPER}（县政发〔2020〕16号）。", 50000, safeguards=f"按照{PAPER}(县政发[2021]30号)执行。")
    (finding,) = check(form)
    assert (finding.rule, finding.field, finding.text) == ("R117", "safeguards", "县政发[2021]30号")
    same = a_form(f"根据{PAPER}（县政发〔2020〕16号）。", 50000, safeguards=f"按照{PAPER}(县政发[2020]16号)执行。")
    assert check(same) == ()


def test_bands_that_overlap_take_the_end_that_the_indicator_gives() -> None:
    text = "任职9年至16年的每年补助1500元；16年至21年的每年补助2000元。"
    (finding,) = check(a_form(text, 50000, costs=[("任职时间在9年至15年的补助标准", "1500元/年/人")]))
    assert (finding.rule, finding.text, finding.fix) == ("R117", "9年至16年", "9年至15年")
    assert check(a_form(text.replace("16年的", "15年的"), 50000)) == ()


def with_funding(annual: Funding, period: Funding, text: str = "", **texts: str) -> PerformanceForm:
    return msgspec.structs.replace(a_form(text, 1, **texts), funding=FundingPair(period, annual))


def paid(total: str, county: str = "") -> Funding:
    return Funding(total, county_fund=county or total)


@pytest.mark.parametrize(
    ("annual", "period", "expected"),
    [
        (paid("300,000"), paid("300,000"), []),
        (paid(""), paid("300,000"), ["R101"]),
        (paid(""), paid(""), ["R101"]),
        (paid("300,000", "290,000"), paid("300,000"), ["R102"]),
        (paid("300,000"), paid("575,000"), ["R103"]),
        (paid("600,000"), paid("575,000"), ["R103"]),
    ],
)
def test_the_rows_of_the_funding(annual: Funding, period: Funding, expected: list[str]) -> None:
    assert rules(msgspec.structs.replace(with_funding(annual, period), indicators=one_sided())) == expected


def one_sided() -> IndicatorPair:
    """Indicators whose quantities were revised for the year."""
    lines = a_form("", 1).indicators.annual
    more = (Indicator("产出指标", "数量指标", "服务次数", "三年"), *lines[1:])
    return IndicatorPair(more, lines)


def test_a_difference_that_the_text_explains_is_fine() -> None:
    form = with_funding(paid("300,000"), paid("575,000"), "资金分年安排。")
    assert rules(msgspec.structs.replace(form, indicators=one_sided())) == []


def test_a_cut_that_text_and_indicators_passed_by() -> None:
    form = with_funding(paid("400,000"), paid("2,000,000"), "举办培训30期。以上经费预算合计200万元。")
    found = {one.rule: one for one in check(form)}
    assert set(found) == {"R103", "R105", "R115"}
    assert found["R105"].fix == "40万元"
    revised = with_funding(paid("400,000"), paid("2,000,000"), "资金分年安排，以上经费预算合计40万元。")
    assert "R115" not in rules(revised)


def test_the_amount_of_table_12() -> None:
    form = a_form("", 133_950)
    assert rules(form, table_amount_fen=13_390_000) == []
    assert rules(form, table_amount_fen=13_380_000) == ["R101"]


def test_levels_without_an_indicator_and_targets_without_a_figure() -> None:
    form = a_form("", 50000)
    lines = form.indicators.annual
    blank = (lines[0], msgspec.structs.replace(lines[1], target=""), *lines[2:-1])
    (levels, half) = check(msgspec.structs.replace(form, indicators=IndicatorPair((*lines[:-1],), blank)))
    assert "满意度指标" in levels.message
    assert (levels.rule, half.rule, half.field) == ("R112", "R112", "indicators.annual.1.target")


def test_a_rate_over_100_percent() -> None:
    lines = (*a_form("", 1).indicators.annual, Indicator("产出指标", "质量指标", "任务完成率", "≥1000%"))
    form = msgspec.structs.replace(a_form("", 50000), indicators=IndicatorPair(lines, lines))
    assert rules(form) == ["R112", "R112"]


@pytest.mark.parametrize(
    ("given", "form_year", "year"),
    [("2026", "(2025年度)", 2026), ("", "(2024年度)", 2024), ("", "", 2025)],
)
def test_the_budget_year(given: str, form_year: str, year: int) -> None:
    assert budget_year(msgspec.structs.replace(a_form(), form_year=form_year), given) == year
