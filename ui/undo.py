"""Edits on a ``QUndoStack``. An edit is data and knows its inverse; this only hands it to whoever applies it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from models.edits import Edit

Run = Callable[[Edit, str], bool]
"""Applies an edit; the word is ``do``, ``undo`` or ``redo``. False: it was not applied."""


class EditCommand(QUndoCommand):
    """One edit on the undo stack. ``applied`` says that the document already has it, as after opening a file."""

    def __init__(self, edit: Edit, run: Run, *, applied: bool = False) -> None:
        super().__init__(edit.label)
        self.edit = edit
        self._run = run
        self._fresh = not applied

    def redo(self) -> None:
        """Apply the edit. One that cannot be applied the first time does not get onto the stack."""
        action, self._fresh = ("do" if self._fresh else "redo"), False
        done = False
        try:
            done = self._run(self.edit, action)
        finally:
            if not done and action == "do":
                self.setObsolete(True)

    def undo(self) -> None:
        """Take the edit back."""
        self._run(self.edit.inverse(), "undo")
