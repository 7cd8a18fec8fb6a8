"""What stands on every page: watermark, running head, page number; and the targets of links and outline."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from reportlab.lib.pagesizes import A4, landscape

from export.book import Book
from export.pdf_ink import Ink, Placed
from export.pdf_text import Typesetter

PORTRAIT: tuple[float, float] = (float(A4[0]), float(A4[1]))
LANDSCAPE: tuple[float, float] = (float(landscape(A4)[0]), float(landscape(A4)[1]))
LEFT = RIGHT = 45.0
TOP, BOTTOM = 50.0, 48.0
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
    """A page before it is drawn: its paper in points, its margin left and right, the entries that begin on it."""

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height."""

    @property
    def margin(self) -> float:
        """What is left free at the left and at the right."""

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

    def begin(self, paper: tuple[float, float]) -> None:
        """A new page with the watermark under everything."""
        self.canvas.setPageSize(paper)
        if self._book.watermark:
            self.canvas.saveState()
            self.canvas.translate(paper[0] / 2, paper[1] / 2)
            self.canvas.doForm(_WATERMARK)
            self.canvas.restoreState()

    def furnish(self, paper: tuple[float, float], margin: float, number: str) -> None:
        """The running head, and ``number`` at the foot."""
        canvas, setter = self.canvas, self.setter
        width, height = paper
        title = setter.drawable(self._book.title, "song")
        title_width = setter.width(title, "song", _RUNNING)
        right, y = width - margin, height - TOP / 2 - 6
        room = right - margin - title_width - 2 * _RUNNING
        name, size = setter.fit_line(self._book.department, "song", _RUNNING, room)
        canvas.setFillGray(_GREY)
        self.ink.write([Placed(margin, y, "song", size, name), Placed(right - title_width, y, "song", _RUNNING, title)])
        canvas.setFillGray(0)
        canvas.setStrokeGray(_GREY)
        canvas.setLineWidth(0.3)
        canvas.line(margin, y - 4, right, y - 4)
        canvas.setStrokeGray(0)
        self.ink.write([self.centred(number, "song", _FOOTER, width / 2, BOTTOM / 2)])

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
        canvas, size, reach = self.canvas, _WATERMARK_SIZE, PORTRAIT[1] / 2
        canvas.beginForm(_WATERMARK, -reach, -reach, reach, reach)
        canvas.rotate(_WATERMARK_ANGLE)
        canvas.setFillGray(_PALE)
        self.ink.write([self.centred(text, "hei", size, 0, -size * SINK)])
        canvas.endForm()


def centred(setter: Typesetter, text: str, role: str, size: float, centre: float, y: float) -> Placed:
    """A text on one line around ``centre``."""
    plain = setter.drawable(text, role)
    return Placed(centre - setter.width(plain, role, size) / 2, y, role, size, plain)
