"""Paints the cells of a form and the lines between them.

Left to itself, the view would ask the model three times what may be done with each cell, and the style for its look.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QRegion

from ui import theme
from ui.painting import fill

if TYPE_CHECKING:
    from ui.editors.grid_view import GridView
    from ui.itemmodels.form_table_model import FormTableModel

Span = tuple[int, int]
"""Line and column of a label's left cell; the label takes the next one too."""


class _Run(NamedTuple):
    """A line or column on the screen: its number, where it begins, and its size with the line that ends it."""

    number: int
    start: int
    size: int


class CellsPaint:
    """Paints one view's share of a form. ``spans`` are the labels that take two cells."""

    def __init__(self, view: GridView, model: FormTableModel) -> None:
        self._view, self._model = view, model
        self._line, self._paper = QColor(theme.LINE), QColor(theme.PAPER)
        columns = model.form.columns
        self._dividers = {at for at in range(1, len(columns)) if columns[at].block != columns[at - 1].block}
        self.spans: frozenset[Span] = frozenset()

    def paint(self, painter: QPainter, stale: QRegion) -> None:
        """Paint what has to be painted anew, each cell once."""
        shown = self._columns()
        cells: dict[tuple[_Run, _Run], None] = {}
        for part in stale:  # type: ignore[attr-defined]  # missing in its stubs
            lines = self._lines(part)
            columns = [run for run in shown if run.start <= part.right() and run.start + run.size > part.left()]
            if lines and columns:
                self._rule(painter, lines, columns)
                cells.update(dict.fromkeys(product(lines, columns)))
        selected = self._selected()
        for line, column in cells:
            self._cell(painter, line, column, selected)

    def _columns(self) -> list[_Run]:
        """The columns that this view shows."""
        view, room = self._view, self._view.viewport().width()
        found = (
            _Run(at, view.columnViewportPosition(at), view.columnWidth(at)) for at in range(self._model.columnCount())
        )
        return [run for run in found if run.size and run.start < room and run.start + run.size > 0]

    def _lines(self, part: QRect) -> list[_Run]:
        view = self._view
        first, last = view.rowAt(part.top()), view.rowAt(part.bottom())
        if first < 0:
            return []
        numbers = range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1)
        return [_Run(at, view.rowViewportPosition(at), view.rowHeight(at)) for at in numbers]

    def _selected(self) -> list[tuple[range, range]]:
        """Lines and columns of each rectangle that is selected."""
        return [
            (range(part.top(), part.bottom() + 1), range(part.left(), part.right() + 1))
            for part in self._view.selectionModel().selection()  # type: ignore[attr-defined]
        ]

    def _rule(self, painter: QPainter, lines: list[_Run], columns: list[_Run]) -> None:
        """The lines below and beside the cells."""
        left, top = columns[0].start, lines[0].start
        width = columns[-1].start + columns[-1].size - left
        height = lines[-1].start + lines[-1].size - top
        for run in lines:
            fill(painter, QRect(left, run.start + run.size - 1, width, 1), self._line)
        for run in columns:
            fill(painter, QRect(run.start + run.size - 1, top, 1, height), self._line)

    def _cell(self, painter: QPainter, line: _Run, column: _Run, selected: list[tuple[range, range]]) -> None:
        number, at = line.number, column.number
        box = QRect(column.start, line.start, column.size - 1, line.size - 1)
        if self.spans and not self.spans.isdisjoint(((number, at), (number, at - 1))):
            at -= (number, at) not in self.spans
            box.setLeft(self._view.columnViewportPosition(at))
            box.setWidth(self._view.columnWidth(at) + self._view.columnWidth(at + 1) - 1)
            fill(painter, box, self._paper)  # over the line between the two
        delegate = self._view.delegate
        delegate.painter.paint(
            painter,
            box,
            self._model.look(number, at),
            selected=any(number in lines and at in columns for lines, columns in selected),
            current=(number, at) == delegate.current,
            divided=at in self._dividers,
        )
