"""The page as a whole: projects, header, checks, commands."""

from __future__ import annotations

from PySide6.QtCore import Qt

from export.performance_import import PerformanceImport, RecognisedForm
from models.amounts import Unit
from models.edits import Edit
from models.performance import planning
from models.performance.access import forms_of, indicators_of, projects_of
from models.performance.from_document import form_of
from models.planning import entry_for
from models.refs import CellRef
from tests.support.form_ids import CARRIED, FORM, PROJECT
from tests.ui.editors.performance.conftest import NAME, words_finding
from tests.ui.support import FakeFile, listened, session
from ui.editors.performance.header import summary
from ui.itemmodels.project_list_model import Stand


def without_forms():
    """The sample before anybody made a performance form."""
    made = session()
    for row in list(forms_of(made.document)):
        made.workspace.apply(planning.delete_form(made.workspace, row.id))
    return made


def test_the_header_counts_and_compares_with_table_12(page):
    bench = page()
    assert bench.page.header.title.text() == "十、项目支出绩效目标表"
    assert summary(bench.session) == ("14 / 14 个项目已填，合计 810.71 万元 = 表十二", True)
    bench.form.funds.go(1, 0)
    bench.type("1")
    bench.press("Return")
    words, good = summary(bench.session)
    assert not good
    assert "≠ 表十二 810.71 万元" in words
    assert "✗" in bench.page.header.summary.text()


def test_the_list_has_forms_and_projects_carried_over(page):
    bench = page()
    found = [bench.page.projects.project_at(line) for line in range(bench.page.projects.rowCount())]
    stands = [one.stand for one in found if one is not None]
    assert (stands.count(Stand.FORM), stands.count(Stand.CARRIED), found.count(None)) == (14, 4, 1)


def test_a_carried_project_has_a_kind_but_no_form(page):
    bench = page()
    row = projects_of(bench.document, CARRIED)[0]
    bench.page.list.show_project(CARRIED, row.id)
    assert bench.page.stack.currentWidget() is bench.page.project
    assert not bench.page.header.copy.isEnabled()
    bench.page.project.category.activated.emit(1)
    assert bench.document.row(CARRIED, row.id).texts["category"] == "其他运转类"


def test_forms_are_made_from_table_12_in_one_step(page, qtbot, qapp):
    made = without_forms()
    from tests.ui.editors.performance.conftest import PageBench

    bench = PageBench(qtbot, made)
    assert bench.page.stack.currentWidget() is bench.page.project
    qtbot.mouseClick(bench.page.header.new, Qt.MouseButton.LeftButton)
    assert len(forms_of(made.document)) == 14
    assert bench.undo.count() == 1
    assert bench.page.stack.currentWidget() is bench.page.scroll_area
    bench.undo.undo()
    assert forms_of(made.document) == []
    assert bench.page.stack.currentWidget() is bench.page.project


def test_making_forms_again_says_that_all_are_there(page):
    bench = page()
    bench.page.commands.make_forms()
    assert bench.messages == ["表十二的每个项目都已经有绩效目标表。"]


def test_the_period_is_carried_over_to_the_year(page):
    bench = page()
    bench.show("党员教育经费")
    assert bench.row("党员教育经费").texts.get("annual_goal", "") == ""
    bench.qtbot.mouseClick(bench.page.header.to_annual, Qt.MouseButton.LeftButton)
    texts = bench.row("党员教育经费").texts
    assert texts["annual_goal"] == texts["implementation_period_goal"]
    assert bench.field("annual_goal").toPlainText() == texts["annual_goal"]


def test_a_finding_is_on_a_card_and_its_fix_is_taken(page):
    made = session()
    row = next(row for row in forms_of(made.document) if row.label == NAME)
    made.workspace.engine.put("test:words", words_finding(row, "151200万元", "151200元"))
    bench = page(made)
    card = next(card for card in bench.page.audit.cards if card.finding.key == "test:words")
    assert card.sentence.text() == "“151200万元”疑似单位写错。"
    bench.qtbot.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert bench.field("project_overview").textCursor().selectedText() == "151200万元"
    assert card.fix.text() == "改为 151200元"
    bench.qtbot.mouseClick(card.fix, Qt.MouseButton.LeftButton)
    assert "2025年省级下达资金151200元" in bench.row().texts["project_overview"]
    assert bench.undo.command(0).edit.label == "改为“151200元”"


def test_a_fix_whose_words_are_gone_is_not_taken(page):
    made = session()
    row = next(row for row in forms_of(made.document) if row.label == NAME)
    finding = words_finding(row, "151200万元", "151200元")
    bench = page(made)
    made.submit(planning.set_field(made.workspace, row.id, "project_overview", "改过了"))
    bench.page.commands.adopt(finding)
    assert bench.row().texts["project_overview"] == "改过了"
    assert "已经改过" in bench.messages[-1]


