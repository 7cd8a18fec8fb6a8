"""Finding over all forms: codes, names, texts and amounts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from models import wording
from models.amounts import Unit, parse, to_text
from models.errors import AmountError
from models.forms import ColumnKind
from models.refs import CellRef
from models.workspace import Workspace
from ui.itemmodels.finding_words import short_place

MOST = 200


class Hit(NamedTuple):
    """A cell that holds what was looked for: where it is, and what it shows."""

    ref: CellRef
    place: str
    shown: str


def find(workspace: Workspace, text: str, *, most: int = MOST) -> list[Hit]:
    """Cells that hold ``text``, in book order: names and codes that contain it, then amounts that begin with it."""
    wanted = _plain(text)
    if not wanted:
        return []
    texts = islice(_texts(workspace, wanted), most)
    amounts = islice(_amounts(workspace, text), most)
    return list(islice(chain(texts, amounts), most))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _texts(workspace: Workspace, wanted: str) -> Iterator[Hit]:
    document = workspace.document
    for form in workspace.pack.forms:
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
    for form in workspace.pack.forms:
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
