"""The sample's words and performance forms: each printed figure and mistake is there; the clean variant has none."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest

from models import pack, planning
from models.findings import State
from models.narrative import expression, markup
from models.narrative.prose import EMPTY, TEXT, Prose
from models.narrative.values import Evaluator
from models.refs import CellRef
from models.samples import sample_document
from tests.support.budgets import plan, sample

FORMS, INDICATORS = "project_performance", "performance_indicator"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

SECTIONS = {
    # every figure that the document prints, in order, years left out
    "organisation": "13 19 23",
    "section01": "1,170.53 1,148.53 22.00 348.14 42.33 1,170.53 1,148.53 22.00 348.14 42.33",
    "section02": "1,170.53 1,148.53 98.12 0 0 0 0 0 0 0 0 22.00 0",
    "section03": "1170.53 337.82 28.86 832.71 71.14",
    "section04": "1,170.53 1,170.53 0 0 1,148.53 22.00 1,082.28 44.27 17.56 26.43",
    "section05": "1,148.53 341.24 42.27 1,148.53 1,060.28 44.27 17.56 26.43",
    "section06": "337.82 300.82 37.00",
    "section07": "",
    "section08": "37 5.12 12.16",
    "section09": "3.69 1.69 0 2.00",
    "section10": "1 1170.53 337.82 832.71 2 18 832.71 10 321.99 8 510.72 14 810.71 97.36 10 321.99 4 488.72",
    "section11": "1 4 11 0 0 0 0 0 0 0 0 0 2 4 11 488.78 3 4 11 50 0 100 0",
    "section12": "",
}
SECTION_MISTAKES = {
    "section01": ("比上年增长348.14万元，增长42.33%", "比上年增长348.14万元，增长42.33%"),
    "section02": ("上年结转22.00万元，占0%",),
    "section03": ("1170.53万元",),
    "section04": ("26.43万元等",),
    "section05": ("比上年增加341.24万元,增长42.27%。", "26.43万元等"),
    "section07": ("本部门无“三公”经费预算。",),
    "section08": ("37万元",),
    "section10": ("1170.53万元",),
    "section11": ("50万元（原值）以上的通用设备", "100万元（原值）以上的通用设备"),
    "terms": ("省直部门",),
}
PROJECTS = {
    # form of the project as printed: code, its year's total in 元 ("" for none printed), its indicators
    "2024年度生活困难党员帮扶金": ("P11", "100,000", 13),
    "2025年度基层党建工作专项经费": ("P08", "3,983,000", 23),
    "村(社区)“两委”干部人身意外伤害保险补助经费": ("P01", "150,000", 9),
    "党建研究会": ("P03", "30,000", 11),
    "党员教育经费": ("P12", "900,000", 18),
    "第一书记补助发放": ("P06", "150,000", 11),
    "干部教育经费": ("P05", "400,000", 16),
    "农村(社区)党员教育培训经费": ("P09", "436,500", 10),
    "农村(社区)离任两委主干生活补贴(市级)": ("P10", "167,700", 13),
    "农村(社区)离任“两委”主干生活补贴": ("P07", "300,000", 13),
    "农村“两委”干部学历提升工程毕业学员学费报销专项经费": ("P13", "", 10),
    "人才工作专项经费": ("P14", "500,000", 14),
    "选派机关事业单位干部到村(社区)任职生活补贴及考核奖": ("P02", "156,000", 9),
    "组织部组织工作业务经费": ("P04", "700,000", 16),
}
OVERVIEW_FIGURES = {
    # figures of 项目概况, the wrong ones too
    "P01": "167 989 2025 360",
    "P02": "50 25 90 80 6 340 50 8803 26000 6 156000",
    "P03": "4000 1 1000 5",
    "P04": "149000 23488.5 155000 60000 4 3920 700000",
    "P05": "30 5 50 20 400 7 50 14 6 100 25 3 1.5 0.5 75 175 10 2 20 8 8 25 200",
    "P06": "50 6 80 8 3 150 5 320 150000",
    "P07": "9 15 1500 16 21 2000 22 27 2500 28 3000 1000 800 500 300 100 2025 500000 167700 475000",
    "P08": "3983000 1 800000 134 340000 70 86 1720000 20000 235 329000 8 100000 13 650000 50000 200000",
    "P09": "60 80 40 30 13000 2025 151200 135000 160000",
    "P10": "9 16 1500 21 2000 22 27 2500 28 3000 1000 800 500 300 100 2023 100000 167700 475000",
    "P11": "2000 1000 500 10 30 80 100000",
    "P12": "260 100 40 143 392 2 2 100",
    "P13": "4260 900 3360 1680 3800 1300 2500 1250 2025 82 133900",
    "P14": "20 200000 10 200000 100000 500000",
}
FORM_MISTAKES = (
    ("P09", "project_overview", "151200万元"),
    ("P09", "basis", "2019-2023"),
    ("P10", "project_overview", "9年至16年"),
    ("P10", "project_overview", "2023年省级"),
    ("P02", "project_overview", "〔2020〕16号"),
    ("P06", "project_overview", "示范村第一书记6人"),
)


@pytest.fixture(scope="module")
def printed():
    return sample()


@pytest.fixture(scope="module")
def clean():
    return sample(clean=True)


def rows(workspace, form, kind):
    found = workspace.document.all_rows(workspace.pack.form(form))
    return [row for row in found if row.kind == kind]


def forms(workspace):
    return {row.code: row for row in rows(workspace, FORMS, "project")}


def typed(workspace, row, column):
    entry = workspace.document.entry(CellRef(FORMS, row, column))
    return entry.text if entry else ""


def worth(workspace, text):
    return Evaluator(workspace).value(expression.parse(text)).value


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_prints_its_figures_in_order(printed, key):
    text = re.sub(r"\d{4}年度?", "", Prose(printed).render(key).text)
    assert NUMBER.findall(text) == SECTIONS[key].split()


@pytest.mark.parametrize("key", SECTION_MISTAKES)
def test_a_section_keeps_its_mistakes(printed, key):
    text = Prose(printed).render(key).text
    for mistake, times in Counter(SECTION_MISTAKES[key]).items():
        assert text.count(mistake) == times


def test_a_change_without_its_reason_stays_without(printed):
    prose = Prose(printed)
    assert ["原因" in prose.render(key).text for key in ("section01", "section05", "section08")] == [True, False, True]


def test_part_one_and_the_terms_are_complete(printed):
    styles = {key: Counter(line.style for line in Prose(printed).render(key).lines) for key in ("duties", "terms")}
    assert styles == {"duties": {"subheading": 2, "body": 1, "item": 12}, "terms": {"item": 12}}
    units = printed.document.settings["budget_units"].split("、")
    assert len(units) == 3
    assert all(unit in Prose(printed).render("organisation").text for unit in units)


@pytest.mark.parametrize("words", [False, True], ids=["printed", "clean"])
def test_texts_are_kept_as_the_editor_would_keep_them(words):
    settings = sample_document(clean=words).settings
    texts = [text for key, text in settings.items() if key.startswith(TEXT)]
    assert texts
    assert EMPTY not in texts
    assert [markup.dumps(markup.parse(text)) for text in texts] == texts


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("上年数[收入总计].上年预算数", "822.39"),
        ("上年数[支出总计].上年预算数", "822.39"),
        ("上年数[一般公共预算当年支出].上年预算数", "807.29"),
        ("上年数[机关运行经费].上年预算数", "42.12"),
        ("政府采购[采购总额].预算数", "3.69"),
        ("政府采购[服务].预算数", "2"),
        ("房屋[办公用房].建筑面积", "488.78"),
        ("人员编制[行政编制].人数 + 人员编制[事业编制].人数", "32"),
        ("车辆[实有].数量", "0"),
        ("个数(表十二.项目) + 个数(表十三.项目)", "18"),
        ("合计(表十二.项目.合计, 类别=其他运转类)", "321.99"),
        ("合计(表十二.项目.合计, 类别=特定目标类)", "488.72"),
        ("合计(表十三.项目.合计, 类别=特定目标类)", "22"),
        ("个数(绩效表.项目)", "14"),
        ("绩效表[合计].年度资金总额", "810.71"),
    ],
)
def test_facts_and_forms_hold_the_figures_of_the_sections(printed, clean, figure, value):
    assert [worth(printed, figure), worth(clean, figure)] == [Fraction(value)] * 2


def test_there_is_one_form_for_each_project_in_printed_order(printed):
    found = rows(printed, FORMS, "project")
    counts = Counter(row.texts["project"] for row in rows(printed, INDICATORS, "indicator"))
    told = {row.label: (row.code, typed(printed, row.id, "annual_total"), counts[row.code]) for row in found}
    assert list(told.items()) == list(PROJECTS.items())
    assert sum(counts.values()) == 186


def test_indicators_have_their_levels_and_both_targets(printed):
    level1 = {"产出指标", "效益指标", "满意度指标"}
    for row in rows(printed, INDICATORS, "indicator"):
        assert row.texts["level1"] in level1
        assert row.texts["level2"]
        assert bool(row.label) == ("annual_target" in row.texts) == ("implementation_period_target" in row.texts)


@pytest.mark.parametrize("code", OVERVIEW_FIGURES)
def test_an_overview_keeps_every_figure(printed, code):
    found = NUMBER.findall(forms(printed)[code].texts["project_overview"])
    assert set(OVERVIEW_FIGURES[code].split()) <= set(found)


@pytest.mark.parametrize(("code", "field", "mistake"), FORM_MISTAKES)
def test_a_form_keeps_its_mistakes_and_the_clean_one_has_none(printed, clean, code, field, mistake):
    assert mistake in forms(printed)[code].texts[field]
    assert mistake not in forms(clean)[code].texts[field]


def test_one_scheme_has_two_numbers_as_printed_and_one_when_clean(printed, clean):
    def numbers(workspace):
        texts = forms(workspace)["P02"].texts
        return set(re.findall(r"城组通发(〔\d+〕\d+号)", texts["project_overview"] + texts["safeguards"]))

    assert (numbers(printed), numbers(clean)) == ({"〔2020〕16号", "〔2021〕30号"}, {"〔2021〕30号"})


def test_as_printed_nobody_signed_and_dates_are_stamps(printed):
    for row in forms(printed).values():
        assert not {"person_in_charge", "handler", "phone"} & row.texts.keys()
        assert re.fullmatch(r"\d{14}", row.texts["filled_at"])


def test_two_names_differ_from_the_table_as_printed_and_none_when_clean(printed, clean):
    def differing(workspace):
        named = {row.code: row.label for row in rows(workspace, "table12", "project")}
        return {code for code, row in forms(workspace).items() if row.label != named[code]}

    assert (differing(printed), differing(clean)) == ({"P02", "P07"}, set())


def test_as_printed_only_the_form_without_its_year_cannot_be_added_up(printed):
    states = (State.BREAK, State.UNEVALUATED)
    found = [(finding.state, finding.cells[0]) for finding in printed.findings() if finding.state in states]
    assert found == [(State.UNEVALUATED, CellRef(FORMS, forms(printed)["P13"].id, "annual_total"))]


def test_the_clean_variant_has_nothing_to_remark(clean):
    assert {finding.state for finding in clean.findings()} == {State.ROUNDING}
    for row in forms(clean).values():
        assert all(row.texts[key] for key in ("person_in_charge", "handler", "phone", "annual_goal"))
        assert re.fullmatch(r"2025年\d+月\d+日", row.texts["filled_at"])


def test_the_clean_variant_follows_the_templates_and_explains_each_change(clean):
    prose = Prose(clean)
    assert [s.key for s in prose.narrative.sections if not prose.is_automatic(s.key)] == ["duties"]
    explained = {}
    for section in prose.narrative.sections:
        for line in prose.render(section.key).lines:
            assert "＿" not in line.text
            for span in line.spans:
                if isinstance(span.piece, markup.ReasonPiece):
                    assert prose.basis(section.key, span.piece.key) == prose.reason_basis(span.piece)
                    explained[f"{section.key}.{span.piece.key}"] = prose.basis(section.key, span.piece.key)
    assert explained == {
        "section01.income": "348.14万元",
        "section01.expenditure": "348.14万元",
        "section05.general": "341.24万元",
        "section08.agency": "-5.12万元",
    }


def test_both_variants_have_the_same_rows_and_figures_in_the_tables(printed, clean):
    tables = {form.id for form in plan().pack.forms}
    for workspace in (printed, clean):
        assert sum(ref.form in tables for ref in workspace.document.entries) == 253
    assert [*printed.document.entries][:253] == [*clean.document.entries][:253]
    for form in plan().pack.all_forms:
        both = zip(printed.document.all_rows(form), clean.document.all_rows(form), strict=True)
        assert all((one.id, one.kind, one.code) == (other.id, other.kind, other.code) for one, other in both)


def test_without_figures_there_are_no_words_either():
    bare = sample_document(stated=False)
    assert bare.entries == {}
    assert not [key for key in bare.settings if "." in key]
    assert bare.settings["level"] == "县区级"


class TestGlossary:
    def test_terms_are_explained_for_the_level(self, clean):
        narrative = pack.load().narrative
        banned = narrative.banned[clean.document.settings["level"]]
        assert "省直部门" in banned
        for term in narrative.terms:
            assert not [word for word in banned if word in term.definition]
            assert term.definition.endswith("。")

    def test_conditions_name_cells_and_rows_that_there_are(self, clean):
        narrative = pack.load().narrative
        evaluator = Evaluator(clean)
        conditions = [expression.parse(term.when) for term in narrative.terms if term.when]
        assert len(conditions) == 4
        assert all(evaluator.value(condition).known for condition in conditions)

    def test_a_term_comes_with_the_figure_that_it_explains(self, clean):
        prose = Prose(clean)
        before = {term.term for term in prose.terms()}
        assert {"“三公”经费", "政府采购", "绩效目标", "政府性基金预算"} <= before
        goods = ("goods", "works", "services")
        edit = planning.clear(clean, [CellRef("fact_procurement", row, "value") for row in ("total", *goods)])
        clean.apply(edit)
        assert before - {term.term for term in prose.terms()} == {"政府采购"}
        clean.apply(edit.inverse())
