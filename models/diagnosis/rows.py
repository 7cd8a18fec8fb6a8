"""The row that is missing, and the row that was entered twice: proposals that add or drop a whole row."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator

import msgspec

from models import planning
from models.amounts import to_text
from models.diagnosis.system import System
from models.edits import CellChange, Edit, Row, RowInsert
from models.equations import Instance
from models.forms import ColumnKind
from models.instances import PAIR
from models.refs import CellRef
from models.rowids import new_row_id
from models.templates import Mode

MAX_TRIED = 12
"""Rows tried for one mistake."""


class RowRepair(msgspec.Struct, frozen=True):
    """``adds`` a row under ``parent``, or drops row ``row``; ``label`` names it, ``amount`` is its figure in 分."""

    adds: bool
    form: str
    row: str
    parent: str
    label: str
    amount: int
    edit: Edit

    def __hash__(self) -> int:
        return hash((self.adds, self.form, self.row, self.parent, self.label, self.amount))


def repairs(
    system: System, violated: list[Instance], until: float = math.inf
) -> tuple[list[Instance], list[RowRepair]] | None:
    """What clears most at once by one row: the equalities it clears, and all row repairs that clear just these.

    Each idea is tried out on the document and taken back; one that breaks anything is none. None is begun once the
    monotonic clock shows ``until``.
    """
    found: dict[frozenset[Instance], list[RowRepair]] = {}
    for repair, _ in zip(_ideas(system, violated, until), range(MAX_TRIED), strict=False):
        cleared = _cleared(system, violated, repair.edit)
        if len(cleared) >= PAIR:
            found.setdefault(cleared, []).append(repair)
    if not found:
        return None
    most = max(found, key=len)
    return [instance for instance in violated if instance in most], found[most]


def _ideas(system: System, group: list[Instance], until: float) -> Iterator[RowRepair]:
    for (form, parent), gaps in _parent_gaps(system, group).items():
        if time.monotonic() > until:
            return
        rows = system.workspace.document.rows_of(form, parent)
        for child in _holding(system, form, rows.children.get(parent, ()), gaps):
            yield _drop(system, form, child, parent, -next(iter(gaps.values())))
        if all(gap > 0 for gap in gaps.values()):
            yield from _adds(system, group, form, parent, gaps)


def _holding(system: System, form: str, row_ids: Iterable[str], gaps: dict[str, int]) -> list[str]:
    """The rows that hold just what there is too much of, in each column."""
    found, value = list(row_ids), system.equations.value
    for column, gap in gaps.items():
        found = [row_id for row_id in found if value(CellRef(form, row_id, column)).fen == -gap]
    return found


def _parent_gaps(system: System, group: list[Instance]) -> dict[tuple[str, str], dict[str, int]]:
    """For each parent row whose children do not add up, what is missing in each column (in 分)."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for instance in group:
        template = system.equations.plan.templates[instance.template]
        child = next((term.place for term in template.terms if term.place.mode is Mode.CHILD), None)
        if child is not None:
            found.setdefault((child.form, instance.key), {})[child.column] = instance.residual
    return found


def _drop(system: System, form: str, row_id: str, parent: str, amount: int) -> RowRepair:
    workspace = system.workspace
    row = workspace.document.row(form, row_id)
    edit = planning.delete_rows(workspace, form, [row_id])
    return RowRepair(False, form, row_id, parent, workspace.document.label(row), amount, edit)


def _adds(system: System, group: list[Instance], form: str, parent: str, gaps: dict[str, int]) -> Iterator[RowRepair]:
    workspace = system.workspace
    rows = workspace.document.rows_of(form, parent)
    code, label = _missing_code(system, group, form, parent)
    if workspace.pack.form(form).column_of_kind(rows.block.key, ColumnKind.CODE) and not code:
        return
    level = rows.level(rows.by_id[parent])
    kinds = [kind for kind in rows.block.detail_kinds if kind.level > level]
    kind = rows.block.kind_of_code(code) if code else (kinds[-1] if kinds else None)
    if kind is None:
        return
    children = list(rows.children.get(parent, ()))
    index = max((rows.index_of(child) for child in children), default=rows.index_of(parent)) + 1
    if code:
        index = sum(rows.by_id[row_id].code < code for row_id in rows.details)
    gaps = gaps | _matched(system, group, form, code, gaps)
    row = Row(new_row_id(), rows.block.key, kind.key, code, label)
    changes = [RowInsert(form, index, row)]
    edit = Edit("补上漏填的行", "修复", (*changes, *_figures(system, form, row.id, gaps)))
    yield RowRepair(True, form, row.id, parent, f"{code} {label}".strip(), max(gaps.values()), edit)


def _figures(system: System, form: str, row_id: str, gaps: dict[str, int]) -> Iterator[CellChange]:
    unit = system.workspace.pack.form(form).unit
    for column, gap in gaps.items():
        yield CellChange(form, row_id, column, None, planning.entry_for(to_text(gap, unit), unit))


def _matched(system: System, group: list[Instance], form: str, code: str, gaps: dict[str, int]) -> dict[str, int]:
    """The figures of a missing 科目 where another form states the same one: more exact than what a sum leaves over."""
    found: dict[str, int] = {}
    for instance in group:
        terms = system.equations.plan.templates[instance.template].terms
        own = [t for t in terms if t.place.mode is Mode.MATCH and t.place.form == form and t.place.column in gaps]
        if code and instance.key == code and len(own) == 1:
            found[own[0].place.column] = -instance.residual * own[0].sign
    return found


def _missing_code(system: System, group: list[Instance], form: str, parent: str) -> tuple[str, str]:
    """A code that other forms have below the parent's and this form lacks, with its name there."""
    document = system.workspace.document
    rows = document.rows_of(form, parent)
    above = rows.by_id[parent].code
    for instance in group:
        if instance.key in rows.by_code or not instance.key.startswith(above):
            continue
        template = system.equations.plan.templates[instance.template]
        places = [term.place for term in template.terms if term.place.mode is Mode.MATCH]
        if not any(place.form == form for place in places):
            continue
        for place in places:
            for row_id in document.rows(place.form, place.block).by_code.get(instance.key, ()):
                return instance.key, document.row(place.form, row_id).label
    return "", ""


def _cleared(system: System, violated: list[Instance], edit: Edit) -> frozenset[Instance]:
    """Which equalities an edit would clear; none where it breaks others."""
    engine = system.workspace.engine
    names = {engine.key_of(instance): instance for instance in violated}
    before = {engine.key_of(instance) for instance in engine.broken()}
    with system.workspace.trial(edit):
        after = {engine.key_of(instance) for instance in engine.broken()}
    if after - before:
        return frozenset()
    return frozenset(instance for key, instance in names.items() if key not in after)
