"""The code of PySide's support modules, kept from one start to the next.

Shiboken carries a dozen Python modules as sources in an archive of its own and compiles them anew whenever PySide is
imported, a fifth of an empty window's start. Python keeps the code of every other module; this does it for these.
"""

from __future__ import annotations

import builtins
import marshal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

from models.user_cache import CacheFile

_SUPPORT = "shibokensupport/"
_NAME = "pyside-code.bin"


@contextmanager
def kept_code() -> Iterator[None]:
    """Import PySide in here. Code is taken from the user's cache only for the very source it was made from."""
    compiled, file, key = builtins.compile, CacheFile(_NAME), f"{sys.version} {marshal.version}".encode()
    kept = _read(file, key)
    known = len(kept)

    def compile_once(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        if more or named or mode != "exec" or type(source) is not bytes or not str(filename).startswith(_SUPPORT):
            return compiled(source, filename, mode, *more, **named)
        code = kept.get((filename, source))
        if code is None:
            code = kept[filename, source] = compiled(source, filename, mode)
        return code

    builtins.compile = compile_once
    try:
        yield
    finally:
        builtins.compile = compiled
    if len(kept) > known:
        file.write(key, marshal.dumps(kept))


def _read(file: CacheFile, key: bytes) -> dict[tuple[str, bytes], CodeType]:
    data = file.read(key)
    try:
        kept = marshal.loads(data) if data is not None else {}
    except (EOFError, ValueError, TypeError):
        return {}
    return kept if isinstance(kept, dict) else {}
