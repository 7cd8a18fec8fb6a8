"""The rows of the list of findings as pictures: an edit moves most of them, and changes the figures of some."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStaticText, QTextOption

from models.findings import State
from ui import icons, theme
from ui.fonts import body_font
from ui.itemmodels.finding_columns import EXPECTED, LEVEL, PLACE, RELATION, REMEDY
from ui.itemmodels.findings_table_model import FindingsTableModel
from ui.levels import level_of, mark
from ui.painting import fill
from ui.pictures import Pictures

ROW = 26
_PAD = 8
_MOST = 160
"""Rows that are kept: several screens full."""
MOST_TEXTS = 1_000
"""Texts that are kept laid out."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIGURE = frozenset("0123456789,.-")
_FIGURES = range(EXPECTED, REMEDY)
_ONE_LINE = QTextOption()
_ONE_LINE.setWrapMode(QTextOption.WrapMode.NoWrap)


class _Look(NamedTuple):
    """All that a row's picture depends on, besides the columns' widths."""

    texts: tuple[str, ...]
    state: State
    inside: bool
    members: bool
    opened: bool
    told: bool
    selected: bool


class RowPainter:
    """Paints the state's mark before its word, the texts cut to their columns, the selection, a line below."""

    def __init__(self, model: FindingsTableModel) -> None:
        self._model = model
        self._font, self._measure = body_font(), QFontMetrics(body_font())
        self._widest = max(self._measure.horizontalAdvance(sign) for sign in _FIGURE)
        self._pictures, self._grounds = Pictures(_MOST), Pictures(_MOST)
        self._words: dict[tuple[str, int], tuple[QStaticText, float]] = {}
        self._chosen, self._plain = QColor(theme.ACCENT_SOFT), QColor(theme.PAPER)
        self._columns: tuple[tuple[int, int], ...] = ()
        self._ratio = 0.0

    def set_columns(self, columns: tuple[tuple[int, int], ...], ratio: float) -> None:
        """Left edge and width of each column, and the screen's pixels to the point."""
        if (columns, ratio) != (self._columns, self._ratio):
            self._columns, self._ratio = columns, ratio
            self._pictures.clear()
            self._grounds.clear()

    def paint(self, painter: QPainter, at: QPoint, row: int, *, selected: bool) -> None:
        """Paint a row with its upper left corner there."""
        line = self._model.line(row)
        look = _Look(
            self._model.texts(row), mark(level_of(line.finding)), line.inside, bool(line.members),
            self._model.is_open(row), line.mistake is not None, selected,
        )  # fmt: skip
        size = QSize(max((left + width for left, width in self._columns), default=1), ROW)
        ground = self._chosen if selected else self._plain
        picture = self._pictures.of(look, size, self._ratio, ground, lambda new: self._draw(new, size, ground, look))
        painter.drawPixmap(at, picture)

    def _draw(self, painter: QPainter, size: QSize, ground: QColor, look: _Look) -> None:
        """The row without its figures, which comes back with others, then the figures."""
        bare = look._replace(texts=(*look.texts[:EXPECTED], *("" for _column in _FIGURES), look.texts[REMEDY]))
        below = self._grounds.of(bare, size, self._ratio, ground, lambda new: self._draw_words(new, size, bare))
        painter.drawPixmap(0, 0, below)
        painter.setFont(self._font)
        painter.setPen(QColor(theme.INK))
        for column in _FIGURES:
            if text := look.texts[column]:
                left, width = self._columns[column]
                box = QRect(left + _PAD, 0, width - 2 * _PAD, ROW - 1)
                if len(text) * self._widest > box.width() or not _FIGURE.issuperset(text):
                    text = self._measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
                painter.drawText(box, _RIGHT, text)

    def _draw_words(self, painter: QPainter, size: QSize, look: _Look) -> None:
        fill(painter, QRect(0, ROW - 1, size.width(), 1), QColor(theme.LINE_SOFT))
        painter.setFont(self._font)
        for column, (left, width) in enumerate(self._columns):
            if column == LEVEL or look.texts[column]:
                self._cell(painter, QRect(left + _PAD, 0, width - 2 * _PAD, ROW - 1), column, look)

    def _cell(self, painter: QPainter, box: QRect, column: int, look: _Look) -> None:
        ink = theme.INK
        if column == LEVEL:
            self._signs(painter, box, look)
            ink = theme.STATE_INK[look.state]
            box.setLeft(box.left() + (10 if look.inside else 0) + 19)
        elif column == RELATION and look.members and not look.told:
            ink = theme.MUTED
        elif column == REMEDY:
            ink = theme.MUTED if look.inside else theme.ACCENT
        if look.inside and column == PLACE:
            box.setLeft(box.left() + 14)
        painter.setPen(QColor(ink))
        laid, height = self._laid_out(look.texts[column], box.width())
        painter.drawStaticText(QPointF(box.left(), box.top() + (box.height() - height) / 2), laid)

    def _laid_out(self, text: str, width: int) -> tuple[QStaticText, float]:
        """Words return again and again, figures do not: a text on one line, cut to its column, and its height."""
        found = self._words.get((text, width))
        if found is None:
            if len(self._words) >= MOST_TEXTS:
                self._words.clear()
            laid = QStaticText(self._measure.elidedText(text, Qt.TextElideMode.ElideRight, width))
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.setTextOption(_ONE_LINE)
            laid.prepare(font=self._font)
            found = self._words[text, width] = (laid, laid.size().height())
        return found

    def _signs(self, painter: QPainter, box: QRect, look: _Look) -> None:
        left = box.left() + (10 if look.inside else 0)
        painter.drawPixmap(QPointF(left, box.center().y() - 6), icons.state_pixmap(look.state, 13, self._ratio))
        if look.members:
            icons.paint_fold(painter, QRectF(box.right() - 10, box.center().y() - 6, 12, 12), opened=look.opened)
