"""A strip above the form for what the user should know about the file: opened read-only, recovered, changed."""

from __future__ import annotations

from collections.abc import Callable

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
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: list[QPushButton] = []
        """What the notice at hand offers to do."""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 5, 8, 5)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self._link("知道了", self.hide))
        self.hide()

    def say(self, text: str, offers: tuple[tuple[str, Callable[[], object]], ...] = ()) -> None:
        """Show a notice with what can be done about it; "" hides the strip."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._link(title, action) for title, action in offers]
        for at, button in enumerate(self.buttons, 1):
            self._row.insertWidget(at, button)
        self.text.setText(text)
        self.setVisible(bool(text))

    def _link(self, title: str, action: Callable[[], object]) -> QPushButton:
        button = QPushButton(title, self)
        button.setObjectName("link")
        button.clicked.connect(action)
        return button
