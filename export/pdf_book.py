"""The book around the tables: contents with page numbers and links, running heads and feet, outline, watermark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from reportlab.lib.pagesizes import A4, landscape

from export.book import Book, FormPage
from export.pdf_ink import Ink, Placed
from export.pdf_table import Part, Table
from export.pdf_text import Typesetter

LEFT = RIGHT = 45.0
TOP, BOTTOM = 50.0, 48.0
HEADING, CAPTION, RUNNING, FOOTER = 17.0, 10.0, 8.5, 9.5
CONTENTS_TITLE, PART_TITLE, ENTRY = 20.0, 12.5, 11.0
ENTRY_STEP = 24.0
CONTINUED = "（续）"
_HEAD_ROOM = 62.0
"""From the top margin to the table: sheet mark, title, captions."""
_NOTE_ROOM = 20.0
_GREY, _PALE = 0.45, 0.87
_WATERMARK, _WATERMARK_SIZE, _WATERMARK_ANGLE = "watermark", 76.0, 40
_LEADER = "·"
_SINK = 0.37
"""From the middle of a big line to its baseline, in sizes."""


class Leaf(NamedTuple):
    """A page of the book that shows a part of a table."""

    table: Table
    part: Part


class PdfBook:
    """Lays a book out, and draws it page by page."""

    def __init__(self, book: Book, canvas: Any, setter: Typesetter) -> None:
        self._book, self._canvas, self._setter = book, canvas, setter
        self._ink = Ink(canvas, setter)
        self._leaves = [leaf for page in book.pages for leaf in self._leaves_of(page)]
        self._per_page = int((A4[1] - TOP - BOTTOM - 3 * ENTRY_STEP) / ENTRY_STEP)
        self._front = -(-(len(book.pages) + 1) // self._per_page)
        self._starts: dict[str, int] = {}
        for number, leaf in enumerate(self._leaves, self._front + 1):
            self._starts.setdefault(leaf.table.page.id, number)

    def draw(self) -> None:
        """Draw every page."""
        self._define_watermark()
        for number in range(self._front):
            self._contents(number)
        for number, leaf in enumerate(self._leaves, self._front + 1):
            self._table_page(number, leaf)

    # -- laying out -----------------------------------------------------------------------------------------------

    def _leaves_of(self, page: FormPage) -> Iterator[Leaf]:
        width, height = _paper(page)
        table = Table(page, self._setter, width - LEFT - RIGHT, height - TOP - BOTTOM - _HEAD_ROOM - _NOTE_ROOM)
        return (Leaf(table, part) for part in table.parts)

    # -- contents -------------------------------------------------------------------------------------------------

    def _contents(self, number: int) -> None:
        canvas, book = self._canvas, self._book
        self._begin(A4, number + 1)
        y = A4[1] - TOP - CONTENTS_TITLE
        if not number:
            self._mark("contents", book.contents_title.replace("　", ""), level=0)
            self._ink.write(self._centred(book.contents_title, "title", CONTENTS_TITLE, A4[0] / 2, y))
        y -= 2 * ENTRY_STEP
        entries = [(book.part_title, self._front + 1, PART_TITLE, 0.0, "hei")]
        entries += [(page.entry, self._starts[page.id], ENTRY, ENTRY, "song") for page in book.pages]
        for entry, target, size, indent, role in entries[number * self._per_page : (number + 1) * self._per_page]:
            self._entry(entry, target, size, LEFT + indent, y, role)
            y -= ENTRY_STEP
        canvas.showPage()

    def _entry(self, text: str, target: int, size: float, left: float, y: float, role: str) -> None:
        """A line of the contents: text, dotted leader, page number; all of it is a link."""
        right, number = A4[0] - RIGHT, str(target)
        numbered = self._setter.width(number, role, size)
        plain, fitted = self._setter.fit_line(text, role, size, right - left - numbered - 4 * size)
        start = left + self._setter.width(plain, role, fitted) + size / 2
        dot = self._setter.width(_LEADER, "song", ENTRY)
        end = right - numbered - size / 2
        count = max(int((end - start) / dot), 0)
        leader = Placed(end - count * dot, y, "song", ENTRY, _LEADER * count)
        self._ink.write([Placed(left, y, role, fitted, plain), leader, Placed(right - numbered, y, role, size, number)])
        area = (left, y - size * 0.4, right, y + size)
        self._canvas.linkRect("", f"page{target}", area, relative=0, thickness=0)

    # -- tables ---------------------------------------------------------------------------------------------------

    def _table_page(self, number: int, leaf: Leaf) -> None:
        page, canvas = leaf.table.page, self._canvas
        width, height = _paper(page)
        self._begin((width, height), number)
        if not leaf.part.first:
            self._mark(page.id, page.entry.replace("　", " "), level=0)
        top = height - TOP
        self._ink.write(self._head(page, width, top, continued=leaf.part.first > 0))
        foot = leaf.table.draw(canvas, self._ink, leaf.part, LEFT, top - _HEAD_ROOM)
        if page.note and leaf.part.end == len(page.lines):
            note = self._setter.drawable(page.note, "song")
            self._ink.write([Placed(LEFT, foot - CAPTION * 1.5, "song", CAPTION, note)])
        canvas.showPage()

    def _head(self, page: FormPage, width: float, top: float, *, continued: bool) -> Iterator[Placed]:
        """Sheet mark, title and captions above a table."""
        setter, right = self._setter, width - RIGHT
        if page.mark and not continued:
            yield Placed(LEFT, top - CAPTION * 0.6, "hei", CAPTION, setter.drawable(page.mark, "hei"))
        heading, size = setter.fit_line(
            page.heading + (CONTINUED if continued else ""), "title", HEADING, right - LEFT - 2 * CAPTION
        )
        yield from self._centred(heading, "title", size, width / 2, top - 30)
        unit = setter.drawable(page.unit_caption, "song")
        unit_width = setter.width(unit, "song", CAPTION)
        caption, size = setter.fit_line(page.caption, "song", CAPTION, right - LEFT - unit_width - 2 * CAPTION)
        yield Placed(LEFT, top - _HEAD_ROOM + 6, "song", size, caption)
        yield Placed(right - unit_width, top - _HEAD_ROOM + 6, "song", CAPTION, unit)

    # -- every page -----------------------------------------------------------------------------------------------

    def _begin(self, paper: tuple[float, float], number: int) -> None:
        """Watermark under everything, running head, page number, and the target of links."""
        canvas, setter = self._canvas, self._setter
        width, height = paper
        canvas.setPageSize(paper)
        canvas.bookmarkPage(f"page{number}", fit="Fit")
        if self._book.watermark:
            canvas.saveState()
            canvas.translate(width / 2, height / 2)
            canvas.doForm(_WATERMARK)
            canvas.restoreState()
        title = setter.drawable(self._book.title, "song")
        title_width = setter.width(title, "song", RUNNING)
        right, y = width - RIGHT, height - TOP / 2 - 6
        name, size = setter.fit_line(self._book.department, "song", RUNNING, right - LEFT - title_width - 2 * RUNNING)
        canvas.setFillGray(_GREY)
        self._ink.write([Placed(LEFT, y, "song", size, name), Placed(right - title_width, y, "song", RUNNING, title)])
        canvas.setFillGray(0)
        canvas.setStrokeGray(_GREY)
        canvas.setLineWidth(0.3)
        canvas.line(LEFT, y - 4, right, y - 4)
        canvas.setStrokeGray(0)
        self._ink.write(self._centred(f"— {number} —", "song", FOOTER, width / 2, BOTTOM / 2))

    def _define_watermark(self) -> None:
        text = self._setter.drawable(self._book.watermark, "hei")
        if not text:
            return
        canvas, size = self._canvas, _WATERMARK_SIZE
        canvas.beginForm(_WATERMARK, -A4[1] / 2, -A4[1] / 2, A4[1] / 2, A4[1] / 2)
        canvas.rotate(_WATERMARK_ANGLE)
        canvas.setFillGray(_PALE)
        self._ink.write(self._centred(text, "hei", size, 0, -size * _SINK))
        canvas.endForm()

    def _mark(self, key: str, title: str, *, level: int) -> None:
        """An entry of the outline for the page at hand."""
        self._canvas.bookmarkPage(key, fit="Fit")
        self._canvas.addOutlineEntry(title, key, level, closed=False)

    def _centred(self, text: str, role: str, size: float, centre: float, y: float) -> list[Placed]:
        plain = self._setter.drawable(text, role)
        return [Placed(centre - self._setter.width(plain, role, size) / 2, y, role, size, plain)]


def _paper(page: FormPage) -> tuple[float, float]:
    width, height = landscape(A4) if page.landscape else A4
    return float(width), float(height)
