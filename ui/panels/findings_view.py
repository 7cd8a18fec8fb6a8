"""The table of findings: how it is painted, and which keys and clicks it answers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QStaticText, QTextOption
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
from ui.itemmodels.finding_columns import EXPECTED, LEVEL, PLACE, RELATION, REMEDY
from ui.itemmodels.findings_table_model import FindingsTableModel
from ui.levels import level_of, mark
from ui.viewports import give_viewport

_ROW = 26
_WIDTHS = (92, 200, 0, 78, 78, 64, 104)
_LEAST_PLACE = 110
MOST_TEXTS = 4_000
"""Texts kept laid out: several screens full."""
_ONE_LINE = QTextOption()
_ONE_LINE.setWrapMode(QTextOption.WrapMode.NoWrap)


class FindingsView(QTableView):
    """A plain list: whole rows, Enter and double click activate, a click in 处理 asks for the remedy."""

    activated_row = Signal(int)
    remedy_wanted = Signal(int)

    def __init__(self, model: FindingsTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        give_viewport(self)
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
    """Paints the state's mark before its word, the selection, and a line below each row.

    An edit that breaks a check repaints most of the list, so what was drawn before is kept: marks, and texts laid out
    and cut to their column.
    """

    def __init__(self, model: FindingsTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._font, self._measure = body_font(), QFontMetrics(body_font())
        self._texts: dict[tuple[str, int], QStaticText] = {}
        self._selected, self._below = QColor(theme.ACCENT_SOFT), QColor(theme.LINE_SOFT)
        self._ink, self._muted, self._link = QColor(theme.INK), QColor(theme.MUTED), QColor(theme.ACCENT)
        self._state_ink = {state: QColor(colour) for state, colour in theme.STATE_INK.items()}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint. Sets what it needs for each cell, so there is nothing to put back."""
        row, column = index.row(), index.column()
        line = self._model.line(row)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, self._selected)
        painter.setPen(self._below)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = rect.adjusted(8, 0, -8, -1)
        ink = self._ink
        if column == LEVEL:
            left = box.left() + (10 if line.inside else 0)
            shown = mark(level_of(line.finding))
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(left, box.center().y() - 6, icons.state_pixmap(shown, 13, ratio))
            if line.members:
                fold = QRectF(box.right() - 10, box.center().y() - 6, 12, 12)
                icons.paint_fold(painter, fold, opened=self._model.is_open(row))
            ink = self._state_ink[shown]
            box.setLeft(left + 19)
        elif column == RELATION and line.members and line.mistake is None:
            ink = self._muted
        elif column == REMEDY:
            ink = self._muted if line.inside else self._link
        if line.inside and column == PLACE:
            box.setLeft(box.left() + 14)
        text = self._model.data(index)  # index.data() would go to Qt and back, cell by cell
        if text:
            painter.setPen(ink)
            painter.setFont(self._font)
            self._write(painter, box, text, right=EXPECTED <= column < REMEDY)

    def _write(self, painter: QPainter, box: QRect, text: str, *, right: bool) -> None:
        laid = self._texts.get((text, box.width()))
        if laid is None:
            if len(self._texts) > MOST_TEXTS:
                self._texts.clear()
            laid = QStaticText(self._measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.setTextOption(_ONE_LINE)
            laid.prepare(font=self._font)
            self._texts[text, box.width()] = laid
        size = laid.size()
        left = box.right() + 1 - size.width() if right else box.left()
        painter.drawStaticText(QPointF(left, box.top() + (box.height() - size.height()) / 2), laid)
