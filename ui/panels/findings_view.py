"""The table of findings: how it is painted, and which keys and clicks it answers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import icons, theme
from ui.fonts import body_font
from ui.itemmodels.finding_columns import LEVEL, PLACE, RELATION, REMEDY
from ui.itemmodels.findings_table_model import FindingsTableModel

_ROW = 26
_WIDTHS = (92, 200, 0, 78, 78, 64, 104)
_LEAST_PLACE = 110


class FindingsView(QTableView):
    """A plain list: whole rows, Enter and double click activate, a click in 处理 asks for the remedy."""

    activated_row = Signal(int)
    remedy_wanted = Signal(int)

    def __init__(self, model: FindingsTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findings")  # before the header is made, which takes its look from it
        self.setModel(model)
        self.setItemDelegate(FindingDelegate(model, self))
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
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(_ROW)
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


class FindingDelegate(QStyledItemDelegate):
    """Paints the state's mark before its word, the selection, and a line below each row."""

    def __init__(self, model: FindingsTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        line, rect = self._model.line(index.row()), option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(theme.ACCENT_SOFT))
        painter.setPen(QColor(theme.LINE_SOFT))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = rect.adjusted(8, 0, -8, -1)
        painter.setFont(body_font())
        painter.setPen(QColor(theme.INK))
        if index.column() == LEVEL:
            left = box.left() + (10 if line.inside else 0)
            icons.paint_state(painter, line.finding.state, QRectF(left, box.center().y() - 6, 13, 13))
            if line.members:
                opened = self._model.is_open(index.row())
                icons.paint_fold(painter, QRectF(box.right() - 10, box.center().y() - 6, 12, 12), opened=opened)
            painter.setPen(QColor(theme.STATE_INK[line.finding.state]))
            box.setLeft(left + 19)
        elif index.column() == RELATION and line.members and line.mistake is None:
            painter.setPen(QColor(theme.MUTED))
        elif index.column() == REMEDY:
            painter.setPen(QColor(theme.MUTED if line.inside else theme.ACCENT))
        if line.inside and index.column() == PLACE:
            box.setLeft(box.left() + 14)
        text = self._model.data(index)  # index.data() would go to Qt and back, cell by cell
        if text:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, self._model.data(index, Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()
