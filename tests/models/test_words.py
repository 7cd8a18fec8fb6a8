"""The words of an open document: what a refresh says is what a check from nothing says, after any edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.edits import Edit
from models.engine import WORDS
from models.errors import PlanError
from models.findings import State
from models.narrative import planning as prose_planning
from models.narrative.prose import BASIS, REASON, TEXT
from models.narrative.verdicts import NumberState
from models.workspace import Workspace
from tests.models.test_incremental import LABELS, User
from tests.support.budgets import cell, plan, put, rebuilt, sample
from tests.support.examples import examples

FORMS = ("table01", "table03", "table05", "table06", "table10", "table11", "table12", "fact_last_year", "fact_vehicles")
SECTIONS = ("organisation", "section01", "section05", "section06", "section07", "section10", "terms")
OWN = (
    "",
    "收入总计1,170.53万元，比上年增长348.14万元，其中行政运行181.08万元。",
    "支出{=表三[合计].合计|万元}，冻结{!22.00万元|表一[上年结转].收入|万元|按批复}，{?income|表一[收入总计].收入|原因}。",
    "没有安排“三公”经费，公务接待费0万元，与上年持平，其中党建研究会3.00万元。",
    "- 一、基本支出：XX",
)


class Writer(User):
    """Someone who edits words as well as figures."""

    def writes(self, one: int, two: int, _three: int) -> Edit:
        return prose_planning.set_section(self.workspace, SECTIONS[one % len(SECTIONS)], OWN[two % len(OWN)])

    def explains(self, one: int, two: int, _three: int) -> Edit:
        key = ("section01.income", "section05.general", "section07.three_public")[one % 3]
        texts = {f"{REASON}{key}": ("", "项目增加")[two % 2], f"{BASIS}{key}": ("", "348.14万元")[two // 2 % 2]}
        return prose_planning.set_facts(self.workspace, texts)

    def renames(self, one: int, two: int, _three: int) -> Edit:
        texts = {"budget_units": LABELS[one % len(LABELS)], "level": ("县区级", "省级", "")[two % 3]}
        return prose_planning.set_facts(self.workspace, texts)


ACTIONS = ("types", "types", "clears", "inserts", "deletes", "moves", "retexts", "sets_up", "writes", "writes",
           "explains", "renames")  # fmt: skip
NUMBER = st.integers(0, 999)
SCRIPTS = st.lists(st.tuples(st.sampled_from(ACTIONS), NUMBER, NUMBER, NUMBER), min_size=3, max_size=8)


def said(workspace):
    """All findings about sections, and every number with its state."""
    workspace.refresh_words()
    findings = {key: f for key, f in workspace.engine.findings.items() if key.startswith(WORDS)}
    numbers = {s.key: workspace.words.section(s.key).numbers for s in workspace.pack.narrative.sections}
    return findings, numbers


def afresh(workspace):
    return said(Workspace(rebuilt(workspace.document), plan()))


@examples(12)
@given(st.booleans(), SCRIPTS)
def test_a_refresh_says_what_a_check_from_nothing_says(clean, script):
    workspace = sample(clean=clean, checked=True)
    user = Writer(workspace, FORMS)
    start, done = said(workspace), []
    for step in script:
        try:
            edit = user.plans(step)
        except PlanError:
            continue
        if edit:
            workspace.apply(edit)
            workspace.refresh_words()  # what is not noticed now is still wrong in the end
            done.append(edit)
    assert said(workspace) == afresh(workspace)
    for edit in reversed(done):
        workspace.apply(edit.inverse())
    assert said(workspace) == start


@pytest.fixture
def printed():
    return sample()


@pytest.fixture
def clean():
    return sample(clean=True)


def about_words(workspace):
    workspace.refresh_words()
    sections = {section.key for section in workspace.pack.narrative.sections}
    return [f for f in workspace.findings() if f.place is not None and f.place.key in sections]


EXPECTED = [
    "organisation R093 晋城市城区区委组织部举报中心", "section01 R072 增长", "section01 R072 增长",
    "section02 R076 0%", "section02 R077 98.12%…", "section02 R078 22.00万元，占0%", "section03 R094 1170.53万元",
    "section04 R079 1,170.53万元", "section04 R079 等", "section05 R079 1,148.53万元", "section05 R073 341.24万元",
    "section05 R079 等", "section05 R094 ,", "section06 R079 等",
    "section06 R079 等", "section06 R094 ,", "section07 R082 本部门无“三公”经费预算。", "section08 R094 ,",
    "section08 R094 37万元", "section09 R094 ,", "section10 R094 ,", "section10 R094 1170.53万元",
    "section11 R092 通用", "terms R134 省直部门", "terms R137 十二、财政拨款：一…",
]  # fmt: skip
"""The mistakes of the sample's prose and its two 尾差, by section, rule and words."""


