"""What is printed above a form's cells: title, 部门名称 and 单位."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.document import Document
from models.forms import FormDef
from ui import theme
from ui.delegates.metrics import Metrics
from ui.fonts import title_font

TITLE_PIXELS = 19


class FormHead(QWidget):
    """Painted between the edges of the cells, so that it stands above them as on paper."""

    def __init__(self, form: FormDef, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._document = form, document
        self._metrics = Metrics()
        self._edges = (0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_edges(self, left: int, right: int) -> None:
        """Where the cells begin and end."""
        if (left, right) != self._edges:
            self._edges = (left, right)
            self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        """Paint at another zoom."""
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    @property
    def title(self) -> str:
        """The form's printed title."""
        return self._document.fill(self._form.title)

    @property
    def department(self) -> str:
        """The line at the left."""
        return f"部门名称：{self._document.settings['department']}"

    def sizeHint(self) -> QSize:
        """As high as two lines."""
        return QSize(200, self._metrics.px(TITLE_PIXELS * 1.5 + 42))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both lines."""
        painter = QPainter(self)
        px = self._metrics.px
        left, right = self._edges
        width = max(right - left, 1)
        font = title_font(px(TITLE_PIXELS))
        over = QFontMetrics(font).horizontalAdvance(self.title) / width
        if over > 1:
            font.setPixelSize(max(px(TITLE_PIXELS / min(over * 1.02, 1.6)), 9))
        painter.setFont(font)
        painter.setPen(QColor(theme.INK))
        painter.drawText(QRect(left, px(10), width, px(TITLE_PIXELS * 1.5)), Qt.AlignmentFlag.AlignCenter, self.title)
        painter.setFont(self._metrics.font)
        line = QRect(left, self.height() - px(27), width, px(22))
        unit = f"单位：{self._form.unit.value}"
        room = line.adjusted(0, 0, -self._metrics.text.horizontalAdvance(unit) - px(12), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        name = self._metrics.text.elidedText(self.department, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, unit)
