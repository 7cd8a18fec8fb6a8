"""Small drawn signs: marks of states and tool bar icons. Drawn, not typed, for many fonts lack such characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from models.findings import DIFFERENCES, State
from ui import theme
from ui.painting import restored

_UNITS = 16.0
"""All drawings are made on a square of this size."""
_SCALE = 2


def state_image(state: State, size: int = 14) -> QImage:
    """The mark of a state: a filled disc with ✗, ≈, ？, ! or a tick; told apart by shape as well as by colour."""
    image = QImage(size * _SCALE, size * _SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(_SCALE, _SCALE)
    paint_state(painter, state, QRectF(0, 0, size, size))
    painter.end()
    image.setDevicePixelRatio(_SCALE)
    return image


@cache
def state_pixmap(state: State, size: int, ratio: float = 1.0) -> QPixmap:
    """The mark of a state for a screen with ``ratio`` pixels to the point, drawn once."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.scale(ratio, ratio)
    paint_state(painter, state, QRectF(0, 0, size, size))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def paint_state(painter: QPainter, state: State, box: QRectF) -> None:
    """Paint the mark of a state into a square box."""
    with _drawing_in(painter, box.topLeft(), box):
        colour = QColor(theme.STATE_INK[state])
        if state is State.BALANCED:
            painter.setPen(_pen(colour, 2.0))
            painter.drawPolyline(QPolygonF([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4.5)]))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if state in DIFFERENCES:
            painter.drawRoundedRect(QRectF(1, 1, 14, 14), 3.5, 3.5)
        else:
            painter.drawEllipse(QRectF(1, 1, 14, 14))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(QColor("#ffffff"), 1.7))
        painter.drawPath(_SIGNS[state]())


@contextmanager
def _drawing_in(painter: QPainter, origin: QPointF, box: QRectF) -> Iterator[None]:
    """Let a drawing fill a box; the painter comes back as it was, whatever happens."""
    with restored(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(origin)
        painter.scale(box.width() / _UNITS, box.height() / _UNITS)
        yield


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _cross() -> QPainterPath:
    path = QPainterPath(QPointF(5.3, 5.3))
    path.lineTo(10.7, 10.7)
    path.moveTo(10.7, 5.3)
    path.lineTo(5.3, 10.7)
    return path


def _waves() -> QPainterPath:
    path = QPainterPath()
    for y in (6.2, 9.8):
        path.moveTo(4, y + 0.7)
        path.cubicTo(6, y - 2, 10, y + 2.4, 12, y - 0.7)
    return path


def _question() -> QPainterPath:
    path = QPainterPath(QPointF(5.8, 6.1))
    path.cubicTo(6, 3.4, 10.2, 3.6, 10.1, 6.2)
    path.cubicTo(10, 7.8, 8, 7.8, 8, 9.4)
    path.moveTo(8, 12)
    path.lineTo(8, 12.05)
    return path


def _bang() -> QPainterPath:
    path = QPainterPath(QPointF(8, 4.2))
    path.lineTo(8, 8.8)
    path.moveTo(8, 11.7)
    path.lineTo(8, 11.75)
    return path


def _dash() -> QPainterPath:
    path = QPainterPath(QPointF(5, 8))
    path.lineTo(11, 8)
    return path


_SIGNS: dict[State, Callable[[], QPainterPath]] = {
    State.BREAK: _cross,
    State.ROUNDING: _waves,
    State.SUSPECT: _question,
    State.UNEVALUATED: _question,
    State.VIOLATION: _bang,
    State.NOT_APPLICABLE: _dash,
}


def paint_fold(painter: QPainter, box: QRectF, *, opened: bool) -> None:
    """Paint the sign of a line that unfolds: an angle pointing right, or down when it is open."""
    with _drawing_in(painter, box.center(), box):
        if opened:
            painter.rotate(90)
        painter.setPen(_pen(QColor(theme.MUTED), 1.8))
        painter.drawPolyline(QPolygonF([QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)]))


# -- tool bar ----------------------------------------------------------------------------------------------------------


def _arrow_back() -> QPainterPath:
    path = QPainterPath(QPointF(6, 2.6))
    path.lineTo(2.6, 6)
    path.lineTo(6, 9.4)
    path.moveTo(2.8, 6)
    path.lineTo(9.2, 6)
    path.cubicTo(14.4, 6, 14.4, 13, 9.2, 13)
    path.lineTo(6, 13)
    return path


