"""Finding over all forms and sections: codes, names, words and amounts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from models import wording
from models.amounts import Unit, parse, to_text
from models.errors import AmountError
from models.findings import TextPlace
from models.forms import ColumnKind
from models.refs import CellRef
from models.workspace import Workspace
from ui.itemmodels.finding_words import short_place

MOST = 200


class Hit(NamedTuple):
    """Where something was found: a cell or words of a section; where that is, and what it shows."""

    where: CellRef | TextPlace
    place: str
    shown: str


def find(workspace: Workspace, text: str, *, most: int = MOST) -> list[Hit]:
    """Cells and words that hold ``text``: names and codes that contain it, amounts that begin with it, words."""
    wanted = _plain(text)
    if not wanted:
        return []
    found = (_texts(workspace, wanted), _amounts(workspace, text), _words(workspace, text))
    return list(islice(chain.from_iterable(islice(hits, most) for hits in found), most))


def find_amounts(workspace: Workspace, text: str, *, most: int = MOST) -> list[Hit]:
    """Amount cells with a figure: those of the rows whose name contains ``text``, then those that begin with it."""
    wanted = _plain(text)
    if not wanted:
        return []
    found = chain(_of_rows(workspace, wanted), _amounts(workspace, text))
    return list(islice({hit.where: hit for hit in found}.values(), most))


def _of_rows(workspace: Workspace, wanted: str) -> Iterator[Hit]:
    for form in workspace.pack.all_forms:
        for row in workspace.document.all_rows(form):
            name = f"{form.number}{wording.row_name(workspace, form.id, row)}"
            for column in form.amount_columns:
                ref = CellRef(form.id, row.id, column.key)
                full = _plain(name + column.title)
                if column.block == row.block and workspace.value(ref).filled and _holds(full, wanted):
                    yield _amount_hit(workspace, ref)


def _holds(full: str, wanted: str) -> bool:
    """Whether all characters wanted stand there in their order: ``收入总计`` or ``表一总计``."""
    if wanted in full:
        return True
    rest = iter(full)
    return not wanted.isdecimal() and all(character in rest for character in wanted)


def _words(workspace: Workspace, text: str) -> Iterator[Hit]:
    """Words of the book's sections."""
    wanted = text.strip()
    for section in workspace.pack.narrative.sections:
        for at, line in enumerate(workspace.words.prose.render(section.key).lines):
            start = line.text.find(wanted)
            if start >= 0 and line.style != "chart":
                end = start + len(wanted)
                place = TextPlace(section.key, at, start, end, line.text[start:end])
                yield Hit(place, wording.section_name(workspace, section.key), line.text[max(0, start - 8) : end + 12])


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _texts(workspace: Workspace, wanted: str) -> Iterator[Hit]:
    document = workspace.document
    for form in workspace.pack.all_forms:
        for block in form.blocks:
            columns = [column for column in form.columns_of(block.key) if column.kind is not ColumnKind.AMOUNT]
            for row in document.rows(form.id, block.key):
                for column in columns:
                    shown = document.text(row, column)
                    if shown and wanted in _plain(shown):
                        ref = CellRef(form.id, row.id, column.key)
                        yield Hit(ref, f"{form.number} · {wording.row_name(workspace, form.id, row)}", shown)
                        break


def _amounts(workspace: Workspace, text: str) -> Iterator[Hit]:
    """Amounts that are the wanted one, then those that begin with its digits."""
    try:
        amount = parse(text, Unit.WAN)
    except AmountError:
        return
    if amount is None:
        return
    digits = _plain(text).replace(",", "").replace("，", "")
    later: list[CellRef] = []
    for form in workspace.pack.all_forms:
        for block in form.blocks:
            columns = [column for column in form.columns_of(block.key) if column.kind is ColumnKind.AMOUNT]
            for row in workspace.document.rows(form.id, block.key):
                for column in columns:
                    ref = CellRef(form.id, row.id, column.key)
                    value = workspace.value(ref)
                    if not value.filled:
                        continue
                    if value.fen == amount.fen:
                        yield _amount_hit(workspace, ref)
                    elif to_text(value.fen, form.unit).startswith(digits):
                        later.append(ref)
    yield from (_amount_hit(workspace, ref) for ref in later)


def _amount_hit(workspace: Workspace, ref: CellRef) -> Hit:
    return Hit(ref, short_place(workspace, ref), workspace.shown(ref))
