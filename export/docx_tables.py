"""Tables of the Word book: forms and free grids, with merged cells and heads that every page repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from export.book import FormPage, GridPage
from export.docx_flow import Piece, line_count
from export.docx_styles import CELL_LEADING, CELL_SIZE
from export.docx_xml import attribute, paragraph, run, twips
from export.packages import units

ROW, TIGHT_ROW = 17.5, 15.0
PADDING = 3.0
_TOP, _RULE = 1.5, 0.5
_SHORT = 6
_SMALLEST_FORM, _SMALLEST_GRID, _LARGEST_GRID = 6.5, 7.5, 9.5
_SIZE_STEP = 0.5
_SAFE = 0.97
"""A form that is to fit on a page is given no more of it: word processors break lines a little differently."""
_WHOLE_ROW = 200.0
"""A row up to so many points high is not broken over two pages."""
_STYLES = {"left": "Cell", "center": "CellCenter", "right": "CellRight"}


class Box(NamedTuple):
    """A cell: its place and spans (0-based), its words, how they stand; ``below`` is what one above reaches into."""

    row: int
    column: int
    text: str = ""
    rows: int = 1
    columns: int = 1
    align: str = "left"
    head: bool = False
    bold: bool = False
    mark: str = ""
    indent: int = 0
    below: bool = False


def form_table(page: FormPage, width: float, room: float) -> Piece:
    """A form's table, ``width`` points wide; one a little higher than ``room`` is set tighter."""
    size = CELL_SIZE
    while size > _SMALLEST_FORM and sum(_needed(page, size)) > width:
        size -= _SIZE_STEP
    widths = _form_widths(page, width, size)
    boxes = [Box(h.row, h.column, h.text, h.rows, h.columns, "center", head=not h.number) for h in page.header]
    for row, line in enumerate(page.lines, page.header_rows):
        for column, cell in enumerate(line.cells):
            if cell is not None:
                align = "right" if page.columns[column].kind == "amount" else "center" if cell.centred else "left"
                look = (cell.text, 1, cell.span, align, False, cell.bold, cell.mark, cell.indent)
                boxes.append(Box(row, column, *look))
    tight = sum(_heights(boxes, widths, size, ROW)) > room >= sum(_heights(boxes, widths, size, TIGHT_ROW))
    return _table(boxes, widths, size, page.header_rows, TIGHT_ROW if tight else ROW, page.heading)


def grid_table(page: GridPage, width: float, room: float) -> Piece:
    """A free grid; set smaller, down to a legible size, where it then fits into ``room`` points of height."""
    widths = [width * share / sum(page.widths) for share in page.widths]
    boxes = [Box(c.row, c.column, c.text, c.rows, c.columns, c.align, c.head, c.bold) for c in page.cells]
    size, safe = _LARGEST_GRID, room * _SAFE
    while size > _SMALLEST_GRID and sum(_heights(boxes, widths, size, TIGHT_ROW)) > safe:
        size -= _SIZE_STEP
    if sum(_heights(boxes, widths, size, TIGHT_ROW)) > safe:
        size = CELL_SIZE
    return _table(boxes, widths, size, page.repeat, TIGHT_ROW, page.heading)


def _needed(page: FormPage, size: float) -> list[float]:
    """The least widths: amounts, codes and short headings stand on one line, labels have room for six characters."""
    longest = 2 * _SHORT
    titles = [min(units(column.title), longest) for column in page.columns]
    kinds = [longest if column.kind in ("label", "text") else 0 for column in page.columns]
    least = [2 * PADDING + max(pair) * size / 2 for pair in zip(titles, kinds, strict=True)]
    for line in page.lines:
        for at, cell in enumerate(line.cells):
            if cell is not None and cell.span == 1 and page.columns[at].kind in ("amount", "code"):
                marked = f"{cell.mark} {cell.text}" if cell.mark else cell.text
                least[at] = max(least[at], units(marked) * size * 0.53 + 2 * PADDING)
    return least


def _form_widths(page: FormPage, width: float, size: float) -> list[float]:
    """Widths in the form's proportions, but none less than it needs while another has to spare."""
    least = _needed(page, size)
    share = width / sum(column.width for column in page.columns)
    wanted = [max(column.width * share, need) for column, need in zip(page.columns, least, strict=True)]
    spare = [have - need for have, need in zip(wanted, least, strict=True)]
    excess = sum(wanted) - width
    if excess > 0 and sum(spare) > excess:
        wanted = [have - excess * free / sum(spare) for have, free in zip(wanted, spare, strict=True)]
    scale = width / sum(wanted)
    return [one * scale for one in wanted]


