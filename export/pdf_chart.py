"""Charts in the PDF, as vectors: the shapes that every writer draws, with their texts as text."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor

from export.chart_shapes import Label, Line, Rect, Shape, Wedge
from export.pdf_ink import Ink, Placed
from export.pdf_text import Typesetter

_ROLE = "hei"
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def draw_shapes(canvas: Any, ink: Ink, setter: Typesetter, shapes: tuple[Shape, ...], left: float, top: float) -> None:
    """Draw the shapes with their upper left corner at ``left``, ``top``."""
    canvas.saveState()
    canvas.setLineJoin(1)
    for shape in shapes:
        match shape:
            case Rect():
                _edge(canvas, shape.fill, shape.stroke, shape.stroke_width)
                foot = top - shape.y - shape.height
                canvas.rect(left + shape.x, foot, shape.width, shape.height, stroke=bool(shape.stroke), fill=1)
            case Wedge():
                _wedge(canvas, shape, left, top)
            case Line():
                _line(canvas, shape, left, top)
            case Label():
                text = setter.drawable(shape.text, _ROLE)
                x = left + shape.x - _ANCHORS[shape.anchor] * setter.width(text, _ROLE, shape.size)
                canvas.setFillColor(HexColor(shape.fill))
                ink.write([Placed(x, top - shape.y, _ROLE, shape.size, text)])
    canvas.restoreState()


def _edge(canvas: Any, fill: str, stroke: str, width: float) -> None:
    canvas.setFillColor(HexColor(fill))
    if stroke:
        canvas.setStrokeColor(HexColor(stroke))
        canvas.setLineWidth(width)


def _wedge(canvas: Any, shape: Wedge, left: float, top: float) -> None:
    _edge(canvas, shape.fill, shape.stroke, shape.stroke_width)
    x, y, radius = left + shape.cx, top - shape.cy, shape.radius
    if shape.sweep >= 360:  # noqa: PLR2004  a whole turn
        canvas.circle(x, y, radius, stroke=bool(shape.stroke), fill=1)
        return
    box = (x - radius, y - radius, x + radius, y + radius)
    canvas.wedge(*box, 90 - shape.start, -shape.sweep, stroke=bool(shape.stroke), fill=1)


def _line(canvas: Any, shape: Line, left: float, top: float) -> None:
    canvas.setStrokeColor(HexColor(shape.stroke))
    canvas.setLineWidth(shape.width)
    path = canvas.beginPath()
    (x, y), *rest = shape.points
    path.moveTo(left + x, top - y)
    for x, y in rest:
        path.lineTo(left + x, top - y)
    canvas.drawPath(path, stroke=1, fill=0)
