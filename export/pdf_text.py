"""Setting text in the PDF: widths, line breaks, sizes that fit, and a stand-in for characters that no font can draw."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics

from export.fonts import pdf_faces
from export.pdf_breaks import better_cut

logger = logging.getLogger(__name__)

GETA = "〓"
"""What Chinese typesetters print for a character that they lack."""
LEADING = 1.3
SMALLEST = 5.0
_SHRINK = 0.92
_GAPS = str.maketrans(dict.fromkeys("\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029", " "))


class Fitted(NamedTuple):
    """A text cut into lines at a size at which it fits."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Points from the first line's top to the last one's foot."""
        return len(self.lines) * self.size * LEADING


class Typesetter:
    """Measures and breaks text in the roles' faces. One serves one document."""

    def __init__(self, *, shipped_fonts: bool = False) -> None:
        self.faces = pdf_faces(shipped_only=shipped_fonts)
        self.missing: dict[str, None] = {}
        self._widths: dict[str, dict[str, float]] = {role: {} for role in self.faces}
        self._advances: dict[str, dict[str, float]] = {role: {} for role in self.faces}
        self._fitted: dict[tuple[str, str, float, float, float], Fitted] = {}

    def drawable(self, text: str, role: str) -> str:
        """The text on one line, with 〓 for what cannot be drawn; such characters are gathered in ``missing``."""
        face = self.faces[role]
        if face.characters.issuperset(text):
            return text
        plain = text.translate(_GAPS).replace("\r", "").replace("\n", " ")
        lost = face.missing(plain)
        for char in lost:
            self.missing[char] = None
            plain = plain.replace(char, GETA)
        return plain

    def width(self, text: str, role: str, size: float) -> float:
        """The width of a drawable text in points."""
        known = self._widths[role]
        found = known.get(text)
        if found is None:
            found = sum(pdfmetrics.stringWidth(piece, name, 1) for name, piece in self.faces[role].runs(text))
            known[text] = found
        return found * size

    def fit_evenly(self, text: str, role: str, size: float, room: float, height: float) -> Fitted:
        """As :meth:`fit`, with lines of about equal length, as headings are set."""
        fitted = self.fit(text, role, size, room, height)
        if len(fitted.lines) == 1:
            return fitted
        whole = sum(self.width(line, role, fitted.size) for line in fitted.lines)
        even = self.fit(text, role, size, min(whole / len(fitted.lines) + fitted.size * 0.6, room), height)
        return even if (len(even.lines), even.size) == (len(fitted.lines), fitted.size) else fitted

    def fit(self, text: str, role: str, size: float, room: float, height: float) -> Fitted:
        """Lines of at most ``room`` points; smaller than ``size`` only where they are higher than ``height``."""
        key = (text, role, size, room, height)
        found = self._fitted.get(key)
        if found is None:
            found = self._fitted[key] = self._fit(text, role, size, room, height)
        return found

    def _fit(self, text: str, role: str, size: float, room: float, height: float) -> Fitted:
        paragraphs = [self.drawable(part, role) for part in text.split("\n")]
        while True:
            lines = [line for part in paragraphs for line in self._broken(part, role, room / size)]
            fitted = Fitted(tuple(lines), size)
            if fitted.height <= height:
                return fitted
            if size <= SMALLEST:
                break
            size = max(size * _SHRINK, SMALLEST)
        kept = lines[: max(int(height / (size * LEADING)), 1)]
        return Fitted((*kept[:-1], kept[-1][:-1] + "…"), size)

    def fit_line(self, text: str, role: str, size: float, room: float) -> tuple[str, float]:
        """A drawable text on one line and the size, at most ``size``, at which it takes no more than ``room``."""
        plain = self.drawable(text, role)
        width = self.width(plain, role, size)
        return plain, size if width <= room else size * room / width

    def cut_line(self, text: str, role: str, size: float, room: float) -> tuple[str, float]:
        """As :meth:`fit_line`, never smaller than :data:`SMALLEST`: words that still find no room end in …."""
        line, fitted = self.fit_line(text, role, size, room)
        if fitted >= SMALLEST:
            return line, fitted
        left = room / SMALLEST - self.width("…", role, 1)
        for at, char in enumerate(line):
            left -= self._advance(char, role)
            if left < 0:
                return line[:at].rstrip() + "…", SMALLEST
        return line, SMALLEST

    def _broken(self, text: str, role: str, room: float) -> Iterable[str]:
        """Lines of at most ``room`` times the size; breaks anywhere but before or after marks that forbid it."""
        if self.width(text, role, 1) <= room:
            return [text]
        lines, start, taken = [], 0, 0.0
        for at, char in enumerate(text):
            taken += self._advance(char, role)
            if taken > room and at > start:
                cut = better_cut(text, start, at)
                lines.append(text[start:cut].rstrip())
                start = cut
                taken = sum(self._advance(rest, role) for rest in text[start : at + 1])
        return [*lines, text[start:]]

    def _advance(self, char: str, role: str) -> float:
        known = self._advances[role]
        found = known.get(char)
        if found is None:
            found = known[char] = self.width(char, role, 1)
        return found

    def report(self) -> None:
        """Say in the log which characters were drawn as 〓."""
        if self.missing:
            logger.warning("No font can draw these characters; printed as %s: %s", GETA, "".join(self.missing))
