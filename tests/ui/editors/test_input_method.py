"""Chinese input methods: no letter is lost, and the Enter of a composition stays with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models.refs import CellRef
from tests.support.budgets import row_id

PLACES = {
    "frozen": ("table03", "2013299", "subject_name"),
    "scrolling": ("table06", "30107", "government_economic_subject"),
}


@pytest.fixture(params=PLACES)
def form(request, bench):
    """On a name in the frozen columns of 表三, or on a text beside them in 表六."""
    form, code, column = PLACES[request.param]
    made = bench(form)
    made.ref = CellRef(made.editor.form_id, row_id(made.session.workspace, made.editor.form_id, code), column)
    made.editor.show_cell(made.ref)
    made.editor.grid.view_of(made.place[1]).setFocus()
    return made


def value(form):
    return form.editor.model.raw(form.ref)


def test_the_view_takes_input_methods(form):
    view = form.editor.grid.view_of(form.place[1])
    assert view.hasFocus()
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_the_first_letter_begins_the_composition_in_the_editor(form):
    form.compose("z")
    assert form.line_editor.isVisible()
    assert form.line_editor.composing
    form.compose("zu'zhi")
    form.compose("", "组织")
    assert form.line_editor.text() == "组织"
    form.press("Return")
    assert value(form) == "组织"


def test_enter_during_a_composition_does_not_move_or_commit(form):
    before, place = value(form), form.place
    form.compose("zu'zhi")
    form.press("Return")
    assert form.line_editor is not None
    assert form.line_editor.composing
    assert form.place == place
    form.compose("", "zuzhi")
    assert value(form) == before
    form.press("Return")
    assert value(form) == "zuzhi"
    assert form.place == (place[0] + 1, place[1])


def test_a_second_composition_runs_in_the_editor(form):
    form.compose("z")
    form.compose("", "组")
    form.compose("zhi")
    form.press("Return")
    assert form.line_editor.composing
    form.compose("", "织")
    form.press("Return")
    assert value(form) == "组织"


def test_a_text_that_comes_at_once_is_not_lost(form):
    form.compose("", "甲")
    assert form.line_editor.text() == "甲"
    form.press("Return")
    assert value(form) == "甲"


def test_a_cancelled_composition_changes_nothing(form):
    before = value(form)
    form.compose("z")
    form.compose("")
    form.press("Return")
    assert value(form) == before
    assert form.undo.count() == 0


def test_a_fixed_cell_opens_nothing(bench):
    form = bench()
    form.go_to(0, 0)
    form.compose("z")
    assert form.line_editor is None
