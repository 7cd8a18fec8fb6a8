"""The peer of the Excel export: XlsxWriter given the same cells, formulas with their values, formats and set-up."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from export import formulas
from export.book import Book, Cell, FormPage, Term
from export.xlsx_grid import Grid, column_widths, grid

_AMOUNT = "#,##0.00_ ;-#,##0.00_ ;;@"
_GRID = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter"}


def write(book: Book, path: Path) -> None:
    """Write the book's cells."""
    workbook = xlsxwriter.Workbook(str(path))
    formats = _Formats(workbook)
    places = Places({page.id: page.name[:31] for page in book.pages}, {page.id: grid(page) for page in book.pages})
    for page in book.pages:
        _sheet(workbook.add_worksheet(places.names[page.id]), page, formats, places)
    workbook.close()


class Places(NamedTuple):
    """Names and rows of the sheets, by page."""

    names: dict[str, str]
    grids: dict[str, Grid]

    def of(self, term: Term, page: FormPage) -> formulas.Place:
        """Where a term's cell stands, seen from ``page``."""
        name = "" if term.page == page.id else self.names[term.page]
        return formulas.Place(name, self.grids[term.page].body + term.line, term.column + 1)


class _Formats:
    """Formats by what sets them apart."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._known: dict[tuple[object, ...], Any] = {}

    def of(self, kind: str, cell: Cell) -> Any:
        key = (kind, cell.bold, cell.centred, cell.indent)
        found = self._known.get(key)
        if found is None:
            how = {**_GRID, "bold": cell.bold, "indent": cell.indent, "align": "center" if cell.centred else "left"}
            if kind == "amount":
                how |= {"num_format": _AMOUNT, "align": "right"}
            elif kind == "code":
                how["num_format"] = "@"
            found = self._known[key] = self._workbook.add_format(how)
        return found


def _sheet(sheet: Any, page: FormPage, formats: _Formats, places: Places) -> None:
    place = places.grids[page.id]
    header = formats.of("header", Cell(centred=True))
    for at, width in enumerate(column_widths(page)):
        sheet.set_column(at, at, width)
    sheet.merge_range(place.heading - 1, 0, place.heading - 1, len(page.columns) - 1, page.heading, header)
    for heading in page.header:
        row = place.header - 1 + heading.row
        if heading.rows > 1 or heading.columns > 1:
            last = (row + heading.rows - 1, heading.column + heading.columns - 1)
            sheet.merge_range(row, heading.column, *last, heading.text, header)
        else:
            sheet.write_string(row, heading.column, heading.text, header)
    sheet.repeat_rows(0, place.body - 2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(place.body - 1, 2)
    for at, line in enumerate(page.lines, place.body - 1):
        sheet.set_row(at, 20)
        for column, cell in enumerate(line.cells):
            if cell is not None:
                _cell(sheet, at, column, page, cell, formats, places)


def _cell(sheet: Any, row: int, column: int, page: FormPage, cell: Cell, formats: _Formats, places: Places) -> None:
    kind = page.columns[column].kind
    shape = formats.of(kind, cell)
    if cell.span > 1:
        sheet.merge_range(row, column, row, column + cell.span - 1, cell.text, shape)
    elif cell.terms:
        value = (cell.cents or 0) / 100
        sheet.write_formula(row, column, _formula(page, cell, places), shape, value)
    elif cell.cents is not None:
        sheet.write_number(row, column, cell.cents / 100, shape)
    elif cell.text:
        sheet.write_string(row, column, cell.text, shape)
    else:
        sheet.write_blank(row, column, None, shape)


def _formula(page: FormPage, cell: Cell, places: Places) -> str:
    """The same text as in our workbook."""
    return formulas.write((places.of(term, page), term.sign) for term in cell.terms)
