"""Entering figures with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models.findings import State
from models.workspace import Origin
from tests.ui.editors.conftest import CONTROL, SHIFT
from tests.ui.support import PROJECT, PROJECT_TOTAL, cell, computed_session, session


@pytest.fixture
def form(bench):
    made = bench()
    made.go(PROJECT)
    return made


def test_typing_replaces_and_enter_goes_down(form):
    form.type("823.71")
    assert form.line_editor.text() == "823.71"
    form.press("Return")
    assert form.shown(PROJECT) == "823.71"
    assert form.place == (6, 4)
    assert form.line_editor is None
    assert form.session.workspace.cell_state(cell(form.session, PROJECT)) is State.BREAK


@pytest.mark.parametrize(
    ("key", "modifiers", "place"),
    [
        ("Return", SHIFT, (4, 4)),
        ("Tab", Qt.KeyboardModifier.NoModifier, (5, 4)),
        ("Backtab", SHIFT, (5, 3)),
        ("Up", Qt.KeyboardModifier.NoModifier, (4, 4)),
        ("Down", Qt.KeyboardModifier.NoModifier, (6, 4)),
        ("Left", Qt.KeyboardModifier.NoModifier, (5, 3)),
    ],
)
def test_keys_that_leave_while_typing_commit(form, key, modifiers, place):
    form.type("1")
    form.press(key, modifiers)
    assert form.shown(PROJECT) == "1.00"
    assert form.place == place


def test_f2_edits_the_text_and_arrows_move_the_caret(form):
    form.press("F2")
    assert form.line_editor.text() == "832.71"
    assert not form.line_editor.hasSelectedText()
    form.press("Left")
    form.press("Backspace")
    form.type("9")
    form.press("Return")
    assert form.shown(PROJECT) == "832.91"


def test_f2_again_lets_arrows_leave(form):
    form.press("F2")
    form.press("F2")
    form.press("Left")
    assert form.place == (5, 3)


def test_a_double_click_edits(form):
    view = form.editor.view
    index = form.editor.model.index_of(cell(form.session, PROJECT))
    for click in (form.qtbot.mouseClick, form.qtbot.mouseDClick):
        click(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    assert form.line_editor.text() == "832.71"
    assert not form.line_editor.typing


def test_escape_gives_the_figure_back(form):
    form.type("1")
    form.press("Escape")
    assert form.shown(PROJECT) == "832.71"
    assert form.undo.count() == 0
    assert form.place == (5, 4)


def test_opening_and_leaving_states_nothing(bench):
    form = bench(made=computed_session())
    form.go(PROJECT_TOTAL)
    form.press("F2")
    form.press("Return")
    assert form.undo.count() == 0
    assert form.session.workspace.origin(cell(form.session, PROJECT_TOTAL)) is Origin.COMPUTED


def test_typing_over_a_computed_cell_states_it_and_delete_gives_it_back(bench):
    form = bench(made=computed_session())
    form.go(PROJECT_TOTAL)
    before = form.shown(PROJECT_TOTAL)
    form.type("9")
    form.press("Return")
    assert form.session.workspace.origin(cell(form.session, PROJECT_TOTAL)) is Origin.STATED
    assert form.session.workspace.cell_state(cell(form.session, PROJECT_TOTAL)) is State.BREAK
    form.go(PROJECT_TOTAL)
    form.press("Delete")
    assert form.shown(PROJECT_TOTAL) == before
    assert form.session.workspace.origin(cell(form.session, PROJECT_TOTAL)) is Origin.COMPUTED


def test_backspace_begins_with_nothing(form):
    form.press("Backspace")
    assert form.line_editor.text() == ""
    form.press("Return")
    assert form.shown(PROJECT) == ""


def test_what_cannot_be_read_stays_and_is_flagged(form):
    form.type("12..5")
    form.press("Return")
    assert form.shown(PROJECT) == "12..5"
    assert form.messages == ["“12..5”不是金额，请改成数字，例如 1148.53。"]
    assert form.session.workspace.cell_state(cell(form.session, PROJECT)) is State.VIOLATION


def test_full_width_figures_are_read(form):
    form.type("１，１４８．５３")
    form.press("Return")
    assert form.shown(PROJECT) == "1,148.53"


def test_a_fixed_label_says_why_it_cannot_be_typed_into(form):
    form.go_to(0, 0)
    form.type("x")
    assert form.line_editor is None
    assert form.messages == ["这一行是表格固定的行，名称不能修改；金额可以录入。"]


def test_a_name_in_the_frozen_columns_is_edited_there(form):
    form.go_to(5, 1)
    form.press("F2")
    assert form.line_editor.text() == "其他组织事务支出"
    form.type("（本级）")
    form.press("Return")
    assert form.text(5, 1) == "其他组织事务支出（本级）"
    assert form.undo.undoText() == "修改文字"


def test_control_enter_fills_the_selection(form):
    form.go_to(8, 4)
    form.editor.cursor_.extend(10, 4)
    form.type("5")
    form.press("Return", CONTROL)
    assert [form.text(line, 4) for line in range(8, 11)] == ["5.00"] * 3
    assert form.undo.count() == 1
    assert form.undo.undoText() == "填充"


def test_leaving_with_the_mouse_commits(form):
    form.type("5")
    view = form.editor.view
    target = view.visualRect(form.editor.model.index(8, 3)).center()
    form.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert form.shown(PROJECT) == "5.00"
    assert form.place == (8, 3)


def test_undo_shows_the_place_again(form):
    form.type("5")
    form.press("Return")
    form.go_to(0, 2)
    form.undo.undo()
    assert form.place == (5, 4)
    assert form.shown(PROJECT) == "832.71"


def test_a_read_only_document_opens_no_editor(bench):
    from tests.ui.support import FakeFile

    form = bench(made=session(FakeFile(read_only=True)))
    form.go(PROJECT)
    form.type("5")
    assert form.line_editor is None
    assert form.messages[-1].startswith("文件是只读打开的")


def test_what_is_being_typed_can_be_taken_over(form):
    form.editor.commit()
    form.type("7")
    form.editor.commit()
    assert form.line_editor is None
    assert form.shown(PROJECT) == "7.00"
    assert form.place == (5, 4)
