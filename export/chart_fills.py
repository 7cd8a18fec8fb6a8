"""The fills of charts: colours that differ in grey as well, and hatching where their greys come close."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import NamedTuple

from export.chart_primitives import Line, Rect, Shape, Wedge
from models.charts import OTHERS

_WHITE, _DARK = "#ffffff", "#33404f"
_PARALLEL = 1e-9


class Fill(NamedTuple):
    """A colour, and hatching at the angles given (degrees from the horizontal) in the colour ``ink``."""

    colour: str
    angles: tuple[int, ...] = ()
    ink: str = _WHITE
    text: str = _WHITE


FILLS = (
    Fill("#1f5fa8"),
    Fill("#e0a800", text=_DARK),
    Fill("#2d7a46", (45,)),
    Fill("#c0552d", (135,)),
    Fill("#8fb8de", (90,), _DARK, _DARK),
    Fill("#7d5a9e", (0,)),
    Fill("#b9c66b", (45,), _DARK, _DARK),
    Fill("#7a4b2a", (45, 135)),
)
REST = Fill("#c9cfd8", text=_DARK)
"""What is left: 其他."""


def fill_of(index: int, name: str = "") -> Fill:
    """The fill of the n-th slice or series; beyond the last they begin anew."""
    return REST if name == OTHERS else FILLS[index % len(FILLS)]


def filled(shape: Rect | Wedge, fill: Fill, spacing: float) -> Iterator[Shape]:
    """The shape and its hatching, ``spacing`` points apart."""
    yield shape
    for angle in fill.angles:
        yield from _hatching(shape, angle, spacing, fill.ink)


def _hatching(shape: Rect | Wedge, angle: int, spacing: float, ink: str) -> Iterator[Line]:
    """The parts of parallel lines that lie within the shape."""
    dx, dy = math.cos(math.radians(angle)), -math.sin(math.radians(angle))
    corners = _corners(shape)
    across = [x * -dy + y * dx for x, y in corners]
    for number in range(math.ceil(min(across) / spacing), math.floor(max(across) / spacing) + 1):
        base = (-dy * number * spacing, dx * number * spacing)
        cuts = sorted(_cuts(shape, base, (dx, dy)))
        for start, end in itertools.pairwise(cuts):
            middle = (start + end) / 2
            if end - start > spacing / 20 and contains(shape, base[0] + dx * middle, base[1] + dy * middle):
                ends = tuple((round(base[0] + dx * t, 3), round(base[1] + dy * t, 3)) for t in (start, end))
                yield Line(ends, ink, spacing / 5)


def _corners(shape: Rect | Wedge) -> list[tuple[float, float]]:
    if isinstance(shape, Rect):
        return [(shape.x + w, shape.y + h) for w in (0, shape.width) for h in (0, shape.height)]
    return [(shape.cx + w, shape.cy + h) for w in (-shape.radius, shape.radius) for h in (-shape.radius, shape.radius)]


def _cuts(shape: Rect | Wedge, base: tuple[float, float], way: tuple[float, float]) -> Iterator[float]:
    """Where the line ``base + t·way`` may enter or leave the shape, as values of t."""
    (x, y), (dx, dy) = base, way
    if isinstance(shape, Rect):
        if abs(dx) > _PARALLEL:
            yield from ((edge - x) / dx for edge in (shape.x, shape.x + shape.width))
        if abs(dy) > _PARALLEL:
            yield from ((edge - y) / dy for edge in (shape.y, shape.y + shape.height))
        return
    x, y = x - shape.cx, y - shape.cy
    along = x * dx + y * dy
    rest = along * along - (x * x + y * y - shape.radius * shape.radius)
    if rest <= 0:
        return
    first, last = -along - math.sqrt(rest), -along + math.sqrt(rest)
    yield from (first, last)
    for degrees in (shape.start, shape.start + shape.sweep):
        ray = math.sin(math.radians(degrees)), -math.cos(math.radians(degrees))
        turn = dx * ray[1] - dy * ray[0]
        if abs(turn) > _PARALLEL:
            cut = (y * ray[0] - x * ray[1]) / turn
            if first < cut < last:
                yield cut


def contains(shape: Rect | Wedge, x: float, y: float) -> bool:
    """Whether a point lies within a shape."""
    if isinstance(shape, Rect):
        return shape.x <= x <= shape.x + shape.width and shape.y <= y <= shape.y + shape.height
    x, y = x - shape.cx, y - shape.cy
    turned = (math.degrees(math.atan2(x, -y)) - shape.start) % 360
    return x * x + y * y <= shape.radius * shape.radius and turned <= shape.sweep
