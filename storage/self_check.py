"""Whether this computer can save at all: SQLite's version, and a write that is read back from the disk."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from storage import connection
from storage.errors import DamagedFileError, told

_ROWS = 200


def sqlite_version() -> str:
    """The version of the SQLite library in use."""
    return sqlite3.sqlite_version


def try_saving(folder: Path) -> None:
    """Write a small database into a folder, in the way in which documents are saved, read it back, and remove it.

    :raises StorageError: it could not be written, or is not what was written.
    """
    with told(folder, "试存"), tempfile.TemporaryDirectory(prefix=".gouji-", dir=folder) as inside:
        path = Path(inside) / "self-check.db"
        db = connection.connect(path, "rwc")
        try:
            db.execute("CREATE TABLE figure (fen INTEGER NOT NULL)")
            with db.atomic():
                db.conn.executemany("INSERT INTO figure VALUES (?)", ((number,) for number in range(_ROWS)))
        finally:
            db.close()
        db = connection.connect(path, "ro")
        try:
            (total,) = db.execute("SELECT sum(fen) FROM figure").fetchone()
        finally:
            db.close()
        if total != sum(range(_ROWS)):
            raise DamagedFileError(f"写进“{folder}”的内容读回来不一样，磁盘可能有故障；请换一个磁盘，并检查这块磁盘。")
