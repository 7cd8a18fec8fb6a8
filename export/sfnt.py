"""What a font file says about itself, read without a font library: outlines, embedding permission, family name.

Source: the OpenType specification, chapters "Font file", "name" and "OS/2".
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_COLLECTION = b"ttcf"
_RESTRICTED = 0x0002
_NO_SUBSET_OR_BITMAP_ONLY = 0x0300
_EMBEDDING_OFFSET = 8
"""Where ``fsType`` stands in the table ``OS/2``."""

_FAMILY, _WINDOWS, _ENGLISH = 1, 3, 0x0409


@dataclass(frozen=True)
class FontFacts:
    """What decides whether a face may be embedded in a PDF."""

    family: str
    truetype: bool
    """Whether it has TrueType (``glyf``) outlines."""

    embedding: int
    """The permission bits ``fsType``; 0 when the font does not say."""

    @property
    def usable(self) -> bool:
        """Whether a PDF may carry a subset of it."""
        restricted = self.embedding & 0x000F == _RESTRICTED or self.embedding & _NO_SUBSET_OR_BITMAP_ONLY
        return self.truetype and not restricted


def read_facts(path: Path, subfont: int = 0) -> FontFacts | None:
    """Read the face number `subfont` of the file; None when that is no readable font."""
    try:
        with path.open("rb") as file:
            tables = _table_directory(file, subfont)
            if tables is None:
                return None
            return FontFacts(_family(file, tables), b"glyf" in tables, _embedding(file, tables))
    except (OSError, struct.error):
        return None


def _table_directory(file: BinaryIO, subfont: int) -> dict[bytes, tuple[int, int]] | None:
    """Tag -> (offset, length) of each table; None when there is no such face."""
    tag, _version, count = struct.unpack(">4sLL", file.read(12))
    start = 0
    if tag == _COLLECTION:
        if subfont >= count:
            return None
        file.seek(12 + 4 * subfont)
        (start,) = struct.unpack(">L", file.read(4))
    elif subfont:
        return None
    file.seek(start + 4)
    (number,) = struct.unpack(">H6x", file.read(8))
    records = struct.iter_unpack(">4s4xLL", file.read(16 * number))
    return {name: (offset, length) for name, offset, length in records}


def _embedding(file: BinaryIO, tables: dict[bytes, tuple[int, int]]) -> int:
    if b"OS/2" not in tables:
        return 0
    file.seek(tables[b"OS/2"][0] + _EMBEDDING_OFFSET)
    return int(struct.unpack(">H", file.read(2))[0])


def _family(file: BinaryIO, tables: dict[bytes, tuple[int, int]]) -> str:
    """The family name, the English one where there are several; empty when the font has none."""
    if b"name" not in tables:
        return ""
    offset, length = tables[b"name"]
    file.seek(offset)
    data = file.read(length)
    count, texts = struct.unpack(">2xHH", data[:6])
    found: dict[int, str] = {}
    for platform, _encoding, language, name, size, at in struct.iter_unpack(">6H", data[6 : 6 + 12 * count]):
        if platform == _WINDOWS and name == _FAMILY:
            found[language] = data[texts + at : texts + at + size].decode("utf-16-be", errors="replace")
    return found.get(_ENGLISH) or next(iter(found.values()), "")
