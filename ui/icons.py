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


@cache
def state_image(state: State, size: int = 14) -> QImage:
    """The mark of a state: a filled disc with ✗, ≈, ？, ! or a tick, told apart by shape too. Shared."""
    image = QImage(size * _SCALE, size * _SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    with _painting_on(image, _SCALE) as painter:
        paint_state(painter, state, QRectF(0, 0, size, size))
    image.setDevicePixelRatio(_SCALE)
    return image


@cache
def state_pixmap(state: State, size: int, ratio: float = 1.0) -> QPixmap:
    """The mark of a state for a screen with ``ratio`` pixels to the point, drawn once."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    with _painting_on(pixmap, ratio) as painter:
        paint_state(painter, state, QRectF(0, 0, size, size))
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
        painter.drawPath(_path(_SIGNS[state]))


@contextmanager
def _painting_on(surface: QImage | QPixmap, ratio: float) -> Iterator[QPainter]:
    """A painter on a surface that is blank so far, with ``ratio`` pixels to the unit."""
    surface.fill(Qt.GlobalColor.transparent)
    painter = QPainter(surface)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    try:
        yield painter
    finally:
        painter.end()


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


_STEPS: dict[str, Callable[..., object]] = {
    "M": QPainterPath.moveTo,
    "L": QPainterPath.lineTo,
    "C": QPainterPath.cubicTo,
    "Z": QPainterPath.closeSubpath,
    "O": QPainterPath.addEllipse,
    "R": QPainterPath.addRoundedRect,
}


def _path(steps: str) -> QPainterPath:
    """A path of steps as in SVG, absolute; ``O`` and ``R`` are a whole ellipse and a rounded box: x y width height."""
    path = QPainterPath()
    for step in steps.split(";"):
        name, *numbers = step.split()
        _STEPS[name](path, *map(float, numbers))
    return path


_QUESTION = "M 5.8 6.1; C 6 3.4 10.2 3.6 10.1 6.2; C 10 7.8 8 7.8 8 9.4; M 8 12; L 8 12.05"
_SIGNS = {
    State.BREAK: "M 5.3 5.3; L 10.7 10.7; M 10.7 5.3; L 5.3 10.7",
    State.ROUNDING: "M 4 6.9; C 6 4.2 10 8.6 12 5.5; M 4 10.5; C 6 7.8 10 12.2 12 9.1",
    State.SUSPECT: _QUESTION,
    State.UNEVALUATED: _QUESTION,
    State.VIOLATION: "M 8 4.2; L 8 8.8; M 8 11.7; L 8 11.75",
    State.NOT_APPLICABLE: "M 5 8; L 11 8",
}


def paint_fold(painter: QPainter, box: QRectF, *, opened: bool) -> None:
    """Paint the sign of a line that unfolds: an angle pointing right, or down when it is open."""
    with _drawing_in(painter, box.center(), box):
        if opened:
            painter.rotate(90)
        painter.setPen(_pen(QColor(theme.MUTED), 1.8))
        painter.drawPolyline(QPolygonF([QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)]))


# -- tool bar ----------------------------------------------------------------------------------------------------------


_TRAY = "M 2.5 10; L 2.5 13.5; L 13.5 13.5; L 13.5 10; M 8 2.5; L 8 10; "
_TOOLS = {
    "undo": "M 6 2.6; L 2.6 6; L 6 9.4; M 2.8 6; L 9.2 6; C 14.4 6 14.4 13 9.2 13; L 6 13",
    "redo": "M 10 2.6; L 13.4 6; L 10 9.4; M 13.2 6; L 6.8 6; C 1.6 6 1.6 13 6.8 13; L 10 13",
    "import": _TRAY + "M 5 7; L 8 10; L 11 7",
    "export": _TRAY + "M 5 5.5; L 8 2.5; L 11 5.5",
    "page": "M 9.5 1.8; L 3.2 1.8; L 3.2 14.2; L 12.8 14.2; L 12.8 5; L 9.5 1.8; L 9.5 5; L 12.8 5; "
    "M 5.8 8; L 10.2 8; M 5.8 10.8; L 10.2 10.8",
    "find": "O 2.5 2.5 8 8; M 9.5 9.5; L 13.5 13.5",
    "check": "M 8 1.8; L 13.2 3.8; C 13.2 9 12 12 8 14.2; C 4 12 2.8 9 2.8 3.8; L 8 1.8; "
    "M 5.6 7.8; L 7.4 9.7; L 10.6 6",
    "open": "M 1.8 13; L 1.8 3.4; L 6 3.4; L 7.6 5.2; L 14.2 5.2; L 14.2 13; Z",
    "lock": "R 3.2 7 9.6 6.8 1.2 1.2; M 5.2 7; L 5.2 5; C 5.2 1.4 10.8 1.4 10.8 5; L 10.8 7",
    "down": "M 4 6.2; L 8 10; L 12 6.2",
    "new": "R 2.5 2.5 11 11 2 2; M 8 5.4; L 8 10.6; M 5.4 8; L 10.6 8",
}


def tool_icon(name: str, colour: str = theme.INK) -> QIcon:
    """A tool bar icon by name, with its pale form for a disabled button."""
    icon = QIcon()
    icon.addPixmap(_drawn(_path(_TOOLS[name]), colour), QIcon.Mode.Normal)
    icon.addPixmap(_drawn(_path(_TOOLS[name]), theme.FAINT), QIcon.Mode.Disabled)
    return icon


def _drawn(path: QPainterPath, colour: str) -> QPixmap:
    pixmap = QPixmap(QSize(16, 16) * _SCALE)
    with _painting_on(pixmap, _SCALE) as painter:
        painter.setPen(_pen(QColor(colour), 1.4))
        painter.drawPath(path)
    pixmap.setDevicePixelRatio(_SCALE)
    return pixmap


def app_icon() -> QIcon:
    """The program's icon: a ruled table whose total is ticked."""
    size = 128
    pixmap = QPixmap(size, size)
    with _painting_on(pixmap, size / _UNITS) as painter:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ACCENT))
        painter.drawRoundedRect(QRectF(0.5, 0.5, 15, 15), 3, 3)
        painter.setPen(_pen(QColor("#a9c6e8"), 0.7))
        for y in (5.0, 8.0, 11.0):
            painter.drawLine(QPointF(3, y), QPointF(13, y))
        painter.setPen(_pen(QColor("#ffffff"), 1.9))
        painter.drawPolyline(QPolygonF([QPointF(4, 8.6), QPointF(7, 11.6), QPointF(12.4, 4.6)]))
    return QIcon(pixmap)
