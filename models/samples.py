"""The sample document that comes with a pack: figures, names and rows of a real disclosure, every printed figure
stated.
"""

from __future__ import annotations

from importlib import resources

import msgspec

from models.amounts import parse
from models.document import Document
from models.edits import CellChange, Entry, Row
from models.forms import FormDef
from models.pack import DEFAULT_PACK, load


class _SampleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed row by its id in ``row``, or a detail row by what it says; ``cells`` as printed."""

    cells: dict[str, str] = {}
    row: str = ""
    block: str = "main"
    kind: str = ""
    code: str = ""
    label: str = ""
    texts: dict[str, str] = {}


class _Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    settings: dict[str, str]
    forms: dict[str, tuple[_SampleRow, ...]]


def detail_row_id(number: int) -> str:
    """The id of a block's n-th row: what new documents count up from."""
    return f"r{number}"


def sample_document(pack_id: str = DEFAULT_PACK, *, stated: bool = True) -> Document:
    """The pack's sample; without figures, only its rows, when not ``stated``."""
    pack = load(pack_id)
    raw = (resources.files("models.packs") / pack_id / "sample.json").read_bytes()
    sample = msgspec.json.decode(raw, type=_Sample)
    document = Document(pack, sample.settings)
    for form in pack.forms:
        for number, row in enumerate(sample.forms.get(form.id, ()), 1):
            _place(document, form, row, number, stated=stated)
    return document


def _place(document: Document, form: FormDef, source: _SampleRow, number: int, *, stated: bool) -> None:
    row_id = source.row
    if not row_id:
        row_id = detail_row_id(number)
        row = Row(row_id, source.block, source.kind, source.code, source.label, dict(source.texts))
        document.insert_row(form.id, row)
    if not stated:
        return
    for column, text in source.cells.items():
        amount = parse(text, form.unit)
        if amount is not None:
            document.apply_change(CellChange(form.id, row_id, column, None, Entry(text, amount.fen, amount.slack)))
