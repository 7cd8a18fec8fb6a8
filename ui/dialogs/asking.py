"""Every question to the user in one place, so that tests can answer in his stead."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtWidgets  # by module: their classes are set up when they are first asked for
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton, QWidget

TITLE = "勾稽"
DOCUMENTS = "预算文件 (*.gouji)"
WORKBOOKS = "Excel 工作簿 (*.xlsx)"
BOOKS = "PDF 文件 (*.pdf)"
WORD_FILES = "Word 文档 (*.docx)"
WEB_PAGES = "网页 (*.html)"
ALL = "所有文件 (*)"


class Asker:
    """Asks with real dialogs. Tests subclass it and answer at once."""

    def inform(self, parent: QWidget | None, text: str, detail: str = "") -> None:
        """Tell something."""
        self._box(QtWidgets.QMessageBox.Icon.Information, parent, text, detail).exec()

    def warn(self, parent: QWidget | None, text: str, detail: str = "") -> None:
        """Tell that something did not succeed."""
        self._box(QtWidgets.QMessageBox.Icon.Warning, parent, text, detail).exec()

    def choose(self, parent: QWidget | None, text: str, choices: Sequence[str], detail: str = "") -> int | None:
        """Which of the choices the user takes; ``None``: cancelled. The first is the default."""
        box = self._box(QtWidgets.QMessageBox.Icon.Question, parent, text, detail)
        box.setStandardButtons(QtWidgets.QMessageBox.StandardButton.Cancel)
        role = QtWidgets.QMessageBox.ButtonRole.ActionRole
        buttons: list[QPushButton] = [box.addButton(choice, role) for choice in choices]
        box.setDefaultButton(buttons[0])
        box.exec()
        clicked = box.clickedButton()
        return next((index for index, button in enumerate(buttons) if button is clicked), None)

    def open_path(self, parent: QWidget | None, title: str, folder: Path, kind: str) -> Path | None:
        """An existing file."""
        dialog = _file_dialog(parent, title, folder, f"{kind};;{ALL}")
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
        return _chosen(dialog)

    def save_path(self, parent: QWidget | None, title: str, suggestion: Path, kind: str) -> Path | None:
        """A file to be written; the system asks before one is replaced."""
        dialog = _file_dialog(parent, title, suggestion.parent, kind)
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suggestion.suffix.lstrip("."))
        dialog.selectFile(suggestion.name)
        return _chosen(dialog)

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog of ours until it is closed; whether it was accepted."""
        return dialog.exec() == QtWidgets.QDialog.DialogCode.Accepted

    def _box(self, icon: QMessageBox.Icon, parent: QWidget | None, text: str, detail: str) -> QMessageBox:
        box = QtWidgets.QMessageBox(icon, TITLE, text, QtWidgets.QMessageBox.StandardButton.Ok, parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(detail)
        return box


def _file_dialog(parent: QWidget | None, title: str, folder: Path, kinds: str) -> QFileDialog:
    """The system's dialog, or Qt's where it has none; that one lists names alone, its columns are not all Chinese."""
    dialog = QtWidgets.QFileDialog(parent, title, str(folder), kinds)
    dialog.setViewMode(QtWidgets.QFileDialog.ViewMode.List)
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == QtWidgets.QDialog.DialogCode.Accepted
    path = Path(dialog.selectedFiles()[0]) if accepted and dialog.selectedFiles() else None
    dialog.deleteLater()
    return path
