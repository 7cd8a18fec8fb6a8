"""Writing whole files: under another name, checked, then put in place at one stroke."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from storage.connection import SIDE_FILES, check_pages, connect, side_file
from storage.errors import DamagedFileError, StorageError, is_folder

if TYPE_CHECKING:
    from storage.database import Database

LONGEST_NAME = 255 - len("-journal")
"""Bytes of a file name that leave room for the names of lock and journal."""


def check_target(path: Path) -> None:
    """See whether a file can be put there.

    :raises StorageError: it cannot.
    """
    if path.is_dir():
        raise is_folder(path)
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise StorageError(f"文件名“{path.name[:20]}…”太长，请换一个短些的名称（最多约 80 个汉字）。")
    if not path.parent.is_dir():
        raise StorageError(f"文件夹“{path.parent}”不存在，请先建立它，或换一个文件夹。")


def write_whole(path: Path, fill: Callable[[Database], None]) -> None:
    """Build a file and put it in its place, replacing what is there.

    :param fill: writes into the new, empty database.

    :raises DamagedFileError: what was written does not read back; nothing was replaced.
    """
    temporary = path.with_name(f".{os.urandom(6).hex()}.tmp")
    try:
        db = connect(temporary, "rwc")
        try:
            fill(db)
            check_pages(db, path)
        finally:
            db.close()
        for ending in SIDE_FILES:  # an old journal left here would be rolled back into the new file
            side_file(path, ending).unlink(missing_ok=True)
        temporary.replace(path)
        _flush_folder(path.parent)
    finally:
        for ending in ("", *SIDE_FILES):
            side_file(temporary, ending).unlink(missing_ok=True)


def copy_whole(source: Database, path: Path) -> None:
    """Write a checked copy of an open database, replacing what is there at one stroke."""

    def fill(target: Database) -> None:
        source.conn.backup(target.conn)

    try:
        write_whole(path, fill)
    except DamagedFileError:
        raise StorageError(f"写到“{path}”的副本检查没有通过，没有保留；请换一个磁盘再试。") from None


def _flush_folder(folder: Path) -> None:
    """Make a rename durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network drives cannot
    finally:
        os.close(handle)