def short(finding):
    text = finding.place.text
    if finding.rule == "R077":
        text = text.partition("；")[0] + "…"
    elif len(text) > 20:
        text = text[:9] + "…"
    return f"{finding.place.key} {finding.rule} {text}"


def test_the_sample_has_its_mistakes_and_no_others(printed):
    assert sorted(map(short, about_words(printed))) == sorted(EXPECTED)
    covered, total = printed.words.coverage()
    assert covered == total > 85


def test_the_clean_sample_has_none_but_rounding_and_is_bound_throughout(clean):
    assert [(short(f), f.state) for f in about_words(clean)] == [
        ("section04 R079 1,170.53万元", State.ROUNDING), ("section05 R079 1,148.53万元", State.ROUNDING),
    ]  # fmt: skip
    states = {n.state for s in clean.pack.narrative.sections for n in clean.words.section(s.key).numbers}
    assert states == {NumberState.BOUND}


def test_bound_numbers_follow_the_tables(printed):
    """All typed numbers that agree are bound; afterwards the text moves with the figures."""
    edit = prose_planning.set_section(printed, "section03", printed.words.binding("section03"))
    printed.apply(edit)
    assert {n.state for n in printed.words.section("section03").numbers if n.kind != "year"} == {NumberState.BOUND}
    put(printed, {"table03.合计.total": "1,200.00", "table03.合计.basic_expenditure": "367.29"})
    text = printed.words.section("section03").rendered.text
    assert "支出预算共1,200.00万元" in text
    assert "基本支出367.29万元，占30.61%" in text
    assert not [f for f in about_words(printed) if f.place.key == "section03"]


def test_typed_numbers_are_wrong_once_the_table_changes(printed):
    put(printed, {"table03.合计.total": "1,200.00"})
    mine = [f.place for f in about_words(printed) if f.place.key == "section03" and f.rule in ("R075", "R076")]
    assert [(place.text, place.fix) for place in mine] == [
        ("1170.53万元", "1,200.00万元"), ("28.86%", "28.15%"), ("71.14%", "69.39%"),
    ]  # fmt: skip


def test_a_sum_over_rows_follows_each_of_them(printed):
    printed.apply(prose_planning.set_section(printed, "section03", "{=合计(表十二.项目.合计)|万元}"))
    printed.refresh_words()
    assert printed.words.section("section03").rendered.text == "810.71万元"
    row = next(row for row in printed.document.all_rows(printed.pack.form("table12")) if row.kind == "project")
    put(printed, {f"table12.{row.id}.total": "0"})
    assert printed.words.section("section03").rendered.text == "795.71万元"


@pytest.mark.parametrize(
    ("why", "state"), [("", NumberState.MISMATCH), ("按批复时的口径", NumberState.FROZEN)], ids=["unsaid", "explained"]
)
def test_a_frozen_figure_that_has_moved_needs_its_reason(clean, why, state):
    text = f"支出{{!1,170.53万元|表三[合计].合计|万元|{why}}}。"
    clean.apply(prose_planning.set_section(clean, "section03", text))
    (number,) = clean.words.section("section03").numbers
    assert number.state is NumberState.BOUND
    put(clean, {"table03.合计.total": "1,200.00"})
    (number,) = clean.words.section("section03").numbers
    assert (number.state, number.text, number.expected) == (state, "1,170.53万元", "1,200.00万元")


def test_a_reason_is_asked_for_again_when_its_figure_moves(clean):
    put(clean, {"fact_last_year.收入总计.value": "900.00"})
    (finding,) = [f for f in about_words(clean) if f.rule == "R073" and f.place.key == "section01"]
    assert finding.severity.value == "warning"
    assert "由348.14万元变为270.53万元" in finding.params["sentence"]


