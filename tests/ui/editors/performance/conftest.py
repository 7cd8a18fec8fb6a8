"""The page of the performance forms on an offscreen window, and real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from models.findings import Finding, State, TextPlace
from models.pack import Severity
from models.performance.access import forms_of, indicators_of
from models.refs import CellRef
from tests.support.form_ids import FORM
from tests.ui.support import application, session
from tests.ui.windows import Answers
from ui.pages_performance import PerformancePage

NAME = "农村(社区)党员教育培训经费"


class PageBench:
    """The page, its session, and what the user does to it."""

    def __init__(self, qtbot, made):
        self.qtbot, self.session = qtbot, made
        self.page = PerformancePage(made)
        self.page.asker = self.answers = Answers()
        made.goto_requested.connect(self.page.show_cell)
        self.messages = []
        made.message.connect(self.messages.append)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    @property
    def form(self):
        return self.page.form

    @property
    def document(self):
        return self.session.document

    def row(self, name=NAME):
        return next(row for row in forms_of(self.document) if row.label == name)

    def indicators(self, name=NAME):
        return indicators_of(self.document, self.row(name).code)

    def show(self, name=NAME):
        self.page.list.show_project(FORM, self.row(name).id)

    def field(self, key):
        return self.form.fields[key].text

    def amount(self, column):
        return self.session.workspace.shown(CellRef(FORM, self.form.row_id, column))

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key[f"Key_{key}"], modifiers)

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

    @property
    def undo(self):
        return self.session.undo_stack


def words_finding(row, words, fix="", key="project_overview", severity=Severity.ERROR):
    """A finding about words of a form's field."""
    start = row.texts[key].index(words)
    place = TextPlace(FORM, -1, start, start + len(words), words, fix)
    params = {"reason": "words", "sentence": f"“{words}”疑似单位写错。"}
    cells = (CellRef(FORM, row.id, key),)
    return Finding("R103", "test:words", State.VIOLATION, severity, cells, params=params, place=place)


@pytest.fixture
def page(qtbot, qapp):
    """`page(session)`: the page over the printed sample, or the session given, at the project of NAME."""
    application()

    def make(made=None):
        bench = PageBench(qtbot, made or session())
        bench.show()
        return bench

    return make
