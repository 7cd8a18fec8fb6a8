"""A text typed into a cell, as an Edit: amounts, names, and 科目 by code or by name."""

from __future__ import annotations

import msgspec

from models import planning
from models.amounts import Unit, to_text
from models.edits import Change, Edit, Row, RowDelete, RowInsert, RowUpdate
from models.forms import ColumnDef, ColumnKind
from models.pack import Subject, Subjects
from models.refs import CellRef
from models.workspace import Workspace

WAN_CENT = 10_000
"""分 in the second decimal of 万元."""


def entry_edit(workspace: Workspace, ref: CellRef, text: str) -> Edit:
    """What typing ``text`` into a cell means. ``text`` may be a 科目 as offered: ``2080505 机关事业单位……``.

    A 科目 typed into an empty row goes to its place in the order, with the parents that are missing; the linked forms
    follow.

    :raises models.errors.PlanError: the cell belongs to the form.
    """
    form = workspace.pack.form(ref.form)
    column = form.column_by_key[ref.column]
    if column.kind is ColumnKind.AMOUNT:
        return planning.set_cells(workspace, {ref: text})
    row = workspace.document.row(ref.form, ref.row)
    subject = named_subject(workspace, row, ref, column, text)
    if subject is None:
        return planning.set_text(workspace, ref, text)
    rows = workspace.document.rows_of(ref.form, ref.row)
    free = is_empty_row(workspace, ref) and not rows.is_fixed(ref.row)
    new = free and subject.code not in rows.by_code and rows.block.kind_of_code(subject.code) is not None
    if new and column.kind is not ColumnKind.TEXT:
        return _placed(workspace, ref, subject)
    if column.kind is ColumnKind.CODE:
        return planning.set_text(workspace, ref, subject.code)
    edit = planning.set_text(workspace, ref, subject.name)
    return edit if column.kind is ColumnKind.TEXT else _with_code(workspace, ref, edit, subject)


def catalogue(workspace: Workspace, ref: CellRef) -> Subjects | None:
    """The 科目 list that a cell is filled from, if any: codes, names without a code beside them, empty rows."""
    form = workspace.pack.form(ref.form)
    column = form.column_by_key[ref.column]
    subjects = workspace.pack.subjects
    if column.kind is ColumnKind.AMOUNT:
        return None
    if column.kind is ColumnKind.TEXT:
        return next((subjects[key] for key in subjects if column.key.startswith(key)), None)
    row = workspace.document.row(ref.form, ref.row)
    by_code = form.column_of_kind(row.block, ColumnKind.CODE) is not None
    if column.kind is ColumnKind.LABEL and by_code and not is_empty_row(workspace, ref):
        return None
    return subjects.get(form.block_by_key[row.block].catalogue)


def offered(subject: Subject) -> str:
    """A 科目 as the completer shows it."""
    return f"{subject.code} {subject.name}"


def named_subject(workspace: Workspace, row: Row, ref: CellRef, column: ColumnDef, text: str) -> Subject | None:
    """The 科目 that a text names: as offered, by its code, or, where no code stands beside it, by its name."""
    subjects = catalogue(workspace, ref)
    if subjects is None:
        return None
    code, _, name = " ".join(text.split()).partition(" ")
    known = subjects.by_code.get(code)
    if known is not None and name in ("", known.name):
        return known
    if column.kind is ColumnKind.LABEL and not row.label:
        return subjects.named(text)
    return None


def is_empty_row(workspace: Workspace, ref: CellRef) -> bool:
    """Whether nothing at all stands in a row."""
    document = workspace.document
    row = document.row(ref.form, ref.row)
    amounts = (CellRef(ref.form, ref.row, column.key) for column in workspace.pack.form(ref.form).amount_columns)
    return not (row.code or row.label or any(row.texts.values()) or any(cell in document.entries for cell in amounts))


def _placed(workspace: Workspace, ref: CellRef, subject: Subject) -> Edit:
    """The empty row gives way to the 科目's row at its place."""
    row = workspace.document.row(ref.form, ref.row)
    added = planning.add_subject(workspace, ref.form, row.block, subject.code)
    index = workspace.document.rows_of(ref.form, ref.row).index_of(row.id)
    for change in added.changes:
        if isinstance(change, RowInsert) and (change.form, change.row.block) == (ref.form, row.block):
            index += change.index <= index
    changes: tuple[Change, ...] = (*added.changes, RowDelete(ref.form, index, row))
    return msgspec.structs.replace(added, changes=changes)


def _with_code(workspace: Workspace, ref: CellRef, edit: Edit, subject: Subject) -> Edit:
    """Several 科目 may share a name: the one that was chosen counts."""
    row = workspace.document.row(ref.form, ref.row)
    new = next((change.new for change in edit.changes if isinstance(change, RowUpdate)), row)
    if new.code == subject.code:
        return edit
    kind = workspace.document.rows_of(ref.form, ref.row).block.kind_of_code(subject.code)
    new = msgspec.structs.replace(new, code=subject.code, kind=kind.key if kind else new.kind)
    return msgspec.structs.replace(edit, changes=(RowUpdate(ref.form, row, new),))


def notice(workspace: Workspace, ref: CellRef) -> str:
    """What to tell the user about the figure just typed: not readable, or finer than the form shows; "" for nothing."""
    entry = workspace.document.entries.get(ref)
    unit = workspace.pack.form(ref.form).unit
    if entry is None:
        return ""
    if entry.fen is None:
        return planning.why_unreadable(entry.text, unit)
    if unit is Unit.WAN and entry.fen % WAN_CENT:
        return f"已按 {to_text(entry.fen, Unit.YUAN, grouped=True)} 元保存，表上显示 {workspace.shown(ref)} 万元。"
    return ""


def placed_row(edit: Edit, form: str) -> str | None:
    """The row that a 科目's edit adds to a form last, which is the 科目's own."""
    added = [change.row.id for change in edit.changes if isinstance(change, RowInsert) and change.form == form]
    return added[-1] if added else None
