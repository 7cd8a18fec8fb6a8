"""填写原因: the words that a person writes about a change."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.dialogs.framing import Framed

MOST = 500


class ReasonDialog(Framed):
    """``words`` is what was written once the dialog is accepted; empty takes the reason away."""

    def __init__(self, prompt: str, basis: str, words: str, parent: QWidget | None = None) -> None:
        sub = f"变动额现为 {basis}。变动额以后改变时，会提示复核这里的文字。" if basis else ""
        super().__init__(f"填写{prompt or '变动原因'}", sub, parent)
        self.setMinimumWidth(520)
        self.box = QPlainTextEdit(words, self)
        self.box.setPlaceholderText("接在“主要原因是”后面，不用写句号")
        self.box.setFixedHeight(120)
        self.box.setTabChangesFocus(True)
        self.body.addWidget(self.box)
        self.add_buttons("确定")

    @property
    def words(self) -> str:
        """What was written, in one line."""
        return " ".join(self.box.toPlainText().split()).rstrip("。；;")[:MOST]
