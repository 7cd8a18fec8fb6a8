"""From a chart to shapes: the one place where charts are laid out, for window, PDF, Word and HTML alike."""

from __future__ import annotations

from export.chart_bars import bars, columns
from export.chart_pie import pie
from export.chart_primitives import Label, Line, Rect, Shape, Wedge, bounds, text_width
from models.charts import Chart

__all__ = ["SIZE", "Label", "Line", "Rect", "Shape", "Wedge", "bounds", "height_for", "shapes", "text_width"]

SIZE = 9.0
"""The size of a chart's texts on paper."""
_PIE_HEIGHT, _BAR_HEIGHT, _COLUMN_HEIGHT = 20.0, 2.2, 22.0
_KINDS = {"pie": pie, "bar": bars, "columns": columns}


def shapes(chart: Chart, width: float, height: float, size: float = SIZE) -> tuple[Shape, ...]:
    """The chart within ``width`` by ``height`` points, texts of ``size`` points; its title is the caption's business.

    They are to be drawn in this order. A chart without figures has no shapes.
    """
    if not chart.categories or not chart.series or width <= 0 or height <= 0:
        return ()
    return tuple(_KINDS[chart.kind](chart, width, height, size))


def height_for(chart: Chart, size: float = SIZE) -> float:
    """The height at which the chart looks right at a usual width."""
    if chart.kind == "pie":
        return size * max(_PIE_HEIGHT, 1.9 * (len(chart.categories) + 2))
    if chart.kind == "columns":
        return size * _COLUMN_HEIGHT
    return size * (3.4 + _BAR_HEIGHT * len(chart.categories) * max(1.0, 0.9 * len(chart.series)))
