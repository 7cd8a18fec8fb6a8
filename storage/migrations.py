"""The file's structure, as the steps that led to it. Steps are only ever appended; ``user_version`` counts those done.

Why not ``sqlite_utils.Migrations``: it keeps its own table of names, and we must know a file's version from its header,
before anything is read or written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Database

_VERSION_1 = """
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL CHECK (typeof(value) = 'text' AND length(value) <= 1000000)
) WITHOUT ROWID;

CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY CHECK (length(key) <= 200),
    value TEXT NOT NULL CHECK (typeof(value) = 'text' AND length(value) <= 32767)
) WITHOUT ROWID;

CREATE TABLE detail_row (
    form TEXT NOT NULL CHECK (length(form) <= 200),
    row_id TEXT NOT NULL CHECK (length(row_id) BETWEEN 1 AND 200),
    block TEXT NOT NULL CHECK (length(block) <= 200),
    kind TEXT NOT NULL CHECK (length(kind) <= 200),
    code TEXT NOT NULL CHECK (typeof(code) = 'text' AND length(code) <= 32767),
    label TEXT NOT NULL CHECK (typeof(label) = 'text' AND length(label) <= 32767),
    texts TEXT NOT NULL CHECK (typeof(texts) = 'text' AND length(texts) <= 1000000),
    withheld INTEGER NOT NULL CHECK (withheld IN (0, 1)),
    position INTEGER NOT NULL CHECK (typeof(position) = 'integer'),
    PRIMARY KEY (form, row_id)
) WITHOUT ROWID;

CREATE TABLE cell (
    form TEXT NOT NULL CHECK (length(form) <= 200),
    row_id TEXT NOT NULL CHECK (length(row_id) BETWEEN 1 AND 200),
    column_key TEXT NOT NULL CHECK (length(column_key) <= 200),
    text TEXT NOT NULL CHECK (typeof(text) = 'text' AND length(text) <= 32767),
    fen INTEGER CHECK (fen IS NULL OR (typeof(fen) = 'integer' AND abs(fen) < 100000000000000000)),
    slack INTEGER NOT NULL CHECK (typeof(slack) = 'integer' AND slack BETWEEN 0 AND 100000000000000000),
    PRIMARY KEY (form, row_id, column_key)
) WITHOUT ROWID;

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    who TEXT NOT NULL CHECK (length(who) <= 200),
    action TEXT NOT NULL CHECK (action IN ('do', 'undo', 'redo')),
    depth INTEGER NOT NULL CHECK (depth >= 0),
    edit TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64)
);

CREATE TRIGGER history_keeps_lines BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER history_keeps_words BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
"""


def _version_1(db: Database) -> None:
    db.executescript(_VERSION_1)


Step = Callable[["Database"], None]
STEPS: list[Step] = [_version_1]


def current_version() -> int:
    """The version that this program writes."""
    return len(STEPS)


def migrate(db: Database, version: int) -> None:
    """Bring a database from ``version`` to the current one, each step in its own transaction."""
    for number, step in enumerate(STEPS[version:], version + 1):
        with db.atomic():
            step(db)
            db.execute(f"PRAGMA user_version = {number}")


def build(db: Database) -> None:
    """The current structure in an empty database that nobody else sees: as :meth:`migrate`, without transactions."""
    for step in STEPS:
        step(db)


def structure(db: Database) -> set[tuple[str, ...]]:
    """What must be in a file: tables with their columns, and triggers and views by name."""
    found: set[tuple[str, ...]] = set()
    for kind, name in db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view', 'trigger')"):
        columns = (column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,)))
        found.add((kind, name, *columns))
    return found
