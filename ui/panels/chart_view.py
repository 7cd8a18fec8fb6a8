"""A chart in the window: the same shapes that print, painted as large as there is room."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from export.chart_shapes import Label, Line, Rect, Shape, Wedge, height_for, shapes
from models.charts import Chart, described
from ui.fonts import BODY_PIXELS, body_font
from ui.painting import restored

PIXELS = BODY_PIXELS
"""The size of a chart's texts on the screen."""
_SMALLEST_WIDTH, _USUAL_WIDTH = 22, 50
"""In text sizes."""


class ChartView(QWidget):
    """Shows one chart, or nothing. Its words are its accessible description."""

    def __init__(self, chart: Chart | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_chart(chart)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def set_chart(self, chart: Chart | None) -> None:
        """Show another chart; ``None`` takes no room."""
        self._chart = chart
        self.setAccessibleName(chart.title if chart else "")
        self.setAccessibleDescription(described(chart) if chart else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(_USUAL_WIDTH * PIXELS, self._height())

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(_SMALLEST_WIDTH * PIXELS, self._height())

    def _height(self) -> int:
        return math.ceil(height_for(self._chart, PIXELS)) if self._chart else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        if self._chart is None:
            return
        painter = QPainter(self)
        paint(painter, self._chart, QRectF(self.rect()), PIXELS)
        painter.end()


def paint(painter: QPainter, chart: Chart, box: QRectF, size: float) -> None:
    """Paint a chart into a box; ``size`` is that of its texts, in the painter's own unit."""
    with restored(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.topLeft())
        for shape in shapes(chart, box.width(), box.height(), size):
            _draw(painter, shape)


def _draw(painter: QPainter, shape: Shape) -> None:
    match shape:
        case Rect():
            _fill(painter, shape)
            painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
        case Wedge():
            _fill(painter, shape)
            painter.drawPath(_sector(shape))
        case Line():
            painter.setPen(QPen(QColor(shape.stroke), shape.width))
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        case Label():
            _write(painter, shape)


def _fill(painter: QPainter, shape: Rect | Wedge) -> None:
    painter.setBrush(QColor(shape.fill))
    pen = QPen(QColor(shape.stroke), shape.stroke_width) if shape.stroke else QPen(Qt.PenStyle.NoPen)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)


def _sector(wedge: Wedge) -> QPainterPath:
    """The sector as a path; Qt counts its degrees from 3 o'clock, against the clock."""
    circle = QRectF(wedge.cx - wedge.radius, wedge.cy - wedge.radius, 2 * wedge.radius, 2 * wedge.radius)
    path = QPainterPath()
    if wedge.sweep >= 360:  # noqa: PLR2004
        path.addEllipse(circle)
        return path
    path.moveTo(wedge.cx, wedge.cy)
    path.arcTo(circle, 90 - wedge.start, -wedge.sweep)
    path.closeSubpath()
    return path


def _write(painter: QPainter, label: Label) -> None:
    font = body_font(max(round(label.size), 1), bold=label.bold)
    painter.setFont(font)
    painter.setPen(QColor(label.fill))
    width = QFontMetricsF(font).horizontalAdvance(label.text)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    painter.drawText(QPointF(left, label.y), label.text)
