"""Where a rectangle of cells lies in a view or on the whole form."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QTableView

from ui.editors.grid import Grid
from ui.itemmodels.cell_ranges import Range


def in_view(view: QTableView, box: Range) -> QRect:
    """What a view shows of a rectangle's columns, in its viewport, parts that are scrolled out included."""
    top, left, bottom, right = box
    shown = [column for column in range(left, right + 1) if not view.isColumnHidden(column)]
    if not shown:
        return QRect()
    x, y = view.columnViewportPosition(shown[0]), view.rowViewportPosition(top)
    width = view.columnViewportPosition(shown[-1]) + view.columnWidth(shown[-1]) - x
    height = view.rowViewportPosition(bottom) + view.rowHeight(bottom) - y
    return QRect(x, y, width, height)


def in_grid(grid: Grid, box: Range) -> QRect:
    """What can be seen of a rectangle in both views together, in the grid's own pixels."""
    seen = QRect()
    for view in grid.views:
        viewport = view.viewport()
        part = in_view(view, box) & viewport.rect()
        if not part.isEmpty():
            seen |= part.translated(viewport.mapTo(grid, viewport.rect().topLeft()))
    return seen
