"""增加科目: a code or part of a name, and the 科目 of the year that fit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from models.pack import Subjects
from ui.delegates.cell_editor import LIST_STYLE
from ui.dialogs.framing import Framed
from ui.itemmodels.cell_entry import offered

MOST = 200


class AddSubjectDialog(Framed):
    """``answer`` is a code, or code and name, once the dialog is accepted."""

    def __init__(self, subjects: Subjects | None, title: str, parent: QWidget | None = None) -> None:
        sub = "输入科目编码或名称的一部分；名称和缺少的上级科目自动补齐，相关的表同时增加这一行。"
        super().__init__(title, sub, parent)
        self._subjects = subjects
        self.setMinimumSize(460, 420)
        self.text = QLineEdit(self)
        self.text.setPlaceholderText("例如 2080505，或 养老保险")
        self.body.addWidget(self.text)
        self.list = QListWidget(self)
        self.list.setStyleSheet(LIST_STYLE)
        self.body.addWidget(self.list, 1)
        self._button = self.add_buttons("增加")
        self.text.textEdited.connect(self._search)
        self.list.itemActivated.connect(self.accept)
        self._search("")

    @property
    def answer(self) -> str:
        """The chosen 科目 as offered, else what was typed."""
        item = self.list.currentItem()
        typed = " ".join(self.text.text().split())
        return typed if item is None or typed == item.text().partition(" ")[0] else item.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose while the text keeps the keyboard."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.list.count():
            by = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + by, self.list.count() - 1)))
        else:
            super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        self.list.clear()
        for subject in self._subjects.search(text, MOST) if self._subjects else ():
            self.list.addItem(QListWidgetItem(offered(subject)))
        if text.strip() and self.list.count():
            self.list.setCurrentRow(0)
        if self._button is not None:
            self._button.setEnabled(bool(text.strip()) or self.list.currentItem() is not None)
