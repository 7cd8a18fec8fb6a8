"""The headers of a form: the printed header tree with merged cells below column letters, and line numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from models.forms import FormDef
from ui import theme
from ui.delegates.metrics import Metrics
from ui.painting import fill
from ui.viewports import give_viewport

_WRAPPED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
LETTERS_HEIGHT, HEADING_HEIGHT, NUMBERS_HEIGHT = 15, 26, 19
"""Pixels at 100 %."""
EDGE = 3
LAST_WORD = 2
"""Characters of the word that headings end in: 预算, 支出, 编码 …"""


def letter(column: int) -> str:
    """Excel's letter of a 0-based column."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def broken(text: str, width: int, measure: QFontMetrics) -> str:
    """A heading that does not fit on one line, broken before its last word: 一般公共 / 预算, not 一般公共预 / 算."""
    if measure.horizontalAdvance(text) <= width or measure.horizontalAdvance(text[:-LAST_WORD]) > width:
        return text
    return f"{text[:-LAST_WORD]}\n{text[-LAST_WORD:]}"


class HeaderTree(QHeaderView):
    """Column letters, the header tree, and the column numbers where the form prints them.

    Both views of a form have one; each paints what its columns show. ``fill`` puts the year into a heading.
    """

    def __init__(self, form: FormDef, fill: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        give_viewport(self)
        self.form, self._fill = form, fill
        self.metrics = Metrics()
        self.current = -1
        self._cells = tuple(form.header_cells())
        self._heights = [HEADING_HEIGHT] * form.header_depth
        self._texts: dict[tuple[int, int], str] = {}
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)

    def set_metrics(self, metrics: Metrics) -> None:
        """Paint at another zoom; :meth:`fit` follows."""
        self.metrics = metrics

    def set_current(self, column: int) -> None:
        """Tell the column that the user is on."""
        if column != self.current:
            self.current = column
            self.viewport().update()

    def fit(self, widths: list[int]) -> None:
        """Make the levels as high as their headings need at these column widths, hidden columns included."""
        measure, space = self.metrics.bold_text, self.metrics.px(8)
        heights = [self.metrics.px(HEADING_HEIGHT)] * self.form.header_depth
        self._texts = {}
        for level, column, rows, columns, text in sorted(self._cells, key=lambda cell: cell[2]):
            width = sum(widths[column : column + columns]) - 2 * EDGE
            shown = self._texts[level, column] = broken(self._fill(text), width, measure)
            needed = measure.boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, shown).height() + space
            missing = needed - sum(heights[level : level + rows])
            if missing > 0:
                heights[level + rows - 1] += missing
        self._heights = heights
        self.setFixedHeight(self._letters() + sum(heights) + self._numbers())

    def _letters(self) -> int:
        return self.metrics.px(LETTERS_HEIGHT)

    def _numbers(self) -> int:
        return self.metrics.px(NUMBERS_HEIGHT) if self.form.column_numbers else 0

    def sizeHint(self) -> QSize:
        """As high as :meth:`fit` found."""
        return QSize(self.length(), self._letters() + sum(self._heights) + self._numbers())

    # -- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the whole header: merged cells cross sections."""
        painter = QPainter(self.viewport())
        fill(painter, self.viewport().rect(), QColor(theme.PAPER))
        top = self._letters()
        for column, left, width in self._visible():
            self._letter(painter, QRect(left, 0, width, top), column)
        for level, column, rows, columns, text in self._cells:
            box = self._box(column, columns)
            if box is None:
                continue
            y = top + sum(self._heights[:level])
            cell = QRect(box[0], y, box[1], sum(self._heights[level : level + rows]))
            self._cell(painter, cell, self._texts.get((level, column), text), self.metrics.bold)
        if self.form.column_numbers:
            y = top + sum(self._heights)
            for column, left, width in self._visible():
                self._cell(painter, QRect(left, y, width, self._numbers()), str(column + 1), self.metrics.small)

    def _visible(self) -> Iterator[tuple[int, int, int]]:
        """Column, left edge and width of the shown columns."""
        for column in range(self.count()):
            if not self.isSectionHidden(column):
                yield column, self.sectionViewportPosition(column), self.sectionSize(column)

    def _box(self, first: int, columns: int) -> tuple[int, int] | None:
        """Left edge and width of what is shown of a merged heading."""
        shown = [part for part in self._visible() if first <= part[0] < first + columns]
        return (shown[0][1], sum(width for _column, _left, width in shown)) if shown else None

    def _letter(self, painter: QPainter, box: QRect, column: int) -> None:
        here = column == self.current
        fill(painter, box, QColor(theme.ACCENT_SOFT if here else theme.SIDE))
        painter.setFont(self.metrics.small)
        painter.setPen(QColor(theme.ACCENT if here else theme.FAINT))
        painter.drawText(box, _CENTRE, letter(column))
        painter.setPen(QColor(theme.LINE_SOFT))
        painter.drawLine(box.topRight(), box.bottomRight())

    def _cell(self, painter: QPainter, box: QRect, text: str, font: QFont) -> None:
        fill(painter, box, QColor(theme.HEAD))
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        painter.setFont(font)
        painter.setPen(QColor(theme.INK))
        painter.drawText(box.adjusted(EDGE, 1, -EDGE, -1), _WRAPPED, text)
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


class LineNumbers(QHeaderView):
    """Small grey line numbers at the left edge."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        give_viewport(self)
        self.metrics = Metrics()
        self.current = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(4)

    def set_metrics(self, metrics: Metrics) -> None:
        """Paint at another zoom."""
        self.metrics = metrics
        self.setDefaultSectionSize(metrics.row_height)
        self.setFixedWidth(metrics.px(30))

    def set_current(self, line: int) -> None:
        """Tell the line that the user is on."""
        if line != self.current:
            self.current = line
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Paint one line number."""
        here = logicalIndex == self.current
        fill(painter, rect, QColor(theme.ACCENT_SOFT if here else theme.SIDE))
        painter.setPen(QColor(theme.LINE_SOFT))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self.metrics.small)
        painter.setPen(QColor(theme.ACCENT if here else theme.FAINT))
        number = self.model().headerData(logicalIndex, Qt.Orientation.Vertical)
        painter.drawText(rect, _CENTRE, number or "")
