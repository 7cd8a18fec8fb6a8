"""Tables and forms as sheets, each under its head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from export.book import FormPage, GridPage
from export.pdf_frame import SINK, Anchor, Frame
from export.pdf_grid import PADDING, Box, Grid, role_of
from export.pdf_heads import CAPTION, TABLE_ROOM, Head, grid_head, table_head
from export.pdf_ink import Placed
from export.pdf_paper import Paper
from export.pdf_table import Part, Table
from export.pdf_text import LEADING, Fitted, Typesetter

_NOTE_ROOM = 20.0
_MOST_FOOT = 60.0
_SHADE = 0.94
_GRID, _FRAME = 0.4, 0.8


@dataclass(frozen=True)
class TableSheet:
    """A sheet of a table: its body lines from ``part.first`` up to ``part.end``."""

    table: Table
    part: Part
    head: Head
    paper: Paper
    anchors: tuple[Anchor, ...] = ()

    def draw(self, frame: Frame) -> None:
        """Draw head, table and note."""
        page, left, top = self.table.page, self.paper.side, self.paper.height - self.paper.top
        frame.ink.write(text.moved(left, top) for text in self.head.texts)
        foot = self.table.draw(frame.canvas, frame.ink, self.part, left, top - self.head.room)
        if page.note and self.part.end == len(page.lines):
            note = frame.setter.drawable(page.note, "song")
            frame.ink.write([Placed(left, foot - CAPTION * 1.5, "song", CAPTION, note)])


@dataclass(frozen=True)
class GridSheet:
    """A sheet of a form of free layout."""

    page: GridPage
    boxes: list[Box]
    size: float
    head: Head
    paper: Paper
    foot: Fitted | None = None
    anchors: tuple[Anchor, ...] = ()

    def draw(self, frame: Frame) -> None:
        """Draw head, boxes and foot."""
        left, top = self.paper.side, self.paper.height - self.paper.top
        frame.ink.write(text.moved(left, top) for text in self.head.texts)
        top -= self.head.room
        self._draw_lines(frame, top)
        frame.ink.write(text for box in self.boxes for text in self._texts(frame.setter, box, top))
        foot = top - max(box.foot for box in self.boxes) if self.boxes else top
        if self.foot is not None:
            size = self.foot.size
            ys = (foot - PADDING - size * LEADING * (number + 0.8) for number in range(len(self.foot.lines)))
            frame.ink.write(Placed(left, y, "song", size, line) for line, y in zip(self.foot.lines, ys, strict=True))

    def _draw_lines(self, frame: Frame, top: float) -> None:
        if not self.boxes:
            return
        canvas, edge = frame.canvas, self.paper.side
        canvas.saveState()
        canvas.setFillGray(_SHADE)
        for box in self.boxes:
            if box.cell.head:
                canvas.rect(edge + box.left, top - box.foot, box.right - box.left, box.foot - box.top, stroke=0, fill=1)
        canvas.restoreState()
        height, width = max(box.foot for box in self.boxes), max(box.right for box in self.boxes)
        lines: dict[tuple[float, float, float, float], None] = {}
        for box in self.boxes:
            left, right, high, low = edge + box.left, edge + box.right, top - box.top, top - box.foot
            if box.foot < height:
                lines[left, low, right, low] = None
            if box.right < width:
                lines[right, high, right, low] = None
        canvas.setLineWidth(_GRID)
        canvas.lines(list(lines))
        canvas.setLineWidth(_FRAME)
        canvas.rect(edge, top - height, width, height, stroke=1, fill=0)

    def _texts(self, setter: Typesetter, box: Box, top: float) -> Iterator[Placed]:
        role, step = role_of(box.cell), self.size * LEADING
        middle = top - (box.top + box.foot) / 2
        first = middle + step * (len(box.lines) - 1) / 2 - self.size * SINK
        for number, line in enumerate(box.lines):
            room = box.right - box.left - 2 * PADDING
            text, size = setter.fit_line(line, role, self.size, room)
            width = setter.width(text, role, size)
            shift = {"left": 0.0, "center": (room - width) / 2, "right": room - width}[box.cell.align]
            yield Placed(self.paper.side + box.left + PADDING + shift, first - number * step, role, size, text)


def table_sheets(
    setter: Typesetter, page: FormPage, paper: Paper, anchors: tuple[Anchor, ...], part: str = ""
) -> list[TableSheet]:
    """The sheets of a table; ``part`` is the title of the part that it begins, the first sheet takes the anchors."""
    width, room = paper.inner, paper.room - _NOTE_ROOM
    head = table_head(page, setter, width, part=part)
    table = Table(page, setter, width, room - TABLE_ROOM, head.room - TABLE_ROOM)
    further = table_head(page, setter, width, continued=True)
    sheets = [TableSheet(table, part, further if number else head, paper) for number, part in enumerate(table.parts)]
    return [replace(sheets[0], anchors=anchors), *sheets[1:]]


def grid_sheets(
    setter: Typesetter, page: GridPage, paper: Paper, anchors: tuple[Anchor, ...], part: str = ""
) -> list[GridSheet]:
    """The sheets of a form of free layout, as :func:`table_sheets`."""
    width, room = paper.inner, paper.room
    foot = setter.fit(page.foot, "song", CAPTION, width, _MOST_FOOT) if page.foot else None
    room -= foot.height + PADDING if foot else 0.0
    head, further = grid_head(page, setter, width, part=part), grid_head(page, setter, width, continued=True)
    grid = Grid(page, setter, width, room - head.room, room - further.room)
    last = max(len(grid.sheets) - 1, 0)
    sheets = [
        GridSheet(page, boxes, grid.size, further if number else head, paper, foot if number == last else None)
        for number, boxes in enumerate(grid.sheets or [[]])
    ]
    return [replace(sheets[0], anchors=anchors), *sheets[1:]]
