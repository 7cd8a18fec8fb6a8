"""F4 and Ctrl+;."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.editors.conftest import CONTROL
from tests.ui.support import FakeFile, cell, computed_session, session

ONE, OTHER = "table03.2013201.basic_expenditure", "table03.2013299.project_expenditure"


@pytest.fixture
def form(bench):
    return bench(made=computed_session())


def state(form, address, text):
    form.go(address)
    form.type(text)
    form.press("Return")


def test_a_typed_figure_is_entered_again(form):
    state(form, ONE, "12.5")
    form.go(OTHER)
    form.press("F4")
    assert form.shown(OTHER) == "12.50"
    assert form.undo.count() == 2


def test_a_selection_is_filled_and_totals_are_passed_over(form):
    state(form, ONE, "12.5")
    form.go_to(2, 3)
    form.editor.cursor_.extend(4, 3)
    form.press("F4")
    assert [form.text(line, 3) for line in (2, 3, 4)] == ["25.00", "12.50", "12.50"]
    assert form.messages[-1] == "填充 2 个单元格，跳过 1 个合计单元格。"


def test_clearing_is_repeated(form):
    form.go(ONE)
    form.press("Delete")
    form.go(OTHER)
    form.press("F4")
    assert cell(form.session, OTHER) not in form.session.document.entries


def test_inserting_a_row_is_repeated(form):
    lines = form.editor.model.rowCount()
    form.go(ONE)
    form.press("Plus", CONTROL)
    form.press("F4")
    assert form.editor.model.rowCount() == lines + 2


def test_pasting_is_repeated(form):
    QGuiApplication.clipboard().setText("7")
    form.go(ONE)
    form.press("V", CONTROL)
    form.go(OTHER)
    form.press("F4")
    assert form.shown(OTHER) == "7.00"


def test_what_was_undone_is_not_repeated(form):
    form.press("F4")
    assert form.messages[-1] == "还没有可以重复的操作。"
    state(form, ONE, "12.5")
    form.undo.undo()
    form.press("F4")
    assert form.messages[-1] == "还没有可以重复的操作。"


def test_a_step_that_makes_no_sense_here_is_named(form):
    from models import planning

    form.session.submit(planning.set_setting(form.session.workspace, "department", "别的部门"))
    form.press("F4")
    assert form.messages[-1] == "上一步“修改基本信息”不能在这里重复。"


def test_a_read_only_file_says_so(bench):
    form = bench(made=session(FakeFile(read_only=True)))
    form.press("F4")
    assert form.undo.count() == 0


# -- today -------------------------------------------------------------------------------------------------------------


def test_today_goes_into_a_text_cell(bench):
    form = bench("table12", computed_session())
    form.go_to(2, 0)
    form.press("Semicolon", CONTROL)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", form.text(*form.place))


def test_an_amount_is_told_why_not(form):
    form.go(ONE)
    before = form.shown(ONE)
    form.press("Semicolon", CONTROL)
    assert form.shown(ONE) == before
    assert form.messages[-1] == "这一格填金额或科目编码，日期填进去无法核对；日期只能填在文字格里。"


def test_a_row_of_the_form_says_that_it_is_fixed(bench):
    form = bench("table12", computed_session())
    form.go_to(0, 0)
    form.press("Semicolon", CONTROL)
    assert form.messages[-1] == "这一行是表格固定的行，名称不能修改；金额可以录入。"


def test_today_goes_in_where_a_text_is_being_typed(bench):
    form = bench("table12", computed_session())
    form.go_to(2, 0)
    form.press("F2")
    form.line_editor.setText("截至")
    form.press("Semicolon", CONTROL)
    assert re.fullmatch(r"截至\d{4}-\d\d-\d\d", form.line_editor.text())
