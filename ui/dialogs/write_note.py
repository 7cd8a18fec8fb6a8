"""批注: the words that someone writes about a cell."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from models.notes import MOST
from ui.dialogs.framing import Framed


class NoteDialog(Framed):
    """``words`` is what was written once the dialog is accepted; empty takes the note away."""

    def __init__(self, cell: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__("修改批注" if words else "插入批注", cell, parent)
        self.setMinimumWidth(460)
        self.box = QPlainTextEdit(words, self)
        self.box.setPlaceholderText(f"写给自己或同事看，随文件保存，不印出；最多 {MOST} 字。清空就是删除。")
        self.box.setFixedHeight(130)
        self.box.setTabChangesFocus(True)
        self.box.moveCursor(QTextCursor.MoveOperation.End)
        self.body.addWidget(self.box)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.body.addWidget(self.problem)
        self._button = self.add_buttons("确定")
        self.box.textChanged.connect(self._measure)
        self._measure()
        for key in ("Ctrl+Return", "Ctrl+Enter"):  # Enter alone begins a line
            QShortcut(QKeySequence(key), self, self.accept)

    @property
    def words(self) -> str:
        """What was written."""
        return self.box.toPlainText().strip()

    def _measure(self) -> None:
        """What is too long is not cut behind the writer's back."""
        over = len(self.words) - MOST
        self.problem.setText(f"批注最多 {MOST} 字，请删去 {over} 字。" if over > 0 else "")
        if self._button is not None:
            self._button.setEnabled(over <= 0)

    def accept(self) -> None:
        """Override QDialog.accept: not while it is too long."""
        if len(self.words) <= MOST:
            super().accept()
