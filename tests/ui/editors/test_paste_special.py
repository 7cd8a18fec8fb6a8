"""选择性粘贴 with the real clipboard and real keys; table03 with only its leaves stated."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.pasting_special import Special
from tests.ui.editors.conftest import ALT, CONTROL, SHIFT
from tests.ui.support import computed_session

LEAVES = ("table03.2013201.basic_expenditure", "table03.2013299.project_expenditure")


def put_text(text):
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


@pytest.fixture
def form(bench):
    made = bench(made=computed_session())
    made.editor.blocks.ask = lambda _title, _text: pytest.fail("nothing was to be asked")
    made.answer = Special()
    made.editor.blocks.ask_special = lambda: made.answer
    return made


def paste(form, text, answer, modifiers=CONTROL | ALT):
    put_text(text)
    form.answer = answer
    form.press("V", modifiers)


def test_adding_and_taking_away_are_exact_and_one_step_each(form):
    address = LEAVES[1]
    form.go(address)
    before = form.shown(address)
    paste(form, "0.015", Special(sign=1))
    assert form.session.workspace.raw(form.editor.cursor_.ref) == "832.725"
    assert form.undo.undoText() == "选择性粘贴"
    paste(form, "0.015", Special(sign=-1), CONTROL | SHIFT)
    assert form.shown(address) == before
    assert form.undo.count() == 2


def test_what_is_no_amount_leaves_the_figure_alone_when_adding(form):
    form.go(LEAVES[1])
    before = form.shown(LEAVES[1])
    paste(form, "约三万", Special(sign=1))
    assert form.shown(LEAVES[1]) == before
    assert form.undo.count() == 0


def test_figures_only_leaves_names_alone(form):
    line = 5
    form.go_to(line, 0)
    code, name = form.text(line, 0), form.text(line, 1)
    paste(form, "9\t别的名称\t\t\t12.5", Special(values=True))
    assert (form.text(line, 0), form.text(line, 1), form.text(line, 4)) == (code, name, "12.50")


@pytest.mark.parametrize(("skip", "left"), [(True, True), (False, False)])
def test_blanks_are_skipped_only_when_asked(form, skip, left):
    form.go(LEAVES[1])
    line, column = form.place
    form.go_to(line, column - 1)
    paste(form, "5\t", Special(skip_blanks=skip))
    assert form.text(line, column - 1) == "5.00"
    assert bool(form.text(line, column)) is left


def test_transposing_turns_a_line_into_a_column(form):
    form.go(LEAVES[0])
    line, column = form.place
    paste(form, "11\t12", Special(transpose=True))
    assert [form.text(line + down, column) for down in (0, 1)] == ["11.00", "12.00"]
    assert form.editor.cursor_.rectangle() == (line, column, line + 1, column)


def test_saying_no_changes_nothing(form):
    form.go(LEAVES[0])
    paste(form, "11", None)
    assert form.undo.count() == 0


def test_the_dialog_says_how_to_paste(qtbot, qapp):
    from ui.dialogs.paste_special import PasteSpecialDialog

    dialog = PasteSpecialDialog()
    qtbot.addWidget(dialog)
    assert dialog.answer == Special()
    dialog.values.click()
    dialog.operations[-1].click()
    dialog.transpose.click()
    assert dialog.answer == Special(values=True, sign=-1, transpose=True)
