"""Charts in the text: each is one character of the document, painted as large as its line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPyTextObject, QTextDocument, QTextFormat

from export.chart_shapes import height_for
from models.charts import Chart
from ui import theme
from ui.editors.prose.formats import PIECE
from ui.fonts import body_font
from ui.panels.chart_view import paint

_NOTHING = 4.0


class ChartObject(QPyTextObject):
    """Sizes and paints charts. ``find`` gives the chart of a key, or ``None`` where there is nothing to show."""

    def __init__(self, find: Callable[[str], Chart | None], document: QTextDocument) -> None:
        super().__init__(document)
        self._find = find

    def _chart(self, form: QTextFormat) -> Chart | None:
        return self._find(str(form.property(PIECE))[1:])

    def intrinsicSize(self, doc: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:  # noqa: N802  Qt's name
        """Override QPyTextObject.intrinsicSize."""
        chart = self._chart(form)
        width = max(doc.textWidth() - 2 * doc.documentMargin(), 1.0)
        return QSizeF(width, height_for(chart, _size(doc)) + _caption(doc) if chart is not None else _NOTHING)

    def drawObject(  # noqa: N802  Qt's name
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, _position: int, form: QTextFormat
    ) -> None:
        """Override QPyTextObject.drawObject."""
        chart = self._chart(form)
        if chart is None:
            return
        box = QRectF(rect)
        room = box.adjusted(0, 0, 0, -_caption(doc))
        paint(painter, chart, room, _size(doc))
        painter.setPen(QColor(theme.MUTED))
        painter.setFont(body_font(round(_size(doc))))
        below = QRectF(box.left(), room.bottom(), box.width(), _caption(doc))
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, chart.title)


def _caption(document: QTextDocument) -> float:
    """The height of the line below a chart that says what it shows."""
    return document.defaultFont().pixelSize() * 1.9


def _size(document: QTextDocument) -> float:
    """The size of a chart's words: a little smaller than the text."""
    return document.defaultFont().pixelSize() * 0.85
