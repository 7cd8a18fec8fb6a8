"""Opens the editors of a form's cells, and says how they are painted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from models.forms import ColumnKind
from ui.delegates.cell_editor import CellEditor, today
from ui.delegates.editing_delegate import EditingDelegate, Index
from ui.itemmodels.cell_entry import catalogue
from ui.itemmodels.form_table_model import FormTableModel


class CellDelegate(EditingDelegate):
    """``current`` says where the user is."""

    fill_requested = Signal(str)
    """Ctrl+Enter: this text for the whole selection."""

    def __init__(self, model: FormTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.current = (-1, -1)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line over the cell, offering 科目 where the cell is filled from their list."""
        model = self._model
        ref = model.ref_at(index.row(), index.column())
        right = ref is not None and model.form.column_by_key[ref.column].kind is ColumnKind.AMOUNT
        editor = CellEditor(parent, self.metrics, typing=self.typing, right=right)
        subjects = catalogue(model.session.workspace, ref) if ref is not None else None
        if subjects is not None:
            editor.offer(subjects)
            editor.accepted.connect(lambda: self.leave(editor, Qt.Key.Key_Return, shift=False))
        self.editor = editor
        return editor

    def key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Override EditingDelegate.key: choose from the list, fill the selection, enter the date."""
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and editor.choose(1 if key == Qt.Key.Key_Down else -1):
            pass
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self._fill(editor)
        elif key == Qt.Key.Key_Semicolon and control and not shift and editor.is_text:
            editor.insert(today())
        else:
            return super().key(editor, event)
        return True

    def _fill(self, editor: CellEditor) -> None:
        text = editor.text()
        self.close(editor, commit=False)
        self.fill_requested.emit(text)
