"""The marks of numbers and pieces: backgrounds behind the words, lines, frames and locks above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextCursor, QTextLayout, QTextLine

from models.narrative.verdicts import NumberState
from ui import theme

REASON, TODO, SETTING, WRONG, DOUBTFUL, HINT = "reason", "todo", "setting", "wrong", "doubtful", "hint"
ROUNDED = "rounded"
Look = NumberState | str
"""How a mark looks: as a number's state, or as a sum that is off by rounding; as a reason, written or not, or a
setting; as words found fault with.
"""
_BACK = {
    NumberState.BOUND: theme.CHIP, NumberState.CHECKED: theme.CHIP, NumberState.MISMATCH: theme.ERROR_SOFT,
    NumberState.FROZEN: theme.UNJUDGED_SOFT, REASON: theme.ROUNDING_SOFT, TODO: theme.ROUNDING_SOFT,
    ROUNDED: theme.ROUNDING_SOFT,
}  # fmt: skip
_LINES = {
    NumberState.BOUND: (theme.ACCENT, Qt.PenStyle.SolidLine), NumberState.CHECKED: (theme.ACCENT, Qt.PenStyle.DotLine),
    NumberState.UNKNOWN: (theme.FAINT, Qt.PenStyle.DotLine),
    NumberState.FROZEN: (theme.UNJUDGED, Qt.PenStyle.SolidLine),
    REASON: (theme.ROUNDING, Qt.PenStyle.DashLine), TODO: (theme.ROUNDING, Qt.PenStyle.DashLine),
    SETTING: (theme.LINE, Qt.PenStyle.DotLine), ROUNDED: (theme.ROUNDING, Qt.PenStyle.SolidLine),
}  # fmt: skip
_WAVES = {WRONG: theme.ERROR, DOUBTFUL: theme.ROUNDING, HINT: theme.HINT}
_TIPS = {
    NumberState.BOUND: "取自报表，随报表变动", NumberState.CHECKED: "手工写的数字，与报表一致",
    NumberState.MISMATCH: "与报表不符，右边有应写的数，Alt+Enter 采用", NumberState.UNKNOWN: "没有认出来，请人工核对",
    NumberState.FROZEN: "已冻结，不随报表变动", REASON: "变动原因，双击修改", TODO: "点击填写", SETTING: "取自基本信息",
    ROUNDED: "所列各项相加有四舍五入的尾差，与报表一致，不必改数",
    WRONG: "需要改正，点击查看", DOUBTFUL: "请核对，点击查看", HINT: "写法建议，点击查看",
}  # fmt: skip
_ROUND = 3.0


class Mark(NamedTuple):
    """Words with a look; the cursor moves with them. ``text`` is what stood there: changed words lose their mark."""

    cursor: QTextCursor
    look: Look
    text: str

    @property
    def holds(self) -> bool:
        """Whether the words still are what they were."""
        return self.cursor.selectedText() == self.text


def boxes(cursor: QTextCursor, em: float) -> Iterator[QRectF]:
    """Where the selection of a cursor, within one block, stands: a box for each of its lines."""
    block = cursor.document().findBlock(cursor.selectionStart())
    layout = block.layout()
    start, end = (_in_layout(layout, at - block.position()) for at in (cursor.selectionStart(), cursor.selectionEnd()))
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        left, right = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if left >= right:
            continue
        x, to = _x(line, left), _x(line, right)
        base = layout.position().y() + line.y() + line.ascent()
        yield QRectF(layout.position().x() + x - 1, base - em * 1.02, to - x + 2, em * 1.42)


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _in_layout(layout: QTextLayout, position: int) -> int:
    """A position of the block among the characters that are laid out, those just being composed included."""
    at, text = layout.preeditAreaPosition(), layout.preeditAreaText()
    return position + len(text) if text and position > at else position


def mark_at(found: Sequence[Mark], position: int) -> Mark | None:
    """The mark that a position of the document is within: of a number rather than of the words around it."""
    near = (mark for mark in found if mark.cursor.selectionStart() <= position <= mark.cursor.selectionEnd())
    own = [mark for mark in near if mark.holds]
    return min(own, key=lambda mark: len(mark.text), default=None)


def tip(mark: Mark) -> str:
    """What a mark means."""
    return _TIPS[mark.look]


def paint_back(painter: QPainter, mark: Mark, em: float) -> None:
    """What stands behind the words."""
    colour = _BACK.get(mark.look)
    if colour is None:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    for box in boxes(mark.cursor, em):
        painter.drawRoundedRect(box, _ROUND, _ROUND)


def paint_above(painter: QPainter, mark: Mark, em: float) -> None:
    """What stands around the words: told apart by shape, not by colour alone."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    found = list(boxes(mark.cursor, em))
    if mark.look is NumberState.MISMATCH:
        painter.setPen(QPen(QColor(theme.ERROR), 1.2))
        for box in found:
            painter.drawRoundedRect(box, _ROUND, _ROUND)
        return
    if mark.look in _WAVES:
        painter.setPen(QPen(QColor(_WAVES[str(mark.look)]), 1.2))
        for box in found:
            _paint_wave(painter, box)
        return
    colour, style = _LINES[mark.look]
    painter.setPen(QPen(QColor(colour), 1.3, style))
    for box in found:
        painter.drawLine(QPointF(box.left() + 1, box.bottom()), QPointF(box.right() - 1, box.bottom()))
    if mark.look is NumberState.FROZEN and found:
        _paint_lock(painter, found[-1].topRight(), em)
    if mark.look == ROUNDED and found:
        _paint_about(painter, found[-1].topRight(), em)


def paint_frame(painter: QPainter, cursor: QTextCursor, em: float) -> None:
    """The frame around the words that the user is on; no wider than they are, or it covers the comma behind them."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.ACCENT), 1.5))
    for box in boxes(cursor, em):
        painter.drawRoundedRect(box.adjusted(0, -1.5, -1, 1.5), _ROUND, _ROUND)


def _paint_wave(painter: QPainter, box: QRectF) -> None:
    path = QPainterPath(QPointF(box.left() + 1, box.bottom()))
    x, up = box.left() + 1, True
    while x < box.right() - 1:
        x += 2.5
        path.lineTo(min(x, box.right() - 1), box.bottom() - (2.5 if up else 0))
        up = not up
    painter.drawPath(path)


def _paint_about(painter: QPainter, corner: QPointF, em: float) -> None:
    """A small ≈ at the upper right of the number."""
    font = painter.font()
    font.setPixelSize(max(round(em * 0.85), 9))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(theme.ROUNDING))
    box = QRectF(corner.x() - em * 0.85, corner.y() - em * 0.6, em, em * 0.8)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "≈")
    painter.restore()


def _paint_lock(painter: QPainter, corner: QPointF, em: float) -> None:
    size = em * 0.36
    body = QRectF(corner.x() - size, corner.y() - size * 0.3, size, size * 0.75)
    painter.setPen(QPen(QColor(theme.UNJUDGED), 1.1))
    painter.drawArc(QRectF(body.left() + size * 0.2, body.top() - size * 0.5, size * 0.6, size), 0, 180 * 16)
    painter.fillRect(body, QColor(theme.UNJUDGED))
