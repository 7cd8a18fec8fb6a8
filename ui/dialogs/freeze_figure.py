"""写说明: why a number is kept as it is written although the tables say otherwise."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.dialogs.framing import Framed

MOST = 200


class FreezeDialog(Framed):
    """``why`` is the reason once the dialog is accepted; it is asked for, not to be left out."""

    def __init__(self, text: str, expected: str, parent: QWidget | None = None) -> None:
        differs = f"报表算得 {expected}。" if expected and expected != text else ""
        sub = f"“{text}”将保持不变，不再随报表变动。{differs}请写明原因，审核时一并显示。"
        super().__init__("写说明（冻结）", sub, parent)
        self.setMinimumWidth(460)
        self.box = QPlainTextEdit(self)
        self.box.setPlaceholderText("例如：按批复文件口径，含上年追加部分")
        self.box.setFixedHeight(90)
        self.box.setTabChangesFocus(True)
        self.body.addWidget(self.box)
        self.button = self.add_buttons("冻结")
        self.box.textChanged.connect(self._update)
        self._update()

    @property
    def why(self) -> str:
        """The reason, in one line."""
        return " ".join(self.box.toPlainText().split())[:MOST]

    def _update(self) -> None:
        if self.button is not None:
            self.button.setEnabled(bool(self.why))
