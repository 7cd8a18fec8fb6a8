"""The list of pages on the left, each with its state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from models.findings import State
from ui import icons, theme
from ui.fonts import body_font
from ui.itemmodels.pages_list_model import Badge, PagesListModel
from ui.painting import fill
from ui.pictures import Pictures
from ui.session import Session
from ui.tally import Tally
from ui.viewports import give_viewport

_Index = QModelIndex | QPersistentModelIndex
WIDTH = 240
_ROW, _HEADING = 26, 30
_PAD = 18
_BADGE = 19
_MOST = 120
"""Rows that are kept drawn: as they look with several counts each."""


class Navigator(QWidget):
    """Shows the pages; ``page_chosen`` says which one the user wants to see."""

    page_chosen = Signal(str)

    def __init__(self, session: Session, tally: Tally, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PagesListModel(session, tally, self)
        self.list = _PagesView(self.model, self)
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
    """A list whose rows never change their size: number and title of a page, and its badges at the right."""

    def __init__(self, model: PagesListModel, parent: QWidget) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._pages = model
        heights = [_HEADING if model.page_at(row) is None else _ROW for row in range(model.rowCount())]
        self._tops = [0, *accumulate(heights)]
        self._pictures = Pictures(_MOST)
        self._plain, self._hovered, self._chosen = (QColor(one) for one in (theme.SIDE, theme.HOVER, theme.ACCENT_SOFT))
        self.setModel(model)
        self.setItemDelegate(_RowHeights(self._tops, self))

    def dataChanged(self, topLeft: _Index, bottomRight: _Index, _roles: Sequence[int] = ()) -> None:  # noqa: N803
        """Override QListView.dataChanged, which lays the whole list out anew: here only what changed is painted."""
        top, bottom = self._tops[topLeft.row()], self._tops[bottomRight.row() + 1]
        self.viewport().update(0, top - self.verticalOffset(), self.viewport().width(), bottom - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QListView.paintEvent: Qt would ask for every row's size and state, whatever is to be painted."""
        up, dirty = self.verticalOffset(), event.rect()
        chosen = {index.row() for index in self.selectedIndexes()}
        under = self.viewport().mapFromGlobal(QCursor.pos()) if self.underMouse() else None
        hovered = self.indexAt(under).row() if under is not None else -1
        painter = QPainter(self.viewport())
        try:
            for row, (top, bottom) in enumerate(pairwise(self._tops)):
                if top - up <= dirty.bottom() and bottom - up > dirty.top():
                    size = QSize(self.viewport().width(), bottom - top)
                    picture = self._picture(row, size, selected=row in chosen, hovered=row == hovered)
                    painter.drawPixmap(0, top - up, picture)
        finally:
            painter.end()

    def _picture(self, row: int, size: QSize, *, selected: bool, hovered: bool) -> QPixmap:
        page, title, ratio = self._pages.page_at(row), self._pages.title(row), self.devicePixelRatioF()
        if page is None:
            return self._pictures.of(title, size, ratio, self._plain, lambda new: _paint_heading(new, size, title))
        badges = self._pages.badges(page.id)
        ground = self._chosen if selected else self._hovered if hovered else self._plain
        return self._pictures.of(
            (title, badges), size, ratio, ground, lambda new: _paint_page(new, size, title, badges, selected=selected)
        )


class _RowHeights(QStyledItemDelegate):
    """Tells the list how high its rows are."""

    def __init__(self, tops: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._tops = tops

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        row = index.row()
        return QSize(WIDTH, self._tops[row + 1] - self._tops[row])


def _paint_page(painter: QPainter, size: QSize, title: str, badges: Sequence[Badge], *, selected: bool) -> None:
    row = QRect(QPoint(), size)
    if selected:
        fill(painter, QRect(0, 0, 3, row.height()), QColor(theme.ACCENT))
    right = row.right() - 12
    for badge in reversed(badges):
        right = paint_badge(painter, badge, right, row) - 4
    painter.setFont(body_font(bold=selected))
    painter.setPen(QColor(theme.ACCENT if selected else theme.INK))
    box = QRect(row)
    box.setLeft(_PAD)
    box.setRight(right - 2)
    text = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _paint_heading(painter: QPainter, size: QSize, title: str) -> None:
    painter.setFont(body_font(12))
    painter.setPen(QColor(theme.MUTED))
    text = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, size.width() - 24)
    box = QRect(QPoint(), size).adjusted(14, 4, -10, 0)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


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
