"""Room for a panel that the first look at a document can do without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

_Panel = TypeVar("_Panel", bound=QWidget)


class Later(QWidget, Generic[_Panel]):
    """Makes its panel once it has itself been painted, so that the form stands there sooner, or when asked for it."""

    def __init__(self, make: Callable[[QWidget], _Panel], size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make, self._size = make, size
        self._panel: _Panel | None = None

    @property
    def made(self) -> _Panel | None:
        """The panel, where it has been made."""
        return self._panel

    @property
    def panel(self) -> _Panel:
        """The panel, made now where it is not there yet."""
        if self._panel is None:
            self._panel = self._make(self)
            self._panel.setGeometry(self.rect())
            self._panel.show()
        return self._panel

    def _fill(self) -> None:
        _ = self.panel

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return self._size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent. There is no layout: what the panel shows moves nothing outside of it."""
        super().resizeEvent(event)
        if self._panel is not None:
            self._panel.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        if self._panel is None:
            QTimer.singleShot(0, self, self._fill)  # with a receiver: nothing happens when it is gone by then
