"""查找替换: what would change, place by place, and the one edit that carries it out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec

from models import renaming, wording
from models.edits import CellChange, Change, Edit, Entry, Row, RowUpdate
from models.errors import PlanError
from models.forms import ColumnDef, ColumnKind, FormDef, Role
from models.narrative import markup
from models.narrative import planning as words_planning
from models.narrative.prose import REASON, TEXT
from models.pack import Pack
from models.performance.planning import MAX_FIELD
from models.planning import MAX_LABEL, entry_for, with_text
from models.refs import CellRef
from models.workspace import Workspace

AROUND = 10
"""Characters of a long text that are shown before and behind what is replaced."""


class Place(NamedTuple):
    """Where something would be replaced, and what stands there and would: a cell, or words in a setting (a section's
    text, a reason) with the number of their line and piece.
    """

    name: str
    old: str
    new: str
    ref: CellRef | None = None
    setting: str = ""
    at: tuple[int, int] = (0, 0)


class Wanted(NamedTuple):
    """What to replace: ``whole``: only cells that hold nothing else; ``case``: capitals count."""

    old: str
    new: str
    whole: bool = False
    case: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in a text."""
        found = re.escape(self.old)
        return re.compile(f"^{found}$" if self.whole else found, 0 if self.case else re.IGNORECASE)

    def replaced(self, text: str) -> str:
        """The text with the new words for the old ones."""
        return self.pattern.sub(lambda _match: self.new, text)


def find(workspace: Workspace, wanted: Wanted, scope: Collection[str]) -> list[Place]:
    """All places in these forms and sections, by id and key, in the order of the book. Names of the form's own rows,
    computed figures and automatic words are none, for they follow something else; codes are none either.

    A figure is one only where it is the figure wanted, whole.
    """
    if not wanted.old.strip() or wanted.old == wanted.new:
        return []
    found: list[Place] = []
    for form in workspace.pack.all_forms:
        if form.id in scope:
            found += _in_form(workspace, wanted, form)
    for section in workspace.pack.narrative.sections:
        if section.key in scope:
            found += _in_section(workspace, wanted, section.key)
    return found


def _in_form(workspace: Workspace, wanted: Wanted, form: FormDef) -> Iterator[Place]:
    document = workspace.document
    figure = entry_for(wanted.old, form.unit)
    for row in document.all_rows(form):
        name = f"{form.number} · {wording.row_name(workspace, form.id, row)}"
        fixed = document.rows(form.id, row.block).is_fixed(row.id)
        for column in _columns(workspace.pack, form, row.block):
            ref = CellRef(form.id, row.id, column.key)
            if column.kind is ColumnKind.AMOUNT:
                if _is_figure(document.entries.get(ref), figure):
                    yield Place(f"{name} · {column.title}", workspace.shown(ref), wanted.new, ref)
            elif not fixed:
                text = document.text(row, column)
                if (new := wanted.replaced(text)) != text:
                    yield Place(name, *_around(wanted, text, new), ref)


def _columns(pack: Pack, form: FormDef, block: str) -> list[ColumnDef]:
    """The columns that people write into; on a performance form those that are printed."""
    found = [column for column in form.columns_of(block) if column.kind is not ColumnKind.CODE]
    if form.role is not Role.PERFORMANCE or pack.form_layout is None:
        return found
    layout = pack.form_layout
    printed = {cell.field for row in (*layout.rows, *layout.foot) for cell in row.cells} | {*layout.indicators.fields}
    return [column for column in found if column.key in printed]


def _is_figure(there: Entry | None, figure: Entry | None) -> bool:
    if there is None or figure is None:
        return False
    return there.fen == figure.fen if figure.fen is not None else there.text == figure.text


def _around(wanted: Wanted, text: str, new: str) -> tuple[str, str]:
    """What stands around the first words found, and what will."""
    match = wanted.pattern.search(text)
    if match is None or len(text) <= 2 * AROUND + len(wanted.old):
        return text, new
    start, end = max(0, match.start() - AROUND), match.end() + AROUND
    before, behind = "…" if start else "", "…" if end < len(text) else ""
    old = text[start:end]
    return f"{before}{old}{behind}", f"{before}{wanted.replaced(old)}{behind}"


