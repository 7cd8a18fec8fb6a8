"""Buttons side by side, in as many rows as it takes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 6


class Flow(QWidget):
    """Lays its widgets out like words of a text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self._held.append(widget)
        widget.show()
        self._arrange()

    def clear(self) -> None:
        """Take all widgets away."""
        for widget in self._held:
            widget.hide()
            widget.deleteLater()
        self._held = []
        self._arrange()

    @property
    def held(self) -> list[QWidget]:
        """The widgets, in order."""
        return list(self._held)

    def _arrange(self) -> None:
        self.setMinimumHeight(self._place(self.width(), move=True))
        self.setMaximumHeight(self.minimumHeight())

    def _place(self, width: int, *, move: bool) -> int:
        """Where everything goes in so much room; the height that it takes."""
        x = y = row = 0
        for widget in self._held:
            size = widget.sizeHint()
            if x and x + size.width() > width:
                x, y, row = 0, y + row + GAP, 0
            if move:
                widget.setGeometry(QRect(x, y, size.width(), size.height()))
            x, row = x + size.width() + GAP, max(row, size.height())
        return y + row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(120, self._place(max(self.width(), 120), move=False))
