"""Opens, fills and closes the editors of a table's cells, with the keys of a form."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.delegates.cell_editor import CellEditor
from ui.delegates.cell_painter import CellPainter
from ui.delegates.metrics import Metrics

Index = QModelIndex | QPersistentModelIndex
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class EditingDelegate(QStyledItemDelegate):
    """Each view has its own. ``typing`` says how the next editor opens. Subclasses make the editor and keep it in
    ``editor``, and paint with ``painter``.
    """

    left = Signal(int, bool)
    """The editor was committed and left by a key (Qt.Key), with Shift or not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.metrics = Metrics()
        self.painter = CellPainter(self.metrics)
        self.typing = False
        self.editor: CellEditor | None = None

    def set_metrics(self, metrics: Metrics) -> None:
        """Paint at another zoom."""
        self.metrics = self.painter.metrics = metrics

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's own name
        """Override QStyledItemDelegate.destroyEditor: forget the editor."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Override QStyledItemDelegate.setEditorData: start from the text as stated; what is being typed stays.

        A composition that was cancelled leaves nothing typed: Qt asks for the text again.
        """
        if isinstance(editor, CellEditor) and not (editor.isModified() and editor.text()):
            editor.load(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Override QStyledItemDelegate.setModelData: submit what was typed, if anything was."""
        if isinstance(editor, CellEditor) and editor.changed:
            editor.setModified(False)
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Override QStyledItemDelegate.updateEditorGeometry: lie over the cell, edges included."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if isinstance(editor, CellEditor):
            editor.place(rect.adjusted(-1, -1, 1, 1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Override QStyledItemDelegate.eventFilter: the delegate's keys; those of an input method pass."""
        if isinstance(editor, CellEditor) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return False if editor.composing else self.key(editor, event)
        return super().eventFilter(editor, event)

    def key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Leave, accept or cancel as in Excel; whether the key meant anything."""
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            if not editor.close_popup():
                editor.setModified(False)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        elif key in _LEAVING:
            editor.take_chosen()
            self.leave(editor, key, shift=shift)
        elif key in _ARROWS and editor.typing and not (shift or control):
            self.leave(editor, key, shift=False)
        elif key == Qt.Key.Key_F2:
            editor.typing = not editor.typing
        else:
            return False
        return True

    def commit(self) -> None:
        """Take over what stands in the open editor, and close it."""
        if self.editor is not None:
            self.close(self.editor, commit=True)

    def leave(self, editor: CellEditor, key: int, *, shift: bool) -> None:
        """Commit, and say by which key."""
        self.close(editor, commit=True)
        self.left.emit(int(key), shift)

    def close(self, editor: CellEditor, *, commit: bool) -> None:
        """Close an editor, with what stands in it or without."""
        editor.close_popup()
        if commit:
            self.commitData.emit(editor)
        else:
            editor.setModified(False)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
