"""A form on an offscreen window, and real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.ui.support import application, cell, session
from ui.editors.form_editor import FormEditor

CONTROL, SHIFT, ALT = (Qt.KeyboardModifier[f"{name}Modifier"] for name in ("Control", "Shift", "Alt"))


class Bench:
    """One form editor, its session, and what the user does to it."""

    def __init__(self, qtbot, made, form):
        self.qtbot, self.session = qtbot, made
        self.editor = FormEditor(made, form)
        made.goto_requested.connect(self.editor.show_cell)
        self.messages = []
        made.message.connect(self.messages.append)
        qtbot.addWidget(self.editor)
        self.editor.resize(830, 640)
        with qtbot.waitActive(self.editor):
            self.editor.show()
            self.editor.activateWindow()

    def go(self, address):
        self.editor.show_cell(cell(self.session, address))

    def go_to(self, line, column):
        self.editor.cursor_.go(line, column)
        self.editor.grid.view_of(column).setFocus()

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """A key to whatever has the keyboard."""
        key = Qt.Key[f"Key_{key}"] if isinstance(key, str) else key
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    def type(self, text):
        if text.isascii():
            self.qtbot.keyClicks(QApplication.focusWidget(), text)
        else:
            self.compose("", text)

    def compose(self, preedit, commit=""):
        """What an input method sends."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def text(self, line, column):
        return self.editor.model.index(line, column).data()

    def shown(self, address):
        return self.session.workspace.shown(cell(self.session, address))

    @property
    def place(self):
        return self.editor.cursor_.place

    @property
    def line_editor(self):
        return self.editor.grid.editor

    @property
    def undo(self):
        return self.session.undo_stack


@pytest.fixture
def bench(qtbot, qapp):
    """`bench(form, session)`: the form editor of the printed sample, or of the session given."""
    application()
    QGuiApplication.clipboard().clear()
    return lambda form="table03", made=None: Bench(qtbot, made or session(), form)
