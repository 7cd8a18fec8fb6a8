"""The box at the right of the tool bar: finds codes, names, amounts and words while one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.findings import TextPlace
from models.refs import CellRef
from ui import icons, theme
from ui.fonts import body_font
from ui.painting import is_hovered, is_selected, restored
from ui.searching import Hit, find
from ui.session import Session

DELAY_MS = 150
WIDTH = 250
_LIST_WIDTH = 460
_ROW = 30
_MOST_ROWS = 14


class SearchBox(QLineEdit):
    """Down, up and Enter choose a hit; Enter again goes to the next one; Esc gives the focus back to the form."""

    def __init__(self, parent: QWidget | None = None, *, delay_ms: int = DELAY_MS) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._back: Callable[[], object] = lambda: None
        self.setPlaceholderText("查找科目、金额、文字（Ctrl+F）")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(WIDTH)
        self.addAction(icons.tool_icon("find", theme.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self.found: list[Hit] = []
        self._at: CellRef | TextPlace | None = None  # where the user was sent last
        self.hits = QStandardItemModel(self)
        self.list = _HitList(self.hits, self.found, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(self.search)
        self.textEdited.connect(self._timer.start)
        self.list.clicked.connect(self._choose)

    def set_session(self, session: Session | None) -> None:
        """Search this session's document."""
        self._session = session
        self.clear()
        self._hide()
        self.setEnabled(session is not None)

    def start(self, back: Callable[[], object]) -> None:
        """Take the focus; ``back`` gives it away again on Esc."""
        self._back = back
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def search(self) -> None:
        """Look for what stands in the box and show the hits."""
        self._timer.stop()
        self._at = None
        self.hits.clear()
        self.found.clear()
        if self._session is None or not self.text().strip():
            self._hide()
            return
        self.found += find(self._session.workspace, self.text())
        for hit in self.found:
            self.hits.appendRow(QStandardItem(f"{hit.place}　{hit.shown}"))
        if not self.found:
            item = QStandardItem("没有找到")
            item.setEnabled(False)
            self.hits.appendRow(item)
        self._place()

    def _place(self) -> None:
        rows = min(self.hits.rowCount(), _MOST_ROWS)
        window = self.window()
        corner = self.mapTo(window, QPoint(self.width() - _LIST_WIDTH, self.height() + 3))
        self.list.setParent(window)
        self.list.setGeometry(max(0, corner.x()), corner.y(), _LIST_WIDTH, rows * _ROW + 10)
        self.list.show()
        window.installEventFilter(self)
        self.list.raise_()

    def _hide(self) -> None:
        if not self.list.isHidden():
            self.list.hide()
            self.window().removeEventFilter(self)

    def _choose(self, index: QModelIndex) -> None:
        if index.row() < len(self.found) and self._session is not None:
            self.list.setCurrentIndex(index)
            self._go(self._session, self.found[index.row()])

    def _go(self, session: Session, hit: Hit) -> None:
        self._at = hit.where
        if isinstance(hit.where, CellRef):
            session.goto(hit.where)
        else:
            session.goto_text(hit.where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent."""
        key, row = event.key(), self.list.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(row)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentIndex(
                self.hits.index((max(row, 0 if step < 0 else -1) + step) % self.hits.rowCount(), 0)
            )
        else:
            super().keyPressEvent(event)

    def _enter(self, row: int) -> None:
        """Go to the chosen hit, or, when the user is there already, to the next."""
        if self._timer.isActive() or not self.list.isVisible():
            self.search()
            row = -1
        if not self.found or self._session is None:
            return
        if row >= 0 and self.found[row].where == self._at:
            row = (row + 1) % len(self.found)
        self._choose(self.hits.index(max(row, 0), 0))
        self.setFocus()
        self._place()

    def _leave(self) -> None:
        self._hide()
        self._back()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QLineEdit.focusOutEvent."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: while it is shown, the list moves with the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)


class _HitList(QListView):
    """The hits below the box; never takes the focus."""

    def __init__(self, model: QStandardItemModel, found: list[Hit], parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_HitDelegate(found, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("查找结果")
        self.setStyleSheet(
            f"QListView {{ background: {theme.PAPER}; border: 1px solid {theme.LINE}; padding: 4px 0; }}"
        )
        self.hide()


class _HitDelegate(QStyledItemDelegate):
    """Place at the left, what the cell shows at the right."""

    def __init__(self, found: list[Hit], view: QListView) -> None:
        super().__init__(view)
        self._found, self._view = found, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(_LIST_WIDTH - 20, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        with restored(painter):
            self._paint(painter, option, index)

    def _paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: QRect = option.rect  # type: ignore[attr-defined]
        chosen = is_selected(self._view, index) or is_hovered(self._view, option)
        hit = self._found[index.row()] if index.row() < len(self._found) else None
        if chosen and hit is not None:
            painter.fillRect(row, QColor(theme.ACCENT_SOFT))
        box = row.adjusted(12, 0, -12, 0)
        painter.setFont(body_font())
        painter.setPen(QColor(theme.INK if hit else theme.FAINT))
        middle = Qt.AlignmentFlag.AlignVCenter
        if hit is None:
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, index.data())
        else:
            metrics = painter.fontMetrics()
            shown = "" if hit.shown in hit.place else metrics.elidedText(hit.shown, Qt.TextElideMode.ElideRight, 150)
            width = metrics.horizontalAdvance(shown)
            place = metrics.elidedText(hit.place, Qt.TextElideMode.ElideRight, box.width() - width - 14)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, place)
            painter.setPen(QColor(theme.MUTED))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, shown)
