"""The pack's templates: the wording follows the figures, facts not filled in leave a gap, and mistakes are named."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from models.errors import FormulaError, PackError
from models.narrative import planning, template
from models.narrative.prose import BLANK, Prose, formatted, number_word
from models.narrative.values import UNKNOWN, Evaluator, Quantity
from models.newdoc import new_document
from models.planning import clear, delete_rows
from models.workspace import Workspace
from tests.support.budgets import cell, empty, plan, put, row_id
from tests.support.copies import sample_copy

INCOME = "fact_last_year.收入总计.value"
AGENCY = "fact_last_year.机关运行经费.value"


@pytest.fixture
def workspace():
    return Workspace(sample_copy(clean=True), plan())


def shown(workspace, section):
    return Prose(workspace).render(section).text


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("822.39", "比上年增加348.14万元，增长42.33%，主要原因是"),
        ("1,300.00", "比上年减少129.47万元，下降9.96%，主要原因是"),
        ("1,170.53", "与上年持平"),
        ("0", "比上年增加1,170.53万元（上年为0），主要原因是"),
    ],
)
def test_direction_and_rate_follow_last_years_figure(workspace, last, words):
    put(workspace, {INCOME: last})
    assert words in shown(workspace, "section01").partition("；")[0]


def test_a_fact_that_is_not_filled_in_leaves_a_gap_and_no_claim(workspace):
    workspace.apply(clear(workspace, [cell(workspace, INCOME), cell(workspace, AGENCY)]))
    income = shown(workspace, "section01").partition("；")[0]
    assert "持平" not in income
    assert f"比上年{BLANK}{BLANK}万元，{BLANK}{BLANK}%，主要原因是" in income
    assert f"比2024年预算{BLANK}{BLANK}万元，" in shown(workspace, "section08")


def test_nothing_is_said_to_have_grown_or_shrunk_before_last_year_is_known():
    prose = Prose(empty())
    words = "".join(prose.render(section.key).text for section in prose.narrative.sections)
    assert not re.search(f"(增加|减少|增长|下降){BLANK}", words)
    assert f"没有安排“三公”经费预算，比上年{BLANK}{BLANK}万元" in words


@pytest.mark.parametrize(("units", "words"), [(("甲中心", "乙中心"), "甲中心、乙中心。"), ((), f"{BLANK}。")])
def test_the_units_are_named_before_they_have_figures(units, words):
    document = new_document(plan().pack, "测试局", "", "2025", units or ("丙站",))
    fresh = Workspace(document, plan())
    if not units:
        fresh.apply(delete_rows(fresh, "table11", [row_id(fresh, "table11", "丙站")]))
    assert shown(fresh, "organisation").startswith(f"测试局纳入2025年度部门预算编制范围的单位包括：{words}\n")


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, "没有安排“三公”经费预算，与上年持平。"),
        ({"fact_last_year.“三公”经费.value": "2.00"}, "没有安排“三公”经费预算，比上年减少2.00万元，主要原因是"),
        (
            {"table10.公务接待费.total": "1.20", "table10.合计.total": "1.20"},
            "预算1.20万元，其中：因公出国（境）费0万元，公务接待费1.20万元，",
        ),
    ],
)
def test_the_section_on_three_public_says_none_or_how_much(workspace, figures, words):
    put(workspace, figures)
    assert words in shown(workspace, "section07")


def test_lists_name_what_has_a_figure_in_printed_order(workspace):
    put(workspace, {"table05.210.total": "0"})
    text = shown(workspace, "section05")
    assert "卫生健康支出" not in text
    assert text.index("一般公共服务支出") < text.index("社会保障和就业支出") < text.index("住房保障支出26.43万元。")


def test_a_new_document_has_every_section_without_figures():
    prose = Prose(empty())
    for section in prose.narrative.sections:
        assert "%" not in prose.render(section.key).text.replace(f"{BLANK}%", "")


def test_an_automatic_text_follows_and_an_own_one_stays(workspace):
    before = shown(workspace, "section03")
    workspace.apply(planning.set_section(workspace, "section03", "支出{=表三[合计].合计|万元}，原为1,170.53万元。"))
    put(workspace, {"table03.合计.total": "1,200.00"})
    assert shown(workspace, "section03") == "支出1,200.00万元，原为1,170.53万元。"
    workspace.apply(planning.restore_automatic(workspace, "section03"))
    assert shown(workspace, "section03").startswith(before.replace("1,170.53", "1,200.00")[:30])


class TestLanguage:
    def expanded(self, workspace, text, *, every=False):
        return template.expand(text, workspace.document, Evaluator(workspace), every=every)

    @pytest.mark.parametrize(
        ("text", "result"),
        [
            ("{若 表一[收入总计].收入 > 1}甲{否则}乙{完}", "甲"),
            ("{若 表一[收入总计].收入 < 1}甲{否则若 1 = 1}乙{否则}丙{完}", "乙"),
            ("{若 1 = 2}甲{若 1 = 1}乙{完}{完}丙", "丙"),
            ("{若 上年数[没有].上年预算数 > 1}甲{否则}乙{未知}丙{完}", "丙"),
            ("{若 上年数[没有].上年预算数 > 1}甲{否则}乙{完}", "甲"),
            ("{各行 表十一.单位 列 合计}{行名}{间隔}、{完}", "中国共产党晋城市城区委员会组织部"),
            ("{各行 表十一.单位}{行名}{无}没有{完}", "中国共产党晋城市城区委员会组织部"),
            ("{各行 表十一.没有}{行名}{间隔}、{无}没有{完}", "没有"),
            ("{各行 表五.类 列 合计}{=表五[行].合计|万元}{间隔} {完}", "".join(
                f"{{=表五[{code}].合计|万元}} " for code in (201, 208, 210, 221)
            ).strip()),
        ],
    )  # fmt: skip
    def test_choices_and_lists(self, workspace, text, result):
        assert self.expanded(workspace, text) == result

    def test_every_wording_one_after_another(self, workspace):
        text = "{若 1 = 2}甲{否则若 1 = 1}乙{否则}丙{未知}丁{完}"
        assert self.expanded(workspace, text, every=True) == "甲乙丙"
        assert [str(one) for one in template.conditions(text)] == ["1 = 2", "1 = 1"]

    @pytest.mark.parametrize("text", ["{若 1 = 1}甲", "甲{完}", "{各行 表五}甲{完}", "{否则}", "{若 1 =}甲{完}"])
    def test_a_template_with_a_mistake_is_refused(self, text):
        with pytest.raises(FormulaError):
            template.read(text)
        with pytest.raises(PackError, match="section99"):
            template.check(text, "section99")

    def test_a_figure_with_a_mistake_is_refused(self):
        with pytest.raises(PackError, match="section99"):
            template.check("共{=表一[|万元}", "section99")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1170.53", "万元", "1,170.53万元"),
        ("0", "万元", "0万元"),
        ("0.0001", "万元", "0万元"),
        ("22", "万元", "22.00万元"),
        ("-5.12", "万元", "-5.12万元"),
        ("22", "元", "220000元"),
        ("22.005", "元", "220050元"),
        ("22000", "亿元", "2.20亿元"),
        ("0.423345", "%", "42.33%"),
        ("18", "个", "18个"),
        ("488.78", "平方米", "488.78平方米"),
    ],
)  # fmt: skip
def test_how_figures_are_printed(value, unit, text):
    number = Fraction(value)
    assert formatted(Quantity(number, number, number), unit) == text


def test_how_an_unknown_figure_and_list_numbers_are_printed():
    assert formatted(UNKNOWN, "万元") == f"{BLANK}万元"
    assert [number_word(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]
