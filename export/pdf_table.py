"""A form's table on paper: column widths, row heights, where pages break, and the drawing of one page's part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from export.book import Cell, FormPage, Heading
from export.pdf_ink import Ink, Placed
from export.pdf_text import LEADING, Fitted, Typesetter

BODY, HEADER = 9.0, 9.0
ROW, TIGHT_ROW, HEADER_ROW = 17.5, 15.0, 19.0
PADDING = 3.5
_INDENT = BODY
_MOST_OF_A_PAGE = 0.6
_GRID, _FRAME = 0.4, 0.8
_TINY = 0.01
"""Heights that fill a page to the last point add up to a little more."""
_SINK = 0.37
"""How far below a line's middle its baseline lies, in sizes: centres digits and Chinese characters alike."""


class Part(NamedTuple):
    """The body lines of one page: from ``first`` up to ``end``."""

    first: int
    end: int


class Table:
    """One form's table, ``width`` points wide; ``room`` points of height are left for it on a page, on its first one
    ``less`` points less.
    """

    def __init__(self, page: FormPage, setter: Typesetter, width: float, room: float, less: float = 0.0) -> None:
        self.page, self._setter, self._room, self._less = page, setter, room, less
        self.edges = _edges(page, setter, width)
        self.header_heights = self._header_heights()
        self.header_height = sum(self.header_heights)
        self._texts: list[list[Fitted | None]] = []
        self.heights = [self._measure(at) for at in range(len(page.lines))]
        self.parts = self._paginate()

    # -- measuring ------------------------------------------------------------------------------------------------

    def _header_heights(self) -> list[float]:
        heights = [HEADER_ROW] * self.page.header_rows
        for heading in self.page.header:
            if heading.number:
                heights[heading.row] = TIGHT_ROW
                continue
            fitted = self._heading(heading)
            have = sum(heights[heading.row : heading.row + heading.rows])
            heights[heading.row + heading.rows - 1] += max(fitted.height + 2 * PADDING - have, 0)
        return heights

    def _heading(self, heading: Heading) -> Fitted:
        room = self.edges[heading.column + heading.columns] - self.edges[heading.column] - PADDING
        return self._setter.fit_evenly(heading.text, "song" if heading.number else "hei", HEADER, room, self._room / 4)

    def _measure(self, at: int) -> float:
        """A line's height; remembers the texts that take more than one line."""
        height = ROW
        for column, cell in enumerate(self.page.lines[at].cells):
            if cell is not None and cell.text and self.page.columns[column].kind != "amount":
                fitted = self._label(column, cell)
                if len(fitted.lines) > 1:
                    height = max(height, fitted.height + 2 * PADDING)
        return height

    def _label(self, column: int, cell: Cell) -> Fitted:
        room = self.edges[column + cell.span] - self.edges[column] - 2 * PADDING - cell.indent * _INDENT
        most = (self._room - self.header_height) * _MOST_OF_A_PAGE
        return self._setter.fit(cell.text, "hei" if cell.bold else "song", BODY, max(room, 3 * BODY), most)

    def _paginate(self) -> list[Part]:
        """Fill page after page; a table that is a little too long for one is set tighter."""
        room = self._room - self.header_height - self._less
        total = sum(self.heights)
        if room < total <= room * ROW / TIGHT_ROW:
            tight = [TIGHT_ROW if height == ROW else height for height in self.heights]
            if sum(tight) <= room:
                slack = (room - sum(tight)) / len(tight)
                self.heights = [min(height + slack, full) for height, full in zip(tight, self.heights, strict=True)]
        parts, first, used = [], 0, 0.0
        for at, height in enumerate(self.heights):
            if used + height > room + _TINY and at > first:
                parts.append(Part(first, at))
                first, used = at, 0.0
                room = self._room - self.header_height
            used += height
        return [*parts, Part(first, len(self.heights))]

    def height_of(self, part: Part) -> float:
        """The height of a part with its header."""
        return self.header_height + sum(self.heights[part.first : part.end])

    # -- drawing --------------------------------------------------------------------------------------------------

    def draw(self, canvas: Any, ink: Ink, part: Part, left: float, top: float) -> float:
        """Draw a part below ``top``; returns its foot."""
        foot = top - self.height_of(part)
        edges = [left + edge for edge in self.edges]
        self._draw_grid(canvas, part, edges, top, foot)
        ink.write(self._texts_of(part, edges, top))
        return foot

    def _draw_grid(self, canvas: Any, part: Part, edges: list[float], top: float, foot: float) -> None:
        canvas.setLineWidth(_GRID)
        header_foot = top - self.header_height
        canvas.lines([*self._header_lines(edges, top), *self._body_lines(part, edges, header_foot, foot)])
        canvas.setLineWidth(_FRAME)
        canvas.rect(edges[0], foot, edges[-1] - edges[0], top - foot, stroke=1, fill=0)

    def _header_lines(self, edges: list[float], top: float) -> Iterator[tuple[float, float, float, float]]:
        rows = [top]
        for height in self.header_heights:
            rows.append(rows[-1] - height)
        for heading in self.page.header:
            right = edges[heading.column + heading.columns]
            high, low = rows[heading.row], rows[heading.row + heading.rows]
            yield edges[heading.column], low, right, low
            if heading.column + heading.columns < len(edges) - 1:
                yield right, high, right, low

    def _body_lines(
        self, part: Part, edges: list[float], top: float, foot: float
    ) -> Iterator[tuple[float, float, float, float]]:
        starts = [top] * len(edges)
        y = top
        for at in range(part.first, part.end):
            cells, high = self.page.lines[at].cells, y
            y -= self.heights[at]
            if at < part.end - 1:
                yield edges[0], y, edges[-1], y
            if None not in cells:
                continue
            for column, cell in enumerate(cells):
                if cell is None:
                    if starts[column] > high:
                        yield edges[column], starts[column], edges[column], high
                    starts[column] = y
        for column in range(1, len(edges) - 1):
            if starts[column] > foot:
                yield edges[column], starts[column], edges[column], foot

    def _texts_of(self, part: Part, edges: list[float], top: float) -> Iterator[Placed]:
        yield from self._header_texts(edges, top)
        y = top - self.header_height
        for at in range(part.first, part.end):
            height = self.heights[at]
            middle = y - height / 2
            for column, cell in enumerate(self.page.lines[at].cells):
                if cell is None or not (cell.text or cell.mark):
                    continue
                if self.page.columns[column].kind == "amount":
                    yield from self._amount(cell, edges[column], edges[column + 1], middle)
                else:
                    yield from self._label_lines(column, cell, edges, middle)
            y -= height

    def _header_texts(self, edges: list[float], top: float) -> Iterator[Placed]:
        for heading in self.page.header:
            fitted = self._heading(heading)
            above = sum(self.header_heights[: heading.row])
            height = sum(self.header_heights[heading.row : heading.row + heading.rows])
            left, right = edges[heading.column], edges[heading.column + heading.columns]
            role = "song" if heading.number else "hei"
            yield from self._centred(fitted, role, (left + right) / 2, top - above - height / 2)

    def _centred(self, fitted: Fitted, role: str, centre: float, middle: float) -> Iterator[Placed]:
        for line, y in _baselines(fitted, middle):
            yield Placed(centre - self._setter.width(line, role, fitted.size) / 2, y, role, fitted.size, line)

    def _label_lines(self, column: int, cell: Cell, edges: list[float], middle: float) -> Iterator[Placed]:
        fitted, role = self._label(column, cell), "hei" if cell.bold else "song"
        if cell.centred:
            yield from self._centred(fitted, role, (edges[column] + edges[column + cell.span]) / 2, middle)
            return
        left = edges[column] + PADDING + cell.indent * _INDENT
        for line, y in _baselines(fitted, middle):
            yield Placed(left, y, role, fitted.size, line)

    def _amount(self, cell: Cell, left: float, right: float, middle: float) -> Iterator[Placed]:
        role = "hei" if cell.bold else "song"
        if cell.mark:
            yield Placed(left + 1, middle - BODY * _SINK, "hei", BODY - 1, cell.mark)
        if cell.text:
            text, size = self._setter.fit_line(cell.text, role, BODY, right - left - 2 * PADDING)
            width = self._setter.width(text, role, size)
            yield Placed(right - PADDING - width, middle - size * _SINK, role, size, text)


