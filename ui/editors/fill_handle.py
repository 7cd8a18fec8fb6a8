"""The small square at the corner of the selection: dragged, it fills the cells passed over, as in Excel and WPS."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from models.forms import ColumnKind
from ui import theme
from ui.editors.grid import Grid
from ui.editors.range_shapes import in_grid, in_view
from ui.itemmodels.cell_ranges import Place, Range
from ui.painting import fill

SIDE = 8
SCROLL_MS = 60
"""At an edge the next cells come into view this often, also while the mouse rests."""
Fill = Callable[[Range, Range], None]
"""Fills the second rectangle from the first."""


class FillHandle(QObject):
    """The handle of one form, in whichever view the corner is. ``target`` is what the drag would fill just now."""

    def __init__(self, grid: Grid, fill: Fill) -> None:
        super().__init__(grid)
        self._grid, self._fill = grid, fill
        self._source: Range | None = None
        self.target: Range | None = None
        self._point = QPoint()
        self._frame: _Frame | None = None
        self._keys: QWidget | None = None
        self.knobs = {view: _Knob(view.viewport(), self) for view in grid.views}
        self._scroll = QTimer(self)
        self._scroll.setInterval(SCROLL_MS)
        self._scroll.timeout.connect(self._follow)
        for signal in (grid.selection.selectionChanged, grid.selection.currentChanged, grid.laid_out):
            signal.connect(self.place)
        for view in grid.views:
            view.verticalScrollBar().valueChanged.connect(self.place)
            view.horizontalScrollBar().valueChanged.connect(self.place)
        self.place()

    def place(self, *_what: object) -> None:
        """Put the handle at the lower right corner of the selection, if that is one rectangle."""
        grid = self._grid
        box = None if grid.model.session.read_only else grid.cursor_.rectangle()
        at = grid.view_of(box[3]) if box is not None else None
        for view, knob in self.knobs.items():
            if view is at and box is not None:
                knob.move(in_view(view, box).bottomRight() - QPoint(SIDE - 3, SIDE - 3))
            knob.setVisible(view is at)

    # -- dragging -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """A drag begins; what is being typed is taken over first."""
        self._grid.commit()
        self._source, self.target = self._grid.cursor_.rectangle(), None
        self._keys = QApplication.focusWidget()
        if self._keys is not None:
            self._keys.installEventFilter(self)

    def drag(self, point: QPoint) -> None:
        """The mouse is at this place of the screen."""
        if self._source is None:
            return
        self._point = point
        self._follow()
        outside = not any(view.viewport().rect().contains(view.viewport().mapFromGlobal(point)) for view in self.knobs)
        if outside != self._scroll.isActive():
            self._scroll.start() if outside else self._scroll.stop()

    def _follow(self) -> None:
        index = self._grid.index_under(self._point)
        if self._source is None or not index.isValid():
            return
        view = self._grid.view_of(index.column())
        view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.target = self._beside(self._source, (index.row(), index.column()))
        self._show_frame()

    def finish(self) -> None:
        """The button was let go: fill."""
        source, target = self._source, self.target
        self.cancel()
        if source is not None and target is not None:
            self._fill(source, target)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: while dragging, Esc leaves everything as it was; no other key has a meaning."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.cancel()
        event.accept()
        return True

    def cancel(self) -> None:
        """No drag any more."""
        if self._keys is not None:
            self._keys.removeEventFilter(self)
            self._keys = None
        self._source = self.target = None
        self._scroll.stop()
        if self._frame is not None:
            self._frame.hide()

    def _beside(self, source: Range, place: Place) -> Range | None:
        """The cells from the source to the mouse, along the axis on which the mouse has gone farther."""
        top, left, bottom, right = source
        line, column = place[0], self._reachable(source, place[1])
        across, down = self._distance(source)
        if abs(across) > abs(down):
            beside = (top, right + 1, bottom, column) if across > 0 else (top, column, bottom, left - 1)
        else:
            beside = (bottom + 1, left, line, right) if down > 0 else (line, left, top - 1, right)
        return beside if beside[0] <= beside[2] and beside[1] <= beside[3] else None

    def _distance(self, source: Range) -> tuple[int, int]:
        """How far the mouse is to the right of the source and below it, in pixels; negative at the other sides."""
        boxes = []
        for column in (source[1], source[3]):
            view = self._grid.view_of(column)
            box = in_view(view, source)
            boxes.append(box.translated(view.viewport().mapToGlobal(QPoint())))
        first, last, at = boxes[0].topLeft(), boxes[1].bottomRight(), self._point
        across = max(0, at.x() - last.x()) or min(0, at.x() - first.x())
        return across, max(0, at.y() - last.y()) or min(0, at.y() - first.y())

    def _reachable(self, source: Range, column: int) -> int:
        """Figures are not dragged over names, nor names over figures."""
        columns = self._grid.model.form.columns
        edge = source[3] if column > source[3] else source[1]
        step = 1 if column > edge else -1
        figures = columns[edge].kind is ColumnKind.AMOUNT
        while edge != column and (columns[edge + step].kind is ColumnKind.AMOUNT) == figures:
            edge += step
        return edge

    def _show_frame(self) -> None:
        if self._frame is None:
            self._frame = _Frame(self._grid)
        seen = in_grid(self._grid, self.target) if self.target is not None else None
        self._frame.setVisible(seen is not None)
        if seen is not None:
            self._frame.setGeometry(seen)
            self._frame.raise_()


class _Knob(QWidget):
    """The square itself."""

    def __init__(self, viewport: QWidget, handle: FillHandle) -> None:
        super().__init__(viewport)
        self._handle = handle
        self.setFixedSize(SIDE, SIDE)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: a square with a light edge, seen over any cell."""
        painter = QPainter(self)
        fill(painter, self.rect(), QColor(theme.PAPER))
        fill(painter, self.rect().adjusted(1, 1, -1, -1), QColor(theme.ACCENT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._handle.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        self._handle.drag(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._handle.finish()


class _Frame(QWidget):
    """A dashed frame around what would be filled, over both views."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.ACCENT), 2, Qt.PenStyle.DashLine))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
