"""The history in the file: one line for each action, never changed, its hash over the line before it.

Undo across restarts, the audit trail and "what changed since" all read it. ``depth`` counts the edits in force after a
line; an edit is undone and redone at the depth at which it was done, so the undo stack is read off backwards. Marks
(versions, sign-off) are done lines that leave the depth as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from models.edits import SIGNOFF, Edit, SettingChange
from models.refs import CellRef

if TYPE_CHECKING:
    from storage.database import Database

ACTIONS = ("do", "undo", "redo")
_NAMING = "SELECT id, time, who, action, edit FROM history WHERE id > ? AND instr(edit, ?) ORDER BY id DESC"
_WHOLE = "SELECT id, time, who, action, edit, depth, hash FROM history ORDER BY id"
_DONE = "SELECT depth, edit FROM history WHERE action = 'do' ORDER BY id DESC"
_decoder = msgspec.json.Decoder(Edit)


class _Line(msgspec.Struct, array_like=True):
    """A line as it is in the table."""

    id: Annotated[int, msgspec.Meta(gt=0)]
    time: datetime
    who: str
    action: str
    edit: str


class HistoryLine(msgspec.Struct, frozen=True):
    """An action: local, aware ``time``; ``action`` is do, undo or redo; ``edit`` is what was applied then.

    ``label`` and ``cause`` are the edit's.
    """

    id: int
    time: datetime
    who: str
    action: str
    label: str
    cause: str
    edit: Edit


class Tip(NamedTuple):
    """Where the history ends: the last line, how many edits are in force, how many the undo stack holds."""

    id: int
    hash: str
    time: datetime | None
    depth: int
    length: int


def read_tip(db: Database, document_id: str) -> Tip:
    """The end of a file's history. Without lines, the hash begins with the document's own id."""
    last = db.execute("SELECT id, hash, time, depth FROM history ORDER BY id DESC LIMIT 1").fetchone()
    if last is None:
        return Tip(0, document_id, None, 0, 0)
    line_id, line_hash, time, depth = msgspec.convert(last, tuple[int, str, datetime, int], strict=True)
    (length,) = db.execute(f"{_DONE} LIMIT 1").fetchone()[:1]
    return Tip(line_id, line_hash, time.astimezone(), depth, length)


def append(db: Database, tip: Tip, edit: Edit, action: str, who: str) -> Tip:
    """Write a line behind ``tip``, in the caller's transaction; returns the new end.

    :raises ValueError: there is nothing to undo or redo, or no such action.
    :raises sqlite3.IntegrityError: someone else wrote a line meanwhile.
    """
    step = -1 if action == "undo" else 0 if edit.is_mark else 1
    depth = tip.depth + step
    if action not in ACTIONS or depth < 0 or (action == "redo" and depth > tip.length):
        raise ValueError(f"cannot {action} at {tip.depth} of {tip.length}")
    now = datetime.now(UTC)
    text = msgspec.json.encode(edit)
    line = (tip.id + 1, now.isoformat(), who, action, depth)
    line_hash = _hash(tip.hash, line, text)
    db.execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)", (*line, text.decode(), line_hash))
    return Tip(line[0], line_hash, now.astimezone(), depth, depth if action == "do" else tip.length)


def read(
    db: Database, limit: int | None, cell: CellRef | None, setting: str = "", after: int = 0
) -> Iterator[HistoryLine]:
    """The lines behind number ``after``, newest first; only those that state or clear ``cell``, or change a setting
    whose key begins with ``setting``, where one is given.
    """
    fragment = b""  # how the edit's JSON names what is wanted: finds candidates without reading every edit
    if cell is not None:
        fragment = msgspec.json.encode({"form": cell.form, "row": cell.row, "column": cell.column})[1:-1]
    elif setting:
        fragment = b'"key":' + msgspec.json.encode(setting)[:-1]
    with closing(db.execute(_NAMING, (after, fragment.decode()))) as cursor:
        for found in cursor:
            if limit is not None and limit <= 0:
                return
            line = msgspec.convert(found, _Line)
            edit = _decoder.decode(line.edit)
            if (cell is None or touches(edit, cell)) and (not setting or _sets(edit, setting)):
                yield HistoryLine(line.id, line.time.astimezone(), line.who, line.action, edit.label, edit.cause, edit)
                limit = None if limit is None else limit - 1


def touches(edit: Edit, cell: CellRef) -> bool:
    """Whether an edit states or clears a cell."""
    return any(getattr(change, "ref", None) == cell for change in edit.changes)


def _sets(edit: Edit, key: str) -> bool:
    return any(isinstance(change, SettingChange) and change.key.startswith(key) for change in edit.changes)


def undo_stack(db: Database, tip: Tip, limit: int) -> tuple[list[Edit], int]:
    """The newest ``limit`` edits that are done or can be redone, in order, and how many of them are done.

    None from before a sign-off: undo never crosses one.
    """
    found: list[Edit] = []
    wanted = tip.length
    lowest = max(0, min(tip.length - limit, tip.depth))
    with closing(db.execute(_DONE)) as cursor:
        for depth, text in cursor:
            if wanted == lowest:
                break
            if depth != wanted:
                continue
            edit = _decoder.decode(text)
            if edit.cause == SIGNOFF:
                break
            if not edit.is_mark:
                found.append(edit)
                wanted -= 1
    return found[::-1], tip.depth - wanted


def first_broken(db: Database, document_id: str) -> int | None:
    """The first line whose number or hash is not what its place and content ask for; ``None``: the chain is whole."""
    previous, expected = document_id, 1
    with closing(db.execute(_WHOLE)) as cursor:
        for line_id, time, who, action, text, depth, line_hash in cursor:
            content = (line_id, time, who, action, depth)
            if line_id != expected or line_hash != _hash(previous, content, str(text).encode()):
                return int(line_id)
            previous, expected = line_hash, expected + 1
    return None


def _hash(previous: str, line: tuple[int, str, str, str, int], edit: bytes) -> str:
    import hashlib  # late: opening a document needs none of it

    return hashlib.sha256(b"\n".join((previous.encode(), msgspec.json.encode(line), edit))).hexdigest()
