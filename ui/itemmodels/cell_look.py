"""What a cell of a form looks like, as plain values for whoever paints it."""

from __future__ import annotations

from typing import NamedTuple

from models import notes
from models.blocks import Rows
from models.edits import Row
from models.findings import State
from models.forms import ColumnDef, ColumnKind, FormDef, Tree
from models.refs import CellRef
from models.wording import finding_sentence
from models.workspace import Origin, Workspace

MOST_SENTENCES = 6
"""A tool tip holds no more."""


class CellLook(NamedTuple):
    """``indent`` in levels; ``bad``: a text that is no amount; ``withheld``: a parent with 涉密 children left out.

    ``culprit``: the diagnosis is sure that this very cell is wrong; ``noted``: someone has written a note about it.
    """

    text: str = ""
    amount: bool = False
    bold: bool = False
    indent: int = 0
    state: State = State.BALANCED
    origin: Origin = Origin.BLANK
    bad: bool = False
    withheld: bool = False
    culprit: bool = False
    noted: bool = False


NOTHING = CellLook()


class RowStyle(NamedTuple):
    """How a whole row is set."""

    bold: bool
    indent: int


def row_style(rows: Rows, row: Row) -> RowStyle:
    """Totals and 类 rows are bold; names are indented by their depth below the outermost detail rows."""
    level = rows.level(row)
    tree = rows.block.tree
    if tree is Tree.OUTLINE:
        return RowStyle(level == 0, level)
    return RowStyle(level == 0 or (tree is Tree.CODE and level == 1), max(0, level - 1))


def cell_look(workspace: Workspace, form: FormDef, row: Row, column: ColumnDef) -> CellLook:
    """The look of one cell of a present row."""
    document = workspace.document
    style = row_style(document.rows(form.id, row.block), row)
    ref = CellRef(form.id, row.id, column.key)
    state = workspace.cell_state(ref)
    if column.kind is not ColumnKind.AMOUNT:
        named = column.kind is ColumnKind.LABEL
        text = document.text(row, column)
        return CellLook(text, False, style.bold, style.indent if named else 0, state, withheld=named and row.withheld)
    entry = document.entries.get(ref)
    origin = workspace.origin(ref)
    bad = entry is not None and entry.fen is None
    return CellLook(workspace.shown(ref), True, style.bold, 0, state, origin, bad)


def tool_tip(workspace: Workspace, ref: CellRef) -> str | None:
    """A cell's note, and the sentences of the findings that mark it, the first ones where there are many."""
    note = notes.note(workspace.document, ref)
    findings = workspace.findings_at(ref)
    lines = [f"{found.state.title}：{finding_sentence(workspace, found)}" for found in findings[:MOST_SENTENCES]]
    if len(findings) > MOST_SENTENCES:
        lines.append(f"…… 共 {len(findings)} 条，见“勾稽追踪”")
    if note:
        # The word has a line of its own: were there a < in the first one, Qt might take it all for rich text.
        lines = ["批注：", note, *([""] if lines else []), *lines]
    return "\n".join(lines) or None
