"""Paints one cell. States are told by sign and shape as well as by colour, and the text stays readable under each."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygon

from models.findings import State
from models.workspace import Origin
from ui import theme
from ui.delegates.metrics import Metrics
from ui.itemmodels.cell_look import CellLook
from ui.painting import fill

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_SIGNS = {State.ROUNDING: "≈", State.SUSPECT: "≈?", State.UNEVALUATED: "？", State.VIOLATION: "！"}
_MARKED = (State.BREAK, State.VIOLATION, State.SUSPECT, State.UNEVALUATED, State.ROUNDING)
_CORNERS = (State.BREAK, State.SUSPECT)
"""These have a filled corner, so that they are seen without reading."""
WITHHELD_SIGN = "密"
TOO_NARROW = "###"


class CellPainter:
    """Colours are made once; ``metrics`` may be replaced when the zoom changes."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self._ink = {state: QColor(theme.STATE_INK.get(state, theme.ROUNDING)) for state in _MARKED}
        self._soft = {state: QColor(theme.STATE_SOFT.get(state, theme.ROUNDING_SOFT)) for state in _MARKED}
        self._text, self._computed = QColor(theme.INK), QColor(theme.COMPUTED)
        self._computed_soft = QColor(theme.COMPUTED_SOFT)
        self._hatch = QBrush(QColor(theme.LINE), Qt.BrushStyle.BDiagPattern)
        self._selected = QColor(theme.ACCENT)
        self._selected.setAlpha(38)
        self._frame, self._divider = QColor(theme.ACCENT), QPen(QColor(theme.FAINT), 1)
        self._faint, self._noted = QColor(theme.FAINT), QColor(theme.NOTE)

    def paint(
        self, painter: QPainter, cell: QRect, look: CellLook, *, selected: bool, current: bool, divided: bool
    ) -> None:
        """Paint a cell. ``current``: the user is on it; ``divided``: the second block of a form begins here."""
        self._background(painter, cell, look)
        if selected and not current:
            fill(painter, cell, self._selected)
        if divided:
            painter.setPen(self._divider)
            painter.drawLine(cell.topLeft(), cell.bottomLeft())
        self._signs(painter, cell, look)
        if look.text:
            (self._amount if look.amount else self._name)(painter, cell, look)
        if look.state in _CORNERS or look.bad:
            self._corner(painter, cell, self._ink[State.BREAK if look.bad else look.state])
        if look.noted:
            self._note(painter, cell)
        if look.culprit:
            self._outline(painter, cell, self._ink[State.BREAK])
        if current:
            self._current(painter, cell, look)

    def _background(self, painter: QPainter, cell: QRect, look: CellLook) -> None:
        if look.bad:
            fill(painter, cell, self._soft[State.BREAK])
        elif look.state in self._soft:
            fill(painter, cell, self._soft[look.state])
            if look.state is State.UNEVALUATED:
                painter.fillRect(cell, self._hatch)
        elif look.origin is Origin.COMPUTED:
            fill(painter, cell, self._computed_soft)

    def _signs(self, painter: QPainter, cell: QRect, look: CellLook) -> None:
        sign = "" if look.bad else _SIGNS.get(look.state, "")
        colour = self._ink.get(look.state, self._faint)
        if look.amount and look.origin is Origin.COMPUTED and not sign:
            sign, colour = "ƒ", self._faint
        if look.withheld or (sign and not look.amount):
            shown, colour = (sign, colour) if sign else (WITHHELD_SIGN, self._ink[State.VIOLATION])
            self._sign(painter, cell, shown, colour, _RIGHT)
        elif sign:
            self._sign(painter, cell, sign, colour, _LEFT)

    def _sign(self, painter: QPainter, cell: QRect, sign: str, colour: QColor, flags: int) -> None:
        painter.setFont(self.metrics.font if sign.startswith("≈") else self.metrics.small)
        painter.setPen(colour)
        inset = self.metrics.px(4)
        painter.drawText(cell.adjusted(inset, 0, -inset, 0), flags, sign)

    def _amount(self, painter: QPainter, cell: QRect, look: CellLook) -> None:
        metrics = self.metrics
        bold = look.bold or look.state is State.BREAK
        painter.setFont(metrics.bold if bold else metrics.font)
        painter.setPen(self._amount_ink(look))
        box = cell.adjusted(metrics.padding // 2, 0, -metrics.padding, 0)
        text = look.text
        if len(text) * metrics.digit > box.width():
            measure = metrics.bold_text if bold else metrics.text
            if measure.horizontalAdvance(text) > box.width():
                text = measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width()) if look.bad else TOO_NARROW
        painter.drawText(box, _RIGHT, text)
        if look.bad:
            self._wave(painter, box, metrics.text.horizontalAdvance(text))

    def _amount_ink(self, look: CellLook) -> QColor:
        if look.bad or look.state is State.BREAK:
            return self._ink[State.BREAK]
        return self._computed if look.origin is Origin.COMPUTED else self._text

    def _name(self, painter: QPainter, cell: QRect, look: CellLook) -> None:
        metrics = self.metrics
        painter.setFont(metrics.bold if look.bold else metrics.font)
        painter.setPen(self._text)
        box = cell.adjusted(metrics.padding + look.indent * metrics.indent, 0, -metrics.padding // 2, 0)
        if cell.height() > metrics.row_height:
            painter.drawText(box, _WRAPPED, look.text)
            return
        text = look.text
        if len(text) * metrics.font.pixelSize() > box.width():
            measure = metrics.bold_text if look.bold else metrics.text
            text = measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, text)

    def _wave(self, painter: QPainter, box: QRect, width: int) -> None:
        """A wavy line under a text that is no amount."""
        step = self.metrics.px(3)
        bottom = box.center().y() + self.metrics.text.height() // 2 + self.metrics.px(1)
        right = box.right()
        places = enumerate(range(right - width, right + 1, step))
        points = [QPoint(x, bottom - (number % 2) * 2) for number, x in places]
        painter.drawPolyline(QPolygon(points))

    def _corner(self, painter: QPainter, cell: QRect, colour: QColor) -> None:
        side = self.metrics.px(8)
        corner = cell.topRight() + QPoint(1, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(side, 0), corner + QPoint(0, side)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _note(self, painter: QPainter, cell: QRect) -> None:
        """A hollow triangle in the other corner: that of a 断差 is filled."""
        side = self.metrics.px(8)
        corner = cell.topLeft() + QPoint(1, 1)
        painter.setPen(QPen(self._noted, self.metrics.px(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygon([corner, corner + QPoint(side, 0), corner + QPoint(0, side)]))

    def _current(self, painter: QPainter, cell: QRect, look: CellLook) -> None:
        """The cursor: a frame, inside the red one where the cell has that already."""
        inset = 2 if look.culprit else 0
        colour = self._ink[State.BREAK] if look.bad else self._frame
        self._outline(painter, cell.adjusted(inset, inset, -inset, -inset), colour, 1 if look.culprit else 2)

    def _outline(self, painter: QPainter, cell: QRect, colour: QColor, width: int = 2) -> None:
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(1, 1, -1, -1) if width > 1 else cell.adjusted(0, 0, -1, -1))
