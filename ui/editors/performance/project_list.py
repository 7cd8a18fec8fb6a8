"""The list of projects at the left of the performance forms."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.findings import State
from models.performance.definitions import CATEGORIES
from ui import icons, theme
from ui.fonts import body_font
from ui.itemmodels.pages_list_model import Badge
from ui.itemmodels.project_list_model import Project, ProjectListModel, Stand

_Index = QModelIndex | QPersistentModelIndex
WIDTH = 262
_ROW, _BADGES = 29, 32
_PAD = 10
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ProjectList(QListView):
    """``project_chosen`` brings the Project that the user wants to see."""

    project_chosen = Signal(object)
    category_wanted = Signal(object, str)
    """A project and its new kind."""
    removal_wanted = Signal(object)
    """A project whose form is to be taken away."""

    def __init__(self, model: ProjectListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.projects = model
        self.setModel(model)
        self.setItemDelegate(_ProjectDelegate(model, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("项目")
        self.setStyleSheet(f"QListView {{ background: {theme.PAPER}; border-right: 1px solid {theme.LINE}; }}")
        self.setMinimumWidth(150)
        self.selectionModel().currentChanged.connect(self._choose)

    def sizeHint(self) -> QSize:
        """Override QListView.sizeHint."""
        return QSize(WIDTH, 400)

    def show_project(self, form: str, row_id: str) -> bool:
        """Mark a project as the one shown; False where it is not in the list."""
        line = self.projects.line_of(form, row_id)
        if line < 0:
            return False
        index = self.projects.index(line)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        return True

    def _choose(self, index: QModelIndex) -> None:
        project = self.projects.project_at(index.row()) if index.isValid() else None
        if project is not None:
            self.project_chosen.emit(project)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override QListView.contextMenuEvent."""
        project = self.projects.project_at(self.indexAt(event.pos()).row())
        if project is not None:
            menu = self.menu_of(project)
            menu.popup(event.globalPos())

    def menu_of(self, project: Project) -> QMenu:
        """The menu of a project."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for category in CATEGORIES:
            action = menu.addAction(category)
            action.setCheckable(True)
            action.setChecked(project.category == category)
            action.triggered.connect(lambda _on, category=category: self.category_wanted.emit(project, category))
        if project.stand is Stand.FORM:
            menu.addSeparator()
            menu.addAction("删除这张绩效目标表", lambda: self.removal_wanted.emit(project))
        return menu


class _ProjectDelegate(QStyledItemDelegate):
    """Paints name, amount and badge."""

    def __init__(self, model: ProjectListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(WIDTH, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row: QRect = option.rect  # type: ignore[attr-defined]
        project = self._model.project_at(index.row())
        if project is None:
            painter.setFont(body_font(12))
            painter.setPen(QColor(theme.MUTED))
            painter.drawText(row.adjusted(_PAD, 4, -4, 0), Qt.AlignmentFlag.AlignLeft | _MIDDLE, str(index.data()))
        else:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            if selected:
                painter.fillRect(row, QColor(theme.ACCENT_SOFT))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(row, QColor(theme.HOVER))
            painter.setPen(QColor(theme.LINE_SOFT))
            painter.drawLine(row.bottomLeft(), row.bottomRight())
            self._paint_project(painter, row, project, selected=selected)
        painter.restore()

    def _paint_project(self, painter: QPainter, row: QRect, project: Project, *, selected: bool) -> None:
        right = row.right() - 10
        badges = self._model.badges(project)
        if badges:
            _paint_badge(painter, badges[0], right, row)
        elif project.stand is Stand.MISSING:
            painter.setFont(body_font(11))
            painter.setPen(QColor(theme.ROUNDING))
            painter.drawText(row.adjusted(0, 0, -10, 0), Qt.AlignmentFlag.AlignRight | _MIDDLE, "未建")
        right -= _BADGES if project.stand is not Stand.CARRIED else 0
        font = body_font(bold=selected)
        painter.setFont(font)
        painter.setPen(QColor(theme.FAINT if project.stand is Stand.CARRIED else theme.INK))
        width = max(painter.fontMetrics().horizontalAdvance(project.amount), 46)
        amount = QRect(right - width, row.top(), width, row.height())
        painter.drawText(amount, Qt.AlignmentFlag.AlignRight | _MIDDLE, project.amount)
        name = QRect(row.left() + _PAD, row.top(), amount.left() - row.left() - _PAD - 6, row.height())
        text = painter.fontMetrics().elidedText(project.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | _MIDDLE, text)


_SIGNS = {State.ROUNDING: "≈", State.SUSPECT: "≈?", State.UNEVALUATED: "？"}


def _paint_badge(painter: QPainter, badge: Badge, right: int, row: QRect) -> None:
    """A tick, or a small pill with how many findings there are; narrow, for the amount stands beside it."""
    if badge.state is State.BALANCED:
        icons.paint_state(painter, badge.state, QRectF(right - 15, row.center().y() - 7, 14, 14))
        return
    solid = badge.state is State.BREAK
    state = State.ROUNDING if badge.warns else badge.state
    painter.setFont(body_font(11, bold=solid))
    text = f"{_SIGNS.get(badge.state, '')}{badge.number}"
    width = max(18, painter.fontMetrics().horizontalAdvance(text) + 9)
    box = QRect(right - width + 2, row.center().y() - 9, width, 18)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.STATE_INK[state] if solid else theme.STATE_SOFT[state]))
    painter.drawRoundedRect(box, 9, 9)
    painter.setPen(QColor(theme.PAPER if solid else theme.STATE_INK[state]))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