def _baselines(fitted: Fitted, middle: float) -> Iterator[tuple[str, float]]:
    step = fitted.size * LEADING
    first = middle + step * (len(fitted.lines) - 1) / 2 - fitted.size * _SINK
    for number, line in enumerate(fitted.lines):
        yield line, first - number * step


def _edges(page: FormPage, setter: Typesetter, width: float) -> list[float]:
    """The columns' edges: widths in the form's proportions, but wide enough for the longest amount and code."""
    share = width / sum(column.width for column in page.columns)
    widths = [column.width * share for column in page.columns]
    for at, column in enumerate(page.columns):
        if column.kind in ("amount", "code"):
            widths[at] = min(max(widths[at], _needed(page, setter, at)), width / 3)
    spare = [at for at, column in enumerate(page.columns) if column.kind in ("label", "text")]
    excess = sum(widths) - width
    flexible = sum(widths[at] for at in spare)
    for at in spare:
        widths[at] -= min(excess, flexible * 2 / 3) * widths[at] / flexible
    scale = width / sum(widths)
    edges = [0.0]
    for one in widths:
        edges.append(edges[-1] + one * scale)
    return edges


def _needed(page: FormPage, setter: Typesetter, at: int) -> float:
    longest = 0.0
    for line in page.lines:
        cell = line.cells[at]
        if cell is not None and cell.text and cell.span == 1:
            role = "hei" if cell.bold else "song"
            longest = max(longest, setter.width(setter.drawable(cell.text, role), role, BODY))
    return longest + 2 * PADDING + 0.5
