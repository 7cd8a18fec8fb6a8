"""The lock file ``NAME.gouji.lock`` beside a document: who has it open for writing.

SQLite's own locks keep the file whole; this one keeps two people from editing against each other, and says who it is.
"""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from storage.errors import LockedFileError
from storage.processes import start_mark

SUFFIX = ".lock"
UNREADABLE_FOR = timedelta(seconds=60)
"""A lock file that cannot be read is just being written, or was left half-written; after this time, the latter."""
_MAX_BYTES = 4096


class LockInfo(msgspec.Struct, frozen=True):
    """Who holds a lock: login name, computer, process and since when (aware). ``started`` identifies the process."""

    user: str
    host: str
    pid: int
    time: datetime
    started: str = ""


_held: set[bytes] = set()
"""What stands in the locks that this process holds. Others of its own were left on a stick that was pulled out."""


class FileLock:
    """A held lock. ``taken_over`` is the dead holder it was taken from, if any."""

    def __init__(self, path: Path, content: bytes, taken_over: LockInfo | None) -> None:
        self._path, self._content = path, content
        self.taken_over = taken_over

    @classmethod
    def acquire(cls, document: Path) -> FileLock:
        """Lock a document.

        :raises LockedFileError: someone has it open.
        :raises OSError: the folder does not let us write.
        """
        path = document.with_name(document.name + SUFFIX)
        content = msgspec.json.encode(this_process())
        taken_over = None
        while not _create(path, content):
            found = _read(path)
            if found is None:
                continue  # released just now
            holder, raw = found
            if not _is_stale(holder, raw):
                raise LockedFileError(_sentence(document, holder), holder)
            if _remove_stale(path, raw):
                taken_over = holder
        _held.add(content)
        return cls(path, content, taken_over)

    def release(self) -> None:
        """Give the lock back; one that meanwhile is someone else's stays."""
        _held.discard(self._content)  # even where its file cannot be reached just now
        found = _read(self._path)
        if found is not None and found[1] == self._content:
            self._path.unlink(missing_ok=True)


def this_process() -> LockInfo:
    """What this process writes into its locks."""
    return LockInfo(login_name(), platform.node(), os.getpid(), datetime.now(UTC), start_mark(os.getpid()) or "")


def login_name() -> str:
    """The name that the user is logged in with; "" where the system does not say."""
    try:
        import getpass  # late: a module for terminals

        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _create(path: Path, content: bytes) -> bool:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except FileExistsError:
        return False
    try:
        os.write(handle, content)
    except OSError:
        os.close(handle)
        path.unlink(missing_ok=True)
        raise
    os.close(handle)
    return True


def _read(path: Path) -> tuple[LockInfo, bytes] | None:
    """The holder and the file's bytes; an unreadable one has no user and the file's own time."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_BYTES)
            written = os.fstat(file.fileno()).st_mtime
    except FileNotFoundError:
        return None
    try:
        return msgspec.json.decode(raw, type=LockInfo), raw
    except msgspec.DecodeError:
        return LockInfo("", "", 0, datetime.fromtimestamp(written, UTC)), raw


def _is_stale(holder: LockInfo, raw: bytes) -> bool:
    if not holder.pid:
        return datetime.now(UTC) - holder.time > UNREADABLE_FOR
    if holder.host != platform.node():
        return False
    mark = start_mark(holder.pid)
    if holder.pid == os.getpid() and raw not in _held:
        return True
    return mark is None or bool(mark and holder.started and mark != holder.started)


def _remove_stale(path: Path, raw: bytes) -> bool:
    """Take a dead holder's lock away. Two may try at once: what was moved aside must still be the dead one's."""
    aside = path.with_name(f".{os.urandom(4).hex()}{SUFFIX}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return True
    found = _read(aside)
    if found is not None and found[1] != raw:
        aside.rename(path)
        return False
    aside.unlink(missing_ok=True)
    return True


def _sentence(document: Path, holder: LockInfo) -> str:
    if holder.pid == os.getpid() and holder.host == platform.node():
        return f"“{document.name}”已在本程序的另一个窗口中打开，请切换到那个窗口。"
    who = holder.user or "另一位用户"
    where = f"（电脑 {holder.host}）" if holder.host else ""
    since = holder.time.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"“{document.name}”正由 {who}{where}编辑，自 {since} 起；可以只读打开，或请对方关闭后再打开。"
