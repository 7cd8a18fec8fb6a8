"""Paints the cells of a form and opens, fills and closes their editors."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.forms import ColumnKind
from ui.delegates.cell_editor import CellEditor, today
from ui.delegates.cell_painter import CellPainter
from ui.delegates.metrics import Metrics
from ui.itemmodels.cell_entry import catalogue
from ui.itemmodels.form_table_model import FormTableModel

Index = QModelIndex | QPersistentModelIndex
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CellDelegate(QStyledItemDelegate):
    """Each view has its own. ``typing`` says how the next editor opens, ``current`` where the user is."""

    left = Signal(int, bool)
    """The editor was committed and left by a key (Qt.Key), with Shift or not."""
    fill_requested = Signal(str)
    """Ctrl+Enter: this text for the whole selection."""

    def __init__(self, model: FormTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.metrics = Metrics()
        self._painter = CellPainter(self.metrics)
        self.typing = False
        self.current = (-1, -1)
        self.editor: CellEditor | None = None
        columns = model.form.columns
        self._dividers = {n for n in range(1, len(columns)) if columns[n].block != columns[n - 1].block}

    def set_metrics(self, metrics: Metrics) -> None:
        """Paint at another zoom."""
        self.metrics = self._painter.metrics = metrics

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell from what the model says it looks like."""
        line, column = index.row(), index.column()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        self._painter.paint(
            painter,
            rect,
            self._model.look(line, column),
            selected=bool(option.state & QStyle.StateFlag.State_Selected),  # type: ignore[attr-defined]
            current=(line, column) == self.current,
            divided=column in self._dividers,
        )

    # -- editing --------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line over the cell, offering 科目 where the cell is filled from their list."""
        model = self._model
        ref = model.ref_at(index.row(), index.column())
        right = ref is not None and model.form.column_by_key[ref.column].kind is ColumnKind.AMOUNT
        editor = CellEditor(parent, self.metrics, typing=self.typing, right=right)
        subjects = catalogue(model.session.workspace, ref) if ref is not None else None
        if subjects is not None:
            editor.offer(subjects)
            editor.accepted.connect(lambda: self._leave(editor, Qt.Key.Key_Return, shift=False))
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's own name
        """Forget the editor."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from the text as typed."""
        if isinstance(editor, CellEditor):
            editor.load(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Submit what was typed, if anything was."""
        if isinstance(editor, CellEditor) and editor.changed:
            editor.setModified(False)
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Lie over the cell, edges included."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if isinstance(editor, CellEditor):
            editor.place(rect.adjusted(-1, -1, 1, 1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys leave, accept or cancel as in Excel; the input method's own keys pass."""
        if isinstance(editor, CellEditor) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return False if editor.composing else self._key(editor, event)
        return super().eventFilter(editor, event)

    def _key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            if not editor.close_popup():
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and editor.choose(1 if key == Qt.Key.Key_Down else -1):
            pass
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self._fill(editor)
        elif key in _LEAVING:
            editor.take_chosen()
            self._leave(editor, key, shift=shift)
        elif key in _ARROWS and editor.typing and not (shift or control):
            self._leave(editor, key, shift=False)
        elif key == Qt.Key.Key_Semicolon and control and not shift and editor.is_text:
            editor.insert(today())
        elif key == Qt.Key.Key_F2:
            editor.typing = not editor.typing
        else:
            return False
        return True

    def commit(self) -> None:
        """Take over what stands in the open editor, and close it."""
        if self.editor is not None:
            self._close(self.editor, commit=True)

    def _leave(self, editor: CellEditor, key: int, *, shift: bool) -> None:
        self._close(editor, commit=True)
        self.left.emit(int(key), shift)

    def _fill(self, editor: CellEditor) -> None:
        text = editor.text()
        self._close(editor, commit=False)
        self.fill_requested.emit(text)

    def _close(self, editor: CellEditor, *, commit: bool) -> None:
        editor.close_popup()
        if commit:
            self.commitData.emit(editor)
        else:
            editor.setModified(False)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
