"""The cover, and the contents with leaders, page numbers and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from export.book import Book, Cover
from export.pdf_entries import Entry
from export.pdf_frame import Anchor, Frame, centred
from export.pdf_ink import Placed
from export.pdf_paper import PORTRAIT, Paper
from export.pdf_text import Typesetter

MARGIN, TOP, BOTTOM = 64.0, 66.0, 62.0
TITLE, TITLE_ROOM = 22.0, 62.0
KEY = "contents"
PAPER = PORTRAIT._replace(side=MARGIN)
_STEPS = (24.0, 22.5, 21.0, 19.5, 18.5)
"""Line distances that are tried to bring the contents onto one page."""
_LEADER, _LEADER_SIZE = "·", 11.0
_NUMBER_ROOM = 3.2
"""Characters that stay free at the right: a few dots and the page number."""


class Kind(NamedTuple):
    """How the entries of a level are set."""

    role: str
    size: float
    indent: float


KINDS = (Kind("hei", 12.5, 0.0), Kind("song", 11.5, 14.0), Kind("song", 11.0, 34.0))


class Row(NamedTuple):
    """An entry's lines; the last one has the leader and the page number."""

    entry: Entry
    kind: Kind
    lines: tuple[str, ...]
    size: float


@dataclass
class ContentsSheet:
    """A page of the contents; ``numbers`` says on which page an entry begins once that is known."""

    title: str
    rows: list[Row]
    step: float
    numbers: dict[str, int]
    paper: Paper = PAPER

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The contents themselves are an entry of the outline."""
        return (Anchor(KEY),) if self.title else ()

    def draw(self, frame: Frame) -> None:
        """Draw title and entries."""
        y = PORTRAIT.height - TOP
        if self.title:
            frame.ink.write([frame.centred(self.title, "title", TITLE, PORTRAIT.width / 2, y - TITLE)])
            y -= TITLE_ROOM
        for row in self.rows:
            top, left = y, MARGIN + row.kind.indent
            for line in row.lines:
                y -= self.step
                frame.ink.write([Placed(left, y + self.step * 0.3, row.kind.role, row.size, line)])
            self._finish(frame, row, left, y + self.step * 0.3)
            frame.canvas.linkRect("", row.entry.key, (left, y, PORTRAIT.width - MARGIN, top), relative=0, thickness=0)

    def _finish(self, frame: Frame, row: Row, left: float, y: float) -> None:
        """Leader and page number behind an entry's last line."""
        setter, right = frame.setter, PORTRAIT.width - MARGIN
        number = str(self.numbers[row.entry.key])
        numbered = setter.width(number, row.kind.role, row.size)
        start = left + setter.width(row.lines[-1], row.kind.role, row.size) + row.size / 2
        end = right - numbered - row.size / 2
        dot = setter.width(_LEADER, "song", _LEADER_SIZE)
        count = max(int((end - start) / dot), 0)
        leader = Placed(end - count * dot, y, "song", _LEADER_SIZE, _LEADER * count)
        frame.ink.write([leader, Placed(right - numbered, y, row.kind.role, row.size, number)])


def contents_sheets(
    setter: Typesetter, title: str, entries: Iterable[Entry], numbers: dict[str, int]
) -> list[ContentsSheet]:
    """The contents on as few pages as they need; ``numbers`` may be filled later."""
    rows = [_row(setter, entry) for entry in entries if entry.listed]
    count = sum(len(row.lines) for row in rows)
    room = PORTRAIT.height - TOP - BOTTOM
    step = next((step for step in _STEPS if count * step <= room - TITLE_ROOM), _STEPS[0])
    sheets, left = [ContentsSheet(title, [], step, numbers)], room - TITLE_ROOM
    for row in rows:
        height = len(row.lines) * step
        if height > left:
            sheets.append(ContentsSheet("", [], step, numbers))
            left = room
        sheets[-1].rows.append(row)
        left -= height
    return sheets


def _row(setter: Typesetter, entry: Entry) -> Row:
    kind = KINDS[min(entry.level, len(KINDS) - 1)]
    room = PORTRAIT.width - 2 * MARGIN - kind.indent - _NUMBER_ROOM * kind.size
    fitted = setter.fit(entry.listed, kind.role, kind.size, room, 3 * kind.size * 1.3)
    return Row(entry, kind, fitted.lines, fitted.size)


# -- cover ------------------------------------------------------------------------------------------------------------

_DEPARTMENT, _BIG, _LINE = 26.0, 36.0, 15.0
_DEPARTMENT_AT, _LINES_AT = 0.72, 0.30
_LINE_STEP = 32.0
_LABEL, _VALUE = 5 * _LINE, 15 * _LINE


@dataclass
class CoverSheet:
    """The cover: whose budget it is, of which year, and by whom and when it was drawn up."""

    book: Book
    cover: Cover
    paper: Paper = PAPER
    anchors: tuple[Anchor, ...] = ()

    def draw(self, frame: Frame) -> None:
        """Draw it."""
        setter, (width, height) = frame.setter, PORTRAIT[:2]
        room, y = width - 2 * MARGIN, height * _DEPARTMENT_AT
        for text, size, gap in ((self.book.department, _DEPARTMENT, 26.0), (self.cover.title, _BIG, 0.0)):
            fitted = setter.fit_evenly(text, "title", size, room, 3 * size * 1.3)
            for line in fitted.lines:
                frame.ink.write([centred(setter, line, "title", fitted.size, width / 2, y)])
                y -= fitted.size * 1.5
            y -= gap
        y = height * _LINES_AT
        for label, value in self.cover.lines:
            frame.ink.write(self._line(setter, label, value, y))
            left = (width + _LABEL - _VALUE) / 2 + 1.5 * _LINE - _LINE / 2
            frame.canvas.setLineWidth(0.5)
            frame.canvas.line(left, y - 5, left + _VALUE - _LINE, y - 5)
            y -= _LINE_STEP

    def _line(self, setter: Typesetter, label: str, value: str, y: float) -> Iterator[Placed]:
        """A label spread over its column, and its value centred on its line."""
        left = (PORTRAIT.width - _LABEL - _VALUE) / 2
        text, size = setter.fit_line(label, "fangsong", _LINE, _LABEL)
        spare = _LABEL - setter.width(text, "fangsong", size)
        yield Placed(left, y, "fangsong", size, text, spare / max(len(text) - 1, 1))
        yield Placed(left + _LABEL, y, "fangsong", _LINE, "：")
        text, size = setter.cut_line(value, "fangsong", _LINE, _VALUE - 2 * _LINE)
        yield centred(setter, text, "fangsong", size, left + _LABEL + _LINE + (_VALUE - _LINE) / 2, y)
