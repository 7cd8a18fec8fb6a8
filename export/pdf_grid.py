"""Forms of free layout on paper: row heights, the size at which a form takes one sheet, and where it breaks else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from export.book import GridCell, GridPage
from export.pdf_text import LEADING, Fitted, Typesetter

SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
"""What is tried to bring a form onto one sheet."""
SPLIT_SIZE = 9.0
PADDING = 3.5
"""Left and right of a text, in points."""
_AIR = 0.3
"""Above and below a text, in sizes."""
_ROW = 1.95
"""The height of a row of one line, in sizes."""
_TALL = 0.3
"""A row higher than this part of a sheet may be cut."""
_FEWEST = 3
"""Lines of a cut row that a sheet shows at least."""
_MOST_REPEATED = 0.4
_TRIES = 20
_EVER = 1e9
_TINY = 0.01


class Slice(NamedTuple):
    """A row, or the lines of it from ``first`` up to ``end`` (``None``: the rest), on a sheet."""

    row: int
    height: float
    first: int = 0
    end: int | None = None

    @property
    def whole(self) -> bool:
        """Whether the row is not cut."""
        return self.first == 0 and self.end is None


class Box(NamedTuple):
    """A cell, or a part of one, on a sheet: distances from the grid's left and upper edge, and the lines it shows."""

    cell: GridCell
    left: float
    right: float
    top: float
    foot: float
    lines: tuple[str, ...]


