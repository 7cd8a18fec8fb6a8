"""Whether this computer can save at all: SQLite's version, and a write that is read back from the disk."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from storage import connection
from storage.errors import DamagedFileError, MissingFileError, told

_NAME, _ROWS = "self-check.db", 200


def sqlite_version() -> str:
    """The version of the SQLite library in use."""
    return sqlite3.sqlite_version


def try_saving(folder: Path) -> None:
    """Write a small database into a folder, in the way in which documents are saved, read it back, and remove it.

    :raises StorageError: it could not be written, or is not what was written.
    """
    if not folder.is_dir():
        raise MissingFileError(f"找不到文件夹“{folder}”，没有试存；请检查它是否已被移动，U 盘或网络盘是否已断开。")
    with told(folder / _NAME, "试存"), tempfile.TemporaryDirectory(prefix=".gouji-", dir=folder) as inside:
        path = Path(inside) / _NAME
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
