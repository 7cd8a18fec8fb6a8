"""A strip above the form for what the user should know about the file: opened read-only, recovered, migrated."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import theme


class NoticeBar(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(
            f"NoticeBar {{ background: {theme.ROUNDING_SOFT}; border: 0; border-bottom: 1px solid {theme.LINE}; }}"
        )
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QPushButton("知道了", self)
        close.setObjectName("link")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 8, 5)
        layout.addWidget(self.text, 1)
        layout.addWidget(close)
        self.hide()

    def say(self, text: str) -> None:
        """Show a notice; "" hides the strip."""
        self.text.setText(text)
        self.setVisible(bool(text))
