"""Puts text on a PDF page: many pieces in one text object, each character encoded once.

reportlab's own ``textOut`` measures and encodes every string anew; a book of ten thousand rows spends half its time
there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

from export.pdf_text import Typesetter

_PLAIN = range(32, 127)
_ESCAPED = frozenset(b"()\\")


class Placed(NamedTuple):
    """A line of drawable text at its baseline; ``spacing`` points are added after each of its characters."""

    x: float
    y: float
    role: str
    size: float
    text: str
    spacing: float = 0.0

    def moved(self, x: float, y: float) -> Placed:
        """The same text, ``x`` to the right and ``y`` up."""
        return self._replace(x=self.x + x, y=self.y + y)


class Ink:
    """Writes on the current page of a canvas."""

    def __init__(self, canvas: Any, setter: Typesetter) -> None:
        self._canvas, self._setter = canvas, setter
        self._encoders = {role: _Encoder(canvas, setter, role) for role in setter.faces}

    def write(self, texts: Iterable[Placed]) -> None:
        """Draw texts in their order, which is the order in which a reader's copy and search find them."""
        code, current, spaced = ["BT"], ("", 0.0), 0.0
        for x, y, role, size, text, spacing in texts:
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            if spacing != spaced:
                code.append(f"{spacing:.3f} Tc")
                spaced = spacing
            for font, piece in self._encoders[role].encode(text):
                if (font, size) != current:
                    code.append(f"{font} {size:.4g} Tf")
                    current = (font, size)
                code.append(f"({piece}) Tj")
        code.append("0 Tc ET" if spaced else "ET")
        self._canvas.addLiteral("\n".join(code))


class _Encoder:
    """The characters of one role as (subset of a font, escaped byte)."""

    def __init__(self, canvas: Any, setter: Typesetter, role: str) -> None:
        self._document, self._face = canvas._doc, setter.faces[role]  # the only way to a font's subsets
        self._known: dict[str, tuple[str, str]] = {}

    def encode(self, text: str) -> list[tuple[str, str]]:
        """The text as pieces, each in one subset."""
        known = self._known
        try:
            codes = [known[char] for char in text]
        except KeyError:
            for char in text:
                if char not in known:
                    known[char] = self._encode(char)
            codes = [known[char] for char in text]
        pieces: list[tuple[str, str]] = []
        if not codes:
            return pieces
        first = codes[0][0]
        run: list[str] = []
        for font, byte in codes:
            if font != first:
                pieces.append((first, "".join(run)))
                first, run = font, []
            run.append(byte)
        pieces.append((first, "".join(run)))
        return pieces

    def _encode(self, char: str) -> tuple[str, str]:
        name = self._face.runs(char)[0][0]
        font = pdfmetrics.getFont(name)
        subset, code = font.splitString(char, self._document)[0]
        byte = code[0]
        plain = byte in _PLAIN and byte not in _ESCAPED
        return font.getSubsetInternalName(subset, self._document), chr(byte) if plain else f"\\{byte:03o}"
