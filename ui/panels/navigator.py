"""The list of pages on the left, each with its state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from models.findings import State
from ui import icons, theme
from ui.fonts import body_font
from ui.itemmodels.pages_list_model import Badge, PagesListModel
from ui.painting import restored
from ui.session import Session
from ui.tally import Tally

_Index = QModelIndex | QPersistentModelIndex
WIDTH = 240
_ROW, _HEADING = 26, 30
_PAD = 18
_BADGE = 19


class Navigator(QWidget):
    """Shows the pages; ``page_chosen`` says which one the user wants to see."""

    page_chosen = Signal(str)

    def __init__(self, session: Session, tally: Tally, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PagesListModel(session, tally, self)
        self.list = _PagesView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_PageDelegate(self.model, self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("目录")
        self.list.setStyleSheet(f"QListView {{ background: {theme.SIDE}; padding: 6px 0; }}")
        self.setAutoFillBackground(True)
        self.setStyleSheet(f"Navigator {{ background: {theme.SIDE}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        self.setMinimumWidth(150)
        self.list.selectionModel().currentChanged.connect(self._choose)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(WIDTH, 500)

    def set_current(self, page: str) -> None:
        """Mark a page as the one shown."""
        index = self.model.index(self.model.row_of(page))
        if self.list.currentIndex() != index:
            self.list.setCurrentIndex(index)

    def _choose(self, index: QModelIndex) -> None:
        page = self.model.page_at(index.row()) if index.isValid() else None
        if page is not None:
            self.page_chosen.emit(page.id)


class _PagesView(QListView):
    """A list whose rows never change their size."""

    def dataChanged(self, topLeft: _Index, bottomRight: _Index, _roles: Sequence[int] = ()) -> None:  # noqa: N803
        """Override QListView.dataChanged, which lays the whole list out anew: here only what changed is painted."""
        for row in range(topLeft.row(), bottomRight.row() + 1):
            self.update(self.model().index(row, 0))


class _PageDelegate(QStyledItemDelegate):
    """Paints number and title, and the badges at the right."""

    def __init__(self, model: PagesListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(WIDTH, _ROW if self._model.page_at(index.row()) is not None else _HEADING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        with restored(painter):
            self._paint(painter, option, index)

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row: QRect = option.rect  # type: ignore[attr-defined]
        page = self._model.page_at(index.row())
        if page is None:
            self._paint_heading(painter, row, index)
            return
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(row, QColor(theme.ACCENT_SOFT))
            painter.fillRect(QRect(row.topLeft(), QSize(3, row.height())), QColor(theme.ACCENT))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, QColor(theme.HOVER))
        right = row.right() - 12
        for badge in reversed(self._model.badges(page.id)):
            right = paint_badge(painter, badge, right, row) - 4
        font = body_font(bold=selected)
        painter.setFont(font)
        painter.setPen(QColor(theme.ACCENT if selected else theme.INK))
        text_box = QRect(row)
        text_box.setLeft(row.left() + _PAD)
        text_box.setRight(right - 2)
        text = painter.fontMetrics().elidedText(self._model.data(index), Qt.TextElideMode.ElideRight, text_box.width())
        painter.drawText(text_box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_heading(self, painter: QPainter, row: QRect, index: _Index) -> None:
        painter.setFont(body_font(12))
        painter.setPen(QColor(theme.MUTED))
        text = painter.fontMetrics().elidedText(self._model.data(index), Qt.TextElideMode.ElideRight, row.width() - 24)
        painter.drawText(row.adjusted(14, 4, -10, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def paint_badge(painter: QPainter, badge: Badge, right: int, row: QRect) -> int:
    """Paint a badge that ends at ``right``; returns where it begins."""
    painter.setFont(body_font(11, bold=badge.state is State.BREAK))
    if badge.state is State.BALANCED:
        icons.paint_state(painter, badge.state, QRectF(right - 15, row.center().y() - 7, 14, 14))
        return right - 15
    width = painter.fontMetrics().horizontalAdvance(badge.text)
    if badge.state is State.NOT_APPLICABLE:
        painter.setPen(QColor(theme.FAINT))
        box = QRect(right - width, row.top(), width, row.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, badge.text)
        return right - width
    width = max(_BADGE, width + 11)
    box = QRect(right - width, row.center().y() - _BADGE // 2 + 1, width, _BADGE - 1)
    solid = badge.state is State.BREAK
    state = State.ROUNDING if badge.warns else badge.state
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.STATE_INK[state] if solid else theme.STATE_SOFT[state]))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(QColor("#ffffff" if solid else theme.STATE_INK[state]))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, badge.text)
    return right - width
