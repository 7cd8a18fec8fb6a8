"""Mistakes and proposals as the card, the list and the menus show them. Sentences come from ``models.diagnosis``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models import wording
from models.diagnosis import wording as diagnosis_words
from models.diagnosis.diagnose import Correction, Diagnosis, Mistake
from models.forms import ColumnKind
from models.refs import CellRef
from models.workspace import Workspace
from ui.itemmodels.finding_words import has_row, row_key, short_place

MOST_WAYS = 8
"""Ways of a tie that are listed."""


def ways(mistake: Mistake) -> Sequence[Diagnosis]:
    """The proposals that nothing tells apart: one where the best is sure, several in a tie, or none at all."""
    return mistake.proposals[: mistake.proposals[0].rivals + 1] if mistake.proposals else ()


def cells(workspace: Workspace, diagnosis: Diagnosis) -> list[CellRef]:
    """The cells that a proposal calls wrong: those it corrects, or the figures of the row that it drops."""
    if diagnosis.row is None:
        return [correction.ref for correction in diagnosis.corrections]
    if diagnosis.row.adds or not workspace.document.has_row(diagnosis.row.form, diagnosis.row.row):
        return []
    filled = (ref for ref in _amounts(workspace, diagnosis.row.form, diagnosis.row.row))
    return [ref for ref in filled if workspace.value(ref).filled]


def _amounts(workspace: Workspace, form: str, row: str) -> Iterator[CellRef]:
    block = workspace.document.row(form, row).block
    for column in workspace.pack.form(form).columns_of(block):
        if column.kind is ColumnKind.AMOUNT:
            yield CellRef(form, row, column.key)


def place(workspace: Workspace, diagnosis: Diagnosis) -> CellRef | None:
    """Where to go for a proposal: the cell it corrects, a cell of the row it drops, the parent of the row it adds."""
    found = cells(workspace, diagnosis)
    if not found and diagnosis.row is not None and workspace.document.has_row(diagnosis.row.form, diagnosis.row.parent):
        found = list(_amounts(workspace, diagnosis.row.form, diagnosis.row.parent))
    return next((ref for ref in found if has_row(workspace, ref)), None)


def place_of(workspace: Workspace, mistake: Mistake) -> CellRef | None:
    """Where to go for a mistake: its culprit, else the first cell that its findings mark."""
    if mistake.pinned is not None and (found := place(workspace, mistake.pinned)) is not None:
        return found
    findings = workspace.engine.findings
    marked = (ref for key in sorted(mistake.keys) if key in findings for ref in findings[key].cells)
    return next((ref for ref in marked if has_row(workspace, ref)), None)


def origin(workspace: Workspace, diagnosis: Diagnosis) -> str:
    """The culprit in short: ``2013299``, ``2013299 等 2 处``, or the row."""
    if diagnosis.row is not None:
        return diagnosis.row.label or "整行"
    first = row_key(workspace, diagnosis.corrections[0].ref)
    return first if len(diagnosis.corrections) == 1 else f"{first} 等 {len(diagnosis.corrections)} 处"


def adopt(workspace: Workspace, diagnosis: Diagnosis) -> str:
    """What the button says that carries a proposal out."""
    if diagnosis.row is not None:
        return "补上这一行" if diagnosis.row.adds else "删去这一行"
    if len(diagnosis.corrections) > 1:
        return "全部采用"
    only = diagnosis.corrections[0]
    return f"采用 {figure(workspace, only)}" if only.proposed else "清空这一格"


def figure(workspace: Workspace, correction: Correction) -> str:
    """The figure that a correction proposes."""
    return diagnosis_words.amount(workspace, correction, correction.proposed)


def done(workspace: Workspace, diagnosis: Diagnosis) -> str:
    """The sentence after a proposal has been carried out."""
    if diagnosis.row is not None:
        number = workspace.pack.form(diagnosis.row.form).number
        what = "补上" if diagnosis.row.adds else "删去"
        return f"已在{number}{what}一行“{diagnosis.row.label}”，可以撤销。"
    if len(diagnosis.corrections) > 1:
        return f"已改正 {len(diagnosis.corrections)} 格，可以撤销。"
    only = diagnosis.corrections[0]
    return f"已把 {short_place(workspace, only.ref)} 改为 {figure(workspace, only)}，可以撤销。"


def rich_reason(workspace: Workspace, diagnosis: Diagnosis) -> str:
    """The reason as rich text, the proposed figures bold."""
    from html import escape  # late: a card is not needed for the start

    text = escape(diagnosis_words.reason(workspace, diagnosis))
    for right in {figure(workspace, correction) for correction in diagnosis.corrections}:
        text = text.replace(f"改为 {right}", f"改为 <b>{right}</b>")
    return text


def way(workspace: Workspace, diagnosis: Diagnosis) -> list[tuple[CellRef | None, str, str]]:
    """One way of a tie: for each cell its address, its name, and ``94.31 → 94.33``; for a row what is done with it."""
    if diagnosis.row is not None:
        number = workspace.pack.form(diagnosis.row.form).number
        what = f"{'补上' if diagnosis.row.adds else '删去'}一行“{diagnosis.row.label}”"
        return [(place(workspace, diagnosis), number, what)]
    return [
        (
            one.ref,
            short_place(workspace, one.ref),
            f"{diagnosis_words.amount(workspace, one, one.actual)} → {figure(workspace, one)}",
        )
        for one in diagnosis.corrections
    ]


def figures(workspace: Workspace, diagnosis: Diagnosis) -> tuple[str, str, str]:
    """应为、实为 and 差额 of a proposal for a single cell; blanks for any other."""
    if diagnosis.row is not None or len(diagnosis.corrections) != 1:
        return "", "", ""
    only = diagnosis.corrections[0]
    gap = wording.money(workspace, only.ref, only.actual - only.proposed)
    return figure(workspace, only), diagnosis_words.amount(workspace, only, only.actual), gap
