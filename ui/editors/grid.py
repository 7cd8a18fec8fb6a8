"""A form's cells: frozen columns at the left and the rest beside them, kept in step, with one cursor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHeaderView, QWidget

from models.forms import ColumnKind
from ui.delegates.cell_delegate import CellDelegate
from ui.delegates.cell_editor import CellEditor
from ui.delegates.metrics import LARGEST_ZOOM, SMALLEST_ZOOM, Metrics
from ui.editors.column_widths import ColumnWidths, LineHeights, frozen_columns
from ui.editors.cursor import Cursor
from ui.editors.grid_view import GridView
from ui.editors.headers import HeaderTree, LineNumbers
from ui.itemmodels.form_table_model import FormTableModel


class Grid(QWidget):
    """The two views of a form. ``main`` scrolls; ``frozen`` is ``None`` where nothing is frozen."""

    zoomed = Signal(int)
    """The zoom in percent."""
    laid_out = Signal()
    """Widths or heights have changed."""
    widths_dragged = Signal()
    """The user changed a column's width."""

    def __init__(self, model: FormTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.metrics = Metrics()
        self.widths = ColumnWidths(model.form)
        self._heights = LineHeights(model)
        self._tall: dict[int, int] = {}
        self._fitting = False
        self._reached = (-1, -1)  # brought to view, and the user has not scrolled away from it since
        self.frozen_count = frozen_columns(model.form)
        self.main = self._view()
        self.frozen = self._view() if self.frozen_count else None
        self.selection = QItemSelectionModel(model, self)
        self.cursor_ = Cursor(model, self.selection)
        self._numbers = LineNumbers(self.leading)
        self._numbers.set_metrics(self.metrics)
        self._filler = QWidget(self)
        self._arrange()
        self._keep_in_step()
        self._follow_model()
        self.reread()

    # -- building -------------------------------------------------------------------------------------------------

    def _view(self) -> GridView:
        header = HeaderTree(self.model.form, self.model.session.document.fill, self)
        view = GridView(self.model, CellDelegate(self.model, self), header, self)
        view.index_under = self.index_under
        view.zoom_wanted.connect(lambda steps: self.zoom(self.metrics.zoom + 10 * steps))
        return view

    @property
    def views(self) -> tuple[GridView, ...]:
        """The views from left to right."""
        return (self.main,) if self.frozen is None else (self.frozen, self.main)

    @property
    def editor(self) -> CellEditor | None:
        """The editor that is open in one of the views."""
        return next((view.delegate.editor for view in self.views if view.delegate.editor is not None), None)

    def commit(self) -> None:
        """Take over what stands in an open editor."""
        for view in self.views:
            view.delegate.commit()

    @property
    def leading(self) -> GridView:
        """The view at the left edge."""
        return self.views[0]

    def _headers(self) -> tuple[HeaderTree, ...]:
        return tuple(header for view in self.views if isinstance(header := view.horizontalHeader(), HeaderTree))

    def _arrange(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self.frozen is not None:
            self.frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            layout.addWidget(self.frozen, 0, 0)
            layout.addWidget(self._filler, 1, 0)
        layout.addWidget(self.main, 0, 1, 2, 1)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(0, 1)
        self.leading.setVerticalHeader(self._numbers)
        for view in self.views:
            if view is not self.leading:
                view.verticalHeader().hide()
                view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
                view.verticalHeader().setMinimumSectionSize(4)
            for column in range(self.model.columnCount()):
                view.setColumnHidden(column, (column < self.frozen_count) != (view is self.frozen))
            view.setSelectionModel(self.selection)
            view.cursor_ = self.cursor_
        self.setFocusProxy(self.main)

    def _keep_in_step(self) -> None:
        self.cursor_.reached.connect(self._reach)
        self.selection.currentChanged.connect(self._mark_current)
        for view in self.views:
            header = view.horizontalHeader()
            header.sectionResized.connect(self._column_resized)
            view.room_changed.connect(self._keep_in_view)
            for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
                bar.actionTriggered.connect(self._scrolled)
        if self.frozen is not None:
            own, other = self.main.verticalScrollBar(), self.frozen.verticalScrollBar()
            own.valueChanged.connect(other.setValue)
            other.valueChanged.connect(own.setValue)
            self.main.horizontalScrollBar().installEventFilter(self)
            self._filler.setFixedHeight(0)

    def _follow_model(self) -> None:
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved, self.model.rowsMoved):
            signal.connect(self.reread)
        self.model.modelReset.connect(self.cursor_.go_back)
        self.model.dataChanged.connect(self._texts_changed)

    def set_keyboard(self, keyboard: Callable[[QKeyEvent], bool]) -> None:
        """Say who answers the keys."""
        for view in self.views:
            view.keyboard = keyboard

    # -- layout ---------------------------------------------------------------------------------------------------

    def reread(self) -> None:
        """Lines came, went or moved: find the merged and the high ones anew."""
        spans = frozenset(self.model.label_spans())
        for view in self.views:
            view.clearSpans()
            for line, column in spans:
                view.setSpan(line, column, 1, 2)
            view.cells.spans = spans
        self._heights.reread()
        self.fit()

    def _texts_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        kinds = [column.kind for column in self.model.form.columns[top.column() : bottom.column() + 1]]
        named = any(kind is not ColumnKind.AMOUNT for kind in kinds)
        if named and self._heights.reread(range(top.row(), bottom.row() + 1)):
            self.fit()

    def fit(self) -> None:
        """Set widths and heights for the present size and zoom."""
        metrics = self.metrics
        room = self.width() - self._numbers.width() - self.main.verticalScrollBar().sizeHint().width() - 1
        widths = [metrics.px(width) for width in self.widths.fitted(room)]
        self._fitting = True
        try:
            for header in self._headers():
                for column, width in enumerate(widths):
                    header.resizeSection(column, width)
                header.fit(widths)
        finally:
            self._fitting = False
        self._set_heights(self._heights.tall(widths, metrics))
        if self.frozen is not None:
            edge = self._numbers.width() + sum(widths[: self.frozen_count])
            self.frozen.setFixedWidth(min(edge, max(self.width() - 120, 120)))
        for view in self.views:
            view.lay_out()
        self.laid_out.emit()

    def _set_heights(self, tall: dict[int, int]) -> None:
        usual = self.metrics.row_height
        for view in self.views:
            header = view.verticalHeader()
            if header.defaultSectionSize() != usual:
                header.setDefaultSectionSize(usual)
            for line in {*self._tall, *tall}:
                if line < self.model.rowCount():
                    header.resizeSection(line, tall.get(line, usual))
        self._tall = tall

    def zoom(self, percent: int) -> None:
        """Show everything at this size, 50 to 200 %."""
        percent = max(SMALLEST_ZOOM, min(percent, LARGEST_ZOOM))
        if percent == self.metrics.zoom:
            return
        self.metrics = Metrics(percent)
        for view in self.views:
            view.delegate.set_metrics(self.metrics)
        self._numbers.set_metrics(self.metrics)
        for header in self._headers():
            header.set_metrics(self.metrics)
        self.fit()
        for view in self.views:
            view.viewport().update()
        self.zoomed.emit(percent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the room."""
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep both views equally high while the horizontal scroll bar comes and goes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            shown = event.type() == QEvent.Type.Show
            self._filler.setFixedHeight(self.main.horizontalScrollBar().sizeHint().height() if shown else 0)
        return super().eventFilter(watched, event)

    def _column_resized(self, column: int, _old: int, _new: int) -> None:
        sizes = [self.view_of(n).columnWidth(n) for n in range(self.model.columnCount())]
        if not self._fitting and sizes[column]:
            self.widths.set_own(round(size * 100 / self.metrics.zoom) for size in sizes)
            self.fit()
            self.widths_dragged.emit()

    # -- places ---------------------------------------------------------------------------------------------------

    def view_of(self, column: int) -> GridView:
        """The view that shows a column."""
        return self.frozen if self.frozen is not None and column < self.frozen_count else self.main

    def index_under(self, point: QPoint) -> QModelIndex:
        """The cell at a place of the screen; beside the cells, the nearest one."""
        right = self.main.viewport().mapFromGlobal(point).x() >= 0
        view = self.main if right or self.frozen is None else self.frozen
        place, box = view.viewport().mapFromGlobal(point), view.viewport().rect()
        step = 30  # beyond the edge the next cells come into view
        x = max(-step, min(place.x(), box.right() + step))
        y = max(-step, min(place.y(), box.bottom() + step))
        line, column = view.rowAt(y), view.columnAt(x)
        if line < 0:
            line = self.model.rowCount() - 1 if y > 0 else max(0, view.rowAt(0) - 1)
        if column < 0:
            column = self.model.columnCount() - 1 if x > 0 else max(0, view.columnAt(0) - 1)
        return self.model.index(line, column)

    def _reach(self, line: int, column: int) -> None:
        view = self.view_of(column)
        view.scrollTo(self.model.index(line, column), QAbstractItemView.ScrollHint.EnsureVisible)
        self._reached = (line, column)
        if any(other.hasFocus() for other in self.views if other is not view):
            view.setFocus()

    def _scrolled(self) -> None:
        self._reached = (-1, -1)

    def _keep_in_view(self) -> None:
        """A form that is shown for the first time gets its room, and its scroll bars, only after a cell was reached."""
        index = self.model.index(*self._reached)
        if index.isValid():
            self.view_of(index.column()).scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _mark_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        for view in self.views:
            view.delegate.current = (current.row(), current.column())
        self._numbers.set_current(current.row())
        for header in self._headers():
            header.set_current(current.column())
        for index in (current, previous):
            if index.isValid():
                self.view_of(index.column()).update(index)

    def table_edges(self) -> tuple[int, int]:
        """Left and right edge of the cells in this widget."""
        width = sum(self.view_of(n).columnWidth(n) for n in range(self.model.columnCount()))
        left = self._numbers.width()
        return left, min(left + width, self.width())
