"""A small table within a page: as high as its lines, with the keys of a form. The page scrolls, not the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QWidget

from ui.delegates.metrics import Metrics
from ui.editors.edited_table import EditedTable, Trigger
from ui.editors.performance.small_delegate import SmallDelegate, SmallModel

_MOVES: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0),
}  # fmt: skip


class SmallTable(EditedTable):
    """``cells`` is the model by what it can do besides Qt's own; ``commands`` answer keys held with Ctrl or Alt."""

    entered = Signal()
    """The keyboard came here."""

    def __init__(self, model: SmallModel, parent: QWidget, *, words: bool = False) -> None:
        super().__init__(parent)
        self.cells = model
        self.delegate = SmallDelegate(model, self, words=words)
        self.commands: dict[tuple[int, bool, bool], Callable[[], object]] = {}
        self.setModel(model)  # type: ignore[arg-type]
        self.setItemDelegate(self.delegate)
        self.setEditTriggers(Trigger.DoubleClicked | Trigger.EditKeyPressed | Trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoScroll(False)
        self.setTabKeyNavigation(True)  # so that Tab comes to keyPressEvent
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.delegate.left.connect(self._leave_editor)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.set_metrics(Metrics())

    # -- size -----------------------------------------------------------------------------------------------------

    def set_metrics(self, metrics: Metrics) -> None:
        """Show at another zoom."""
        self.delegate.set_metrics(metrics)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(metrics.bold)
            header.viewport().setFont(metrics.bold)  # what paints; the style sheet would not pass the header's on
        self.horizontalHeader().setFixedHeight(metrics.row_height + 2)
        self.verticalHeader().setDefaultSectionSize(metrics.row_height)
        self.fit()

    def fit(self) -> None:
        """Be as high as the lines need."""
        self.setFixedHeight(self.horizontalHeader().height() + self.verticalHeader().length() + 2)

    def share(self, shares: Sequence[int]) -> None:
        """Divide the width among the columns, in hundredths."""
        room = self.viewport().width() + 1  # the last line is the frame's
        widths = [room * share // 100 for share in shares[:-1]]
        for column, width in enumerate((*widths, room - sum(widths))):
            self.setColumnWidth(column, width)

    def sizeHint(self) -> QSize:
        """Override QTableView.sizeHint."""
        return QSize(400, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QTableView.wheelEvent: the page scrolls."""
        event.ignore()

    # -- where the user is ----------------------------------------------------------------------------------------

    def go(self, line: int, column: int) -> None:
        """Go to a cell, and take the keyboard."""
        self.setCurrentIndex(self.model().index(line, column))
        self.setFocus()

    def places(self) -> list[tuple[int, int]]:
        """The selected cells."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QTableView.focusInEvent: begin at the first cell, and say where the user is."""
        if not self.currentIndex().isValid() and self.cells.rowCount():
            backwards = event.reason() == Qt.FocusReason.BacktabFocusReason
            last = self.cells.rowCount() - 1, self.cells.columnCount() - 1
            self.setCurrentIndex(self.model().index(*(last if backwards else (0, 0))))
        super().focusInEvent(event)
        self.viewport().update()
        self.entered.emit()
        self._tell_current()
        self._tell_selection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QTableView.focusOutEvent: the frame of the current cell goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _tell_current(self, *_indexes: QModelIndex) -> None:
        index = self.currentIndex()
        if self.hasFocus() and index.isValid() and index.row() < self.cells.rowCount():
            self.cells.session.set_current(self.cells.ref_at(index.row(), index.column()))
            self.entered.emit()

    def _tell_selection(self, *_ranges: object) -> None:
        """Only amounts are added up in the status bar."""
        if self.hasFocus():
            amounts = [place for place in self.places() if self.cells.look(*place).amount]
            self.cells.session.set_selection(self.cells.ref_at(*place) for place in amounts)

    # -- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent."""
        if self.passed_on(event):
            return
        modifiers = event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        command = self.commands.get((event.key(), control, alt))
        if command is not None:
            command()
            event.accept()
        elif not (control or alt) and self._step(event.key(), bool(modifiers & Qt.KeyboardModifier.ShiftModifier)):
            event.accept()
        elif not self._clipboard(event, control=control, alt=alt):
            super().keyPressEvent(event)

    def _clipboard(self, event: QKeyEvent, *, control: bool, alt: bool) -> bool:
        keys = {Qt.Key.Key_C: self.copy, Qt.Key.Key_X: self.cut, Qt.Key.Key_V: self.paste}
        command = keys.get(Qt.Key(event.key())) if control and not alt else None
        if event.key() == Qt.Key.Key_Delete and not (control or alt):
            command = self.delete_contents
        if command is not None:
            command()
            event.accept()
        return command is not None

    def _step(self, key: int, shift: bool) -> bool:
        """Go on within the table; Tab leaves it at its end."""
        index = self.currentIndex()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._tab(-1 if shift or key == Qt.Key.Key_Backtab else 1)
        if shift and key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False  # Qt's own selecting
        if key not in _MOVES or not index.isValid():
            return False
        down, right = _MOVES[key]
        line = index.row() + (-down if shift else down)
        if 0 <= line < self.cells.rowCount() and 0 <= index.column() + right < self.cells.columnCount():
            self.setCurrentIndex(self.model().index(line, index.column() + right))
        return True

    def _tab(self, by: int) -> bool:
        index = self.currentIndex()
        columns = self.cells.columnCount()
        place = index.row() * columns + index.column() + by
        if not 0 <= place < columns * self.cells.rowCount():
            self.setTabKeyNavigation(False)  # else Qt hands the key back to this table
            self.focusNextPrevChild(by > 0)
            self.setTabKeyNavigation(True)
            return True
        self.setCurrentIndex(self.model().index(*divmod(place, columns)))
        return True

    def _leave_editor(self, key: int, shift: bool) -> None:
        self.setFocus()
        self._step(key, shift)

    # -- commands -------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy the selection as lines of texts."""
        places = self.places()
        lines = sorted({line for line, _column in places})
        texts = ["\t".join(str(self.model().index(*place).data() or "") for place in places if place[0] == line)
                 for line in lines]  # fmt: skip
        QGuiApplication.clipboard().setText("\n".join(texts))

    def cut(self) -> None:
        """Copy the selection and clear it."""
        self.copy()
        self.delete_contents()

    def paste(self) -> None:
        """Paste texts from the current cell on."""
        text = QGuiApplication.clipboard().text().replace("\r\n", "\n").removesuffix("\n")
        index = self.currentIndex()
        if text and index.isValid() and not self.cells.session.read_only:
            self.cells.paste(index.row(), index.column(), [line.split("\t") for line in text.split("\n")])

    def delete_contents(self) -> None:
        """Clear the selection."""
        if self.places():
            self.cells.clear(self.places())
