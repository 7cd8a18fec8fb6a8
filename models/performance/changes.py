"""The changes that edits of the performance forms are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from models.document import Document
from models.edits import Change, Edit, Row, RowUpdate
from models.performance.definitions import BLOCK, LABELS
from models.rowids import new_row_id


def as_edit(label: str, changes: Iterable[Change]) -> Edit:
    """These changes as one edit."""
    return Edit(label, "绩效", tuple(changes))


def new_row(document: Document, form: str, code: str, texts: Mapping[str, str]) -> Row:
    """A row for the forms or their indicators; ``texts`` by column, that of the label too."""
    kind = document.pack.form(form).block_by_key[BLOCK].detail_kinds[0]
    return _written(Row(new_row_id(), BLOCK, kind.key, code), texts)


def updated(form: str, row: Row, texts: Mapping[str, str]) -> list[Change]:
    """The change of some texts of a row, by column; nothing where all stay as they are. "" takes a text away."""
    new = _written(row, texts)
    return [RowUpdate(form, row, new)] if new != _written(row, {}) else []


def recoded(form: str, row: Row, code: str) -> RowUpdate:
    """The change of a row's code."""
    return RowUpdate(form, row, msgspec.structs.replace(row, code=code))


def _written(row: Row, texts: Mapping[str, str]) -> Row:
    label = next((text for key, text in texts.items() if key in LABELS), row.label)
    kept = row.texts | {key: text for key, text in texts.items() if key not in LABELS}
    return msgspec.structs.replace(row, label=label, texts={key: text for key, text in kept.items() if text})
