"""A chart as inline SVG: vector, readable without its colours, and told in words to those who cannot see it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from html import escape

from export.chart_shapes import SIZE, Label, Line, Rect, Shape, Wedge, height_for, shapes
from export.packages import printable
from models.charts import Chart, described

FONTS = "'Noto Sans SC','Microsoft YaHei','黑体',SimHei,sans-serif"
WIDTH = 450.0
_DISC = 360.0
_HALF = 180.0
_PIXELS = 96 / 72
_CONTROLS = re.compile("[\x7f-\x9f]")


def escaped(text: str) -> str:
    """The text as HTML may hold it, in an element or an attribute."""
    return _CONTROLS.sub("\ufffd", escape(printable(text)))


def svg(chart: Chart, name: str, width: float = WIDTH, *, title: str = "") -> str:
    """The chart as an ``svg`` element as wide as its place allows, at most ``width`` points.

    ``name`` is unique in the page: the ids of title and description begin with it.
    """
    height = height_for(chart)
    label, words = escaped(name), escaped(title or chart.title)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{label}-title {label}-desc" ',
            f'viewBox="0 0 {width:g} {height:g}" width="{width * _PIXELS:.0f}" height="{height * _PIXELS:.0f}">',
            f'<title id="{label}-title">{words}</title><desc id="{label}-desc">{escaped(described(chart))}</desc>',
            f'<g font-family="{FONTS}" aria-hidden="true">',
            *map(_drawn, shapes(chart, width, height, SIZE)),
            "</g></svg>",
        )
    )


def _drawn(shape: Shape) -> str:
    match shape:
        case Rect(x, y, width, height, fill):
            box = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
            return f'<rect {box} fill="{fill}"{_stroke(shape)}/>'
        case Wedge():
            return f'<path d="{"".join(_sector(shape))}" fill="{shape.fill}"{_stroke(shape)}/>'
        case Line(points, stroke, width):
            path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
            return f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width:.2f}"/>'
        case Label(x, y, text, size, anchor, fill, bold):
            look = ' font-weight="bold"' if bold else ""
            at = f'x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}"'
            return f'<text {at} text-anchor="{anchor}" fill="{fill}"{look}>{escaped(text)}</text>'


def _stroke(shape: Rect | Wedge) -> str:
    return f' stroke="{shape.stroke}" stroke-width="{shape.stroke_width:.2f}"' if shape.stroke else ""


def _sector(wedge: Wedge) -> Iterator[str]:
    radius = f"{wedge.radius:.2f}"
    if wedge.sweep >= _DISC:
        top, bottom = wedge.cy - wedge.radius, wedge.cy + wedge.radius
        yield f"M{wedge.cx:.2f},{top:.2f}"
        yield from (f"A{radius},{radius} 0 1 1 {wedge.cx:.2f},{y:.2f}" for y in (bottom, top))
    else:
        (x, y), (end_x, end_y) = wedge.point(wedge.start), wedge.point(wedge.start + wedge.sweep)
        large = int(math.fmod(wedge.sweep, _DISC) > _HALF)
        yield f"M{wedge.cx:.2f},{wedge.cy:.2f}L{x:.2f},{y:.2f}"
        yield f"A{radius},{radius} 0 {large} 1 {end_x:.2f},{end_y:.2f}"
    yield "Z"
