"""Packs read before, kept in the user's own cache so that a start need not read and parse their files again.

A pack stays plain text: what is kept is only believed while the pack's files, and the modules that read them, are as
they were then. It is data of declared types, never code, and one that others could have written is not read.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_T = TypeVar("_T")
_MODULES = Path(__file__).parent
_SUM = 4
"""Bytes of the check sum."""
MAX_BYTES = 32 * 2**20


class Kept:
    """What is kept of the pack in a folder. Made before the pack is read, so that a change in between is noticed."""

    def __init__(self, folder: Traversable) -> None:
        self._key = _key(folder) if isinstance(folder, Path) else None
        self._path = _path(folder.name) if self._key is not None else None

    def get(self, kind: type[_T]) -> _T | None:
        """The content as kept, where it is and still holds."""
        path, key = self._path, self._key
        if path is None or key is None:
            return None
        try:
            if not (_is_ours(path.parent) and _is_ours(path)) or path.stat().st_size > MAX_BYTES:
                return None
            whole = path.read_bytes()
            head, data = whole[: len(key) + _SUM], whole[len(key) + _SUM :]
            return msgspec.msgpack.decode(data, type=kind) if head == key + _sum(data) else None
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, made: msgspec.Struct) -> None:
        """Keep a content, at one stroke; a program that cannot keep packs reads them each time."""
        path, key = self._path, self._key
        if path is None or key is None:
            return
        data = msgspec.msgpack.encode(made)
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


def _path(pack_id: str) -> Path | None:
    folder = cache_folder()
    return folder / f"pack-{pack_id}.bin" if folder is not None and folder.is_absolute() else None


def _key(folder: Path) -> bytes | None:
    """What the pack's files, and the modules that understand them, look like: names, sizes, times."""
    seen = [sys.version, msgspec.__version__, str(folder)]
    try:
        files = [path for where in (folder, *(p for p in folder.iterdir() if p.is_dir())) for path in where.iterdir()]
        files += [path for path in _MODULES.iterdir() if path.suffix in (".py", ".lark")]
        files += [_MODULES / folder / "definitions.py" for folder in ("narrative", "performance")]
        for path in sorted(files):
            facts = path.stat()
            if stat.S_ISREG(facts.st_mode):
                seen.append(f"{path}:{facts.st_size}:{facts.st_mtime_ns}")
    except OSError:
        return None
    return "\n".join(seen).encode("utf-8", "surrogatepass")


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
