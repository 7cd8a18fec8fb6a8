"""What stands on every page: watermark, running head, page number; and the targets of links and outline."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from export.book import Book
from export.pdf_ink import Ink, Placed
from export.pdf_paper import PORTRAIT, Paper
from export.pdf_text import Typesetter

SINK = 0.37
"""From the middle of a line to its baseline, in sizes: centres digits and Chinese characters alike."""
_RUNNING, _FOOTER = 8.5, 9.5
_GREY, _PALE = 0.45, 0.87
_WATERMARK, _WATERMARK_SIZE, _WATERMARK_ANGLE = "watermark", 76.0, 40


class Anchor(NamedTuple):
    """A place that an entry leads to: the entry's key, and the height on the page, ``None`` for the page as a whole."""

    key: str
    top: float | None = None


class Sheet(Protocol):
    """A page before it is drawn: its paper, the entries that begin on it."""

    @property
    def paper(self) -> Paper:
        """Size and margins."""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The places on it that entries lead to, from its head to its foot."""

    def draw(self, frame: Frame) -> None:
        """Draw what it holds."""


class Frame:
    """The canvas with its ink and the book's own furniture."""

    def __init__(self, book: Book, canvas: Any, setter: Typesetter) -> None:
        self.canvas, self.setter, self.ink = canvas, setter, Ink(canvas, setter)
        self._book = book
        self._define_watermark()

    def begin(self, paper: Paper) -> None:
        """A new page with the watermark under everything."""
        self.canvas.setPageSize((paper.width, paper.height))
        if self._book.watermark:
            self.canvas.saveState()
            self.canvas.translate(paper.width / 2, paper.height / 2)
            larger = min(paper.width, paper.height) / PORTRAIT.width
            if larger != 1:
                self.canvas.scale(larger, larger)
            self.canvas.doForm(_WATERMARK)
            self.canvas.restoreState()

    def furnish(self, paper: Paper, number: str) -> None:
        """The running head, and ``number`` at the foot."""
        canvas, setter = self.canvas, self.setter
        margin, right, y = paper.side, paper.width - paper.side, paper.height - paper.top / 2 - 6
        title = setter.drawable(self._book.title, "song")
        title_width = setter.width(title, "song", _RUNNING)
        room = right - margin - title_width - 2 * _RUNNING
        name, size = setter.cut_line(self._book.department, "song", _RUNNING, room)
        canvas.setFillGray(_GREY)
        self.ink.write([Placed(margin, y, "song", size, name), Placed(right - title_width, y, "song", _RUNNING, title)])
        canvas.setFillGray(0)
        canvas.setStrokeGray(_GREY)
        canvas.setLineWidth(0.3)
        canvas.line(margin, y - 4, right, y - 4)
        canvas.setStrokeGray(0)
        self.ink.write([self.centred(number, "song", _FOOTER, paper.width / 2, paper.bottom / 2)])

    def centred(self, text: str, role: str, size: float, centre: float, y: float) -> Placed:
        """A text on one line around ``centre``."""
        return centred(self.setter, text, role, size, centre, y)

    def mark(self, anchor: Anchor) -> None:
        """Make a place of the page at hand the target of links."""
        if anchor.top is None:
            self.canvas.bookmarkPage(anchor.key, fit="Fit")
        else:
            self.canvas.bookmarkPage(anchor.key, fit="XYZ", left=0, top=round(anchor.top, 2), zoom=0)

    def _define_watermark(self) -> None:
        text = self.setter.drawable(self._book.watermark, "hei")
        if not text:
            return
        canvas, size, reach = self.canvas, _WATERMARK_SIZE, PORTRAIT.height / 2
        canvas.beginForm(_WATERMARK, -reach, -reach, reach, reach)
        canvas.rotate(_WATERMARK_ANGLE)
        canvas.setFillGray(_PALE)
        self.ink.write([self.centred(text, "hei", size, 0, -size * SINK)])
        canvas.endForm()


def centred(setter: Typesetter, text: str, role: str, size: float, centre: float, y: float) -> Placed:
    """A text on one line around ``centre``."""
    plain = setter.drawable(text, role)
    return Placed(centre - setter.width(plain, role, size) / 2, y, role, size, plain)
