"""What an import would change: shown to the user first, then carried out as one edit."""

from __future__ import annotations

import msgspec

from models.edits import Change, Edit


class CellDiff(msgspec.Struct, frozen=True):
    """An amount that would change: its address, its place in words, the old and the new text ("" for a blank)."""

    form: str
    row: str
    column: str
    place: str
    old: str
    new: str
    sheet: str
    address: str


class RowDiff(msgspec.Struct, frozen=True):
    """A row that would be added (``old`` is "") or whose code or texts would change."""

    form: str
    row: str
    place: str
    old: str
    new: str
    sheet: str
    address: str


class Problem(msgspec.Struct, frozen=True):
    """Something in the workbook that is not understood, where it stands and why. ``address`` may be ""."""

    sheet: str
    address: str
    text: str
    reason: str


class ImportPlan(msgspec.Struct, frozen=True):
    """The differences between a workbook and the document, and the changes that would carry them over.

    ``notices`` are sentences about what the workbook lacks or shows differently and the import leaves alone.
    """

    source: str
    cells: tuple[CellDiff, ...]
    rows: tuple[RowDiff, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def edit(self) -> Edit:
        """The one edit that carries the plan out."""
        return Edit(f"导入 {self.source}", "导入", self.changes)
