"""追踪引用/从属 on the form: a tint over the cells that the current one is made of, and over those that it goes into.

Painted over the cells when the user has stopped on one, so that neither a key held down nor an edit waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen

from models.refs import CellRef
from models.tracing import NOTHING, trace
from models.workspace import ChangeReport
from ui import theme
from ui.editors.grid import Grid
from ui.editors.grid_view import GridView
from ui.editors.range_shapes import in_view
from ui.itemmodels.cell_ranges import Range, joined
from ui.painting import fill

PAUSE_MS = 60
_TINT = 20
"""Out of 255: figures and the colours of states stay readable."""
_LOOKS = (
    (theme.PRECEDENT, Qt.PenStyle.SolidLine),  # 引用
    (theme.DEPENDENT, Qt.PenStyle.DashLine),  # 从属: told apart without colour too
)


class Tracer(QObject):
    """The tint of one form. ``ranges`` holds the rectangles of 引用 and those of 从属."""

    def __init__(self, grid: Grid, *, shown: bool) -> None:
        super().__init__(grid)
        self._grid, self._shown = grid, shown
        self.ranges: tuple[list[Range], list[Range]] = ([], [])
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._pens = [(QPen(QColor(ink), 1, style), _tint(ink)) for ink, style in _LOOKS]
        for view in grid.views:
            view.overlay = self._paint
        grid.selection.currentChanged.connect(self._pause.start)
        grid.model.session.changed.connect(self._follow)
        grid.model.modelReset.connect(self.refresh)
        self.refresh()

    def set_shown(self, *, shown: bool) -> None:
        """Tint, or do not."""
        self._shown = shown
        self.refresh()

    def refresh(self) -> None:
        """Find the cells for where the user is now."""
        ref = self._grid.cursor_.ref if self._shown else None
        found = trace(self._grid.model.session.workspace, ref) if ref is not None else NOTHING
        new = self._joined(found.precedents), self._joined(found.dependents)
        if new != self.ranges:
            self._stale()
            self.ranges = new
            self._stale()

    def _joined(self, refs: Iterable[CellRef]) -> list[Range]:
        indexes = map(self._grid.model.index_of, refs)
        return joined((index.row(), index.column()) for index in indexes if index.isValid())

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        """Figures move no equality to other cells, rows do."""
        if self._grid.model.form.id in report.forms:
            self.refresh()

    def _stale(self) -> None:
        for view in self._grid.views:
            for box in self._boxes(view):
                view.viewport().update(box)

    def _boxes(self, view: GridView) -> Iterable[QRect]:
        room = view.viewport().rect()
        boxes = (in_view(view, one) for ranges in self.ranges for one in ranges)
        return [box & room for box in boxes if box.intersects(room)]

    def _paint(self, view: GridView) -> None:
        if not any(self.ranges):
            return
        room = view.viewport().rect()
        painter = QPainter(view.viewport())
        for (pen, tint), ranges in zip(self._pens, self.ranges, strict=True):
            painter.setPen(pen)
            for box in (in_view(view, one) for one in ranges):
                if box.intersects(room):
                    fill(painter, box.adjusted(0, 0, -1, -1), tint)
                    painter.drawRect(box.adjusted(1, 1, -3, -3))


def _tint(ink: str) -> QColor:
    colour = QColor(ink)
    colour.setAlpha(_TINT)
    return colour
