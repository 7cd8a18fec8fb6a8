"""Another .gouji file to take things over from, such as last year's: read, and left as it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.document import Document
from models.errors import GoujiError
from models.workspace import Workspace
from ui.dialogs.asking import DOCUMENTS, Asker


def load(path: Path) -> Workspace:
    """The document of a file.

    :raises GoujiError: it cannot be read.
    """
    from storage import DocumentFile

    with DocumentFile.open(path, read_only=True, backup=False) as file:
        document: Document = file.load()
    return Workspace(document)


def choose(asker: Asker, parent: QWidget | None, title: str, folder: Path) -> tuple[Path, Workspace] | None:
    """Ask for a file and read it; ``None``: cancelled, or it cannot be read, which was said."""
    path = asker.open_path(parent, title, folder, DOCUMENTS)
    if path is None:
        return None
    try:
        return path, load(path)
    except GoujiError as error:
        asker.warn(parent, str(error))
        return None
