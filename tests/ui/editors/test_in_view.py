"""A cell that is gone to is seen whole, also on a form that is only then laid out."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget

from tests.ui.support import application, cell, session
from ui.editors.form_editor import FormEditor

LAST = "table02.2210201.general_public_budget"


@pytest.fixture
def stack(qtbot, qapp):
    """A window of few lines that shows something else so far."""
    application()
    made = QStackedWidget()
    made.addWidget(QWidget())
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown_for(stack, address):
    """The editor of an address's form, made, shown and gone to as the window does it."""
    made = session()
    editor = FormEditor(made, address.partition(".")[0], stack)
    stack.addWidget(editor)
    stack.setCurrentWidget(editor)
    editor.show_cell(cell(made, address))
    return editor


def is_seen_whole(editor, address):
    index = editor.model.index_of(cell(editor.session, address))
    view = editor.grid.view_of(index.column())
    bottom = min(view.viewport().rect().bottom(), editor.grid.main.viewport().rect().bottom())
    box = view.visualRect(index)
    return box.top() >= 0 and box.bottom() <= bottom


def test_a_cell_on_a_form_not_shown_before_is_seen_whole(qtbot, stack):
    editor = shown_for(stack, LAST)
    qtbot.waitUntil(lambda: editor.grid.main.horizontalScrollBar().isVisible())
    qtbot.waitUntil(lambda: is_seen_whole(editor, LAST))


def test_a_smaller_window_keeps_the_cell_in_view(qtbot, stack):
    editor = shown_for(stack, LAST)
    qtbot.waitUntil(lambda: is_seen_whole(editor, LAST))
    stack.resize(500, 240)
    qtbot.waitUntil(lambda: stack.height() == 240 and is_seen_whole(editor, LAST))


def test_who_has_scrolled_away_is_left_there(qtbot, stack):
    editor = shown_for(stack, LAST)
    qtbot.waitUntil(lambda: is_seen_whole(editor, LAST))
    bar = editor.grid.main.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    stack.resize(500, 260)
    qtbot.waitUntil(lambda: stack.height() == 260)
    assert bar.value() == 0
