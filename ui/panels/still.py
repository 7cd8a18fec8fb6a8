"""A bar in which texts change all the time."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget


class Still(QFrame):
    """Lays out what is ``inside`` for itself: without a layout of its own, nothing around it follows a longer text.

    In a layout, every text of another length would have the whole window laid out anew, which takes longer than all
    else that an edit does to it.
    """

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(height)
        self.inside = QWidget(self)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: asked when the window itself is laid out, not for each text."""
        return self.inside.minimumSizeHint()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return self.inside.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self.inside.setGeometry(self.contentsRect())
