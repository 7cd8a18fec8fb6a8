"""The rows of a sheet as SpreadsheetML.

They are written here and not by openpyxl, because openpyxl stores no value beside a formula: a program that does not
calculate would read a blank where the document prints a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from export import formulas
from export.book import Cell, FormPage
from export.live import text_of
from export.xlsx_grid import Grid, clean, column_widths, line_count
from export.xlsx_styles import AMOUNT, AMOUNT_WHOLE, AMOUNT_WITH_DASH, AMOUNT_WITH_ZERO, TEXT, Look, Styles

ROW_HEIGHT = 20.0
LINE_HEIGHT = 15.0
_HEIGHTS = {"heading": 32.0, "caption": 20.0, "mark": 18.0, "note": 20.0}
_FORMULA_STARTS = ("=", "+", "-", "@")


class SheetWriter:
    """Writes one page's rows. ``names`` and ``grids`` of all pages serve formulas that reach into other sheets."""

    def __init__(
        self, page: FormPage, styles: Styles, names: Mapping[str, str], grids: Mapping[str, Grid], *, values_only: bool
    ) -> None:
        self._page, self._styles, self._names, self._grids = page, styles, names, grids
        self._grid = grids[page.id]
        self._values_only = values_only
        self._amounts: dict[tuple[str, bool], int] = {}
        self._widths = column_widths(page)
        self._letters = [formulas.letters(at) for at in range(1, len(page.columns) + 1)]

    def rows(self) -> Iterator[str]:
        """All rows of the sheet, top to bottom."""
        page, grid = self._page, self._grid
        last = self._letters[-1]
        if grid.mark:
            yield self._row(grid.mark, _HEIGHTS["mark"], [self._text("A", grid.mark, page.mark, Look("caption"))])
        heading = self._text("A", grid.heading, page.heading, Look("heading", "center"))
        yield self._row(grid.heading, _HEIGHTS["heading"], [heading])
        captions = [self._text("A", grid.caption, page.caption, Look("caption"))]
        captions.append(self._text(last, grid.caption, page.unit_caption, Look("caption", "right")))
        yield self._row(grid.caption, _HEIGHTS["caption"], captions)
        yield from self._header()
        for at, line in enumerate(page.lines, grid.body):
            yield self._line(at, line.cells)
        if grid.note:
            yield self._row(grid.note, _HEIGHTS["note"], [self._text("A", grid.note, page.note, Look("caption"))])

    def _row(self, number: int, height: float, cells: list[str]) -> str:
        return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'

    def _text(self, column: str, row: int, text: str, look: Look) -> str:
        style = self._styles.number(look)
        if not text:
            return f'<c r="{column}{row}" s="{style}"/>'
        if look.part == "body" and text.startswith(_FORMULA_STARTS):
            style = self._styles.number(look._replace(quoted=True))
        content = f'<is><t xml:space="preserve">{escape(clean(text))}</t></is>'
        return f'<c r="{column}{row}" s="{style}" t="inlineStr">{content}</c>'

    def _header(self) -> Iterator[str]:
        page, first = self._page, self._grid.header
        for level in range(page.header_rows):
            starts = {heading.column: heading for heading in page.header if heading.row == level}
            number = any(heading.number for heading in starts.values())
            look = Look("number" if number else "header", "center")
            cells, lines = [], 1
            for at, column in enumerate(self._letters):
                heading = starts.get(at)
                cells.append(self._text(column, first + level, heading.text if heading else "", look))
                if heading and heading.rows == 1:
                    width = sum(self._widths[at : at + heading.columns])
                    lines = max(lines, line_count(heading.text, width))
            yield self._row(first + level, ROW_HEIGHT + (lines - 1) * LINE_HEIGHT, cells)

    def _line(self, row: int, line: tuple[Cell | None, ...]) -> str:
        cells, lines = [], 1
        for at, cell in enumerate(line):
            column = self._page.columns[at]
            if cell is None:
                cells.append(self._text(self._letters[at], row, "", Look("body")))
            elif column.kind == "amount":
                cells.append(self._amount(self._letters[at], row, cell))
            else:
                plain = TEXT if column.kind == "code" else "General"
                look = Look("body", "center" if cell.centred else "left", cell.bold, cell.indent, plain)
                cells.append(self._text(self._letters[at], row, cell.text, look))
                width = sum(self._widths[at : at + cell.span])
                lines = max(lines, line_count(cell.text, width, cell.indent)) if cell.text else lines
        return self._row(row, ROW_HEIGHT + (min(lines, 25) - 1) * LINE_HEIGHT, cells)

    def _amount(self, column: str, row: int, cell: Cell) -> str:
        if cell.cents is None and cell.text:
            return self._text(column, row, cell.text, Look("body", "right", cell.bold, 0, TEXT))
        shown = AMOUNT
        if cell.cents and cell.cents % 100 == 0 and "." not in cell.text:
            shown = AMOUNT_WHOLE
        elif cell.cents == 0:
            shown = AMOUNT_WITH_ZERO if "0" in cell.text else AMOUNT_WITH_DASH
        style = self._amounts.get((shown, cell.bold))
        if style is None:
            style = self._amounts[shown, cell.bold] = self._styles.number(Look("body", "right", cell.bold, 0, shown))
        formula = self._formula(cell) if cell.terms and not self._values_only else ""
        inner = f"<f>{escape(formula[1:])}</f>" if formula else ""
        if cell.cents is not None:
            inner += f"<v>{text_of(cell.cents)}</v>"
        return f'<c r="{column}{row}" s="{style}">{inner}</c>' if inner else f'<c r="{column}{row}" s="{style}"/>'

    def _formula(self, cell: Cell) -> str:
        places = []
        for term in cell.terms:
            sheet = "" if term.page == self._page.id else self._names[term.page]
            places.append((formulas.Place(sheet, self._grids[term.page].body + term.line, term.column + 1), term.sign))
        return formulas.write(places)
