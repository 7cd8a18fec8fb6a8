"""The peer of the PDF export: the same cells drawn straight on a reportlab canvas, a fixed height for each line.

Nothing is measured but what right-aligning needs, nothing wraps, there is no contents page and no watermark.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from export.book import Book, FormPage, Line
from export.fonts import register_pdf_fonts

_LEFT, _TOP, _BOTTOM, _ROW, _SIZE = 45.0, 110.0, 60.0, 17.0, 8.5


def write(book: Book, path: Path) -> None:
    """Draw every page of the book."""
    fonts = register_pdf_fonts()
    canvas = Canvas(str(path), pageCompression=1, initialFontName=fonts["song"])
    for page in book.pages:
        _Form(canvas, page, fonts).draw()
    canvas.save()


class _Form:
    """One form on as many pages as it takes."""

    def __init__(self, canvas: Canvas, page: FormPage, fonts: dict[str, str]) -> None:
        self._canvas, self._page, self._fonts = canvas, page, fonts
        self._paper = landscape(A4) if page.landscape else A4
        share = (self._paper[0] - 2 * _LEFT) / sum(column.width for column in page.columns)
        self._edges = [_LEFT]
        for column in page.columns:
            self._edges.append(self._edges[-1] + column.width * share)

    def draw(self) -> None:
        """Fill page after page."""
        fit = int((self._paper[1] - _TOP - _BOTTOM - self._page.header_rows * _ROW) / _ROW)
        for start in range(0, len(self._page.lines), fit):
            self._one_page(self._page.lines[start : start + fit])

    def _one_page(self, lines: Sequence[Line]) -> None:
        canvas, page, edges = self._canvas, self._page, self._edges
        canvas.setPageSize(self._paper)
        canvas.setFont(self._fonts["title"], 17)
        canvas.drawCentredString(self._paper[0] / 2, self._paper[1] - 80, page.heading)
        canvas.setFont(self._fonts["hei"], _SIZE)
        top = self._paper[1] - _TOP
        for heading in page.header:
            middle = (edges[heading.column] + edges[heading.column + heading.columns]) / 2
            canvas.drawCentredString(middle, top - (heading.row + heading.rows / 2) * _ROW, heading.text)
        first = top - page.header_rows * _ROW
        foot = first - len(lines) * _ROW
        canvas.setLineWidth(0.4)
        canvas.lines([(edges[0], first - at * _ROW, edges[-1], first - at * _ROW) for at in range(len(lines) + 1)])
        canvas.lines([(edge, top, edge, foot) for edge in edges])
        bold = True
        for at, line in enumerate(lines):
            bold = self._line(line, first - at * _ROW - _ROW * 0.7, bold)
        canvas.showPage()

    def _line(self, line: Line, y: float, bold: bool) -> bool:
        """Draw one line's cells; ``bold`` is the face that is set, and so is the answer."""
        canvas, edges = self._canvas, self._edges
        for at, cell in enumerate(line.cells):
            if cell is None or not cell.text:
                continue
            if cell.bold != bold:
                bold = cell.bold
                canvas.setFont(self._fonts["hei" if bold else "song"], _SIZE)
            if self._page.columns[at].kind == "amount":
                canvas.drawRightString(edges[at + 1] - 3, y, cell.text)
            else:
                canvas.drawString(edges[at] + 3 + cell.indent * _SIZE, y, cell.text)
        return bold
