"""Paints the cells of a small table, and opens, fills and closes their editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.delegates.cell_editor import CellEditor
from ui.delegates.cell_painter import CellPainter
from ui.delegates.metrics import Metrics

if TYPE_CHECKING:
    from ui.editors.performance.small_table import SmallModel, SmallTable

_Index = QModelIndex | QPersistentModelIndex
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class SmallDelegate(QStyledItemDelegate):
    """``typing`` says how the next editor opens; ``words``: the cells hold words, not amounts."""

    left = Signal(int, bool)
    """The editor was committed and left by a key (Qt.Key), with Shift or not."""

    def __init__(self, model: SmallModel, view: SmallTable, *, words: bool) -> None:
        super().__init__(view)
        self._model, self._view, self._words = model, view, words
        self.metrics = Metrics()
        self._painter = CellPainter(self.metrics)
        self.typing = False
        self.editor: CellEditor | None = None

    def set_metrics(self, metrics: Metrics) -> None:
        """Paint at another zoom."""
        self.metrics = self._painter.metrics = metrics

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Override QStyledItemDelegate.paint."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        current = self._view.hasFocus() and index == self._view.currentIndex()
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()  # type: ignore[attr-defined]
        look = self._model.look(index.row(), index.column())
        self._painter.paint(painter, rect, look, selected=selected, current=current, divided=False)
        marked = getattr(self._model, "marked", None)
        if marked is not None and marked(index.row(), index.column()):
            painter.setFont(self.metrics.font)
            painter.setPen(QColor(theme.ROUNDING))
            box = rect.adjusted(0, 0, -self.metrics.px(5), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "≠")

    # -- editing --------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:
        """Override QStyledItemDelegate.createEditor: a line over the cell."""
        self.editor = CellEditor(parent, self.metrics, typing=self.typing, right=not self._words)
        return self.editor

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:  # noqa: N802 - Qt's own name
        """Forget the editor."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Override QStyledItemDelegate.setEditorData: start from the text as typed; what is being typed stays."""
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.load(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Override QStyledItemDelegate.setModelData: submit what was typed, if anything was."""
        if isinstance(editor, CellEditor) and editor.changed:
            editor.setModified(False)
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index) -> None:
        """Override QStyledItemDelegate.updateEditorGeometry."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if isinstance(editor, CellEditor):
            editor.place(rect.adjusted(-1, -1, 1, 1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Override QStyledItemDelegate.eventFilter: keys leave or cancel as in a form; the input method's own pass."""
        if isinstance(editor, CellEditor) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return False if editor.composing else self._key(editor, event)
        return super().eventFilter(editor, event)

    def _key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            editor.setModified(False)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        elif key in _LEAVING or (key in _ARROWS and editor.typing and not shift):
            self.commit()
            self.left.emit(int(key), shift)
        elif key == Qt.Key.Key_F2:
            editor.typing = not editor.typing
        else:
            return False
        return True

    def commit(self) -> None:
        """Take over what stands in the open editor, and close it."""
        if self.editor is not None:
            editor = self.editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
