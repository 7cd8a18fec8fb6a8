"""A pack of tables alone (no facts, no prose, no performance forms), as another region's may be."""

from __future__ import annotations

import re
from pathlib import Path

from models import pack
from models.document import Document
from models.edits import CellChange, Edit
from models.pack import Pack
from tests.support.budgets import copied_pack, tables

_LEFT_OUT = ("facts", "performance", "narrative", "form_layout", "completeness")
_RULES = 'rules = ["in_table.toml", "cross_table.toml", "checks.toml"]'


def bare_pack(folder: Path) -> Pack:
    """The default pack without all that is not a table or a rule about tables."""
    copy = copied_pack(folder)
    manifest = copy / "pack.toml"
    text = manifest.read_text(encoding="utf-8")
    for name in _LEFT_OUT:
        text = re.sub(rf"(?m)^{name} = .*\n", "", text)
    manifest.write_text(re.sub(r"(?ms)^rules = \[.*?\]", _RULES, text), encoding="utf-8")
    for name in ("narrative.toml", "performance.toml", "completeness.toml"):
        (copy / name).unlink()
    return pack.read(copy)


def bare_document(found: Pack) -> Document:
    """The sample's tables in that pack."""
    sample = tables().document
    document = Document(found, dict(sample.settings))
    for form in found.forms:
        for block in form.blocks:
            rows = sample.rows(form.id, block.key)
            for row_id in rows.details:
                document.insert_row(form.id, rows.by_id[row_id])
    document.apply(Edit("", "", tuple(CellChange(*ref, None, entry) for ref, entry in sample.entries.items())))
    return document
