from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import charts
from models.charts import OTHERS, described, gathered, shares, short_name
from models.charts_pack import FILE, definitions, read
from models.errors import PackError
from models.pack import DEFAULT_PACK, load
from tests.support.budgets import PACKS, empty, put, sample, tiny

ROWS = ("total_income", "total_expenditure", "general_public_budget", "three_public", "agency_operation")
LAST_YEAR = {
    "fact_last_year.total_income.value": "822.39",
    "fact_last_year.general_public_budget.value": "807.29",
    "fact_last_year.agency_operation.value": "42.12",
}


@pytest.fixture(scope="module")
def workspace():
    return sample()


def figures(chart):
    """Category -> its figures in 万元."""
    return {name: tuple(one.values[at] / 1e6 for one in chart.series) for at, name in enumerate(chart.categories)}


def test_the_structure_of_the_appropriation(workspace):
    chart = charts.chart(workspace, "general_budget_structure")
    assert (chart.title, chart.kind, chart.unit) == ("一般公共预算当年拨款结构图", "pie", "万元")
    assert chart.categories == ("一般公共服务", "社会保障和就业", "住房保障", "卫生健康")
    assert figures(chart)["住房保障"] == (26.43,)
    assert chart.shares == (9232, 385, 230, 153)


def test_where_the_income_comes_from(workspace):
    chart = charts.chart(workspace, "income_by_source")
    assert figures(chart) == {"一般公共预算": (1148.53,), "上年结转": (22.0,)}
    assert chart.shares == (9812, 188)


def test_basic_and_project_expenditure(workspace):
    chart = charts.chart(workspace, "basic_and_project")
    assert (chart.categories, chart.shares) == (("项目支出", "基本支出"), (7114, 2886))


def test_expenditure_by_class_is_drawn_as_bars_and_has_no_shares(workspace):
    chart = charts.chart(workspace, "expenditure_by_class")
    assert (chart.kind, chart.shares) == ("bar", ())
    assert figures(chart)["一般公共服务"] == (1082.28,)


def test_the_comparison_holds_what_last_year_is_known_of():
    own = sample()
    put(own, {f"fact_last_year.{row}.value": "" for row in ROWS})
    assert charts.chart(own, "last_year_comparison") is None
    put(own, LAST_YEAR)
    chart = charts.chart(own, "last_year_comparison")
    assert [series.name for series in chart.series] == ["2024年预算", "2025年预算"]
    assert figures(chart)["机关运行经费"] == (42.12, 37.0)
    assert "“三公”经费" not in chart.categories
    put(own, {"fact_last_year.three_public.value": "1.50"})
    assert figures(charts.chart(own, "last_year_comparison"))["“三公”经费"] == (1.5, 0.0)


def test_nothing_to_draw():
    assert charts.charts(empty()) == ()
    assert charts.chart(empty(), "general_budget_structure") is None
    assert charts.chart(sample(), "no such chart") is None


def test_a_pack_without_charts_has_none():
    assert charts.charts(tiny({})) == ()


def test_a_negative_figure_makes_bars_of_a_pie():
    own = sample()
    put(own, {"table01.上年结转.income_amount": "-22.00"})
    chart = charts.chart(own, "income_by_source")
    assert (chart.kind, chart.shares) == ("bar", ())
    assert figures(chart)["上年结转"] == (-22.0,)


def test_a_chart_says_all_that_it_shows(workspace):
    assert described(charts.chart(workspace, "income_by_source")) == (
        "收入预算来源结构图：一般公共预算1,148.53万元，占98.12%；上年结转22.00万元，占1.88%。"
    )


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("一、一般公共服务支出", "一般公共服务"),
        ("二十九、债务发行费用支出", "债务发行费用"),
        ("（一）基本支出", "基本"),
        ("一般公共预算", "一般公共预算"),
        ("支出", "支出"),
    ],
)
def test_names_are_short(label, name):
    assert short_name(label) == name


def sized(*values, names=None):
    return [charts._Category(name, (value,)) for name, value in zip(names or map(str, range(99)), values, strict=False)]


def test_slices_below_one_percent_are_gathered():
    found = gathered(sized(9_800, 99, 98, 3, names=["甲", "乙", "丙", "丁"]), least=100)
    assert [(one.name, one.values) for one in found] == [("甲", (9_800,)), (OTHERS, (200,))]


def test_one_small_slice_alone_keeps_its_name():
    assert [one.name for one in gathered(sized(9_950, 50, names=["甲", "乙"]), least=100)] == ["甲", "乙"]


@pytest.mark.parametrize(("count", "shown"), [(8, 8), (9, 8), (10, 9), (30, 9)])
def test_what_is_beyond_the_eighth_is_gathered(count, shown):
    found = gathered(sized(*range(500, 500 - count, -1)), least=100)
    assert len(found) == shown
    assert (found[-1].name == OTHERS) == (count > 8)
    assert sum(one.values[0] for one in found) == sum(range(500, 500 - count, -1))


def test_a_class_that_is_called_others_joins_what_is_gathered():
    found = gathered(sized(5_000, 4_900, 50, 50, names=[OTHERS, "甲", "乙", "丙"]), least=100)
    assert [(one.name, one.values) for one in found] == [("甲", (4_900,)), (OTHERS, (5_100,))]


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=12))
def test_shares_add_up_to_the_whole_and_none_is_off_by_a_hundredth(values):
    found, total = shares(values), sum(values)
    assert sum(found) == 10_000
    assert all(abs(share * total - value * 10_000) < total for share, value in zip(found, values, strict=True))


def test_shares_of_nothing_are_refused():
    with pytest.raises(ValueError, match="nothing"):
        shares([])


FAULTS = {
    "unknown form": ('form = "table05"', 'form = "table99"', "table99"),
    "unknown kind": ('kinds = ["income_source", "carryover"]', 'kinds = ["income"]', "income"),
    "unknown column": ('columns = ["income_amount"]', 'columns = ["income_item"]', "income_item"),
    "unknown row": ("table03.total.basic", "table03.totals.basic", "table03.totals.basic_expenditure"),
    "two series in a pie": ('series = ["{year}年预算"]', 'series = ["甲", "乙"]', "系列"),
    "twice": ('key = "basic_and_project"', 'key = "income_by_source"', "重复"),
    "misspelt": ("categories = [", "category = [", "category"),
    "no toml": ("[[charts]]", "[[charts", "内容"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_file_and_reason(fault, tmp_path):
    old, new, reason = FAULTS[fault]
    text = (PACKS / DEFAULT_PACK / FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=reason) as caught:
        read(tmp_path, load())
    assert FILE in str(caught.value)


def test_the_pack_as_shipped_is_sound(tmp_path):
    shutil.copy(PACKS / DEFAULT_PACK / FILE, tmp_path)
    assert read(tmp_path, load()) == definitions(DEFAULT_PACK)
