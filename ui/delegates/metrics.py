"""Sizes and fonts of the grid at a zoom, made once for each zoom."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtGui import QFont, QFontMetrics

from ui.fonts import BODY_PIXELS, body_font

SMALLEST_ZOOM, LARGEST_ZOOM = 50, 200
ROW_HEIGHT = 25
"""Pixels at 100 %."""


class Metrics:
    """Pixels at a zoom in percent."""

    def __init__(self, zoom: int = 100) -> None:
        self.zoom = zoom

    def px(self, pixels: float) -> int:
        """A length at 100 % in pixels of this zoom."""
        return max(1, round(pixels * self.zoom / 100))

    @cached_property
    def row_height(self) -> int:
        """Height of a line of one text line."""
        return self.px(ROW_HEIGHT)

    @cached_property
    def padding(self) -> int:
        """Space between a cell's edge and its text."""
        return self.px(7)

    @cached_property
    def indent(self) -> int:
        """How far a level is indented."""
        return self.px(13)

    @cached_property
    def font(self) -> QFont:
        """The face of cells."""
        return body_font(self.px(BODY_PIXELS))

    @cached_property
    def bold(self) -> QFont:
        """The face of totals and headings."""
        return body_font(self.px(BODY_PIXELS), bold=True)

    @cached_property
    def small(self) -> QFont:
        """The face of marks, line numbers and column letters."""
        return body_font(self.px(10))

    @cached_property
    def text(self) -> QFontMetrics:
        """Measures of ``font``."""
        return QFontMetrics(self.font)

    @cached_property
    def bold_text(self) -> QFontMetrics:
        """Measures of ``bold``."""
        return QFontMetrics(self.bold)

    @cached_property
    def digit(self) -> int:
        """Width of a digit, at least."""
        return self.bold_text.horizontalAdvance("0")