def test_wrong_words_are_underlined(page):
    made = session()
    row = next(row for row in forms_of(made.document) if row.label == NAME)
    made.workspace.engine.put("test:words", words_finding(row, "151200万元"))
    bench = page(made)
    bench.qtbot.waitUntil(lambda: bool(bench.field("project_overview").extraSelections()))
    marks = [selection.cursor.selectedText() for selection in bench.field("project_overview").extraSelections()]
    assert "151200万元" in marks


def test_a_jump_from_elsewhere_shows_the_form_and_selects_the_words(page):
    bench = page()
    row = bench.row("第一书记补助发放")
    words = row.texts["project_overview"][3:8]
    bench.page.show_finding(words_finding(row, words))
    assert bench.form.row_id == row.id
    assert bench.field("project_overview").textCursor().selectedText() == words


def test_a_jump_to_an_indicator_and_to_an_amount(page):
    bench = page()
    row = bench.row("第一书记补助发放")
    one = indicators_of(bench.document, row.code)[2]
    bench.page.show_cell(CellRef("performance_indicator", one.id, "annual_target"))
    index = bench.form.indicators.currentIndex()
    assert (bench.form.row_id, index.row(), index.column()) == (row.id, 2, 4)
    bench.page.show_cell(CellRef(FORM, bench.row().id, "annual_county_fund"))
    assert bench.form.funds.currentIndex().column() == 3


def test_what_is_right_is_listed_with_its_figures(page):
    bench = page()
    lines = [label.text() for label in bench.page.audit.lines]
    assert any("年度资金总额 = 各来源之和" in line and "436,500 = 151,200 + 285,300" in line for line in lines)
    assert any("436,500 元 = 43.65 万元" in line for line in lines)
    assert any("产出、效益、满意度指标均已填写" in line for line in lines)


def test_a_form_is_copied_from_another(page):
    bench = page()
    bench.answers.dialog = lambda dialog: dialog.list.setCurrentRow(0) is None
    bench.page.commands.copy_form()
    model = bench.row("党员教育经费")
    assert bench.row().texts["project_overview"] == model.texts["project_overview"]
    assert len(bench.indicators()) == len(indicators_of(bench.document, model.code))
    assert bench.amount("annual_total") == "436,500"
    assert bench.undo.count() == 1


def test_an_import_is_one_edit(page):
    bench = page()
    row = bench.row()
    form = form_of(bench.session.workspace, row)
    found = PerformanceImport("表.xlsx", (RecognisedForm(_changed(form), "表1", {}),))
    bench.answers.dialog = lambda _dialog: True
    bench.page.commands._preview(found)
    assert (bench.row().texts["phone"], bench.amount("annual_other_fund")) == ("0356-1", "7")
    assert bench.undo.count() == 1


def _changed(form):
    import msgspec

    annual = msgspec.structs.replace(form.funding.annual, other_fund="7")
    funding = msgspec.structs.replace(form.funding, annual=annual)
    return msgspec.structs.replace(form, phone="0356-1", funding=funding)


def test_printing_names_the_pages(page):
    bench = page()
    heard = listened(bench.page.print_wanted)
    bench.page.print_form()
    bench.page.print_forms()
    assert heard[0] == ((f"{FORM}.{bench.row().code}",),)
    assert len(heard[1][0]) == 14


def test_deleting_a_form_leaves_the_project(page):
    bench = page()
    project = bench.page.projects.project_at(bench.page.list.currentIndex().row())
    bench.page.commands.delete_form(project)
    assert bench.form.row_id != project.row_id
    missing = [one for line in range(bench.page.projects.rowCount()) if (one := bench.page.projects.project_at(line))
               and one.stand is Stand.MISSING]  # fmt: skip
    assert [one.form for one in missing] == [PROJECT]
    bench.undo.undo()
    assert len(forms_of(bench.document)) == 14


def test_a_read_only_file_is_only_shown(page):
    bench = page(session(FakeFile(read_only=True)))
    assert bench.field("phone").isReadOnly()
    assert not bench.page.header.new.isEnabled()
    bench.form.funds.go(1, 1)
    bench.type("5")
    assert bench.amount("annual_central_fund") == "0"


def test_an_amount_that_is_a_slip_counts_as_a_badge(page):
    bench = page()
    ref = CellRef(FORM, bench.form.row_id, "annual_county_fund")
    old = bench.document.entries[ref]
    from models.edits import CellChange

    bench.session.submit(Edit("录入", "录入", (CellChange(*ref, old, entry_for("1", Unit.YUAN)),)))
    project = bench.page.projects.project_at(bench.page.list.currentIndex().row())
    assert bench.page.projects.badges(project)[0].number >= 1
    assert bench.page.audit.cards
