"""Which form a sheet shows, and which of its columns is which: by the hidden map, else by name, title and headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from export.book import Book, FormPage
from export.errors import WorkbookError
from export.import_file import HEAD_ROWS, RawCell, RawSheet
from export.xlsx_map import Origin

_NUMERALS = "一二三四五六七八九十百"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DEPARTMENT = re.compile(r"^(?:部门|单位)名称[:：]\s*(.+)$")
_UNIT = re.compile(r"单位[:：]\s*(万元|元)")
_ENOUGH = 0.5
"""A sheet counts as a form's when so many of its columns are found."""


class Located(NamedTuple):
    """A form's sheet: ``columns`` maps column indexes of the page to sheet columns, ``body`` is the first body row."""

    page: FormPage
    sheet: RawSheet
    columns: dict[int, int]
    body: int
    unit: str


def plain(value: object) -> str:
    """A text as it is compared: one width, no spaces."""
    return "".join(unicodedata.normalize("NFKC", "" if value is None else str(value)).split())


def yearless(value: object) -> str:
    """As :func:`plain`, without the year."""
    return _YEAR.sub("", plain(value))


class Finder:
    """Recognises the sheets of one book. ``mapped`` maps sheet names to form ids, as the hidden map has them."""

    def __init__(self, book: Book, mapped: Mapping[str, str]) -> None:
        self._pages = {page.id: page for page in book.pages}
        self._mapped = mapped

    def page_of(self, sheet: RawSheet) -> FormPage | None:
        """The form that a sheet shows, by its first rows."""
        if (form := self._mapped.get(sheet.title)) in self._pages:
            return self._pages[str(form)]
        texts = {yearless(cell.value) for cell in _head(sheet)}
        by_heading = [page for page in self._pages.values() if yearless(page.heading) in texts]
        if by_heading:
            return by_heading[0]
        title = plain(sheet.title)
        numbered = (page for page in self._pages.values() if page.number.startswith("表"))
        return next((page for page in numbered if _begins(title, page.number)), None)

    def locate(self, sheet: RawSheet) -> Located | None:
        """Where the form's columns and body are; ``None`` where no headings are found."""
        page = self.page_of(sheet)
        if page is None:
            return None
        depth = page.header_rows - any(heading.number for heading in page.header)
        tries = [(_columns(page, sheet, row, depth), -row) for row in sheet.rows if row <= HEAD_ROWS]
        columns, row = max(tries, key=lambda one: (len(one[0]), one[1]), default=({}, 0))
        if len(columns) < max(len(page.columns) * _ENOUGH, 2):
            return None
        units = (match[1] for cell in _head(sheet) if (match := _UNIT.search(plain(cell.value))))
        return Located(page, sheet, columns, -row + depth, next(units, page.unit))


def _head(sheet: RawSheet) -> Iterator[RawCell]:
    return (cell for number, cells in sheet.rows.items() if number <= HEAD_ROWS for cell in cells.values())


def _begins(title: str, number: str) -> bool:
    """Whether a sheet's name begins with 表三 and not with 表三十."""
    return title.startswith(number) and title[len(number) : len(number) + 1] not in (*_NUMERALS,)


def _columns(page: FormPage, sheet: RawSheet, top: int, depth: int) -> dict[int, int]:
    """The page's columns found, left to right, among the headings in ``depth`` rows from ``top``."""
    texts: dict[int, set[str]] = {}
    for row in range(top, top + depth):
        for at, cell in sheet.rows.get(row, {}).items():
            texts.setdefault(at, set()).add(yearless(cell.value))
    found: dict[int, int] = {}
    last = 0
    for index, column in enumerate(page.columns):
        wanted = yearless(column.title)
        at = next((at for at in sorted(texts) if at > last and wanted in texts[at]), 0)
        if at:
            found[index] = last = at
    return found


def check_origin(book: Book, origin: Origin | None, located: list[Located], name: str) -> None:
    """See that the workbook is this department's and this year's.

    :raises WorkbookError: it is another's.
    """
    departments = [origin.department] if origin else [d for one in located for d in _departments(one.sheet)]
    years = [origin.year] if origin else [y for one in located for y in _years(one)]
    for department in departments:
        if book.department and department and plain(department) != plain(book.department):
            raise WorkbookError(
                f"“{name}”是“{department.strip()}”的，而打开的文件是“{book.department}”的，没有导入；请核对后重新选择。"
            )
    for year in years:
        if year and year != book.year:
            raise WorkbookError(
                f"“{name}”是 {year} 年的，而打开的文件是 {book.year} 年的，没有导入；请核对后重新选择。"
            )


def _departments(sheet: RawSheet) -> Iterator[str]:
    for cell in _head(sheet):
        if match := _DEPARTMENT.match(str(cell.value).strip()):
            yield match[1]


def _years(located: Located) -> Iterator[str]:
    """The years in the title of a sheet."""
    wanted = yearless(located.page.heading)
    for cell in _head(located.sheet):
        if yearless(cell.value) == wanted and (match := _YEAR.search(plain(cell.value))):
            yield match[0]
