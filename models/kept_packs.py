"""Packs read before, kept in the user's own cache so that a start need not read and parse their files again.

A pack stays plain text: what is kept is only believed while the pack's files, and the modules that read them, are as
they were then. It is data of declared types, never code, whole or not there, and one that others could have written is
not read. A cache is a help, never a need: what cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib
from pathlib import Path
from typing import TypeVar

import msgspec

_T = TypeVar("_T")
_MODULES = Path(__file__).parent
MAX_BYTES = 32 * 2**20
_SUM = 4
"""Bytes of the check sum."""


class Kept:
    """What is kept of the pack in a folder. Made before the pack is read, so that a change in between is noticed."""

    def __init__(self, folder: Path) -> None:
        self._key = _key(folder)
        self._file = _CacheFile(f"pack-{folder.name}.bin")

    def get(self, kind: type[_T]) -> _T | None:
        """The content as kept, where it is and still holds."""
        data = self._file.read(self._key) if self._key is not None else None
        if data is None:
            return None
        try:
            return msgspec.msgpack.decode(data, type=kind)
        except msgspec.MsgspecError:
            return None

    def put(self, made: msgspec.Struct) -> None:
        """Keep a content, at one stroke; a program that cannot keep packs reads them each time."""
        if self._key is not None:
            self._file.write(self._key, msgspec.msgpack.encode(made))


def _key(folder: Path) -> bytes | None:
    """What the pack's files, and the modules that understand them, look like: names, sizes, times."""
    seen = [sys.version, msgspec.__version__, str(folder)]
    try:
        read = _entries(folder)
        read += [entry for where in read if where.is_dir() for entry in _entries(where.path)]
        read += [entry for entry in _entries(_MODULES) if entry.name.endswith((".py", ".lark"))]
        for name in ("narrative", "performance"):
            read += [entry for entry in _entries(_MODULES / name) if entry.name == "definitions.py"]
        for entry in sorted(read, key=lambda entry: entry.path):
            if entry.is_file():
                facts = entry.stat()
                seen.append(f"{entry.path}:{facts.st_size}:{facts.st_mtime_ns}")
    except OSError:
        return None
    return "\n".join(seen).encode("utf-8", "surrogatepass")


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    """What is in a folder; as paths it would take longer than reading the pack that is kept."""
    with os.scandir(folder) as found:
        return list(found)


# -- the user's cache -------------------------------------------------------------------------------------------------


class _CacheFile:
    """What is kept under a name, each time with a key that says what it was made from."""

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
    """The user's folder for caches on this system; ``None`` where there is none."""
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
