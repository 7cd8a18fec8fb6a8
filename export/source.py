"""What the exports need to know of an open document: no more than this, so that tests and tools can stand in for it."""

from __future__ import annotations

from typing import Protocol

from models.document import Document
from models.equations import Equations, Value
from models.findings import Finding, State
from models.refs import CellRef


class Source(Protocol):
    """An open, reconciled document; ``models.workspace.Workspace`` is one."""

    @property
    def document(self) -> Document:
        """Rows, statements and settings."""

    @property
    def equations(self) -> Equations:
        """The equality system, settled."""

    def value(self, ref: CellRef) -> Value:
        """What an amount cell holds, in 分."""

    def shown(self, ref: CellRef, *, grouped: bool = True) -> str:
        """What an amount cell prints; "" for a blank."""

    def origin(self, ref: CellRef) -> str:
        """``stated``, ``computed`` or ``blank``."""

    def cell_state(self, ref: CellRef) -> State:
        """The worst state of the checks that mark a cell."""

    def findings(self) -> list[Finding]:
        """All findings."""

    def form_is_empty(self, form: str) -> bool:
        """Whether a form holds no figure at all."""
