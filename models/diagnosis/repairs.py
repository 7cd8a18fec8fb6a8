"""Accepting a proposal: the edit it stands for, and what else the user may do about a cell in 断差."""

from __future__ import annotations

from typing import NamedTuple

from models.amounts import ROUNDED_SLACK, exact_text, to_text
from models.diagnosis.diagnose import Diagnosis
from models.edits import CellChange, Edit, Entry
from models.planning import set_cells
from models.refs import CellRef
from models.workspace import Workspace


def accept(workspace: Workspace, diagnosis: Diagnosis) -> Edit:
    """The one undoable edit that carries a proposal out."""
    if diagnosis.row is not None:
        return diagnosis.row.edit
    changes = []
    for correction in diagnosis.corrections:
        old = workspace.document.entries.get(correction.ref)
        new = _entry(workspace, correction.ref, old, correction.proposed)
        if old != new:
            changes.append(CellChange(*correction.ref, old, new))
    return Edit("采用建议值", "修复", tuple(changes))


def _entry(workspace: Workspace, ref: CellRef, old: Entry | None, fen: int) -> Entry | None:
    if not fen:
        return None
    unit = workspace.pack.form(ref.form).unit
    exact = old is not None and old.fen is not None and old.fen != 0 and old.slack == 0
    return Entry(exact_text(fen, unit) if exact else to_text(fen, unit), fen, 0 if exact else ROUNDED_SLACK)


class Repair(NamedTuple):
    """Something to do about one cell: its Chinese name and the edit."""

    title: str
    edit: Edit


def hand_tools(workspace: Workspace, ref: CellRef) -> list[Repair]:
    """Repairs that need no diagnosis: back to 自动, ×/÷ 10 000, the other sign; only those that change something."""
    entry = workspace.document.entries.get(ref)
    if entry is None:
        return []
    found: list[Repair] = []
    if workspace.is_defined(ref):
        found.append(Repair("恢复自动计算", set_cells(workspace, {ref: ""}, "恢复自动计算", "修复")))
    if entry.fen:
        unit = workspace.pack.form(ref.form).unit
        for title, fen in (
            ("除以 10000（元改万元）", entry.fen // 10_000 if entry.fen % 10_000 == 0 else 0),
            ("乘以 10000（万元改元）", entry.fen * 10_000),
            ("改变正负号", -entry.fen),
        ):
            if fen:
                found.append(Repair(title, set_cells(workspace, {ref: exact_text(fen, unit)}, title, "修复")))
    return found


class Effect(NamedTuple):
    """What an edit would do: keys of 断差 mended and broken, and the cells whose figures would change, old and new."""

    mends: frozenset[str]
    breaks: frozenset[str]
    cells: dict[CellRef, tuple[str, str]]


def try_out(workspace: Workspace, edit: Edit) -> Effect:
    """The what-if bench: the edit is applied to the document in memory, looked at and taken back; nothing is saved."""
    engine = workspace.engine
    before = {engine.key_of(instance) for instance in engine.broken()}
    with workspace.trial(edit) as report:
        after = {engine.key_of(instance) for instance in engine.broken()}
        refs = [ref for ref in report.cells if workspace.document.has_row(ref.form, ref.row)]
        new = {ref: workspace.shown(ref) for ref in refs}
    old = {ref: workspace.shown(ref) if workspace.document.has_row(ref.form, ref.row) else "" for ref in refs}
    moved = {ref: (old[ref], new[ref]) for ref in sorted(refs) if old[ref] != new[ref]}
    return Effect(frozenset(before - after), frozenset(after - before), moved)
