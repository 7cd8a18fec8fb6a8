"""The one address that all parts of the program use for a cell."""

from __future__ import annotations

from typing import NamedTuple


class CellRef(NamedTuple):
    """A cell: form id (``table03``), stable row id (never a position) and column key (``project_expenditure``)."""

    form: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.form}.{self.row}.{self.column}"