class Grid:
    """A page's grid, ``width`` points wide, with ``first`` points of height on its first sheet and ``room`` on others.

    ``sheets`` are the boxes of each sheet, in reading order, at ``size``.
    """

    def __init__(self, page: GridPage, setter: Typesetter, width: float, first: float, room: float) -> None:
        self.page, self._setter, self._first, self._room = page, setter, first, room
        self.edges = [0.0]
        for share in page.widths:
            self.edges.append(self.edges[-1] + width * share / sum(page.widths))
        plain = {cell.row for cell in page.cells if not cell.head}
        self._heads = {cell.row for cell in page.cells} - plain
        for size in (*SIZES, SPLIT_SIZE):
            self._measure(size)
            if sum(self._heights) <= first:
                break
        self.sheets = self._settled()

    @property
    def height(self) -> float:
        """The height of the whole grid if nothing is cut."""
        return sum(self._heights)

    # -- measuring ----------------------------------------------------------------------------------------------------

    def _measure(self, size: float) -> None:
        """Row heights at a size: what cells of one row need, and then what the taller ones lack."""
        self.size, self._step, self._air = size, size * LEADING, size * _AIR
        self._fitted = [self._fit(cell, size) for cell in self.page.cells]
        self._heights = [size * _ROW] * self.page.row_count
        for cell, fitted in sorted(zip(self.page.cells, self._fitted, strict=True), key=lambda pair: pair[0].rows):
            rows = range(cell.row, cell.row + cell.rows)
            lacking = fitted.height + 2 * self._air - sum(self._heights[row] for row in rows)
            for row in rows:
                self._heights[row] += max(lacking, 0.0) / cell.rows

    def _fit(self, cell: GridCell, size: float) -> Fitted:
        room = self.edges[cell.column + cell.columns] - self.edges[cell.column] - 2 * PADDING
        role = role_of(cell)
        if cell.cents is not None:  # a figure is never broken; what is too long is written smaller
            return Fitted((self._setter.drawable(cell.text, role),), size)
        if cell.head or cell.align == "center":
            return self._setter.fit_evenly(cell.text, role, size, room, _EVER)
        return self._setter.fit(cell.text, role, size, room, _EVER)

    # -- breaking -----------------------------------------------------------------------------------------------------

    def _settled(self) -> list[list[Box]]:
        """The sheets; where a cell over several rows does not find room for its words, its last row grows."""
        for _try in range(_TRIES):
            left: dict[int, int] = {}
            sheets = list(self._boxes(left))
            if not left:
                break
            for row, lines in left.items():
                self._heights[row] += lines * self._step
        return sheets

    def _boxes(self, lacking: dict[int, int]) -> Iterator[list[Box]]:
        """The boxes of each sheet; into ``lacking`` goes, by row, how many lines found no room."""
        shown = [0] * len(self.page.cells)
        repeated: list[Box] = []
        for number, slices in enumerate(self._paginate()):
            boxes = list(self._sheet(slices, shown, repeated[-1].foot if repeated else 0.0))
            yield [*repeated, *boxes]
            if not number:
                repeated = self._repeated(boxes)
        for cell, fitted, count in zip(self.page.cells, self._fitted, shown, strict=True):
            if count < len(fitted.lines):
                last = cell.row + cell.rows - 1
                lacking[last] = max(lacking.get(last, 0), len(fitted.lines) - count)

    def _repeated(self, boxes: list[Box]) -> list[Box]:
        height = self._repeated_height()
        return [box for box in boxes if height and box.cell.row + box.cell.rows <= self.page.repeat]

    def _repeated_height(self) -> float:
        height = sum(self._heights[: self.page.repeat])
        return height if height <= self._room * _MOST_REPEATED else 0.0

    def _paginate(self) -> list[list[Slice]]:
        """The slices of each sheet."""
        sheets: list[list[Slice]] = [[]]
        room, given, row, first = self._first, 0, 0, 0
        while row < len(self._heights):
            slices, rest = sheets[-1], self._rest(row, first)
            left = room - sum(one.height for one in slices)
            alone = len(slices) == given
            count = 0 if rest <= left + _TINY else self._lines_within(row, first, left, alone=alone)
            if rest <= left + _TINY or (alone and not count):
                slices.append(Slice(row, rest, first))
                row, first = row + 1, 0
                continue
            if count:
                slices.append(Slice(row, count * self._step + 2 * self._air, first, first + count))
                first += count
            elif not first:
                row = self._take_back(slices, given, row)
            sheets.append(self._governing(row))
            room, given = self._room - self._repeated_height(), len(sheets[-1])
        return [slices for slices in sheets if slices]

    def _governing(self, row: int) -> list[Slice]:
        """The row of headings under which a row stands, to be said again above it.

        Headings hold for the rows that one of them spans, as 绩效指标 does, or else for all below.
        """
        above = max((head for head in self._heads if self.page.repeat <= head < row), default=None)
        if above is None or self._heights[above] > self._room * _TALL:
            return []
        spans = max(cell.rows for cell in self.page.cells if cell.row == above)
        return [Slice(above, self._heights[above])] if spans == 1 or row < above + spans else []

    def _rest(self, row: int, first: int) -> float:
        """The height of a row from one of its lines on."""
        return self._heights[row] - first * self._step

    def _lines_within(self, row: int, first: int, left: float, *, alone: bool) -> int:
        """How many lines of a row to show where not all of them fit; 0 for none."""
        rest = self._rest(row, first)
        if not alone and rest <= self._room * _TALL:
            return 0
        within = int((left - 2 * self._air + _TINY) / self._step)
        within = min(within, int((rest - 2 * self._air) / self._step) - 1)
        return within if within >= (1 if alone else _FEWEST) else 0

    def _take_back(self, slices: list[Slice], given: int, row: int) -> int:
        """Headings that would end a sheet go to the next one; returns the row with which that begins."""
        while len(slices) > given + 1 and slices[-1].whole and slices[-1].row in self._heads:
            row = slices.pop().row
        return row

    # -- boxes --------------------------------------------------------------------------------------------------------

    def _sheet(self, slices: list[Slice], shown: list[int], top: float) -> Iterator[Box]:
        """The boxes of a sheet; ``shown`` counts the lines of each cell that have found their place."""
        tops = {}
        for one in slices:
            tops[one.row] = (top, one)
            top += one.height
        for number, (cell, fitted) in enumerate(zip(self.page.cells, self._fitted, strict=True)):
            rows = [tops[row] for row in range(cell.row, cell.row + cell.rows) if row in tops]
            if not rows:
                continue
            high, low = rows[0][0], rows[-1][0] + rows[-1][1].height
            lines = self._shown(fitted.lines, shown[number], low - high, again=cell.head or cell.rows > 1)
            shown[number] = max(shown[number], min(shown[number] + len(lines), len(fitted.lines)))
            left, right = self.edges[cell.column], self.edges[cell.column + cell.columns]
            yield Box(cell, left, right, high, low, lines)

    def _shown(self, lines: tuple[str, ...], done: int, height: float, *, again: bool) -> tuple[str, ...]:
        """The lines that a box of that height shows when ``done`` of them stand on earlier sheets.

        What was shown to its end is said ``again``, so that no sheet has nameless rows.
        """
        room = max(int((height - 2 * self._air + _TINY) / self._step), 1)
        if done < len(lines):
            return lines[done : done + room]
        return lines if again and len(lines) <= room else ()


def role_of(cell: GridCell) -> str:
    """The face of a cell's text."""
    return "hei" if cell.bold or cell.head else "song"
