"""The legend: what each colour and mark of the form means."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.findings import State
from models.workspace import Origin
from ui import theme
from ui.delegates.cell_painter import CellPainter
from ui.delegates.metrics import Metrics
from ui.fonts import body_font
from ui.itemmodels.cell_look import CellLook

_CURRENT = "当前单元格"
ENTRIES = (
    ("录入值", "手工录入、粘贴或导入的数，黑色", CellLook("832.71", True, origin=Origin.STATED)),
    (
        "自动计算",
        "按公式自动得出，浅蓝底、蓝灰字；输入即改为录入值，清除后恢复自动",
        CellLook("832.71", True, origin=Origin.COMPUTED),
    ),
    (
        "断差",
        "两边的数对不上，红底、右上角带红色三角，必须改正",
        CellLook("823.71", True, state=State.BREAK, origin=Origin.STATED),
    ),
    (
        "填错的格",
        "诊断认定就是这一格填错了，四周红框；右侧写明应改为多少",
        CellLook("823.71", True, state=State.BREAK, origin=Origin.STATED, culprit=True),
    ),
    (
        "可疑尾差",
        "四舍五入有可能造成、但很少见的差，橙底、左侧带 ≈?，请核对",
        CellLook("44.31", True, state=State.SUSPECT, origin=Origin.STATED),
    ),
    (
        "尾差",
        "四舍五入造成的差，在允许范围内，黄底、左侧带 ≈",
        CellLook("44.27", True, state=State.ROUNDING, origin=Origin.STATED),
    ),
    (
        "未判",
        "对应的表还没有填，暂不能判断，斜线底、左侧带 ？",
        CellLook("22.00", True, state=State.UNEVALUATED, origin=Origin.STATED),
    ),
    ("提示", "编码、名称、科目对应等方面的问题，紫底、带 ！", CellLook("绩效工资", state=State.VIOLATION)),
    ("看不懂", "不是金额的内容，红色波浪线，不参加合计", CellLook("八百元", True, origin=Origin.STATED, bad=True)),
    (
        "批注",
        "写给自己或同事看的说明，左上角空心小三角，不印出",
        CellLook("832.71", True, origin=Origin.STATED, noted=True),
    ),
    (_CURRENT, "正在操作的单元格，粗框", CellLook("832.71", True, origin=Origin.STATED)),
)


class Legend(QWidget):
    """A picture, a word and a sentence for each mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(10)
        for row, (word, meaning, look) in enumerate(ENTRIES):
            layout.addWidget(Swatch(look, self, current=word == _CURRENT), row, 0)
            title = QLabel(word, self)
            title.setFont(body_font(bold=True))
            layout.addWidget(title, row, 1)
            text = QLabel(meaning, self)
            text.setObjectName("muted")
            layout.addWidget(text, row, 2)
        layout.setColumnStretch(2, 1)


class Swatch(QWidget):
    """One cell, painted by the very painter of the form."""

    def __init__(self, look: CellLook, parent: QWidget | None = None, *, current: bool = False) -> None:
        super().__init__(parent)
        self._look, self._current = look, current
        self._painter = CellPainter(Metrics())
        self.setFixedSize(QSize(104, 26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.fillRect(box, QColor(theme.PAPER))
        self._painter.paint(painter, box, self._look, selected=False, current=self._current, divided=False)
        if not self._current:
            painter.setPen(QColor(theme.LINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        painter.end()
