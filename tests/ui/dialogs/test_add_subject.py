from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models.pack import load
from ui.dialogs.add_subject import AddSubjectDialog


@pytest.fixture
def dialog(qtbot):
    made = AddSubjectDialog(load().subjects["functional"], "表三 增加科目")
    qtbot.addWidget(made)
    return made


def test_a_typed_code_is_the_answer_whether_known_or_not(qtbot, dialog):
    qtbot.keyClicks(dialog.text, "20402")
    assert dialog.answer == "20402"
    dialog.text.clear()
    qtbot.keyClicks(dialog.text, "2999999")
    assert dialog.answer == "2999999"


def test_a_name_chooses_the_first_that_fits_and_the_arrows_another(qtbot, dialog):
    dialog.text.setText("养老服务")
    dialog.text.textEdited.emit("养老服务")
    assert dialog.answer == "2081006 养老服务"
    dialog.text.setText("行政运行")
    dialog.text.textEdited.emit("行政运行")
    first = dialog.answer
    qtbot.keyClick(dialog.text, Qt.Key.Key_Down)
    assert dialog.answer != first
    assert dialog.answer.endswith("行政运行")


def test_a_form_without_a_list_takes_any_code(qtbot):
    dialog = AddSubjectDialog(None, "表九 增加科目")
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.text, "10306")
    assert dialog.answer == "10306"
    assert dialog.list.count() == 0