def _arrow_on() -> QPainterPath:
    path = QPainterPath(QPointF(10, 2.6))
    path.lineTo(13.4, 6)
    path.lineTo(10, 9.4)
    path.moveTo(13.2, 6)
    path.lineTo(6.8, 6)
    path.cubicTo(1.6, 6, 1.6, 13, 6.8, 13)
    path.lineTo(10, 13)
    return path


def _tray(down: bool) -> QPainterPath:
    path = QPainterPath(QPointF(2.5, 10))
    path.lineTo(2.5, 13.5)
    path.lineTo(13.5, 13.5)
    path.lineTo(13.5, 10)
    path.moveTo(8, 2.5)
    path.lineTo(8, 10)
    tip, wings = (10, 7) if down else (2.5, 5.5)
    path.moveTo(5, wings)
    path.lineTo(8, tip)
    path.lineTo(11, wings)
    return path


def _page() -> QPainterPath:
    path = QPainterPath(QPointF(9.5, 1.8))
    path.lineTo(3.2, 1.8)
    path.lineTo(3.2, 14.2)
    path.lineTo(12.8, 14.2)
    path.lineTo(12.8, 5)
    path.lineTo(9.5, 1.8)
    path.lineTo(9.5, 5)
    path.lineTo(12.8, 5)
    for y in (8, 10.8):
        path.moveTo(5.8, y)
        path.lineTo(10.2, y)
    return path


def _lens() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(2.5, 2.5, 8, 8))
    path.moveTo(9.5, 9.5)
    path.lineTo(13.5, 13.5)
    return path


def _shield() -> QPainterPath:
    path = QPainterPath(QPointF(8, 1.8))
    path.lineTo(13.2, 3.8)
    path.cubicTo(13.2, 9, 12, 12, 8, 14.2)
    path.cubicTo(4, 12, 2.8, 9, 2.8, 3.8)
    path.lineTo(8, 1.8)
    path.moveTo(5.6, 7.8)
    path.lineTo(7.4, 9.7)
    path.lineTo(10.6, 6)
    return path


def _folder() -> QPainterPath:
    path = QPainterPath(QPointF(1.8, 13))
    path.lineTo(1.8, 3.4)
    path.lineTo(6, 3.4)
    path.lineTo(7.6, 5.2)
    path.lineTo(14.2, 5.2)
    path.lineTo(14.2, 13)
    path.closeSubpath()
    return path


def _chevron() -> QPainterPath:
    path = QPainterPath(QPointF(4, 6.2))
    path.lineTo(8, 10)
    path.lineTo(12, 6.2)
    return path


def _plus_page() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2.5, 2.5, 11, 11), 2, 2)
    path.moveTo(8, 5.4)
    path.lineTo(8, 10.6)
    path.moveTo(5.4, 8)
    path.lineTo(10.6, 8)
    return path


_TOOLS: dict[str, Callable[[], QPainterPath]] = {
    "undo": _arrow_back,
    "redo": _arrow_on,
    "import": lambda: _tray(down=True),
    "export": lambda: _tray(down=False),
    "page": _page,
    "find": _lens,
    "check": _shield,
    "open": _folder,
    "down": _chevron,
    "new": _plus_page,
}


def tool_icon(name: str, colour: str = theme.INK) -> QIcon:
    """A tool bar icon by name, with its pale form for a disabled button."""
    icon = QIcon()
    icon.addPixmap(_drawn(_TOOLS[name](), colour), QIcon.Mode.Normal)
    icon.addPixmap(_drawn(_TOOLS[name](), theme.FAINT), QIcon.Mode.Disabled)
    return icon


def _drawn(path: QPainterPath, colour: str) -> QPixmap:
    pixmap = QPixmap(QSize(16, 16) * _SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SCALE, _SCALE)
    painter.setPen(_pen(QColor(colour), 1.4))
    painter.drawPath(path)
    painter.end()
    pixmap.setDevicePixelRatio(_SCALE)
    return pixmap


def app_icon() -> QIcon:
    """The program's icon: a ruled table whose total is ticked."""
    size = 128
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / _UNITS, size / _UNITS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.ACCENT))
    painter.drawRoundedRect(QRectF(0.5, 0.5, 15, 15), 3, 3)
    painter.setPen(_pen(QColor("#a9c6e8"), 0.7))
    for y in (5.0, 8.0, 11.0):
        painter.drawLine(QPointF(3, y), QPointF(13, y))
    painter.setPen(_pen(QColor("#ffffff"), 1.9))
    painter.drawPolyline(QPolygonF([QPointF(4, 8.6), QPointF(7, 11.6), QPointF(12.4, 4.6)]))
    painter.end()
    return QIcon(pixmap)
