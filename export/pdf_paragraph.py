"""Paragraphs of prose on paper: runs in several looks, first-line indent, Chinese line breaks, both edges even."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from export.book import Run
from export.pdf_breaks import HALF_BLANK, may_break
from export.pdf_ink import Placed
from export.pdf_text import Typesetter

BOLD = "hei"
_MARK_SIZE, _MARK_RISE = 0.62, 0.38
_SQUEEZE = 0.3
"""So much of its square a full-width mark may lose where a line would else lack a word, in sizes."""
_WIDEST_GAP = 0.25
"""A line whose characters would have to stand further apart than this, in sizes, stays ragged."""


class Look(NamedTuple):
    """How a paragraph is set: face, size and line height in points, ``indent`` of its first line in characters,
    space before it, and ``align``: ``justify``, ``left`` or ``center``.
    """

    role: str
    size: float
    leading: float
    indent: float = 0.0
    before: float = 0.0
    align: str = "justify"


class Glyph(NamedTuple):
    """A character in its look; a ``mark`` is raised and takes no part in line breaking."""

    char: str
    role: str
    size: float
    rise: float
    width: float

    @property
    def latin(self) -> bool:
        """Whether it belongs to a word or number that is not spread."""
        return self.char.isascii() or bool(self.rise)


Line = list[Glyph]


def set_paragraph(setter: Typesetter, runs: Iterable[Run], look: Look, room: float) -> list[tuple[Placed, ...]]:
    """The paragraph's lines, each at baseline 0 from the left edge; at least one."""
    lines = list(_filled(_clusters(setter, runs, look), look, room))
    if not lines:
        return [()]
    last = len(lines) - 1
    return [
        tuple(_placed(line, look, room, first=number == 0, last=number == last)) for number, line in enumerate(lines)
    ]


def _clusters(setter: Typesetter, runs: Iterable[Run], look: Look) -> list[Line]:
    """The text cut at every place where a line may end."""
    text, glyphs = "", []
    marks: dict[int, str] = {}
    for run in runs:
        role = BOLD if run.bold else look.role
        plain = setter.drawable(run.text, role)
        glyphs += [Glyph(char, role, look.size, 0.0, setter.width(char, role, look.size)) for char in plain]
        text += plain
        if run.mark:
            marks[len(text) - 1] = marks.get(len(text) - 1, "") + setter.drawable(run.mark, BOLD)
    clusters: list[Line] = [[]] if glyphs or marks else []
    for at, glyph in enumerate(glyphs):
        if at and may_break(text, at):
            clusters.append([])
        clusters[-1].append(glyph)
        clusters[-1] += _mark(setter, marks.get(at, ""), look)
    if -1 in marks:
        clusters[0][:0] = _mark(setter, marks[-1], look)
    return clusters


def _mark(setter: Typesetter, text: str, look: Look) -> Line:
    size = look.size * _MARK_SIZE
    return [Glyph(char, BOLD, size, look.size * _MARK_RISE, setter.width(char, BOLD, size)) for char in text]


def _filled(clusters: Sequence[Line], look: Look, room: float) -> Iterator[Line]:
    """Lines as full as they may be; what is wider than a line is cut where it must be."""
    line: Line = []
    used = look.indent * look.size
    for cluster in clusters:
        pieces = [cluster] if _width(cluster) <= room else [[glyph] for glyph in cluster]
        for piece in pieces:
            width = _width(piece)
            if line and used + width - _blank(piece) > room + _give(line) * look.size:
                yield line
                line, used = [], 0.0
            line = [*line, *piece]
            used += width
    if line:
        yield line


def _give(line: Line) -> float:
    """How much narrower a line may be set at its marks, in sizes."""
    return _SQUEEZE * sum(map(_is_mark, line))


def _is_mark(glyph: Glyph) -> bool:
    """Whether a glyph is a full-width mark with an empty half."""
    return glyph.char in HALF_BLANK and glyph.width > glyph.size * 0.9


def _width(line: Line) -> float:
    return sum(glyph.width for glyph in line)


def _blank(line: Line) -> float:
    """The blank at the end of a line that needs no room: spaces, and the empty half of a full-width mark."""
    blank = 0.0
    for glyph in reversed(line):
        if glyph.char != " ":
            return blank + (glyph.width / 2 if _is_mark(glyph) else 0.0)
        blank += glyph.width
    return blank


def _placed(line: Line, look: Look, room: float, *, first: bool, last: bool) -> Iterator[Placed]:
    """The line's pieces, spread so that it reaches the right edge unless it is the last."""
    x = look.indent * look.size if first else 0.0
    slack = room - x - _width(line) + _blank(line)
    if look.align == "center":
        x += slack / 2
    segments = [list(group) for _key, group in groupby(line, key=_segment)]
    gap = 0.0
    if slack < 0:
        gap = slack / max(sum(map(_is_mark, line[:-1])), 1)
    elif look.align == "justify" and not last:
        gap = slack / max(sum(map(_stretchable, segments)) - 1, 1)
        gap = gap if gap <= look.size * _WIDEST_GAP else 0.0
    for segment in segments:
        head = segment[0]
        places = _stretchable(segment) if gap > 0 else len(segment) * _is_mark(head)
        spacing = gap if places and not head.latin else 0.0
        yield Placed(x, head.rise, head.role, head.size, "".join(glyph.char for glyph in segment), spacing)
        x += _width(segment) + gap * places


def _segment(glyph: Glyph) -> tuple[object, ...]:
    """What the glyphs of one piece have in common."""
    return glyph.role, glyph.size, glyph.rise, glyph.latin, _is_mark(glyph)


def _stretchable(segment: Line) -> int:
    """How many gaps a segment brings: one behind each Chinese character, one behind a word, none behind a mark."""
    if segment[0].rise:
        return 0
    return 1 if segment[0].latin else len(segment)
