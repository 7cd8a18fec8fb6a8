"""The table of findings: how it is painted, and which keys and clicks it answers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.itemmodels.finding_columns import PLACE, REMEDY
from ui.itemmodels.findings_table_model import FindingsTableModel
from ui.panels.findings_rows import ROW, RowPainter
from ui.viewports import give_viewport

_WIDTHS = (92, 200, 0, 78, 78, 64, 104)
_LEAST_PLACE = 110


class FindingsView(QTableView):
    """A plain list: whole rows, Enter and double click activate, a click in 处理 asks for the remedy."""

    activated_row = Signal(int)
    remedy_wanted = Signal(int)

    def __init__(self, model: FindingsTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.setObjectName("findings")  # before the header is made, which takes its look from it
        self.setModel(model)
        self._model, self._rows = model, RowPainter(model)
        self.setAccessibleName("审核结果")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # coming and going it repaints everything
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(ROW)
        header.setMinimumSectionSize(60)
        for column, width in enumerate(_WIDTHS):
            if width:
                header.resizeSection(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setMouseTracking(True)
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._activate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTableView.resizeEvent: place and relation share what the other columns leave."""
        room = self.viewport().width() - sum(_WIDTHS) + _WIDTHS[PLACE]
        self.horizontalHeader().resizeSection(PLACE, max(_LEAST_PLACE, min(_WIDTHS[PLACE], room * 9 // 20)))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QTableView.paintEvent: whole rows at once, for Qt would ask the model cell by cell."""
        header = self.horizontalHeader()
        count = range(header.count())
        self._rows.set_columns(
            tuple((header.sectionPosition(at), header.sectionSize(at)) for at in count), self.devicePixelRatioF()
        )
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        painter = QPainter(self.viewport())
        try:
            first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
            for row in range(max(first, 0), (last if last >= 0 else self._model.line_count() - 1) + 1):
                at = QPoint(-header.offset(), self.rowViewportPosition(row))
                self._rows.paint(painter, at, row, selected=row in chosen)
        finally:
            painter.end()

    def _click(self, index: QModelIndex) -> None:
        if index.column() == REMEDY:
            self.remedy_wanted.emit(index.row())

    def _activate(self, index: QModelIndex) -> None:
        if index.column() != REMEDY:
            self.activated_row.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row >= 0:
            self.activated_row.emit(row)
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QTableView.mouseMoveEvent: a hand over what can be clicked."""
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and index.column() == REMEDY and bool(index.data())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)
