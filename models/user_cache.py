"""Files in the user's own cache: whole or not there, and only believed where nobody else could have written them."""

from __future__ import annotations

import os
import stat
import sys
import zlib
from pathlib import Path

MAX_BYTES = 32 * 2**20
_SUM = 4
"""Bytes of the check sum."""


class CacheFile:
    """What is kept under a name, each time with a key that says what it was made from.

    A cache is a help, never a need: what cannot be read or written is as if it were not there.
    """

    def __init__(self, name: str) -> None:
        folder = cache_folder()
        self._path = folder / name if folder is not None and folder.is_absolute() else None

    def read(self, key: bytes) -> bytes | None:
        """What is kept, where it was made from the same and is whole."""
        path = self._path
        if path is None:
            return None
        try:
            if not (_is_ours(path.parent) and _is_ours(path)) or path.stat().st_size > MAX_BYTES:
                return None
            whole = path.read_bytes()
        except OSError:
            return None
        head, data = whole[: len(key) + _SUM], whole[len(key) + _SUM :]
        return data if head == key + _sum(data) else None

    def write(self, key: bytes, data: bytes) -> None:
        """Keep it, at one stroke."""
        path = self._path
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _is_ours(path.parent):
                _write_whole(path, key + _sum(data) + data)
        except OSError:
            return


def cache_folder() -> Path | None:
    """The user's folder for such things on this system; ``None`` where there is none."""
    name = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"
    base = os.environ.get(name)
    if not base and sys.platform == "win32":
        return None
    try:
        return (Path(base) if base else Path.home() / ".cache") / "gouji"
    except RuntimeError:  # a user without a home
        return None


def _write_whole(path: Path, data: bytes) -> None:
    import tempfile  # writing is rare

    handle, name = tempfile.mkstemp(dir=path.parent)  # readable and writable by the user alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)


def _sum(data: bytes) -> bytes:
    """A check sum, against a file cut off or damaged; nobody else can write there."""
    return zlib.crc32(data).to_bytes(_SUM, "big")


def _is_ours(path: Path) -> bool:
    """Whether nobody else can write there. On Windows the folder is the user's own as it is."""
    if sys.platform == "win32":
        return True
    facts = path.lstat()
    return not stat.S_ISLNK(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & 0o022
