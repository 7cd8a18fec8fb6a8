"""One of the two views side by side that show a form: the frozen columns, or those that scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui import theme
from ui.delegates.cell_delegate import CellDelegate
from ui.editors.cells_paint import CellsPaint
from ui.editors.cursor import Cursor
from ui.editors.edited_table import EditedTable, Index, Trigger
from ui.editors.headers import HeaderTree
from ui.itemmodels.form_table_model import FormTableModel
from ui.viewports import give_viewport

NOTE_HEIGHT = 36


class GridView(EditedTable):
    """Cells, keys, mouse and input method of some columns. What a key does is the ``keyboard``'s business."""

    delegate: CellDelegate
    _laid_out = False
    """Qt lays out at each step of the making, which takes longer than all the rest."""
    zoom_wanted = Signal(int)
    """Steps up or down."""
    menu_wanted = Signal(QPoint)
    """Context menu at this place of the screen."""
    room_changed = Signal()
    """The part that shows cells is larger or smaller, as when a scroll bar comes or goes."""

    def __init__(self, model: FormTableModel, delegate: CellDelegate, header: HeaderTree, parent: QWidget) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.form_model, self.delegate = model, delegate
        self.cells = CellsPaint(self, model)
        self.keyboard: Callable[[QKeyEvent], bool] = lambda _event: False
        self.index_under: Callable[[QPoint], QModelIndex] = lambda _point: QModelIndex()
        self.cursor_: Cursor | None = None
        self.overlay: Callable[[GridView], None] | None = None  # paints over the cells
        self.note = ""
        self._dragging = self._dragged = False
        self.setHorizontalHeader(header)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setEditTriggers(Trigger.DoubleClicked | Trigger.EditKeyPressed | Trigger.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)  # the cursor says what comes into view
        self.setTabKeyNavigation(True)  # so that Tab comes to keyPressEvent
        self.setFrameShape(QTableView.Shape.NoFrame)

    def lay_out(self) -> None:
        """Lay out headers and bars, from now on by itself."""
        self._laid_out = True
        self.updateGeometries()

    # -- editing --------------------------------------------------------------------------------------------------

    def edit(self, index: Index, trigger: Trigger = Trigger.EditKeyPressed, event: object = None) -> bool:  # type: ignore[override]
        """Open the editor: a typed character replaces the cell, F2 and a double click edit its text."""
        opened = super().edit(index, trigger, event)
        wanted = (Trigger.AnyKeyPressed, Trigger.DoubleClicked, Trigger.EditKeyPressed)
        if not opened and trigger in wanted and index.isValid():
            reason = self.form_model.why_fixed(index.row(), index.column())
            if reason:
                self.form_model.session.message.emit(reason)
        editor = self.delegate.editor
        if opened and editor is not None and not self.delegate.typing:
            editor.deselect()
            editor.end(False)
        return opened

    def edit_current(self) -> bool:
        """F2."""
        return self.edit(self.currentIndex(), Trigger.EditKeyPressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a composition go to nobody, those of an open editor to it, the rest to the keyboard."""
        if self.passed_on(event):
            return
        if self.keyboard(event):
            event.accept()
            return
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        typed = event.text()
        if plain and typed and (typed.isprintable() or event.key() == Qt.Key.Key_Backspace):
            self.edit(self.currentIndex(), Trigger.AnyKeyPressed, event)
            event.accept()
        else:
            event.ignore()

    # -- mouse ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Shift selects from the current cell; a right click inside the selection leaves it."""
        index = self.indexAt(event.position().toPoint())
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        selection = self.selectionModel()
        if event.button() == Qt.MouseButton.RightButton and index.isValid() and selection.isSelected(index):
            return
        if shift and index.isValid() and self.cursor_ is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cursor_.extend(index.row(), index.column())
            return
        super().mousePressEvent(event)
        self._dragging, self._dragged = index.isValid() and event.button() == Qt.MouseButton.LeftButton, False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging selects, across the frozen edge as well."""
        if not self._dragging or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        index = self.index_under(event.globalPosition().toPoint())
        if index.isValid() and self.cursor_ is not None:
            self.cursor_.extend(index.row(), index.column())
            self._dragged = True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a drag changes nothing more."""
        if not self._dragged:
            super().mouseReleaseEvent(event)
        self._dragging = self._dragged = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu at the mouse, or at the current cell for the menu key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(corner))
        else:
            self.menu_wanted.emit(event.globalPos())

    # -- below the last line --------------------------------------------------------------------------------------

    def set_note(self, note: str) -> None:
        """Print a note below the last line."""
        if note != self.note:
            self.note = note
            self.updateGeometries()
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is more or less room."""
        super().resizeEvent(event)
        self.room_changed.emit()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's own name
        """Lay out headers and bars once all are there, and leave room for the note."""
        if not self._laid_out:
            return
        super().updateGeometries()
        if self.note:
            bar = self.verticalScrollBar()
            hidden = self.verticalHeader().length() + NOTE_HEIGHT - self.viewport().height()
            bar.setMaximum(max(bar.maximum(), hidden, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, what lies over them, then the note."""
        painter = QPainter(self.viewport())
        try:
            self.cells.paint(painter, event.region())
        finally:
            painter.end()
        if self.overlay is not None:
            self.overlay(self)
        if self.note:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.INK))
            painter.setFont(self.delegate.metrics.font)
            top = self.verticalHeader().length() - self.verticalOffset() + self.delegate.metrics.px(8)
            painter.drawText(self.delegate.metrics.padding, top + self.delegate.metrics.text.ascent(), self.note)