def _room(box: Box, widths: Sequence[float], size: float) -> float:
    return sum(widths[box.column : box.column + box.columns]) - 2 * PADDING - box.indent * size


def _heights(boxes: Iterable[Box], widths: Sequence[float], size: float, least: float) -> list[float]:
    """The rows' heights. What a cell over several rows needs beyond theirs falls to the last of them."""
    known = list(boxes)
    heights = [least + _RULE] * max((box.row + box.rows for box in known), default=0)
    for box in sorted(known, key=lambda one: one.rows):
        if not box.text:
            continue
        needed = line_count(box.text, _room(box, widths, size), size) * size * CELL_LEADING + 2 * _TOP + _RULE
        last = box.row + box.rows
        heights[last - 1] += max(needed - sum(heights[box.row : last]), 0.0)
    return heights


def _table(boxes: list[Box], widths: list[float], size: float, head_rows: int, least: float, title: str) -> Piece:
    heights = _heights(boxes, widths, size, least)
    rows = _rows(boxes, len(heights), len(widths))
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{6 if side[0] in "tlbr" else 4}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{twips(gap)}" w:type="dxa"/>'
        for side, gap in (("top", _TOP), ("left", PADDING), ("bottom", _TOP), ("right", PADDING))
    )
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    head = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0020"/><w:tblCaption w:val={attribute(title)}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )
    writer = _RowWriter(widths, size)
    body = "".join(
        writer.row(row, least, head=at < head_rows, whole=heights[at] < _WHOLE_ROW) for at, row in enumerate(rows)
    )
    return Piece(f"{head}{body}</w:tbl>", tuple(_lines(heights[head_rows:], size)), repeat=sum(heights[:head_rows]))


def _lines(heights: Iterable[float], size: float) -> Iterator[float]:
    """Rows, and the lines of those that may break over two pages."""
    for height in heights:
        if height < _WHOLE_ROW:
            yield height
        else:
            step = size * CELL_LEADING
            count = round(height / step)
            yield from [height / count] * count


def _rows(boxes: Iterable[Box], count: int, columns: int) -> list[list[Box]]:
    """Boxes row by row, left to right: what reaches down from above and what nothing fills included."""
    rows: list[dict[int, Box]] = [{} for _ in range(count)]
    for box in boxes:
        rows[box.row][box.column] = box
        for below in range(box.row + 1, box.row + box.rows):
            rows[below][box.column] = box._replace(text="", mark="", below=True)
    return [_filled(row, at, columns) for at, row in enumerate(rows)]


def _filled(row: dict[int, Box], at: int, columns: int) -> list[Box]:
    found, column = [], 0
    while column < columns:
        box = row.get(column) or Box(at, column)
        found.append(box)
        column += box.columns
    return found


class _RowWriter:
    """Writes rows of one table."""

    def __init__(self, widths: Sequence[float], size: float) -> None:
        self._widths, self._size = widths, size
        self._other = 0.0 if size == CELL_SIZE else size
        step = twips(size * CELL_LEADING)
        self._spacing = f'<w:spacing w:line="{step}" w:lineRule="exact"/>' if self._other else ""

    def row(self, boxes: list[Box], least: float, *, head: bool, whole: bool) -> str:
        """A row at least ``least`` points high; a ``head`` is repeated, a ``whole`` one not broken over two pages."""
        look = ("<w:cantSplit/>" if whole else "") + f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>'
        look += "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(map(self._cell, boxes))}</w:tr>"

    def _cell(self, box: Box) -> str:
        width = sum(map(twips, self._widths[box.column : box.column + box.columns]))
        look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if box.columns > 1:
            look += f'<w:gridSpan w:val="{box.columns}"/>'
        if box.below or box.rows > 1:
            look += "<w:vMerge/>" if box.below else '<w:vMerge w:val="restart"/>'
        if box.head:
            look += '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
        look += '<w:vAlign w:val="center"/>'
        style = "CellHead" if box.head and box.align == "center" else _STYLES[box.align]
        indent = f'<w:ind w:left="{twips(box.indent * self._size)}"/>' if box.indent else ""
        words = run(f"{box.mark} ", size=self._other) if box.mark else ""
        words += run(box.text, bold=box.bold, size=self._other)
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{paragraph(style, words, extra=self._spacing + indent)}</w:tc>"
