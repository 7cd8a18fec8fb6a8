"""Sheets of free layout (项目支出绩效目标表, a check list): the form as printed, one sheet each.

Excel makes no row higher than 409 points, and fits no height to merged cells: a row of the form whose texts need more
takes several rows of the sheet, merged.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from export.book import GridCell, GridPage
from export.formulas import letters
from export.live import text_of
from export.xlsx_grid import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, clean, line_count
from export.xlsx_styles import TEXT, Look, Styles

_LEAST, _LINE, _EDGE = 19.0, 13.5, 5.0
_HIGHEST = 400.0
_HEADING, _SUBHEADING, _CAPTION = 32.0, 18.0, 20.0
_SIZE_SHARE = 10 / 11
"""A grid's texts of 10 points against those of 11 for which lines are counted."""
_NARROWEST = 4
_PAPER = {False: 740.0, True: 495.0}
"""The height of rows that a page takes, upright and lying."""
_SHRUNK = 1.3
"""A form up to so many times as high as the page is printed on one."""
_FORMATS = (("{:,.2f}", "#,##0.00"), ("{:,.0f}", "#,##0"), ("{:.2f}", "0.00"), ("{:.0f}", "0"))
_FORMULA_STARTS = ("=", "+", "-", "@")


class Places(NamedTuple):
    """1-based rows of a sheet: heading, subheading and captions (0 where there are none), the grid's rows, the foot.

    ``rows`` has the first sheet row of each grid row and of what follows, ``heights`` those of all sheet rows.
    """

    subheading: int
    caption: int
    rows: tuple[int, ...]
    foot: int
    heights: dict[int, float]

    @property
    def last(self) -> int:
        """The last row used."""
        return self.foot or self.rows[-1] - 1


def widths(page: GridPage) -> list[int]:
    """Excel's widths of the columns: together those of the paper."""
    paper = LANDSCAPE_WIDTH if page.landscape else PORTRAIT_WIDTH
    return [max(round(paper * share / sum(page.widths)), _NARROWEST) for share in page.widths]


def places(page: GridPage) -> Places:
    """Where everything stands on the page's sheet."""
    heights = {1: _HEADING}
    at = 2
    subheading = at if page.subheading else 0
    if subheading:
        heights[at] = _SUBHEADING
        at += 1
    caption = at if page.caption or page.unit_caption else 0
    if caption:
        heights[at] = _CAPTION
        at += 1
    rows = []
    for height in _row_heights(page):
        rows.append(at)
        parts = math.ceil(height / _HIGHEST)
        heights.update(dict.fromkeys(range(at, at + parts), round(height / parts, 2)))
        at += parts
    if page.foot:
        heights[at] = _CAPTION
    return Places(subheading, caption, (*rows, at), at if page.foot else 0, heights)


def _row_heights(page: GridPage) -> list[float]:
    """What each row needs. What a cell over several rows needs beyond theirs falls to the last of them."""
    columns = widths(page)
    heights = [_LEAST] * page.row_count
    for cell in sorted(page.cells, key=lambda one: one.rows):
        room = sum(columns[cell.column : cell.column + cell.columns])
        needed = line_count(cell.text, round(room / _SIZE_SHARE)) * _LINE + _EDGE
        last = cell.row + cell.rows
        heights[last - 1] += max(needed - sum(heights[cell.row : last]), 0.0)
    return heights


