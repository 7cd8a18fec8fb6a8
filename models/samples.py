"""The sample document that comes with a pack: figures, names, words and rows of a real disclosure, every printed figure
stated and its mistakes kept; and a clean variant without them.

It stands in several files of one form: the tables, the words with their facts, the performance forms, and what the
clean variant changes.
"""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec

from models import packs
from models.amounts import parse
from models.document import Document
from models.edits import CellChange, Entry, Row
from models.forms import FormDef
from models.pack import DEFAULT_PACK, load

_PRINTED = ("sample.json", "sample_words.json", "sample_performance.json")
_CLEAN = "sample_clean.json"
_WORDS = "."
"""What is in the keys of those settings that hold words (``text.section01``)."""


class _SampleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed row by its id in ``row``, or a detail row by what it says; ``cells`` as printed.

    In the clean variant a row changes the printed one of its id, else of its code, else of its project and label; a
    cell or text that is "" there is taken out, and ``rename`` is the row's new label where the label names it.
    """

    cells: dict[str, str] = {}
    row: str = ""
    block: str = "main"
    kind: str = ""
    code: str = ""
    label: str = ""
    texts: dict[str, str] = {}
    rename: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells the row from the others of its form."""
        name = ("", self.texts.get("project", ""), self.label)
        return (self.block, self.row or self.code) if self.row or self.code else (self.block, *name)


class _Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    settings: dict[str, str] = {}
    forms: dict[str, tuple[_SampleRow, ...]] = {}


def detail_row_id(number: int) -> str:
    """The id of a block's n-th row: what new documents count up from."""
    return f"r{number}"


def sample_document(pack_id: str = DEFAULT_PACK, *, stated: bool = True, clean: bool = False) -> Document:
    """The pack's sample as printed, or, when ``clean``, with its mistakes put right and its sections as the templates
    write them; without figures and words, only its rows, when not ``stated``.
    """
    pack = load(pack_id)
    folder = packs.FOLDER / pack_id
    sample = functools.reduce(_merged, (_read(folder / name) for name in _PRINTED))
    if clean:
        sample = _merged(sample, _read(folder / _CLEAN))
    settings = {key: text for key, text in sample.settings.items() if stated or _WORDS not in key}
    document = Document(pack, settings)
    for form in pack.all_forms:
        for number, row in enumerate(sample.forms.get(form.id, ()), 1):
            _place(document, form, row, number, stated=stated)
    return document


def _read(path: Path) -> _Sample:
    """A file of the sample; a pack need not have each of them."""
    return msgspec.json.decode(path.read_bytes(), type=_Sample) if path.is_file() else _Sample()


def _merged(base: _Sample, more: _Sample) -> _Sample:
    """A sample with what another file adds or changes."""
    forms = {form: _patched(base.forms.get(form, ()), rows) for form, rows in more.forms.items()}
    return _Sample(_filled(base.settings | more.settings), base.forms | forms)


def _patched(rows: tuple[_SampleRow, ...], changes: tuple[_SampleRow, ...]) -> tuple[_SampleRow, ...]:
    if not rows:
        return changes
    by_identity = {change.identity: change for change in changes}
    return tuple(_changed(row, by_identity[row.identity]) if row.identity in by_identity else row for row in rows)


def _changed(row: _SampleRow, change: _SampleRow) -> _SampleRow:
    return msgspec.structs.replace(
        row,
        label=change.rename or change.label or row.label,
        cells=_filled(row.cells | change.cells),
        texts=_filled(row.texts | change.texts),
    )


def _filled(texts: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


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
