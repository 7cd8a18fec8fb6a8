"""上年预算数 read from last year's document."""

from __future__ import annotations

from typing import NamedTuple

from models.amounts import Unit, exact_text
from models.document import Document
from models.edits import Edit
from models.narrative import expression
from models.narrative.values import Evaluator, Figures
from models.planning import set_cells
from models.refs import CellRef
from models.workspace import Workspace


class Taken(NamedTuple):
    """A figure of last year's: its row's label, where it stands, what the document says now, and what it would say."""

    ref: CellRef
    label: str
    source: str
    now: str
    new: str


def figures(workspace: Workspace, last: Figures) -> list[Taken]:
    """The figures of last year's document that belong into this one's 上年预算数."""
    document, wanted = workspace.document, workspace.pack.narrative.last_year
    if wanted is None:
        return []
    evaluator = Evaluator(last)
    found = []
    for row_id, source in wanted.sources.items():
        ref = CellRef(wanted.form, row_id, wanted.column)
        quantity = evaluator.value(expression.parse(source))
        if quantity.known:
            row = document.row(wanted.form, row_id)
            fen = int(quantity.value * Unit.WAN.fen)
            now = workspace.shown(ref)
            found.append(Taken(ref, document.label(row), source, now, exact_text(fen)))
    return found


def take(workspace: Workspace, taken: list[Taken]) -> Edit:
    """State these figures, as one edit."""
    return set_cells(workspace, {one.ref: one.new for one in taken}, "从上年文件提取", "导入")


def doubts(document: Document, last: Document) -> list[str]:
    """Why the other document may not be last year's of this department, as sentences."""
    year, other = document.settings["year"], last.settings["year"]
    found = []
    if year.isdigit() and other != str(int(year) - 1):
        found.append(f"所选文件是 {other} 年度的，不是上年（{int(year) - 1} 年度）的。")
    if document.settings["department"] != last.settings["department"]:
        found.append(f"所选文件的部门是“{last.settings['department']}”，与本文件不同。")
    return found
