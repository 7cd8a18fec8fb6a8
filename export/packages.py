"""Office files as packages: entries without a time of day, texts that XML can hold."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

_STAMP = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|\r|[\x0b\x0c\u2028\u2029]")


def put(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Write an entry that is alike on every day and every machine."""
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    package.writestr(entry, data, compresslevel=_LEVEL)


def repack(package: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package without a time of day, its entries as ``change`` makes them of their names and contents."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for name in source.namelist():
            put(result, name, change(name, source.read(name)))
    return target.getvalue()


def printable(text: str) -> str:
    """The text with one kind of line end, and U+FFFD for what XML cannot hold."""
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def units(text: str) -> int:
    """The text's width in half-width characters: all that is not ASCII counts two."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))