def _in_section(workspace: Workspace, wanted: Wanted, key: str) -> Iterator[Place]:
    settings, name = workspace.document.settings, wording.section_name(workspace, key)
    for number, line in enumerate(markup.parse(settings.get(TEXT + key, ""))):
        for at, piece in enumerate(line.pieces):
            if isinstance(piece, markup.Words) and line.style != "chart":
                new = wanted.replaced(piece.text)
                if new != piece.text:
                    yield Place(name, *_around(wanted, piece.text, new), None, TEXT + key, (number, at))
    for setting, text in settings.items():
        if setting.startswith(f"{REASON}{key}.") and (new := wanted.replaced(text)) != text:
            yield Place(f"{name} · 变动原因", *_around(wanted, text, new), None, setting)


# -- carrying it out ---------------------------------------------------------------------------------------------------


def plan(workspace: Workspace, wanted: Wanted, places: Iterable[Place]) -> Edit:
    """Replace at these places; names that stand on linked forms too follow.

    :raises PlanError: a text would become too long.
    """
    document = workspace.document
    rows: dict[tuple[str, str], Row] = {}
    words: dict[str, set[tuple[int, int]]] = {}
    changes: list[Change] = []
    for place in places:
        ref = place.ref
        if ref is None:
            words.setdefault(place.setting, set()).add(place.at)
        elif workspace.pack.form(ref.form).column_by_key[ref.column].kind is ColumnKind.AMOUNT:
            old, new = document.entries.get(ref), entry_for(wanted.new, workspace.pack.form(ref.form).unit)
            changes += [CellChange(*ref, old, new)] if old != new else []
        else:
            row = rows.get(ref[:2]) or document.row(ref.form, ref.row)
            rows[ref[:2]] = _retexted(workspace, row, ref, wanted)
    updates = [RowUpdate(form, document.row(form, row.id), row) for (form, _id), row in rows.items()]
    changes += [update for update in updates if update.old != update.new]
    changes += renaming.follow(document, changes).updates
    for setting, at in words.items():
        changes += _rewritten(workspace, setting, at, wanted).changes
    return Edit(f"替换“{wanted.old[:12]}”", "替换", tuple(changes))


def _retexted(workspace: Workspace, row: Row, ref: CellRef, wanted: Wanted) -> Row:
    form = workspace.pack.form(ref.form)
    column = form.column_by_key[ref.column]
    text = wanted.replaced(workspace.document.text(row, column))
    long = form.role is Role.PERFORMANCE
    most = MAX_FIELD if long else MAX_LABEL
    if len(text) > most:
        raise PlanError(f"{form.number}“{text[:10]}…”替换后有 {len(text)} 字，超过 {most} 字，没有替换；请先删减。")
    if not long:
        return with_text(workspace, form, row, column, text)
    if column.kind is ColumnKind.LABEL:
        return msgspec.structs.replace(row, label=text.strip())
    return msgspec.structs.replace(row, texts={**row.texts, ref.column: text})


def _rewritten(workspace: Workspace, setting: str, at: Collection[tuple[int, int]], wanted: Wanted) -> Edit:
    text = workspace.document.settings.get(setting, "")
    if not setting.startswith(TEXT):
        return words_planning.set_facts(workspace, {setting: wanted.replaced(text)})
    lines = []
    for number, line in enumerate(markup.parse(text)):
        pieces = [
            markup.Words(wanted.replaced(piece.text))
            if isinstance(piece, markup.Words) and (number, one) in at
            else piece
            for one, piece in enumerate(line.pieces)
        ]
        lines.append(markup.TextLine(line.style, tuple(pieces)))
    return words_planning.set_section(workspace, setting.removeprefix(TEXT), markup.dumps(lines))
