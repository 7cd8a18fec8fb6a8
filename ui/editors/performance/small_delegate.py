"""Paints the cells of a small table, and opens their editors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from models.refs import CellRef
from ui import theme
from ui.delegates.cell_editor import CellEditor
from ui.delegates.editing_delegate import EditingDelegate, Index
from ui.itemmodels.cell_look import CellLook
from ui.painting import is_selected
from ui.session import Session


class SmallModel(Protocol):
    """What the models of such tables offer beside Qt's own questions."""

    session: Session

    def look(self, line: int, column: int) -> CellLook:
        """What a cell looks like."""

    def ref_at(self, line: int, column: int) -> CellRef:
        """The cell at a place."""

    def rowCount(self) -> int:
        """How many lines there are."""

    def columnCount(self) -> int:
        """How many columns there are."""

    def clear(self, places: Iterable[tuple[int, int]]) -> None:
        """Take the contents of these cells away."""

    def paste(self, line: int, column: int, grid: Sequence[Sequence[str]]) -> None:
        """Put texts in from a place on."""


class SmallDelegate(EditingDelegate):
    """``words``: the cells hold words, not amounts."""

    def __init__(self, model: SmallModel, view: QTableView, *, words: bool) -> None:
        super().__init__(view)
        self._model, self._view, self._words = model, view, words

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        current = self._view.hasFocus() and index == self._view.currentIndex()
        selected = self._view.hasFocus() and is_selected(self._view, index)
        look = self._model.look(index.row(), index.column())
        self.painter.paint(painter, rect, look, selected=selected, current=current, divided=False)
        marked = getattr(self._model, "marked", None)
        if marked is not None and marked(index.row(), index.column()):
            painter.setFont(self.metrics.font)
            painter.setPen(QColor(theme.ROUNDING))
            box = rect.adjusted(0, 0, -self.metrics.px(5), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "≠")

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """Override QStyledItemDelegate.createEditor: a line over the cell."""
        self.editor = CellEditor(parent, self.metrics, typing=self.typing, right=not self._words)
        return self.editor
