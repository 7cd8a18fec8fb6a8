"""A document's state in tables: settings, detail rows and stated cells, read and written whole.

Fixed rows come from the pack and are not stored. What the pack does not know (any more) stays in the file untouched.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from uuid import uuid4

import msgspec

from models.amounts import LIMIT_FEN
from models.blocks import Rows
from models.bulk import without_collector
from models.document import Document
from models.edits import Entry, Row, RowInsert
from models.pack import load as load_pack
from models.refs import CellRef
from storage import migrations
from storage.connection import APPLICATION_ID
from storage.order import STEP

if TYPE_CHECKING:
    import sqlite3

    from storage.database import Database

MAX_ROWS = 1_000_000
MAX_CELLS = 10_000_000
_CHUNK = 5_000
_T = TypeVar("_T")
_Text = Annotated[str, msgspec.Meta(max_length=32_767)]
_Fen = Annotated[int, msgspec.Meta(gt=-LIMIT_FEN, lt=LIMIT_FEN)]
_Slack = Annotated[int, msgspec.Meta(ge=0, le=LIMIT_FEN)]
_RowLine = tuple[str, str, str, str, _Text, _Text, str, int, int]
_CellLine = tuple[str, str, str, _Text, _Fen | None, _Slack]
_Texts = dict[str, _Text]

INSERT_ROW = "INSERT INTO detail_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_CELL = "INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?)"


class Aside:
    """What a file holds beyond its pack. ``rows`` are the (form, row) addresses that nothing else may take unasked."""

    def __init__(self) -> None:
        self.rows: set[tuple[str, str]] = set()
        self.row_count = self.cell_count = 0

    def __bool__(self) -> bool:
        return bool(self.row_count or self.cell_count)

    def words(self, pack_title: str) -> str:
        """The sentence for the user."""
        return (
            f"文件中有 {self.row_count} 行、{self.cell_count} 个金额不属于参数包“{pack_title}”，"
            "已原样保留在文件中，但不显示；如需处理，请用保存它们的程序版本打开。"
        )


class OversizeError(Exception):
    """More rows or cells than any document has; the text says of what, in Chinese."""


# -- whole documents ------------------------------------------------------------------------------------------------


def get_meta(db: Database, key: str) -> str | None:
    """A value about the file itself; ``None`` when there is none, or no text."""
    found = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return found[0] if found is not None and isinstance(found[0], str) else None


def set_meta(db: Database, key: str, value: str) -> None:
    """Set a value about the file itself."""
    db.execute("REPLACE INTO meta VALUES (?, ?)", (key, value))


def found(db: Database, document: Document) -> None:
    """Make an empty database a file of ours that holds ``document``, without history."""
    migrations.migrate(db, 0)
    with db.atomic():
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        set_meta(db, "pack", document.pack.id)
        set_meta(db, "document_id", uuid4().hex)
        set_meta(db, "created", datetime.now(UTC).isoformat())
        _store(db, document)


def _store(db: Database, document: Document) -> None:
    db.conn.executemany("INSERT INTO setting VALUES (?, ?)", document.settings.items())
    for form in document.pack.all_forms:
        for block in form.blocks:
            rows = document.rows(form.id, block.key)
            db.conn.executemany(INSERT_ROW, (row_line(form.id, row, at) for row, at in _numbered(rows)))
    db.conn.executemany(INSERT_CELL, ((*ref, *entry_line(entry)) for ref, entry in document.entries.items()))


def load(db: Database) -> tuple[Document, Aside]:
    """Read the whole document.

    :raises PackError: the program has no such pack.
    :raises msgspec.ValidationError, msgspec.DecodeError: a value is none that we would write.
    :raises OversizeError: there are absurdly many.
    """
    settings = msgspec.convert(db.execute("SELECT key, value FROM setting").fetchall(), list[tuple[str, _Text]])
    document = Document(load_pack(get_meta(db, "pack") or ""), dict(settings))
    aside = Aside()
    with without_collector():
        known = _load_rows(db, document, aside)
        _load_cells(db, document, known, aside)
    return document, aside


def _numbered(rows: Rows) -> Iterator[tuple[Row, int]]:
    return ((rows.by_id[row_id], index * STEP) for index, row_id in enumerate(rows.details))


def _load_rows(db: Database, document: Document, aside: Aside) -> dict[str, dict[str, str]]:
    """Fill in the detail rows; returns every form's row ids (as keys and, one object for all cells, as values)."""
    lines: list[_RowLine] = []
    cursor = db.execute("SELECT form, row_id, block, kind, code, label, texts, withheld, position FROM detail_row")
    for chunk in _chunks(cursor, list[_RowLine], MAX_ROWS, "行"):
        lines += chunk
    lines.sort(key=lambda line: (line[0], line[2], line[8], line[1]))
    forms = document.pack.form_by_id
    known = {form.id: {row.id: row.id for row in document.all_rows(form)} for form in document.pack.all_forms}
    for (form_id, block_key), group in groupby(lines, key=lambda line: (line[0], line[2])):
        form = forms.get(form_id)
        block = form.block_by_key.get(block_key) if form else None
        index = 0
        for _, row_id, _, kind, code, label, texts, withheld, _ in group:
            if form is None or block is None or kind not in block.kind_by_key or row_id in known[form_id]:
                aside.rows.add((form_id, row_id))
                aside.row_count += 1
                continue
            more = msgspec.json.decode(texts, type=_Texts) if texts != "{}" else {}
            row = Row(row_id, block.key, kind, code, label, more, bool(withheld))
            document.apply_change(RowInsert(form.id, index, row))
            known[form_id][row_id] = row_id
            index += 1
    return known


def _load_cells(db: Database, document: Document, known: dict[str, dict[str, str]], aside: Aside) -> None:
    forms = document.pack.all_forms
    columns = {(form.id, column.block, column.key): column.key for form in forms for column in form.amount_columns}
    form_ids = {form.id: form.id for form in document.pack.all_forms}
    entries = document.entries
    cursor = db.execute("SELECT form, row_id, column_key, text, fen, slack FROM cell")
    for chunk in _chunks(cursor, list[_CellLine], MAX_CELLS, "个金额"):
        for form, row_id, column, text, fen, slack in chunk:
            try:
                # The pack's and the row's own strings: one object each, however many cells there are.
                block = document.row(form, row_id).block
                ref = CellRef(form_ids[form], known[form][row_id], columns[form, block, column])
            except KeyError:
                aside.cell_count += 1
                if row_id not in known.get(form, ()):
                    aside.rows.add((form, row_id))
                continue
            entries[ref] = Entry(text, fen, slack)


def _chunks(cursor: sqlite3.Cursor, kind: type[_T], limit: int, what: str) -> Iterator[_T]:
    """The lines of a query, type-checked, some thousand at a time."""
    count = 0
    while lines := cursor.fetchmany(_CHUNK):
        count += len(lines)
        if count > limit:
            raise OversizeError(f"超过 {limit // 10_000} 万{what}")
        yield msgspec.convert(lines, kind)


def entry_line(entry: Entry) -> tuple[str, int | None, int]:
    """A cell's last three columns."""
    return entry.text, entry.fen, entry.slack


def row_values(row: Row) -> tuple[str, str, str, str, bool]:
    """A row's columns that may change: kind, code, label, texts, withheld."""
    return row.kind, row.code, row.label, msgspec.json.encode(row.texts).decode(), row.withheld


def row_line(form: str, row: Row, position: int) -> tuple[Any, ...]:
    """All of a row's columns."""
    return form, row.id, row.block, *row_values(row), position
