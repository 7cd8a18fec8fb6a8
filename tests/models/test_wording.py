"""What the clerk reads: one sentence for each kind of finding, and each equality in words and figures."""

from __future__ import annotations

import pytest

from models import planning
from models.findings import State
from models.refs import CellRef
from models.rules import ROW_CHECKS
from models.wording import cell_name, equality, finding_place, finding_sentence
from tests.support.budgets import cell, checked_anew, put, sample, text_cell

SENTENCES = [
    # figures typed, rule, place, sentence
    (
        {"table03.2013299.project_expenditure": "823.71"},
        "R014",
        "表三 · 20132 组织事务 · 项目支出",
        "表三 · 20132 组织事务 · 项目支出：上级科目 = 所属下级科目之和（表三）；表上 832.71，应为 823.71，多 9.00。",
    ),
    (
        {"table03.2013299.project_expenditure": "823.71"},
        "R048",
        "表三 · 2013299 其他组织事务支出 · 项目支出 ↔ 表五、表二",
        (
            "表三 · 2013299 其他组织事务支出 · 项目支出：逐科目：表三项目支出 = 表五 + 表八 + 表九的项目支出"
            " + 上年结转；表上 823.71，应为 832.71，少 9.00。"
        ),
    ),
    (
        {},
        "R004",
        "表一 · 本年支出合计 · 合计",
        "表一 · 本年支出合计 · 合计：本年支出合计 = 三十类支出之和；表上 1,170.53，算得 1,170.54，四舍五入尾差 0.01。",
    ),
    (
        {"table03.2101103.total": "5.554"},
        "R014",
        "表三 · 21011 行政事业单位医疗 · 合计",
        (
            "表三 · 21011 行政事业单位医疗 · 合计：上级科目 = 所属下级科目之和（表三）；"
            "表上 17.56，算得 17.564，四舍五入尾差 0.004。"
        ),
    ),
    (
        {"table06.合计.total": "三百"},
        "R053",
        "表五 · 合计 · 基本支出 ↔ 表六",
        "表五 · 合计 · 基本支出：表五基本支出合计 = 表六合计；有内容看不懂，未作判断。",
    ),
    (
        {"table02.合计.unit_fund": "4.00", "table12.department.unit_fund": "5.00"},
        "R058",
        "表二 · 合计 · 单位资金 ↔ 表十二",
        "表二 · 合计 · 单位资金：表二专户、单位资金 ≥ 表十二对应资金；表上 4.00，应不小于 5.00，少 1.00。",
    ),
    (
        {"table12.党建研究会.total": "三万元左右"},
        "R069",
        "表十二 · 党建研究会 · 合计",
        "“三万元左右”不是金额，请改成数字，例如 1148.53；看不懂的内容不参加合计。",
    ),
    (
        {"table06.办公费.personnel_expense": "1.00"},
        "R023",
        "表六 · 办公费 · 人员经费",
        "“办公费”不应有人员经费，请移到另一栏。",
    ),
    (
        {"table12.党建研究会.total": "-3.00"},
        "R032",
        "表十二 · 党建研究会 · 合计",
        "项目“党建研究会”没有大于零的金额，请补上或更正，不用的行请删去。",
    ),
    (
        {},
        "R025",
        "表六 · 绩效工资 · 政府预算支出经济科目名称",
        (
            "同一张表里，基本工资、津贴补贴、奖金、机关事业单位基本养老保险缴费等用的是机关科目，"
            "绩效工资等用的是事业单位科目，请核对单位性质。"
        ),
    ),
]