def test_a_report_names_only_what_changed(printed):
    printed.refresh_words()
    assert printed.refresh_words() is None
    put(printed, {"table03.合计.total": "1,200.00"})
    report = printed.refresh_words()
    assert {f.place.key for f in report.appeared} <= {"section03", "section10"}
    assert not report.cells - {ref for f in (*report.appeared, *report.cleared) for ref in f.cells}


def test_a_rule_that_fails_is_a_finding_and_the_others_run(printed, monkeypatch, caplog):
    def broken(scene):
        if scene.section.key == "section03":
            raise ZeroDivisionError
        return iter(())

    monkeypatch.setattr("models.narrative.rules.RULES", (broken,))
    printed.refresh_words()
    crashed = [f for f in printed.findings() if f.params.get("reason") == "crash"]
    assert [f.params["rule"] for f in crashed] == ["section03"]
    assert cell(printed, "table03.合计.total") in printed.document.entries
    caplog.clear()


def test_pasted_prose_is_cut_at_the_headings_of_sections(printed):
    text = "三、支出预算情况说明\n支出预算1,170.53万元。\n九、政府采购情况\n政府采购预算总额3.96万元。"
    checked = printed.words.check_text(text)
    assert checked.section == "section03"
    states = [(n.line, n.text, n.state.value, n.expected) for n in checked.numbers]
    assert states == [
        (1, "1,170.53万元", "checked", "1,170.53万元"), (3, "3.96万元", "mismatch", "3.69万元"),
    ]  # fmt: skip
    assert [(f.rule, f.place.line) for f in checked.findings] == [("R084", 3)]


def test_own_texts_stand_in_the_settings_only(printed):
    keys = {key.removeprefix(TEXT) for key in printed.document.settings if key.startswith(TEXT)}
    assert keys == {section.key for section in printed.pack.narrative.sections}


class TestRoundingInWords:
    """尾差 of the tables that show in a text which tells the sum and all its parts."""

    LISTED = "一般公共服务1,060.28万元、社会保障和就业44.27万元、卫生健康17.56万元、住房保障26.43万元"

    def found(self, workspace, text, section="section05"):
        findings = workspace.words.check_text(text, section).findings
        return [f for f in findings if f.state is State.ROUNDING]

    def test_it_is_told_with_the_root_of_the_tables(self, printed):
        (finding,) = self.found(printed, f"当年支出1,148.53万元，其中：{self.LISTED}。")
        assert (finding.place.text, finding.severity.value) == ("1,148.53万元", "info")
        assert finding.root in {f.root for f in printed.findings() if f.cells and f.state is State.ROUNDING}
        assert "所列4项相加为1,148.54万元，比它多0.01万元" in finding.params["sentence"]

    @pytest.mark.parametrize(
        "text",
        [
            "当年支出1,148.53万元，其中：一般公共服务1,060.28万元、社会保障和就业44.27万元、卫生健康17.56万元。",
            "当年支出1,148.54万元，其中：一般公共服务1,060.28万元、社会保障和就业44.27万元、卫生健康17.56万元、住房保障26.43万元。",
            "一般公共服务1,060.28万元、社会保障和就业44.27万元、卫生健康17.56万元、住房保障26.43万元。",
            "基本支出337.82万元，项目支出810.71万元，共1,148.53万元。",
            "当年支出约1,149万元，其中：一般公共服务1,060.28万元、社会保障和就业44.27万元、卫生健康17.56万元、住房保障26.43万元。",
        ],
        ids=["a part left out", "a wrong sum", "no sum", "a sum that is exact", "a sum that is rounded"],
    )
    def test_nothing_is_told_of_other_sums(self, printed, text):
        assert self.found(printed, text) == []

    def test_it_goes_with_the_difference_in_the_table(self, printed):
        printed.apply(prose_planning.set_section(printed, "section05", f"当年支出1,148.53万元，其中：{self.LISTED}。"))
        printed.refresh_words()
        assert printed.summary().word_rounding == 2
        put(printed, {"table05.201.total": "1,060.27"})
        printed.refresh_words()
        assert printed.summary().word_rounding == 1
        assert said(printed) == afresh(printed)
