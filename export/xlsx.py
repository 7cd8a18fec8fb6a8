"""Excel: one sheet for each form as printed, with live totals, ready to print and to be read in again."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.page import PageMargins

from export import files, xlsx_charts, xlsx_forms, xlsx_map
from export.book import Book, FormPage, GridPage, TextPage
from export.errors import ExportError
from export.formulas import letters
from export.xlsx_cells import SheetWriter
from export.xlsx_grid import Grid, clean, column_widths, grid, sheet_name
from export.xlsx_package import repack
from export.xlsx_styles import Styles

AUTHOR = "勾稽"
_A4 = 9
_NOTE_SIZE = (90, 260)
_YEARS = range(1990, 2100)


def write(book: Book, path: Path | str, *, values_only: bool = False) -> None:
    """Write the workbook; ``values_only`` leaves the formulas out.

    :raises ExportError: the file cannot be written.
    """
    files.save(Path(path), render_bytes(book, values_only=values_only))


def render_bytes(book: Book, *, values_only: bool = False) -> bytes:
    """The workbook as a file's content. The same book gives the same bytes.

    :raises ExportError: the book holds no table.
    """
    workbook = Workbook()
    hidden = workbook.active
    hidden.title, hidden.sheet_state = xlsx_map.SHEET, "hidden"
    styles = Styles(hidden)
    shown = [page for page in book.sections if not isinstance(page, TextPage)]
    if not shown:
        raise ExportError("选中的内容里没有表格，无法写成 Excel 工作簿，请至少选一张表再导出。")
    taken = {xlsx_map.SHEET}
    names = {page.id: sheet_name(page.name, taken) for page in shown}
    grids = {page.id: grid(page) for page in book.pages}
    rows, sizes = {}, {}
    for number, page in enumerate(shown, 1):
        sheet = workbook.create_sheet(names[page.id], number - 1)
        _set_paper(sheet, landscape=page.landscape, watermark=book.watermark)
        file = f"xl/worksheets/sheet{number}.xml"
        if isinstance(page, GridPage):
            place = xlsx_forms.places(page)
            xlsx_forms.set_up(sheet, page, place)
            rows[file] = list(xlsx_forms.GridWriter(page, styles, place).rows())
            sizes[file] = f"A1:{letters(len(page.widths))}{place.last}"
            continue
        _set_up(sheet, page, grids[page.id])
        _merge(sheet, page, grids[page.id])
        _annotate(sheet, page, grids[page.id])
        rows[file] = list(SheetWriter(page, styles, names, grids, values_only=values_only).rows())
        sizes[file] = f"A1:{letters(len(page.columns))}{grids[page.id].last}"
    file = f"xl/worksheets/sheet{len(shown) + 1}.xml"
    rows[file] = list(xlsx_map.rows_xml(book, names, grids))
    sizes[file] = f"A1:F{len(rows[file])}"
    xlsx_charts.add(workbook, book, taken)
    return repack(_skeleton(workbook, book), rows, sizes, f"{_stamp(book):%Y-%m-%dT%H:%M:%SZ}")


def _skeleton(workbook: Any, book: Book) -> bytes:
    workbook.active = 0
    properties = workbook.properties
    properties.title, properties.subject = clean(book.title), clean(book.subject)
    properties.creator = properties.lastModifiedBy = clean(book.department) or AUTHOR
    properties.created = _stamp(book)
    package = io.BytesIO()
    workbook.save(package)
    workbook.close()
    return package.getvalue()


def _stamp(book: Book) -> dt.datetime:
    """A date that depends on the document alone, so that the same document gives the same file."""
    year = int(book.year) if book.year.isdecimal() else 0
    return dt.datetime(year if year in _YEARS else _YEARS[0], 1, 1)  # noqa: DTZ001 (openpyxl takes no zone)


def _set_paper(sheet: Any, *, landscape: bool, watermark: str) -> None:
    """Everything about paper: A4, as wide as the page, with its number."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.7, bottom=0.7, header=0.3, footer=0.3)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    if watermark:
        sheet.oddHeader.center.text = watermark


def _set_up(sheet: Any, page: FormPage, place: Grid) -> None:
    """Widths, frozen panes, and what is printed."""
    for at, width in enumerate(column_widths(page), 1):
        sheet.column_dimensions[letters(at)].width = width
    sheet.freeze_panes = f"{letters(_frozen(page) + 1)}{place.body}"
    sheet.print_title_rows = f"1:{place.body - 1}"
    sheet.print_area = f"A1:{letters(len(page.columns))}{place.last}"


def _frozen(page: FormPage) -> int:
    """How many columns stay in sight: the code and label columns of a form that has but one block."""
    if page.columns[-1].block:
        return 0
    return next((at for at, column in enumerate(page.columns) if column.kind == "amount"), 0)


def _merge(sheet: Any, page: FormPage, place: Grid) -> None:
    areas = [(place.heading, 0, 1, len(page.columns))]
    areas += [(place.header + h.row, h.column, h.rows, h.columns) for h in page.header]
    areas += [
        (place.body + at, column, 1, cell.span)
        for at, line in enumerate(page.lines)
        for column, cell in enumerate(line.cells)
        if cell is not None and cell.span > 1
    ]
    for row, column, rows, columns in areas:
        if rows > 1 or columns > 1:
            last = f"{letters(column + columns)}{row + rows - 1}"
            sheet.merged_cells.add(f"{letters(column + 1)}{row}:{last}")


def _annotate(sheet: Any, page: FormPage, place: Grid) -> None:
    """Say at a figure that is no formula why it is none, and in a review copy how it was judged."""
    for at, line in enumerate(page.lines, place.body):
        for column, cell in enumerate(line.cells, 1):
            text = "".join(filter(None, (cell.mark, cell.note))) if cell is not None else ""
            if text:
                height, width = _NOTE_SIZE
                sheet.cell(at, column).comment = Comment(text, AUTHOR, height=height, width=width)