def set_up(sheet: Any, page: GridPage, place: Places) -> None:
    """Widths, merged cells and print titles."""
    for at, width in enumerate(widths(page), 1):
        sheet.column_dimensions[letters(at)].width = width
    last = letters(len(page.widths))
    if page.repeat:
        sheet.print_title_rows = f"{place.rows[0]}:{place.rows[page.repeat] - 1}"
        sheet.freeze_panes = f"A{place.rows[page.repeat]}"
    sheet.print_area = f"A1:{last}{place.last}"
    if sum(place.heights.values()) <= _PAPER[page.landscape] * _SHRUNK:
        sheet.page_setup.fitToHeight = 1
    if len(page.widths) > 1:
        for row in filter(None, (1, place.subheading, place.foot)):
            sheet.merged_cells.add(f"A{row}:{last}{row}")
    for cell in page.cells:
        top, below = place.rows[cell.row], place.rows[cell.row + cell.rows]
        if cell.columns > 1 or below - top > 1:
            first = f"{letters(cell.column + 1)}{top}"
            sheet.merged_cells.add(f"{first}:{letters(cell.column + cell.columns)}{below - 1}")


class GridWriter:
    """Writes one page's rows as SpreadsheetML."""

    def __init__(self, page: GridPage, styles: Styles, place: Places) -> None:
        self._page, self._styles, self._place = page, styles, place
        self._letters = [letters(at) for at in range(1, len(page.widths) + 1)]

    def rows(self) -> Iterator[str]:
        """All rows of the sheet, top to bottom."""
        page, place = self._page, self._place
        yield self._row(1, [self._text("A", 1, page.heading, Look("heading", "center"))])
        if place.subheading:
            look = Look("caption", "center")
            yield self._row(place.subheading, [self._text("A", place.subheading, page.subheading, look)])
        if place.caption:
            cells = [self._text("A", place.caption, page.caption, Look("caption"))]
            if page.unit_caption:
                last = self._letters[-1]
                cells.append(self._text(last, place.caption, page.unit_caption, Look("caption", "right")))
            yield self._row(place.caption, cells)
        yield from self._grid()
        if place.foot:
            yield self._row(place.foot, [self._text("A", place.foot, page.foot, Look("caption"))])

    def _grid(self) -> Iterator[str]:
        owners: dict[tuple[int, int], GridCell] = {}
        for cell in self._page.cells:
            for row in range(self._place.rows[cell.row], self._place.rows[cell.row + cell.rows]):
                for column in range(cell.column, cell.column + cell.columns):
                    owners[row, column] = cell
        for row in range(self._place.rows[0], self._place.rows[-1]):
            cells = [self._cell(row, column, owners.get((row, column))) for column in range(len(self._letters))]
            yield self._row(row, cells)

    def _cell(self, row: int, column: int, cell: GridCell | None) -> str:
        name = self._letters[column]
        if cell is None:
            return self._text(name, row, "", Look("grid"))
        look = Look("gridhead" if cell.head else "grid", cell.align, cell.bold)
        if (row, column) != (self._place.rows[cell.row], cell.column):
            return self._text(name, row, "", look)
        shown = _format(cell)
        if not shown:
            return self._text(name, row, cell.text, look._replace(format=TEXT if cell.cents is not None else "General"))
        style = self._styles.number(look._replace(format=shown))
        return f'<c r="{name}{row}" s="{style}"><v>{text_of(cell.cents or 0)}</v></c>'

    def _row(self, number: int, cells: list[str]) -> str:
        return f'<row r="{number}" ht="{self._place.heights[number]:g}" customHeight="1">{"".join(cells)}</row>'

    def _text(self, column: str, row: int, text: str, look: Look) -> str:
        quoted = look.part.startswith("grid") and text.startswith(_FORMULA_STARTS)
        style = self._styles.number(look._replace(quoted=True) if quoted else look)
        if not text:
            return f'<c r="{column}{row}" s="{style}"/>'
        content = f'<is><t xml:space="preserve">{escape(clean(text))}</t></is>'
        return f'<c r="{column}{row}" s="{style}" t="inlineStr">{content}</c>'


def _format(cell: GridCell) -> str:
    """The number format that shows a figure just as it is printed; "" where it is to stay a text."""
    if cell.cents is None:
        return ""
    return next((shown for pattern, shown in _FORMATS if pattern.format(cell.cents / 100) == cell.text), "")
