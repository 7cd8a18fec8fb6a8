"""One setting of the document: a line, a date, a year or a choice, saved when it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from models.newdoc import name_problem
from ui.editors.basics import dates

MAX_TEXT = 500


class Reading(NamedTuple):
    """What a typed text is kept as, or why it is not kept."""

    text: str
    problem: str = ""


Reader = Callable[[str], Reading]


def plain(text: str) -> Reading:
    """Any text, in one line."""
    return Reading(" ".join(text.split()))


def day(text: str) -> Reading:
    """A date, written out."""
    found = dates.read(text)
    return Reading(dates.worded(found) if found is not None else "", dates.problem(text))


def year(text: str) -> Reading:
    """A year of four digits."""
    cleaned = text.strip().removesuffix("年度").removesuffix("年")
    if cleaned.isascii() and cleaned.isdigit() and 2000 <= int(cleaned) <= 2099:  # noqa: PLR2004
        return Reading(cleaned)
    return Reading("", f"“{text.strip()}”不是年度，请写四位数字，例如 2025。")


def required(text: str) -> Reading:
    """The department's name: neither blank nor too long for the heads of the tables."""
    found = plain(text)
    problem = name_problem(found.text)
    return Reading("", problem) if problem else found


class SettingLine(QWidget):
    """A line; what cannot be kept stays visible, with the reason below it."""

    committed = Signal(str, str)
    """Key, and the text to be kept."""

    def __init__(self, key: str, title: str, reader: Reader, parent: QWidget, hint: str = "") -> None:
        super().__init__(parent)
        self.key, self._reader = key, reader
        self.stored = ""
        self.edit = QLineEdit(self)
        self.edit.setAccessibleName(title)
        self.edit.setPlaceholderText(hint)
        self.edit.setMaxLength(MAX_TEXT)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.edit)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        self.setFocusProxy(self.edit)
        self.edit.editingFinished.connect(self.commit)
        self.edit.textEdited.connect(lambda _text: self._tell(""))

    def show_text(self, text: str) -> None:
        """Show the document's text; what could not be kept stays while the document says the same."""
        if text != self.stored or not self.problem.text():
            self.stored = text
            self._tell("")
            if self.edit.text() != text:
                self.edit.setText(text)

    def commit(self) -> None:
        """Take over what was typed."""
        if self.edit.text().strip() == self.stored:
            self._tell("")
            return
        found = self._reader(self.edit.text())
        self._tell(found.problem)
        if not found.problem and found.text != self.stored:
            self.committed.emit(self.key, found.text)
        elif not found.problem:
            self.edit.setText(self.stored)

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self._tell("")
            self.edit.setText(self.stored)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusInEvent."""
        super().focusInEvent(event)
        self.edit.setFocus(event.reason())


class SettingChoice(QWidget):
    """One of a few words; another one that the document has is offered as well."""

    committed = Signal(str, str)

    def __init__(self, key: str, title: str, choices: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self._choices = key, tuple(choices)
        self.box = QComboBox(self)
        self.box.setAccessibleName(title)
        self.box.setMinimumHeight(30)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.setFocusProxy(self.box)
        self.box.textActivated.connect(self._choose)

    def show_text(self, text: str) -> None:
        """Show the document's text."""
        known = [*self._choices, *([text] if text and text not in self._choices else [])]
        items = known if text else ["未填", *known]
        if [self.box.itemText(at) for at in range(self.box.count())] != items:
            self.box.clear()
            self.box.addItems(items)
        self.box.setCurrentText(text or "未填")

    def commit(self) -> None:
        """A choice is taken over at once."""

    def _choose(self, text: str) -> None:
        self.committed.emit(self.key, "" if text == "未填" else text)