TEXTS = [
    # text typed, rule, sentence
    ("table03.2210201.subject_code", "", "R012", "“住房公积金”没有科目编码，请补上。"),
    ("table03.2210201.subject_code", "2210", "R012", "科目编码“2210”位数不对，类为 3 位、款为 5 位、项为 7 位。"),
    ("table03.2210201.subject_code", "2310201", "R012", "缺少 2310201 的上级科目 23102，请补上这一行。"),
    ("table03.2210201.subject_code", "2101103", "R012", "科目编码 2101103 出现了不止一次，请合并或删去一行。"),
    ("table03.2080501.subject_code", "2080599", "R012", "科目编码 2080505 应排在 2080599 之前。"),
    ("table03.2210201.subject_name", "公积金", "R064", "科目 2210201 的名称是“住房公积金”，表上写的是“公积金”。"),
    (
        "table06.办公费.government_economic_subject",
        "会议费",
        "R024",
        "“办公费”对应的政府预算经济科目写成了“会议费”，按规定应为：办公经费、商品和服务支出。",
    ),
    ("table13.选调生到村任职中央财政补助资金.project_name", "", "R032", "项目没有名称，请补上。"),
    (
        "table12.党建研究会.project_name",
        "党员教育经费",
        "R032",
        "项目“党员教育经费”出现了不止一次，请核对是否重复录入。",
    ),
]


@pytest.mark.parametrize(("texts", "rule", "place", "sentence"), SENTENCES)
def test_a_finding_in_one_sentence(texts, rule, place, sentence):
    workspace = sample()
    put(workspace, texts)
    found = [finding for finding in workspace.findings() if finding.rule == rule]
    said = [(finding_place(workspace, finding), finding_sentence(workspace, finding)) for finding in found]
    assert (place, sentence) in said


@pytest.mark.parametrize(("at", "text", "rule", "sentence"), TEXTS)
def test_a_remark_on_a_text_in_one_sentence(at, text, rule, sentence):
    workspace = sample()
    workspace.apply(planning.set_text(workspace, text_cell(workspace, at), text))
    found = [finding_sentence(workspace, finding) for finding in workspace.findings() if finding.rule == rule]
    assert sentence in found


def test_an_empty_form_is_waited_for_in_words():
    workspace = sample(stated=False)
    put(workspace, {"table05.合计.basic_expenditure": "337.82"})
    finding = next(finding for finding in workspace.findings() if finding.rule == "R053")
    assert finding.state is State.UNEVALUATED
    assert finding_sentence(workspace, finding) == (
        "表五 · 合计 · 基本支出：表五基本支出合计 = 表六合计；一边为 337.82，另一边 0.00，对应的表还没有填，未作判断。"
    )


def test_an_improbable_rounding_is_not_called_one():
    workspace = sample()
    put(workspace, {"table06.工资福利支出.total": "289.88"})
    finding = next(one for one in workspace.findings() if one.state is State.SUSPECT and one.rule == "R021")
    sentence = finding_sentence(workspace, finding)
    assert sentence.startswith(
        "表六 · 工资福利支出 · 合计：类 = 所属各款之和（表六）；表上 289.88，算得 289.83，多 0.05，"
    )


@pytest.mark.expects_log
def test_a_crash_in_one_sentence(monkeypatch):
    def broken(_scope):
        raise KeyError

    monkeypatch.setitem(ROW_CHECKS, "projects", broken)
    workspace = checked_anew(sample())
    finding = next(finding for finding in workspace.findings() if finding.rule == "R000")
    assert finding_sentence(workspace, finding) == (
        "规则 R032 检查时出错（KeyError），其他规则照常；请把诊断报告发给维护人员。"
    )


