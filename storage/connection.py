"""Opening SQLite safely.

A file is untrusted: its header is read before SQLite sees it, sizes are bounded, its triggers and views must be ours.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from storage import migrations
from storage.database import Database
from storage.errors import NewerFileError, StorageError, damaged, foreign, is_folder, told

APPLICATION_ID = 0x476F756A
"""``Gouj``, in the file's header."""
MAX_FILE = 2 * 2**30
MAX_VALUE = 256 * 2**20
"""Bytes of the longest text: the history line of an import of some 500 000 cells."""
CHECKED_FILE = 256 * 2**20
"""Files up to this size are checked page by page whenever they are opened or copied."""
BUSY_SECONDS = 3.0
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
SIDE_FILES = ("-journal", "-wal", "-shm")
"""What SQLite may keep beside a file."""
_PRAGMAS = (
    "trusted_schema = OFF",
    "recursive_triggers = ON",
    "foreign_keys = ON",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",
)


class Header(NamedTuple):
    """What the first bytes say. ``writable``: whether the system would let us write."""

    version: int
    writable: bool


def real_path(path: str | os.PathLike[str]) -> Path:
    """The path that lock and journal stand beside: absolute, links followed (not on Windows: mapped drives stay)."""
    return Path(path).absolute() if os.name == "nt" else Path(os.path.realpath(path))


def inspect(path: Path) -> None:
    """See, without opening it, whether a path can be a document.

    :raises StorageError: it cannot. :raises OSError: it cannot be looked at.
    """
    size = path.stat().st_size
    if path.is_dir():
        raise is_folder(path)
    if not path.is_file():
        raise foreign(path, "不是普通文件")
    if size == 0:
        raise foreign(path, "是空文件（0 字节）")
    if size > MAX_FILE:
        raise StorageError(f"“{path.name}”超过 2 GB，不会是正常的预算文件，没有打开；请确认文件来源。")


def read_header(path: Path) -> Header:
    """Read a file's first bytes, without SQLite, which might change a foreign file.

    :raises ForeignFileError, DamagedFileError: it is not ours, or its header is cut off.
    """
    try:
        with path.open("r+b") as file:
            head, writable = file.read(_HEADER_BYTES), True
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        with path.open("rb") as file:
            head, writable = file.read(_HEADER_BYTES), False
    if not head.startswith(_MAGIC):
        raise foreign(path, "内容无法识别")
    if len(head) < _HEADER_BYTES:
        raise damaged(path, "文件被截断")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise foreign(path, "是别的程序的数据库")
    version = int.from_bytes(head[60:64], "big")
    if not 0 < version < 2**31:
        raise damaged(path, "版本号不对")
    return Header(version, writable)


def connect(path: Path, mode: str) -> Database:
    """Open a database for writing (``rw``, ``rwc`` also creates it) or reading (``ro``)."""
    posix = path.as_posix()
    # Three slashes also before a drive letter or a share's name.
    uri = "file://" + quote(os.fsencode(posix if posix.startswith("/") else f"/{posix}")) + f"?mode={mode}"
    return _prepared(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False), mode != "ro")


def memory_copy(source: Database) -> Database:
    """The same content in memory."""
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    source.conn.backup(copy)
    return _prepared(copy, writable=False)


def _prepared(conn: sqlite3.Connection, writable: bool) -> Database:
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    db = Database(conn)
    try:
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        if writable:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("PRAGMA synchronous = FULL")
    except BaseException:
        db.close()
        raise
    return db


def open_reading(path: Path) -> Database:
    """Open for reading only; a file with an unfinished transaction is read from a copy, where it is rolled back."""
    db = connect(path, "ro")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
        return _rolled_back_copy(path)
    return db


def _rolled_back_copy(path: Path) -> Database:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.gouji"
        shutil.copyfile(path, copy)
        for ending in SIDE_FILES[:2]:
            if (side := side_file(path, ending)).exists():
                shutil.copyfile(side, side_file(copy, ending))
        db = connect(copy, "rw")
        try:
            return memory_copy(db)
        finally:
            db.close()


def check(db: Database, path: Path, version: int) -> None:
    """Check a file's pages and structure.

    :raises DamagedFileError: something is broken.
    :raises NewerFileError: a newer version built the file in a way that this one cannot read.
    """
    with told(path, "打开"):
        check_pages(db, path)
        if version != migrations.current_version():
            return  # looked at after migrating; a newer one as far as we read it
        found = migrations.structure(db)
    expected = _expected_structure()
    if expected - found or any(kind != "table" for kind, *_ in found - expected):
        raise damaged(path, "内部结构不符")


def check_pages(db: Database, path: Path) -> None:
    """Run SQLite's quick check, on files of usual size.

    :raises DamagedFileError: it found something.
    """
    (pages,), (size,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    if pages * size > CHECKED_FILE:
        return
    answer = db.execute("PRAGMA quick_check(1)").fetchone()
    if answer is None or answer[0] != "ok":
        raise damaged(path, "数据检查没有通过")


def _expected_structure() -> set[tuple[str, ...]]:
    db = _prepared(sqlite3.connect(":memory:"), writable=False)
    try:
        migrations.build(db)
        return migrations.structure(db)
    finally:
        db.close()


def newer(path: Path) -> NewerFileError:
    """The sentence for a newer file that cannot be read at all."""
    return NewerFileError(
        f"“{path.name}”由更高版本的勾稽保存，本版本读不懂它，没有对它做任何改动；请升级程序后再打开。"
    )


def side_file(path: Path, ending: str) -> Path:
    """The file that SQLite keeps beside a database, such as ``-journal``."""
    return path.with_name(path.name + ending)
