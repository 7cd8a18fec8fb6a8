"""Builders for tests of the whole window: someone who answers its questions, a window with a document."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from storage import DocumentFile
from tests.support.budgets import sample, tables
from tests.ui.support import application
from ui.dialogs.asking import Asker
from ui.main_window import MainWindow
from ui.workers import Task

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@functools.cache
def sample_bytes(whole=True):
    """The sample, or only its tables, as a file's content, made once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.gouji"
        DocumentFile.create(path, (sample() if whole else tables()).document).close()
        return path.read_bytes()


class Answers(Asker):
    """Answers at once. ``dialog`` is called with each dialog of ours and says whether it is accepted."""

    def __init__(self):
        self.informed, self.warned, self.asked = [], [], []
        self.open_answer = self.save_answer = self.choice = None
        self.dialog = lambda _dialog: False

    def inform(self, _parent, text, detail=""):
        self.informed.append((text, detail))

    def warn(self, _parent, text, detail=""):
        self.warned.append((text, detail))

    def choose(self, _parent, text, choices, detail=""):
        self.asked.append((text, choices))
        return self.choice

    def open_path(self, _parent, title, folder, kind):
        return self.open_answer

    def save_path(self, _parent, title, suggestion, kind):
        self.suggested = suggestion
        return self.save_answer

    def run(self, dialog):
        return self.dialog(dialog)


class Desk:
    """A window, its answers, and hands on the keyboard. ``whole``: its files have words, which take their time."""

    def __init__(self, qtbot, folder, *, whole=True):
        application()
        self.qtbot, self.folder, self.answers, self.whole = qtbot, folder, Answers(), whole
        self.window = MainWindow(asker=self.answers, log_folder=folder)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def close(self):
        self.window.hide()  # nothing is painted any more
        for task in self.window.findChildren(Task):
            task.wait()
        QApplication.processEvents()  # what the tasks still have to say
        self.window.close()

    def make_file(self, name="sample.gouji"):
        path = self.folder / name
        path.write_bytes(sample_bytes(self.whole))
        return path

    def open(self, path=None):
        self.window.files.open_path(path or self.make_file())

    @property
    def bench(self):
        return self.window.workbench

    @property
    def session(self):
        return self.bench.session

    def do(self, action):
        self.window.actions_[action].trigger()

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key[f"Key_{key}"], modifiers)

    def type(self, text):
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def saying(self, part):
        """Wait until the status bar says something."""
        self.qtbot.waitUntil(lambda: part in self.bench.status.message.text())
