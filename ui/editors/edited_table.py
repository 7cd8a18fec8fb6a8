"""A table whose cells are edited in place: what is typed goes to the editor, from an input method too."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from ui.delegates.editing_delegate import EditingDelegate

Index = QModelIndex | QPersistentModelIndex
Trigger = QAbstractItemView.EditTrigger


class EditedTable(QTableView):
    """Subclasses make the ``delegate``."""

    delegate: EditingDelegate
    _passing = False

    def edit(self, index: Index, trigger: Trigger = Trigger.EditKeyPressed, event: object = None) -> bool:  # type: ignore[override]
        """Open the editor: a typed character replaces the cell, F2 and a double click edit its text."""
        self.delegate.typing = trigger == Trigger.AnyKeyPressed
        return bool(super().edit(index, trigger, event))  # type: ignore[call-overload]

    def passed_on(self, event: QKeyEvent) -> bool:
        """Whether an editor is open; it gets the key, unless that belongs to a composition."""
        editor = self.delegate.editor
        if editor is None or not editor.isVisible():
            return False
        if not editor.composing and not self._passing:  # what the editor leaves alone comes back to its parent
            self._passing = True
            try:
                QApplication.sendEvent(editor, event)
            finally:
                self._passing = False
        event.accept()
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The first key of an input method opens the editor; Qt hands it on, but not a text that comes at once."""
        at_once = bool(event.commitString()) and not event.preeditString()
        if not at_once or self.delegate.editor is not None:
            super().inputMethodEvent(event)
        elif self.edit(self.currentIndex(), Trigger.AnyKeyPressed):
            QApplication.sendEvent(self.focusWidget() or self, event)
