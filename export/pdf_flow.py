"""Sections of prose as sheets: headings, paragraphs and charts one after another, broken where a reader would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from export.book import Figure, Paragraph, Run, TextPage
from export.chart_shapes import Shape, height_for, shapes
from export.pdf_chart import draw_shapes
from export.pdf_frame import Anchor, Frame
from export.pdf_ink import Placed
from export.pdf_paper import PORTRAIT, Paper
from export.pdf_paragraph import Look, set_paragraph
from export.pdf_text import Typesetter

SIZE, LEADING = 15.0, 27.0
MARGIN = (PORTRAIT.width - 30 * SIZE) / 2
"""A line holds thirty characters."""
TOP, BOTTOM = 66.0, 62.0
ROOM = PORTRAIT.height - TOP - BOTTOM
WIDTH = PORTRAIT.width - 2 * MARGIN
PAPER = PORTRAIT._replace(side=MARGIN)
CHART_TEXT = 10.0
LOOKS = {
    "part": Look("hei", 22, 40, align="center"),
    "heading1": Look("hei", 16, 30, indent=1.875, before=5, align="left"),
    "heading2": Look("kai", SIZE, LEADING, indent=2, before=2, align="left"),
    "body": Look("fangsong", SIZE, LEADING, indent=2),
    "item": Look("fangsong", SIZE, LEADING, indent=2),
    "subheading": Look("kai", SIZE, LEADING, indent=2, align="left"),
    "note": Look("song", 11, 18, indent=2, before=3),
    "caption": Look("hei", 11.5, 21, align="center"),
}
_KEPT = ("part", "heading1", "heading2", "subheading")
"""Looks that never end a sheet."""
_BELOW = 10.0
_STRAY, _CLOSER = 4, 0.95


class Strip(NamedTuple):
    """A line, or a chart: what is never cut. Texts lie relative to its upper left corner.

    ``keep`` holds it together with the next one; ``before`` is space above it that a sheet's head does without;
    ``keys`` are the entries that begin with it.
    """

    height: float
    texts: tuple[Placed, ...] = ()
    shapes: tuple[Shape, ...] = ()
    keep: bool = False
    before: float = 0.0
    keys: tuple[str, ...] = ()

    def step(self, scale: float) -> float:
        """The distance to the next strip where lines stand ``scale`` times as far apart as usual."""
        return self.height if self.shapes else self.height * scale


@dataclass
class TextSheet:
    """A sheet of prose: strips with their distance from the upper margin."""

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    paper: Paper = PAPER

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Where its sections begin."""
        top = PORTRAIT.height - TOP
        return tuple(Anchor(key, top - down + SIZE / 2) for down, strip in self.strips for key in strip.keys)

    def draw(self, frame: Frame) -> None:
        """Draw words and charts in reading order."""
        top = PORTRAIT.height - TOP
        texts: list[Placed] = []
        for down, strip in self.strips:
            texts += [text.moved(MARGIN, top - down) for text in strip.texts]
            if strip.shapes:
                frame.ink.write(texts)
                texts = []
                draw_shapes(frame.canvas, frame.ink, frame.setter, strip.shapes, MARGIN, top - down)
        frame.ink.write(texts)


def text_sheets(
    setter: Typesetter, title: tuple[str, str], pages: Iterable[tuple[str, TextPage]], foot: float = 0.0
) -> list[TextSheet]:
    """Sections in order, under the title of their part; key and text each, ``("", "")`` for no title.

    Lines stand a little closer where that saves a sheet with a few lines on it. The last sheet keeps its ``foot`` free.
    """
    strips = list(_title(setter, *title))
    for key, page in pages:
        strips += _section(setter, key, page)
    sheets = _sheets(strips, 1.0)
    if len(sheets) > 1 and len(sheets[-1].strips) < _STRAY:
        closer = _sheets(strips, _CLOSER)
        sheets = closer if len(closer) < len(sheets) else sheets
    return _with_foot(sheets, foot) if foot else sheets


def _with_foot(sheets: list[TextSheet], foot: float) -> list[TextSheet]:
    """Let the last lines that belong together begin a sheet of their own where they would stand in the foot."""
    strips = sheets[-1].strips
    down, strip = strips[-1]
    if down + strip.height <= ROOM - foot:
        return sheets
    at = len(strips) - 1
    while at > 0 and strips[at - 1][1].keep:
        at -= 1
    at = at or len(strips) - 1
    start = strips[at][0]
    moved = TextSheet([(down - start, strip) for down, strip in strips[at:]])
    return [*sheets[:-1], TextSheet(strips[:at]), moved] if at else sheets


def _sheets(strips: list[Strip], scale: float) -> list[TextSheet]:
    sheets, down = [TextSheet()], 0.0
    for group in _groups(strips):
        height = sum(strip.before + strip.step(scale) for strip in group)
        if down and down + height > ROOM:
            sheets.append(TextSheet())
            down = 0.0
        for strip in group:
            if down and down + strip.before + strip.step(scale) > ROOM:  # the group is longer than a sheet
                sheets.append(TextSheet())
                down = 0.0
            down += strip.before if down else 0.0
            sheets[-1].strips.append((down, strip))
            down += strip.step(scale)
    return sheets


def _groups(strips: list[Strip]) -> Iterator[list[Strip]]:
    """Strips that are to stand on one sheet."""
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group


def _title(setter: Typesetter, key: str, text: str) -> Iterator[Strip]:
    if text:
        strips = _lines(setter, (Run(text),), "part")
        yield strips[0]._replace(keys=(key,))
        yield from strips[1:]
        yield Strip(_BELOW, keep=True)


def _section(setter: Typesetter, key: str, page: TextPage) -> Iterator[Strip]:
    strips: list[Strip] = []
    if page.heading:
        strips += _lines(setter, (Run(page.heading),), f"heading{min(max(page.level, 1), 2)}")
    for block in page.blocks:
        strips += _chart(setter, block) if isinstance(block, Figure) else _paragraph(setter, block)
    strips = strips or [Strip(0.0, keep=True)]
    yield strips[0]._replace(keys=(key,))
    yield from strips[1:]


def _paragraph(setter: Typesetter, block: Paragraph) -> list[Strip]:
    return _lines(setter, block.runs, block.style)


def _lines(setter: Typesetter, runs: tuple[Run, ...], style: str) -> list[Strip]:
    """A paragraph's lines; its first two and its last two stay together."""
    look = _look(setter, style)
    lines = set_paragraph(setter, runs, look, WIDTH)
    baseline = -(look.leading + look.size * 0.74) / 2
    last = len(lines) - 1
    return [
        Strip(
            look.leading,
            tuple(text.moved(0, baseline) for text in line),
            keep=style in _KEPT or (number != last and number in (0, last - 1)),
            before=look.before if number == 0 else 0.0,
        )
        for number, line in enumerate(lines)
    ]


def _look(setter: Typesetter, style: str) -> Look:
    """The style's look; 楷体 headings are set in 黑体 where the computer has no 楷体 of its own."""
    look = LOOKS.get(style, LOOKS["body"])
    plain = setter.faces[look.role].name == setter.faces["fangsong"].name
    return look._replace(role="hei") if look.role == "kai" and plain else look


def _chart(setter: Typesetter, figure: Figure) -> list[Strip]:
    height = min(height_for(figure.chart, CHART_TEXT), ROOM * 0.6)
    drawn = shapes(figure.chart, WIDTH, height, CHART_TEXT)
    chart = Strip(height, shapes=drawn, keep=bool(figure.caption), before=_BELOW)
    return [chart, *_lines(setter, (Run(figure.caption),), "caption")] if figure.caption else [chart]
