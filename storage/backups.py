"""Backups in the folder ``NAME.备份`` beside a document: whole, ordinary documents, named by their time.

A folder beside the file, and with a plain name, because that is where people look, and it travels along on a USB stick.
Kept are the newest ten and, for thirty days, each day's last.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.edits import Edit
from storage import connection, whole_files
from storage.content import get_meta
from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.database import Database

RECENT = 10
DAYS = 30
_NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d{6}-\d{3})_(\w+)\.gouji")
_TIME = "%Y-%m-%d_%H%M%S-%f"
HOUR = timedelta(hours=1)


class Backup(NamedTuple):
    """A backup: when it was made (local time), and what followed (打开, 升级, 导入 …)."""

    path: Path
    time: datetime
    reason: str


class Identity(NamedTuple):
    """What two copies of a document share when they hold the same."""

    version: int
    document: str | None
    last_line: tuple[int, str] | None


def folder_of(document: Path) -> Path:
    """Where a document's backups are."""
    return document.with_name(f"{document.stem}.备份")


def backups_of(document: Path) -> list[Backup]:
    """A document's backups, newest first."""
    folder = folder_of(document)
    if not folder.is_dir():
        return []
    named = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    found = (Backup(path, time, match[2]) for path, match in named if match and (time := _time(match[1])))
    return sorted(found, key=lambda backup: backup.time, reverse=True)


def make(db: Database, document: Path, reason: str, now: datetime) -> Path | None:
    """Back an open document up and let old backups go; ``None``: the newest holds the same already.

    :raises StorageError, OSError, sqlite3.Error: it did not succeed.
    """
    existing = backups_of(document)
    if existing and _identity_of(existing[0].path) == identity(db):
        return None
    folder = folder_of(document)
    folder.mkdir(exist_ok=True)
    path = folder / f"{now.strftime(_TIME)[:-3]}_{reason}.gouji"
    whole_files.copy_whole(db, path)
    for old in superfluous(backups_of(document), now):
        old.path.unlink(missing_ok=True)
    return path


class Keeper:
    """Backs a document up while it is worked on: before great steps, and before the first one after each hour.

    ``wanted``: whether it does so at all.
    """

    def __init__(self, path: Path, now: datetime, *, wanted: bool) -> None:
        self._path, self._last, self._wanted = path, now, wanted

    def before(self, db: Database, edit: Edit, now: datetime) -> None:
        """Back up what the file holds, where it is time; not being able to must not keep anyone from working."""
        reason = edit.cause if edit.is_great else ""
        if not self._wanted or not (reason or now - self._last >= HOUR):
            return
        self._last = now
        with suppress(StorageError, OSError, sqlite3.Error):
            make(db, self._path, reason or "定时", now)


def superfluous(backups: list[Backup], now: datetime) -> list[Backup]:
    """Which of a document's backups, newest first, need not be kept."""
    kept_days = {backup.time.date() for backup in backups[:RECENT]}
    gone = []
    for backup in backups[RECENT:]:
        if now - backup.time > timedelta(days=DAYS) or backup.time.date() in kept_days:
            gone.append(backup)
        kept_days.add(backup.time.date())
    return gone


def identity(db: Database) -> Identity:
    """What the content of an open document is known by."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    last = db.execute("SELECT id, hash FROM history ORDER BY id DESC LIMIT 1").fetchone()
    return Identity(version, get_meta(db, "document_id"), last)


def _identity_of(path: Path) -> Identity | None:
    try:
        db = connection.connect(path, "ro")
        try:
            return identity(db)
        finally:
            db.close()
    except (sqlite3.Error, OSError):
        return None


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{text[:17]}.{text[18:]}").astimezone()  # strptime takes its time to load
    except ValueError:
        return None
