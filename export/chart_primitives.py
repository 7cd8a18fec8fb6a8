"""What charts are drawn with: four primitives in points, origin at the top left, y downward.

Hatching comes as lines of its own, cut to the shape already: a writer draws the primitives in their order and needs
neither patterns nor clipping, so that window, PDF, Word and HTML look alike.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

import msgspec

INK, FAINT, GRID, PAPER = "#1f2733", "#6a7686", "#d5dbe3", "#ffffff"
_WIDTHS = {" ": 0.23, ".": 0.28, ",": 0.28, ":": 0.28, "-": 0.35, "%": 0.93, "…": 1.0, "I": 0.3, "i": 0.28, "l": 0.28}
_DIGIT, _OTHER = 0.56, 0.64


class Rect(msgspec.Struct, frozen=True, omit_defaults=True, tag="rect"):
    """A filled rectangle; colours are ``#rrggbb``, a ``stroke`` of "" draws no edge."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = ""
    stroke_width: float = 0.5


class Wedge(msgspec.Struct, frozen=True, omit_defaults=True, tag="wedge"):
    """A filled sector of a circle. ``start`` and ``sweep`` are degrees, clockwise, 0 at 12 o'clock; 360 is the disc."""

    cx: float
    cy: float
    radius: float
    start: float
    sweep: float
    fill: str
    stroke: str = PAPER
    stroke_width: float = 1.0

    def point(self, degrees: float, radius: float | None = None) -> tuple[float, float]:
        """Where an angle meets the circle, or one of another radius."""
        angle, away = math.radians(degrees), self.radius if radius is None else radius
        return self.cx + away * math.sin(angle), self.cy - away * math.cos(angle)


class Line(msgspec.Struct, frozen=True, omit_defaults=True, tag="line"):
    """An open line through two or more points."""

    points: tuple[tuple[float, float], ...]
    stroke: str = INK
    width: float = 0.7


class Label(msgspec.Struct, frozen=True, omit_defaults=True, tag="label"):
    """A text on one line, in the 黑体 role. ``x`` is its start, middle or end (``anchor``), ``y`` its baseline."""

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    fill: str = INK
    bold: bool = False


Shape = Rect | Wedge | Line | Label


def text_width(text: str, size: float) -> float:
    """About how wide a text is: all fonts in use set Chinese on the full square, and figures much alike."""
    return size * sum(map(_advance, text))


def _advance(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    return _DIGIT if char.isdigit() else _WIDTHS.get(char, _OTHER)


def shortened(text: str, size: float, room: float) -> str:
    """The text, cut with … where it is wider than ``room``."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"


def bounds(label: Label) -> tuple[float, float, float, float]:
    """The box of a label: left, top, right, bottom."""
    width = text_width(label.text, label.size)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - label.size * 0.86, left + width, label.y + label.size * 0.18


def widest(texts: Iterable[str], size: float) -> float:
    """The width of the widest text; 0 for none."""
    return max((text_width(text, size) for text in texts), default=0.0)
