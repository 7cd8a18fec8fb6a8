"""The printed lines of a form as row ids: kept in step with the document without rereading it for each edit."""

from __future__ import annotations

from collections.abc import Iterable

from models.document import Document
from models.edits import Change, RowDelete, RowInsert, RowMove
from models.forms import FormDef

LineIds = tuple[str | None, ...]
"""The row id of each block on one printed line; ``None`` where a block has nothing there."""
Structural = RowInsert | RowDelete | RowMove


class FormLines:
    """Which row stands on which printed line. ``line_of`` is rebuilt when rows come, go or move, never for a figure."""

    def __init__(self, document: Document, form: FormDef) -> None:
        self._document, self.form = document, form
        self.ids: list[LineIds] = []
        self.line_of: dict[str, int] = {}
        self.reread()

    def __len__(self) -> int:
        return len(self.ids)

    def current(self) -> list[LineIds]:
        """The lines as the document has them now."""
        return [tuple(row.id if row else None for row in line) for line in self._document.lines(self.form)]

    def reread(self) -> None:
        """Take the lines from the document."""
        self.ids = self.current()
        self.index()

    def index(self) -> None:
        """Rebuild ``line_of`` from ``ids``."""
        self.line_of = {row: line for line, ids in enumerate(self.ids) for row in ids if row is not None}

    def structural(self, changes: Iterable[Change]) -> list[Structural]:
        """Those of the changes that add, take or move lines of this form."""
        kinds = (RowInsert, RowDelete, RowMove)
        return [change for change in changes if isinstance(change, kinds) and change.form == self.form.id]

    def first_detail(self) -> int | None:
        """The line of the first detail row where these follow one another; ``None`` for other forms."""
        block = self.form.blocks[0]
        if len(self.form.blocks) > 1 or any(row.line >= 0 for row in block.fixed):
            return None
        return len(block.fixed)
