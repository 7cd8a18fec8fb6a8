"""What the handlers may ask of the window."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.dialogs.asking import Asker
from ui.session import Session
from ui.settings import Settings
from ui.workbench import Workbench


class Host(Protocol):
    """The window as the handlers see it."""

    asker: Asker
    settings: Settings

    @property
    def workbench(self) -> Workbench | None:
        """What shows the open document; ``None`` while none is open."""

    @property
    def widget(self) -> QWidget:
        """The parent of dialogs."""

    @property
    def draft(self) -> bool:
        """Whether output carries 仅供内部审核."""

    def action(self, name: str) -> QAction:
        """The action of that id."""

    def show_session(self, session: Session) -> None:
        """Show a document instead of the one that is open."""

    def show_anew(self) -> None:
        """Make all that shows the open document anew."""

    def close_document(self) -> None:
        """Close the open document."""


def open_workbench(host: Host) -> Workbench:
    """The workbench, for actions that are enabled only while a document is open."""
    assert host.workbench is not None  # the action needs a document
    return host.workbench
