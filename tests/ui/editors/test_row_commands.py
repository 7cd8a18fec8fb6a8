"""Rows: insert, delete, move, add by code, with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models.refs import CellRef
from tests.support.budgets import row_id
from tests.ui.editors.conftest import ALT, CONTROL, SHIFT


def codes(form):
    return [form.editor.model.row_at(line, 0).code for line in range(form.editor.model.rowCount())]


def kinds(form):
    return [form.editor.model.row_at(line, 0).kind for line in range(form.editor.model.rowCount())]


@pytest.fixture
def form(bench):
    made = bench()
    made.go_to(8, 3)
    return made


def test_a_row_is_inserted_above_and_its_code_is_next(form):
    form.press("Plus", CONTROL | SHIFT)
    assert codes(form)[7:10] == ["20805", "", "2080501"]
    assert form.place == (8, 0)
    assert kinds(form)[8] == "function_item"


def test_a_typed_code_fills_the_name_adds_parents_and_leads_to_the_figures(form):
    form.press("Plus", CONTROL)
    form.type("2040201")
    form.press("Return")
    assert codes(form)[6:9] == ["204", "20402", "2040201"]
    assert "" not in codes(form)[1:]
    assert form.text(8, 1) == "行政运行"
    assert form.place == (8, 2)
    linked = form.session.document.rows("table02", "main")
    assert "2040201" in linked.by_code
    form.undo.undo()
    assert codes(form)[8] == ""


def test_the_list_of_subjects_helps(form):
    form.press("Plus", CONTROL)
    form.type("20402")
    popup = form.line_editor.popup
    assert popup.isVisible()
    assert popup.item(0).text() == "20402 公安"
    form.press("Down")
    form.press("Down")
    assert popup.currentItem().text() == "2040201 行政运行"
    form.press("Return")
    assert form.text(form.place[0], 0) == "2040201"
    assert not popup.isVisible()


def test_a_click_in_the_list_takes_a_subject(form):
    form.press("Plus", CONTROL)
    form.type("养老服务")
    popup = form.line_editor.popup
    item = next(popup.item(n) for n in range(popup.count()) if popup.item(n).text() == "2081006 养老服务")
    form.qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualItemRect(item).center())
    assert form.editor.model.row_at(form.place[0], 0).code == "2081006"


def test_escape_closes_the_list_first(form):
    form.press("Plus", CONTROL)
    form.type("204")
    form.press("Escape")
    assert form.line_editor is not None
    form.press("Escape")
    assert form.line_editor is None
    assert codes(form)[8] == ""


def test_the_government_column_offers_its_own_subjects(bench):
    form = bench("table06")
    ref = CellRef("table06", row_id(form.session.workspace, "table06", "30107"), "government_economic_subject")
    form.editor.show_cell(ref)
    form.type("50101")
    form.press("Down")
    form.press("Return")
    assert form.editor.model.raw(ref) == "工资奖金津补贴"


def test_rows_below_outer_rows_are_inner_ones(bench):
    form = bench("table12")
    form.go_to(0, 0)
    form.editor.rows.insert(above=False)
    assert kinds(form)[1] == "unit"
    form.editor.rows.insert(above=False)
    assert kinds(form)[2] == "project"
    form.editor.rows.insert(above=True)
    assert kinds(form)[2] == "project"


def test_deleting_takes_all_selected_rows_in_one_step(form):
    form.go_to(8, 3)
    form.press("Down", SHIFT)
    form.press("Minus", CONTROL)
    assert codes(form)[7:9] == ["20805", "2080506"]
    assert form.undo.count() == 1
    assert form.place == (8, 3)
    form.undo.undo()
    assert codes(form)[8:10] == ["2080501", "2080505"]


def test_deleting_a_parent_alone_says_whose_its_rows_are_now(form):
    form.go_to(2, 2)
    form.press("Minus", CONTROL)
    assert form.messages == ["已删除 1 行；下级 3 行保留，现在归到“201 一般公共服务支出”。要一并删除，请选中它们再删。"]


def test_fixed_rows_stay(form, bench):
    form.go_to(0, 2)
    form.press("Minus", CONTROL)
    form.press("Down", ALT)
    assert form.messages == ["选中的行是表格固定的行，不能删除。", "这一行是表格固定的行，不能移动。"]
    fixed = bench("table01")
    fixed.go_to(0, 1)
    fixed.press("Plus", CONTROL)
    assert fixed.messages == ["本表的行是固定的，不能插入行。"]


def test_rows_move_and_the_user_with_them(form):
    form.press("Down", ALT)
    assert codes(form)[8:10] == ["2080505", "2080501"]
    assert form.place == (9, 3)
    form.press("Up", ALT)
    assert codes(form)[8:10] == ["2080501", "2080505"]


def test_a_subject_is_added_by_its_code(form):
    asked = []
    form.editor.rows.ask_subject = lambda _subjects, title: asked.append(title) or "2040201 行政运行"
    form.press("N", CONTROL | SHIFT)
    assert asked == ["表三 增加科目"]
    assert form.text(8, 0) == "2040201"
    assert form.place == (8, 0)
    form.press("N", CONTROL | SHIFT)
    assert form.messages[-1] == "科目编码 2040201 已在表中。"


def test_where_rows_have_no_codes_none_is_asked(bench):
    form = bench("table12")
    form.go_to(2, 0)
    form.press("N", CONTROL | SHIFT)
    assert form.messages == ["本表的行没有科目编码，请用“插入行”。"]


def test_a_parent_is_marked_as_holding_withheld_rows(form):
    form.go_to(7, 2)
    assert form.editor.rows.can_withhold()
    form.editor.rows.withhold(True)
    assert form.editor.model.look(7, 1).withheld
    form.go_to(8, 2)
    assert not form.editor.rows.can_withhold()


def test_the_context_menu_offers_what_can_be_done(form, bench):
    from ui.editors.form_menu import form_menu

    def texts(editor):
        menu = form_menu(editor)
        return {action.text().partition("\t")[0]: action.isEnabled() for action in menu.actions() if action.text()}

    assert texts(form.editor)["删除行"]
    assert texts(form.editor)["恢复自动"] is False
    form.go_to(0, 2)
    assert texts(form.editor)["恢复自动"]
    assert texts(form.editor)["删除行"] is False
    assert "插入行" not in "".join(texts(bench("table01").editor))
