"""The room at the right: 勾稽追踪 beside tables, 文中数字 beside words, nothing beside what has its own panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages import Kind
from ui.panels.later import Later

if TYPE_CHECKING:
    from ui.panels.figure_inspector import FigureInspector
    from ui.panels.inspector import Inspector


class SideRoom(QStackedWidget):
    """Shows the panel that belongs to the page; its panels are made late."""

    def __init__(
        self,
        make_inspector: Callable[[QWidget], Inspector],
        make_figures: Callable[[QWidget], FigureInspector],
        size: QSize,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._wanted, self._fits = True, True
        self._inspector = Later(make_inspector, size, self)
        self._figures = Later(make_figures, size, self)
        self.addWidget(self._inspector)
        self.addWidget(self._figures)
        self.setMinimumWidth(200)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return self._size

    @property
    def inspector(self) -> Inspector:
        """勾稽追踪, made now where it is not there yet."""
        return self._inspector.panel

    @property
    def figures(self) -> FigureInspector:
        """文中数字, made now where it is not there yet."""
        return self._figures.panel

    def show_for(self, kind: Kind, page: QWidget) -> None:
        """Show what belongs beside a page; the performance forms have a panel of their own."""
        if kind is Kind.WORDS:
            self.figures.attach(page)
        self.setCurrentWidget(self._figures if kind is Kind.WORDS else self._inspector)
        self._fits = kind is not Kind.PERFORMANCE
        self.setVisible(self._wanted and self._fits)

    def set_wanted(self, *, wanted: bool) -> None:
        """Whether the user wants to see the room."""
        self._wanted = wanted
        self.setVisible(self._wanted and self._fits)

    def stop(self) -> None:
        """Follow nothing any more: the document is being closed."""
        if self._inspector.made is not None:
            self._inspector.made.stop()
