"""A figure that stands one column too far: where it could be moved."""

from __future__ import annotations

from collections.abc import Iterator

from models.diagnosis.repairs import Repair, try_out
from models.edits import CellChange, Edit
from models.forms import ColumnKind
from models.refs import CellRef
from models.workspace import Workspace


def moves(workspace: Workspace, ref: CellRef) -> list[Repair]:
    """Moves of a stated figure to an empty column beside it; only those that mend something and break nothing."""
    entry = workspace.document.entries.get(ref)
    if entry is None or entry.fen is None:
        return []
    found = []
    for other in _beside(workspace, ref):
        title = f"移到“{workspace.pack.form(ref.form).column_by_key[other.column].title}”一栏"
        changes = (CellChange(*ref, entry, None), CellChange(*other, workspace.document.entries.get(other), entry))
        repair = Repair(title, Edit(title, "修复", changes))
        effect = try_out(workspace, repair.edit)
        if effect.mends and not effect.breaks:
            found.append(repair)
    return found


def _beside(workspace: Workspace, ref: CellRef) -> Iterator[CellRef]:
    """The amount cells left and right of a cell in its block that hold no figure of their own."""
    block = workspace.document.row(ref.form, ref.row).block
    columns = [column for column in workspace.pack.form(ref.form).columns_of(block) if column.kind is ColumnKind.AMOUNT]
    at = next((index for index, column in enumerate(columns) if column.key == ref.column), None)
    if at is None:
        return
    for column in columns[max(0, at - 1) : at] + columns[at + 1 : at + 2]:
        other = CellRef(ref.form, ref.row, column.key)
        if other not in workspace.document.entries and not workspace.value(other).fen:
            yield other
