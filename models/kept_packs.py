"""Packs read before, kept in the user's own cache so that a start need not read and parse their files again.

A pack stays plain text: what is kept is only believed while the pack's files, and the modules that read them, are as
they were then. It is data of declared types, never code, and one that others could have written is not read.
"""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from models.user_cache import CacheFile

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_T = TypeVar("_T")
_MODULES = Path(__file__).parent


class Kept:
    """What is kept of the pack in a folder. Made before the pack is read, so that a change in between is noticed."""

    def __init__(self, folder: Traversable) -> None:
        self._key = _key(folder) if isinstance(folder, Path) else None
        self._file = CacheFile(f"pack-{folder.name}.bin")

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
