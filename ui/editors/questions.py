"""What a form asks of its user before it can do something; the dialogs are imported when they are wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from models.pack import Subjects
from models.pasting_special import Special


class Questions:
    """Dialogs over one form."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def yes(self, title: str, text: str) -> bool:
        """Put a question; whether the answer was yes."""
        from PySide6.QtWidgets import QMessageBox  # late: its enumerations take their time to be set up

        box = QMessageBox(QMessageBox.Icon.Question, title, text, QMessageBox.StandardButton.NoButton, self._parent)
        yes = box.addButton("是", QMessageBox.ButtonRole.YesRole)
        box.addButton("否", QMessageBox.ButtonRole.NoRole)
        box.setDefaultButton(yes)
        box.exec()
        return box.clickedButton() is yes

    def special(self) -> Special | None:
        """How to paste; ``None`` for not at all."""
        from ui.dialogs.paste_special import PasteSpecialDialog

        dialog = PasteSpecialDialog(self._parent)
        return dialog.answer if _accepted(dialog) else None

    def subject(self, subjects: Subjects | None, title: str) -> str:
        """A 科目, code before name; "" for none."""
        from ui.dialogs.add_subject import AddSubjectDialog

        dialog = AddSubjectDialog(subjects, title, self._parent)
        return dialog.answer if _accepted(dialog) else ""

    def note(self, cell: str, text: str) -> str | None:
        """The note of a cell; ``None`` to leave it as it is."""
        from ui.dialogs.write_note import NoteDialog

        dialog = NoteDialog(cell, text, self._parent)
        answer = dialog.words if _accepted(dialog) else None
        dialog.deleteLater()
        return answer


def _accepted(dialog: QDialog) -> bool:
    return dialog.exec() == QDialog.DialogCode.Accepted
