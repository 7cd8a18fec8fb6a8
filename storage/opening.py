"""The way from a path to an open, checked, current database: for writing where possible, else for reading."""

from __future__ import annotations

import errno
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from storage import backups, connection, history, migrations, places
from storage.content import get_meta
from storage.errors import StorageError, damaged
from storage.lock import FileLock
from storage.watching import Identity, file_identity

if TYPE_CHECKING:
    from storage.database import Database

_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Opened(msgspec.Struct, frozen=True):
    """An open file. Without ``lock`` it is for reading only; ``newer``: of a version unknown to this program."""

    path: Path
    db: Database
    lock: FileLock | None
    notice: str
    newer: bool
    tip: history.Tip
    document_id: str
    created: datetime | None
    identity: Identity | None


def open_file(path: Path, *, read_only: bool, backup: bool) -> Opened:
    """Open a file; see :meth:`storage.DocumentFile.open`."""
    connection.inspect(path)
    if read_only:
        return _open_for_reading(path, "")
    try:
        lock = FileLock.acquire(path)
    except OSError as error:
        if error.errno not in _DENIED:
            raise
        return _open_for_reading(
            path, f"文件夹“{path.parent}”不允许写入，“{path.name}”已只读打开；要编辑请另存到别处。"
        )
    try:
        header = connection.read_header(path)
        if header.version > migrations.current_version():
            words = f"“{path.name}”由更高版本的勾稽保存，已只读打开；要编辑请升级程序。"
        elif not header.writable:
            words = f"“{path.name}”是只读文件，已只读打开；要编辑请去掉只读属性，或另存一份。"
        else:
            return open_locked(path, lock, backup=backup)
    except BaseException:
        lock.release()
        raise
    lock.release()
    return _open_for_reading(path, words)


def open_locked(path: Path, lock: FileLock, *, backup: bool) -> Opened:
    """Open for writing a file that we have locked."""
    version = connection.read_header(path).version
    unfinished = _unfinished(path)
    db = connection.connect(path, "rw")
    try:
        connection.check(db, path, version)
        notice = ""
        if version < migrations.current_version():
            _back_up(db, path, "升级")
            migrations.migrate(db, version)
            connection.check(db, path, migrations.current_version())
            notice = f"“{path.name}”已升级到本版本的格式，升级前的一份在“{backups.folder_of(path).name}”中。"
        elif backup:
            notice = _try_back_up(db, path)
        opened = _opened(path, db, lock, newer=False)
    except BaseException:
        db.close()
        raise
    if lock.taken_over or unfinished:
        notice = _recovered_words(opened) + notice
    if backup and places.on_network(path):
        notice += f"“{path.name}”在网络盘上，断网时最后一步可能存不上；建议用“保存副本”存到本机编辑，完成后再拷回去。"
    return _with_notice(opened, notice)


def _open_for_reading(path: Path, notice: str) -> Opened:
    version = connection.read_header(path).version
    newer = version > migrations.current_version()
    if newer and not notice:
        notice = f"“{path.name}”由更高版本的勾稽保存，已只读打开；要编辑请升级程序。"
    db = connection.open_reading(path)
    try:
        connection.check(db, path, version)
        if version < migrations.current_version():
            file, db = db, connection.memory_copy(db)
            file.close()
            migrations.migrate(db, version)
        return _with_notice(_opened(path, db, None, newer=newer), notice)
    except BaseException:
        db.close()
        raise


def _opened(path: Path, db: Database, lock: FileLock | None, *, newer: bool) -> Opened:
    try:
        document_id = get_meta(db, "document_id")
        if document_id is None:
            raise damaged(path, "缺少文件标识")
        tip = history.read_tip(db, document_id)
        created = _time(get_meta(db, "created"))
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise damaged(path, "历史记录无法识别") from error
    except sqlite3.OperationalError:
        if newer:
            raise connection.newer(path) from None
        raise
    return Opened(path, db, lock, "", newer, tip, document_id, created, file_identity(path))


def _with_notice(opened: Opened, notice: str) -> Opened:
    return msgspec.structs.replace(opened, notice=notice)


def _back_up(db: Database, path: Path, reason: str) -> None:
    backups.make(db, path, reason, datetime.now().astimezone())


def _try_back_up(db: Database, path: Path) -> str:
    """Back up; not being able to must not keep anyone from working."""
    try:
        _back_up(db, path, "打开")
    except (StorageError, OSError, sqlite3.Error):
        return f"没能在“{backups.folder_of(path)}”建立备份，请检查磁盘空间和权限；可以继续编辑。"
    return ""


def _unfinished(path: Path) -> bool:
    """Whether SQLite will have to roll an unfinished transaction back."""
    journal = connection.side_file(path, "-journal")
    return journal.exists() and journal.stat().st_size > 0


def _recovered_words(opened: Opened) -> str:
    last = next(history.read(opened.db, 1, None), None)
    kept = f"最后保存的一步是“{last.label}”（{last.time:%Y-%m-%d %H:%M:%S}）" if last else "还没有保存过的录入"
    return f"“{opened.path.name}”上次没有正常关闭，内容完整，{kept}。"


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone() if text else None