EQUALITIES = [
    # cell, template, words, figures
    ("table03.2013299.project_expenditure", "R013/1", "合计 = 基本支出 + 项目支出", "832.71 = 832.71"),
    (
        "table03.2013201.basic_expenditure",
        "R014/1/基本支出",
        "20132 = 所属下级 3 项之和",
        "249.57 = 181.08 + 68.49",
    ),
    (
        "table02.合计.general_public_budget",
        "R011/1/一般公共预算",
        "一般公共预算 = 所属下级 4 项之和",
        "1,148.53 ≈ 1,060.28 + 44.27 + 17.56 + 26.43",
    ),
    (
        "table02.合计.general_public_budget",
        "R040/2",
        "表一 一、一般公共预算 收入 = 一般公共预算",
        "1,148.53 = 1,148.53",
    ),
    (
        "table06.合计.total",
        "R020/1",
        "合计 = 人员经费 + 公用经费",
        "337.82 = 300.82 + 37.00",
    ),
    (
        "table06.工资福利支出.personnel_expense",
        "R021/1/人员经费",
        "人员经费 = 所属下级 11 项之和",
        "289.81 ≈ 289.83（11 个数之和）",
    ),
    (
        "table03.合计.project_expenditure",
        "R059/1",
        "项目支出 = 表十二 中国共产党晋城市城区委员会组织部 合计 + 表十三 中国共产党晋城市城区委员会组织部 合计",
        "832.71 = 810.71 + 22.00",
    ),
    (
        "table01.上年结转.income_amount",
        "R008/1",
        "本年收入合计 + 收入 - 年终结转 合计 = 本年支出合计 合计",
        "1,148.53 + 22.00 = 1,170.53",
    ),
    (
        "table01.本年支出合计.expenditure_total",
        "R004/1/合计",
        "合计 = 类 30 项之和",
        "1,170.53 ≈ 1,082.28 + 44.27 + 17.56 + 26.43",
    ),
]


@pytest.mark.parametrize(("at", "code", "words", "figures"), EQUALITIES)
def test_an_equality_in_words_and_figures(at, code, words, figures):
    workspace = sample()
    ref = cell(workspace, at)
    said = {
        workspace.plan.templates[one.template].code: equality(workspace, one, ref) for one in workspace.equalities(ref)
    }
    assert (said[code].words, said[code].figures) == (words, figures)
    assert ref in said[code].cells
    assert said[code].title == said[code].rule.title


def said_by(workspace, at, rule):
    """The equality of a rule that a cell is in, in words."""
    ref = cell(workspace, at)
    words = [equality(workspace, one, ref) for one in workspace.equalities(ref)]
    return next(one for one in words if one.rule.code == rule)


def test_a_broken_equality_a_relaxed_one_and_an_undecided_one():
    workspace = sample()
    put(workspace, {
        "table03.2013299.project_expenditure": "823.71",
        "table02.2013250.unit_fund": "5.00",
        "table03.2013250.basic_expenditure": "73.49",
        "table11.部门合计.general_public_budget": "三十七",
    })  # fmt: skip
    broken = said_by(workspace, "table03.2013299.project_expenditure", "R048")
    assert (broken.state, broken.figures) == (State.BREAK, "823.71 ≠ 810.71 + 22.00")
    assert broken.difference == -9_000_000
    relaxed = said_by(workspace, "table03.2013250.basic_expenditure", "R047")
    assert (relaxed.state, relaxed.words) == (State.BALANCED, "基本支出 ≥ 表五 2013250 基本支出")
    assert relaxed.figures == "73.49 ≥ 68.49"
    undecided = said_by(workspace, "table11.部门合计.general_public_budget", "R056")
    assert (undecided.state, undecided.figures) == (State.UNEVALUATED, "？ ？ 37.00")


def test_the_names_of_cells():
    workspace = sample()
    assert cell_name(workspace, cell(workspace, "table03.2013299.total")) == "表三 · 2013299 其他组织事务支出 · 合计"
    assert cell_name(workspace, cell(workspace, "table01.上年结转.income_amount")) == "表一 · 上年结转 · 收入"
    assert cell_name(workspace, CellRef("table12", "gone", "total")) == "表十二 · （已删除的行）"
    workspace.apply(planning.insert_row(workspace, "table12", "main", 0, "project"))
    first = workspace.document.rows("table12", "main").details[0]
    assert cell_name(workspace, CellRef("table12", first, "unit_fund")) == "表十二 · （未命名的行） · 单位资金"


def test_the_words_of_the_states():
    assert [state.title for state in State] == ["平", "尾差", "可疑尾差", "断差", "未判", "不适用", "提示"]
