"""Keys in a text that is locked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

from tests.ui.support import FakeFile, application, listened, session
from ui.editors import locked_text
from ui.session import READ_ONLY

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("key", "modifiers", "answered"),
    [("A", NONE, True), ("Delete", NONE, True), ("V", CONTROL, True), ("C", CONTROL, False), ("Left", NONE, False)],
)
def test_a_key_that_would_write_is_answered(qtbot, key, modifiers, answered):
    application()
    made = session(FakeFile(read_only=True))
    text = QTextEdit("甲")
    qtbot.addWidget(text)
    locked_text.lock(text, made)
    said = listened(made.message)
    qtbot.keyClick(text, Qt.Key[f"Key_{key}"], modifiers)
    assert said == [(READ_ONLY,)] * answered
    assert text.toPlainText() == "甲"
