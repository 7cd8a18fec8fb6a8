"""The Word book as pieces in a row, and the page on which each will stand.

Word works page references out only when it is asked to; until then the contents show what is counted here. All lines
are of exact height, so the count is right but where a word processor breaks a line elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from export.packages import units

A4 = (595.3, 841.9)
_MILLIMETRE = 72 / 25.4
_SLACK = 0.5


class Paper(NamedTuple):
    """A section's paper: margins in points. Word keeps a section for each run of pages on the same paper."""

    key: str
    top: float
    bottom: float
    left: float
    right: float
    landscape: bool = False
    scale: float = 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        short, long = (side * self.scale for side in A4)
        return (long, short) if self.landscape else (short, long)

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.size[0] - self.left - self.right

    @property
    def height(self) -> float:
        """The height between the margins."""
        return self.size[1] - self.top - self.bottom


def _paper(key: str, *millimetres: float, landscape: bool = False) -> Paper:
    top, bottom, left, right = (one * _MILLIMETRE for one in millimetres)
    return Paper(key, top, bottom, left, right, landscape)


COVER = _paper("cover", 37, 35, 28, 26)
TEXT = _paper("text", 34, 30, 28, 26)
PORTRAIT = _paper("portrait", 22, 19, 18, 18)
LANDSCAPE = _paper("landscape", 24, 19, 18, 18, landscape=True)
_NARROW = 10 * _MILLIMETRE
_SCALES = {"A4": 1.0, "A3": 2**0.5}


def table_papers(size: str, *, narrow: bool) -> tuple[Paper, Paper]:
    """The papers of tables and forms, upright and turned; the narrow ones give the sides away alone."""
    side = _NARROW if narrow else PORTRAIT.left
    portrait, landscape = (one._replace(scale=_SCALES[size], left=side, right=side) for one in (PORTRAIT, LANDSCAPE))
    return portrait, landscape


class Piece(NamedTuple):
    """A paragraph or table. ``heights`` are those of its lines, none of which breaks over two pages.

    ``repeat`` is the height of a table's head, which every further page repeats. ``keep`` binds it to what follows.
    """

    xml: str
    heights: tuple[float, ...]
    mark: str = ""
    new_page: bool = False
    keep: bool = False
    repeat: float = 0.0


class Chapter(NamedTuple):
    """Pieces on one paper."""

    paper: Paper
    pieces: list[Piece]


def line_count(text: str, width: float, size: float, first: float = 0.0) -> int:
    """How many lines a text takes; the first is ``first`` points shorter."""
    room = max(width, 2 * size)
    lines = 0
    for at, part in enumerate(text.split("\n")):
        taken = units(part) * size / 2 + (0 if at else first)
        lines += max(1, math.ceil(taken / (math.floor(room / size + 0.01) * size) - 0.001))
    return lines


def pages(chapters: Iterable[Chapter], first: int) -> dict[str, int]:
    """The page of each mark, when the first chapter begins on page ``first``."""
    found: dict[str, int] = {}
    page = first - 1
    for chapter in chapters:
        page += 1
        room = chapter.paper.height + _SLACK
        used = 0.0
        for piece, needed in _needs(chapter.pieces):
            if used and (piece.new_page or used + needed > room):
                page, used = page + 1, 0.0
            if piece.mark:
                found[piece.mark] = page
            used += piece.repeat
            for height in piece.heights:
                if used + height > room and used > piece.repeat:
                    page, used = page + 1, piece.repeat
                used += height
    return found


def _needs(pieces: list[Piece]) -> Iterator[tuple[Piece, float]]:
    """Each piece with the height that must be left for it on a page."""
    needs: list[float] = []
    following = 0.0
    for piece in reversed(pieces):
        if piece.keep:
            following = sum(piece.heights) + (0.0 if needs and pieces[len(pieces) - len(needs)].new_page else following)
        else:
            following = piece.repeat + (piece.heights[0] if piece.heights else 0.0)
        needs.append(following)
    return zip(pieces, reversed(needs), strict=True)
