"""A new document: the pack's forms, empty, with the department's 单位 listed where the forms list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.document import Document
from models.edits import Row
from models.forms import BlockDef
from models.pack import Pack
from models.planning import MAX_LABEL
from models.samples import detail_row_id

UNIT_KIND = "unit"
"""The kind of rows that name a 单位, in every pack."""


def new_document(pack: Pack, department: str, code: str, year: str, units: Iterable[str]) -> Document:
    """An empty document. Without ``units`` the department itself is the only one, as for a department of one 单位."""
    name = _tidy(department)
    document = Document(pack, {"department": name, "department_code": _tidy(code), "year": _tidy(year)})
    names = list(dict.fromkeys(filter(None, map(_tidy, units)))) or list(filter(None, [name]))
    for form in pack.forms:
        for block in _listing_units(form.blocks):
            for number, unit in enumerate(names, 1):
                document.insert_row(form.id, Row(detail_row_id(number), block.key, UNIT_KIND, label=unit))
    return document


def _listing_units(blocks: Iterable[BlockDef]) -> Iterator[BlockDef]:
    return (block for block in blocks if any(kind.key == UNIT_KIND for kind in block.detail_kinds))


def _tidy(text: str) -> str:
    return " ".join(text.split())[:MAX_LABEL]
