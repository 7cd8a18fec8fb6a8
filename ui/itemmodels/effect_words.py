"""What an edit would do, in lists: the cells that would change form by form, the equalities mended and broken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from models.diagnosis.repairs import Effect
from models.edits import Edit
from models.findings import Finding
from models.refs import CellRef
from models.workspace import Workspace
from ui.itemmodels.finding_words import FindingWords, has_row, row_title

MOST_EQUALITIES = 60


class CellLine(NamedTuple):
    """A cell that would change: its row and column, and its figure before and after ("" for a blank)."""

    ref: CellRef
    name: str
    old: str
    new: str


def by_form(workspace: Workspace, effect: Effect) -> dict[str, list[CellLine]]:
    """The cells that would change, by form in book order."""
    found: dict[str, list[CellLine]] = {}
    for ref, (old, new) in effect.cells.items():
        found.setdefault(ref.form, []).append(CellLine(ref, _name(workspace, ref), old, new))
    return {form.id: found[form.id] for form in workspace.pack.forms if form.id in found}


def _name(workspace: Workspace, ref: CellRef) -> str:
    column = workspace.pack.form(ref.form).column_by_key[ref.column].title
    return f"{row_title(workspace, ref) if has_row(workspace, ref) else '（新增的行）'} · {column}"


def mended_lines(workspace: Workspace, effect: Effect) -> list[str]:
    """The equalities that would balance, in words."""
    findings = workspace.engine.findings
    return _worded(workspace, (findings[key] for key in sorted(effect.mends) if key in findings))


def broken_lines(workspace: Workspace, edit: Edit, effect: Effect) -> list[str]:
    """The equalities that would not balance any more, in words and with the figures that they would have."""
    if not effect.breaks:
        return []
    with workspace.trial(edit):
        findings = workspace.engine.findings
        return _worded(workspace, (findings[key] for key in sorted(effect.breaks) if key in findings))


def _worded(workspace: Workspace, findings: Iterable[Finding]) -> list[str]:
    words = FindingWords(workspace)
    lines = []
    for finding in findings:
        gap = words.money(finding, finding.difference)
        lines.append(f"{words.place(finding)}：{words.relation(finding)}（差 {gap}）")
        if len(lines) == MOST_EQUALITIES:
            break
    return lines


def summary(effect: Effect) -> str:
    """``会平衡 3 条，不打破其他公式；2 格随之变动。``."""
    if not (effect.cells or effect.mends or effect.breaks):
        return "没有变化。"
    parts = [f"会平衡 {len(effect.mends)} 条" if effect.mends else "不会使哪条断差的公式平衡"]
    parts.append(f"会打破 {len(effect.breaks)} 条" if effect.breaks else "不打破其他公式")
    return f"{'，'.join(parts)}；共 {len(effect.cells)} 格会变。"
