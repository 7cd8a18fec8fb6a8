"""The book as a whole: cover, contents, the parts in their order; its page numbers, links and outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from export.book import Book, FormPage, GridPage, TextPage
from export.pdf_contents import KEY, ContentsSheet, CoverSheet, contents_sheets
from export.pdf_entries import Entry, entries, has_contents, part_key, plain, section_key, shows_title
from export.pdf_flow import text_sheets
from export.pdf_frame import Anchor, Frame, Sheet
from export.pdf_paper import paper_of
from export.pdf_sheets import grid_sheets, table_sheets
from export.pdf_signature import ROOM, draw_signature
from export.pdf_text import Typesetter

COVER_LABEL = "封面"


class PdfBook:
    """Lays a book out, and draws it page by page.

    Cover and contents have numbers of their own; page 1 is the first one behind them, as in printed books.
    """

    def __init__(self, book: Book, canvas: Any, setter: Typesetter) -> None:
        self._book, self._canvas, self._setter = book, canvas, setter
        self._entries = {entry.key: entry for entry in entries(book)}
        self._body: list[Sheet] = [sheet for number in range(len(book.parts)) for sheet in self._sheets(number)]
        self._numbers = {
            anchor.key: number for number, sheet in enumerate(self._body, 1) for anchor in reversed(sheet.anchors)
        }
        self._front: list[ContentsSheet] = []
        if has_contents(book):
            self._front = contents_sheets(setter, book.contents_title, self._entries.values(), self._numbers)
            title = plain(book.contents_title).replace(" ", "")
            self._entries[KEY] = Entry(KEY, title, "", 0)

    def draw(self) -> None:
        """Draw every page."""
        frame = Frame(self._book, self._canvas, self._setter)
        self._label_pages()
        if self._book.cover is not None:
            self._draw(frame, CoverSheet(self._book, self._book.cover), "")
        for number, sheet in enumerate(self._front, 1):
            self._draw(frame, sheet, _roman(number))
        for number, body in enumerate(self._body, 1):
            self._draw(frame, body, f"第 {number} 页　共 {len(self._body)} 页")

    def _draw(self, frame: Frame, sheet: Sheet, number: str) -> None:
        frame.begin(sheet.paper)
        if number:
            frame.furnish(sheet.paper, number)
        for anchor in sheet.anchors:
            frame.mark(anchor)
            entry = self._entries.get(anchor.key)
            if entry is not None:
                self._canvas.addOutlineEntry(entry.title, anchor.key, entry.level, closed=False)
        sheet.draw(frame)
        if self._book.signed and sheet is self._body[-1]:
            draw_signature(frame, sheet.paper, self._book.signature)
        self._canvas.showPage()

    def _label_pages(self) -> None:
        """Let a reader's program show the numbers that are printed."""
        at = 0
        if self._book.cover is not None:
            self._canvas.addPageLabel(at, prefix=COVER_LABEL)
            at += 1
        if self._front:
            self._canvas.addPageLabel(at, style="ROMAN_UPPER", start=1)
        self._canvas.addPageLabel(at + len(self._front), style="ARABIC", start=1)

    # -- laying out ---------------------------------------------------------------------------------------------------

    def _sheets(self, number: int) -> Iterator[Sheet]:
        """The sheets of a part: sections of prose follow each other, tables and forms have sheets of their own."""
        part = self._book.parts[number]
        title = part.title if shows_title(self._book, part) else ""
        waiting: list[tuple[str, TextPage]] = []
        for at, page in enumerate(part.pages):
            key = section_key(number, at)
            if isinstance(page, TextPage):
                if page.new_page and waiting:
                    yield from self._prose(number, title, waiting)
                    title, waiting = "", []
                waiting.append((key, page))
                continue
            if waiting:
                yield from self._prose(number, title, waiting)
                title, waiting = "", []
            yield from self._form(page, (number, key), title)
            title = ""
        if waiting or title:
            yield from self._prose(number, title, waiting)

    def _prose(self, number: int, title: str, pages: list[tuple[str, TextPage]]) -> list[Sheet]:
        foot = self._foot(number, pages[-1][0] if pages else "")
        return list(text_sheets(self._setter, (part_key(number), title), pages, foot))

    def _form(self, page: FormPage | GridPage, keys: tuple[int, str], title: str) -> list[Sheet]:
        number, key = keys
        anchors = (Anchor(part_key(number)), Anchor(key)) if title else (Anchor(key),)
        paper = paper_of(self._book, landscape=page.landscape, foot=self._foot(*keys))
        if isinstance(page, FormPage):
            return list(table_sheets(self._setter, page, paper, anchors, title))
        return list(grid_sheets(self._setter, page, paper, anchors, title))

    def _foot(self, number: int, key: str) -> float:
        """What a section leaves free at its foot: the last one of the book, where there is something to sign."""
        parts = self._book.parts
        last = max(at for at, part in enumerate(parts) if part.pages or part.title)
        ends = number == last and key in ("", section_key(number, len(parts[number].pages) - 1))
        return ROOM if self._book.signed and ends else 0.0


def _roman(number: int) -> str:
    """The number of a page of the contents."""
    text = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += sign * (number // value)
        number %= value
    return text
