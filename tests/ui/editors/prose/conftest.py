from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.ui.support import application, session
from tests.ui.windows import Answers
from ui import pages
from ui.editors.prose.page import ProsePage


class Writer:
    """A page of words and hands on the keyboard."""

    def __init__(self, qtbot, made, page_id):
        self.qtbot, self.session = qtbot, made
        page = next(page for page in pages.pages(made.pack) if page.id == page_id)
        self.page = ProsePage(made, page)
        self.answers = self.page.commands.asker = Answers()
        made.text_requested.connect(self.page.show_words)
        if made.workspace.words.is_stale:
            made.check_words()
        qtbot.addWidget(self.page)
        self.page.resize(860, 640)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.enter(next(iter(self.page.sections)))

    def enter(self, key, words="", *, after=False):
        """Go to a section: its beginning, or words in it, which are selected, or before or ``after`` which one goes."""
        self.view = self.page.sections[key]
        self.text = self.view.text
        self.text.setFocus()
        cursor = self.text.textCursor()
        cursor.setPosition(self.shown.index(words) + len(words) * after if words else 0)
        self.text.setTextCursor(cursor)

    def select(self, key, words):
        self.enter(key, words)
        cursor = self.text.textCursor()
        cursor.setPosition(cursor.position() + len(words), cursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.text, Qt.Key[f"Key_{key}"], modifiers)

    def type(self, words):
        """Type Latin letters with keys, anything else as an input method does."""
        if words.isascii():
            self.qtbot.keyClicks(self.text, words)
            return
        composed = QInputMethodEvent()
        composed.setCommitString(words)
        QApplication.sendEvent(self.text, composed)

    def commit(self):
        """Let what was typed be taken and checked, as after a pause."""
        self.view.commit()
        self.session.check_words()

    @property
    def shown(self):
        return self.text.toPlainText()

    @property
    def kept(self):
        return self.session.document.settings.get(f"text.{self.view.key}", "")

    def spot(self):
        return self.page.spot


@pytest.fixture
def made(qapp):
    application()
    return session(checked=True)


@pytest.fixture
def write(qtbot, made):
    """`write(page="notes")`: a page of words, with the focus in its first section."""
    yield lambda page="notes": Writer(qtbot, made, page)
    QApplication.clipboard().clear()  # what is left there outlives the interpreter
