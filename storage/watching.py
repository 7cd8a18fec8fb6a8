"""Whether an open file is still the one at its path, and whether another program has written into it.

No clock is compared: times are coarse on network drives. A path leads to the open file or not, and SQLite itself knows
of every change of the file that its own connection did not make.
"""

from __future__ import annotations

import enum
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storage.errors import ChangedFileError, from_sqlite

if TYPE_CHECKING:
    from storage.database import Database

Identity = tuple[int, int]
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Outside(enum.Enum):
    """What others did to an open file."""

    GONE = "gone"
    REPLACED = "replaced"
    WRITTEN = "written"
    UNREADABLE = "unreadable"


class OutsideChange(NamedTuple):
    """What was found, and the sentence for the user: what, and what to do."""

    kind: Outside
    sentence: str


class Watch:
    """Watches one open file. Made when it has just been opened, before anything is read from it."""

    def __init__(self, db: Database, path: Path, identity: Identity | None, *, read_only: bool) -> None:
        self._db, self._path, self._identity, self._read_only = db, path, identity, read_only
        self._version = _data_version(db)

    def look(self) -> OutsideChange | None:
        """What others did to the file since it was opened; ``None`` for nothing, or where it cannot be told just now.

        Takes no longer than two short readings, and never waits for another program's lock.
        """
        try:
            found = file_identity(self._path)
        except OSError:
            found = None
        if found is None:
            return self._told(Outside.GONE)
        if found != self._identity:
            return self._told(Outside.REPLACED)
        return self._look_inside()

    def _look_inside(self) -> OutsideChange | None:
        (wait,) = self._db.execute("PRAGMA busy_timeout").fetchone()
        self._db.execute("PRAGMA busy_timeout = 0")
        try:
            return self._told(Outside.WRITTEN) if _data_version(self._db) != self._version else None
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY or from_sqlite(error, self._path, "") is None:
                return None
            return self._told(Outside.UNREADABLE)
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {int(wait)}")

    def require(self) -> None:
        """See, before anything is saved, that it would be saved into the very file that was opened, as it was left.

        :raises ChangedFileError: it would be lost, or mixed with what another program wrote.
        """
        if file_identity(self._path) != self._identity:
            raise ChangedFileError(
                f"“{self._path}”已被移动、删除或替换，这一步没有保存；请立即另存一份，再检查原来的位置。"
            )
        if _data_version(self._db) != self._version:
            raise ChangedFileError(
                f"“{self._path.name}”在打开期间被别的程序改过，这一步没有保存；请另存一份，再重新打开原文件核对。"
            )

    def _told(self, kind: Outside) -> OutsideChange:
        words = (_READER_WORDS if self._read_only else {}).get(kind, _WORDS[kind])
        return OutsideChange(kind, words.format(name=self._path.name, folder=self._path.parent))


def file_identity(path: Path) -> Identity | None:
    """What tells a file from another put in its place; ``None``: nothing is there."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def _data_version(db: Database) -> int:
    """A number that changes when another connection, of whichever program, has changed the file."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


_WORDS = {
    Outside.GONE: (
        "“{name}”已不在“{folder}”：被移动、改名或删除，或者 U 盘、网络盘断开了。现在再录入存不进去；"
        "请放回原处或接好，或者另存一份。"
    ),
    Outside.REPLACED: (
        "“{name}”已被同名的另一份文件替换（常见于网盘同步、从别处复制过来）。窗口里是替换前的内容，再录入存不进去；"
        "请先另存一份，再重新打开核对。"
    ),
    Outside.WRITTEN: (
        "“{name}”在打开期间被别的程序改写过。窗口里是改写前的内容，再录入存不进去；请先另存一份，再重新打开核对。"
    ),
    Outside.UNREADABLE: (
        "“{name}”现在读不出来：内容被别的程序破坏，或者 U 盘、网络盘断开了。再录入存不进去；请另存一份到本机。"
    ),
}
_READER_WORDS = {
    Outside.GONE: "“{name}”已不在“{folder}”：被移动、改名或删除，或者 U 盘、网络盘断开了。窗口里是打开时的内容。",
    Outside.REPLACED: "“{name}”已被同名的另一份文件替换。窗口里是打开时的内容，要看新的请重新打开。",
    Outside.WRITTEN: "“{name}”在打开之后又有改动（可能有人正在编辑）。窗口里是打开时的内容，要看新的请重新打开。",
}
