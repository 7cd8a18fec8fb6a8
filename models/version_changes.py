"""What differs between two states of a document: cells, rows, basic settings, and the prose paragraph by paragraph."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from models import notes, wording
from models.document import Document
from models.edits import Row
from models.forms import ColumnDef, ColumnKind, FormDef
from models.narrative.prose import BASIS, REASON, TEXT, Prose
from models.refs import CellRef
from models.versions import is_content
from models.workspace import Workspace

SETTING, PROSE = "基本信息", "文字"
WITHHELD, STATED, AUTOMATIC = "含涉密科目", "录入", "自动"
_TOLD_OTHERWISE = (TEXT, REASON, BASIS, notes.PREFIX)
"""Settings that show in the prose and at the cells."""


class Difference(NamedTuple):
    """One place that says something else now; "" where there was, or is, nothing.

    ``place`` is a form or section, or :data:`SETTING`, with the setting's key as the ``column``. ``ref`` is the cell,
    where there is one now. ``figure`` tells an amount from words.
    """

    place: str
    row: str
    column: str
    then: str
    now: str
    ref: CellRef | None = None
    figure: bool = False


def differences(then: Workspace, now: Workspace) -> list[Difference]:
    """All that differs, in the order of the book: settings, forms, prose."""
    found = list(_settings(then, now))
    for form in now.pack.all_forms:
        found += _form(then, now, form)
    prose = Prose(then), Prose(now)
    for section in now.pack.narrative.sections:
        found += _section(now, section.key, *prose)
    return found


def _settings(then: Workspace, now: Workspace) -> Iterator[Difference]:
    old, new = then.document.settings, now.document.settings
    for key in old | new:
        before, after = old.get(key, ""), new.get(key, "")
        if before != after and is_content(key) and not key.startswith(_TOLD_OTHERWISE):
            yield Difference(SETTING, "", key, before, after)


def _form(then: Workspace, now: Workspace, form: FormDef) -> Iterator[Difference]:
    """Its rows as they are printed now, then those that are gone."""
    rows = {row.id: row for row in now.document.all_rows(form)}
    gone = [row for row in then.document.all_rows(form) if row.id not in rows]
    moved = _moved(then.document, now.document, form)
    for row in (*rows.values(), *gone):
        is_old, is_new = (side.document.has_row(form.id, row.id) for side in (then, now))
        name = wording.row_name(now if is_new else then, form.id, row)
        here = CellRef(form.id, row.id, form.columns_of(row.block)[0].key) if is_new else None
        if not (is_old and is_new):
            yield Difference(form.number, name, "整行", "" if is_new else name, name if is_new else "", here)
        elif then.document.row(form.id, row.id).withheld != row.withheld:
            before, after = ("", WITHHELD) if row.withheld else (WITHHELD, "")
            yield Difference(form.number, name, "涉密标记", before, after, here)
        if row.id in moved:
            before, after = (f"第 {at + 1} 行" for at in moved[row.id])
            yield Difference(form.number, name, "次序", before, after, here)
        yield from _cells(then, now, form, row, name)


def _moved(then: Document, now: Document, form: FormDef) -> dict[str, tuple[int, int]]:
    """The rows that stand behind or before others than then, as few as tell it: their places in the block's details."""
    found: dict[str, tuple[int, int]] = {}
    for block in form.blocks:
        places = [{row: at for at, row in enumerate(side.rows(form.id, block.key).details)} for side in (then, now)]
        old, new = ([row for row in side if row in other] for side, other in (places, places[::-1]))
        if old != new:
            pairs = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
            stayed = {row for pair in pairs for row in old[pair.a : pair.a + pair.size]}
            found |= {row: (places[0][row], places[1][row]) for row in new if row not in stayed}
    return found


def _cells(then: Workspace, now: Workspace, form: FormDef, row: Row, name: str) -> Iterator[Difference]:
    is_old, is_new = (side.document.has_row(form.id, row.id) for side in (then, now))
    for column in form.columns_of(row.block):
        ref = CellRef(form.id, row.id, column.key)
        here = ref if is_new else None
        if (is_old and is_new) or column.kind not in (ColumnKind.CODE, ColumnKind.LABEL):
            before, after = _pair(then, now, form, column, ref)
            if before != after:
                yield Difference(form.number, name, column.title, before, after, here, column.kind is ColumnKind.AMOUNT)
        before, after = (notes.note(side.document, ref) for side in (then, now))
        if before != after:
            yield Difference(form.number, name, f"{column.title} 批注", before, after, here)


def _pair(then: Workspace, now: Workspace, form: FormDef, column: ColumnDef, ref: CellRef) -> tuple[str, str]:
    """What a cell says on both sides: as printed, or as typed, or whether it was, where only that tells them apart."""
    if column.kind is not ColumnKind.AMOUNT:
        before, after = (_text(side, column, ref) for side in (then, now))
        return before, after
    has = [side.document.has_row(form.id, ref.row) for side in (then, now)]
    shown = [side.shown(ref) if known else "" for side, known in zip((then, now), has, strict=True)]
    raw = [side.raw(ref) if known else "" for side, known in zip((then, now), has, strict=True)]
    before, after = shown if shown[0] != shown[1] else raw
    stated = [side.document.entry(ref) is not None for side in (then, now)]
    if before == after and stated[0] != stated[1]:
        before, after = (f"{before}（{STATED if one else AUTOMATIC}）" for one in stated)
    return before, after


def _text(workspace: Workspace, column: ColumnDef, ref: CellRef) -> str:
    if not workspace.document.has_row(ref.form, ref.row):
        return ""
    row = workspace.document.row(ref.form, ref.row)
    if column.kind is ColumnKind.CODE:
        return row.code
    return row.label if column.kind is ColumnKind.LABEL else row.texts.get(column.key, "")


def _section(now: Workspace, key: str, then_prose: Prose, now_prose: Prose) -> Iterator[Difference]:
    """Paragraphs that differ, side by side; numbered as they stand now."""
    old, new = (_paragraphs(prose, key) for prose in (then_prose, now_prose))
    if old == new:
        return
    name = wording.section_name(now, key)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for at, (before, after) in enumerate(zip_longest(old[a:b], new[c:d], fillvalue="")):
                yield Difference(name, f"第 {min(c + at, d - 1 if d > c else c) + 1} 段", PROSE, before, after)


def _paragraphs(prose: Prose, key: str) -> list[str]:
    return ["［图］" if line.style == "chart" else line.text for line in prose.render(key).lines]
