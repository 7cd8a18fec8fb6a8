"""Sheets of paper: how large they are, and what is left free around what stands on them. All in points."""

from __future__ import annotations

from typing import NamedTuple

from reportlab.lib.pagesizes import A3, A4

from export.book import Book

SIDE, TOP, BOTTOM = 45.0, 50.0, 48.0
_NARROW = (24.0, 38.0, 36.0)
_SIZES = {"A4": A4, "A3": A3}


class Paper(NamedTuple):
    """A sheet. ``foot`` is kept free above the bottom margin for what is signed there."""

    width: float
    height: float
    side: float = SIDE
    top: float = TOP
    bottom: float = BOTTOM
    foot: float = 0.0

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.side

    @property
    def room(self) -> float:
        """The height between the margins, less the foot."""
        return self.height - self.top - self.bottom - self.foot


PORTRAIT = Paper(float(A4[0]), float(A4[1]))
LANDSCAPE = Paper(float(A4[1]), float(A4[0]))


def paper_of(book: Book, *, landscape: bool, foot: float = 0.0) -> Paper:
    """The paper of the book's tables and forms."""
    short, long = map(float, _SIZES[book.paper])
    margins = _NARROW if book.narrow else (SIDE, TOP, BOTTOM)
    return Paper(*((long, short) if landscape else (short, long)), *margins, foot)
