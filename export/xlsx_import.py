"""Reading a workbook back: what changed in Excel becomes one edit, shown first as a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from export import layout, xlsx_map
from export.book import Book, Part
from export.errors import WorkbookError
from export.import_changes import Planner
from export.import_file import RawSheet, read_sheets
from export.import_plan import CellDiff, ImportPlan, Problem, RowDiff
from export.import_sheets import Finder, Located, check_origin
from export.performance_list import with_list
from export.source import Source
from export.xlsx_map import Entry, Origin

__all__ = ["CellDiff", "ImportPlan", "Problem", "RowDiff", "WorkbookError", "read"]


def read(path: Path | str, source: Source) -> ImportPlan:
    """What importing a workbook into the document would change; the document stays as it is.

    :raises WorkbookError: the file is no workbook of budget forms, or another department's or year's.
    """
    file = Path(path)
    book = _book(source)
    origin, entries, sheets = _open(file, book)
    finder = Finder(book, {entry.sheet: entry.form for entry in entries})
    located: dict[str, Located] = {}
    planner = Planner(source, book, file.name)
    for sheet in sheets:
        found = finder.locate(sheet)
        if found is None:
            planner.problem(sheet.title, "", "", "认不出表头，这张工作表没有读入。")
        elif found.page.id in located:
            other = located[found.page.id].sheet.title
            planner.problem(sheet.title, "", "", f"与工作表“{other}”是同一张表，只读入前一个。")
        else:
            located[found.page.id] = found
    if not located:
        raise WorkbookError(f"在“{file.name}”里没有认出任何一张预算表；请选择由本程序导出、或表样相同的工作簿。")
    check_origin(book, origin, list(located.values()), file.name)
    return planner.plan([located[page.id] for page in book.pages if page.id in located], entries)


def _book(source: Source) -> Book:
    """All that a workbook may bring: the tables, the facts, and the list of the performance forms."""
    forms = [form.id for form in source.document.pack.all_forms if form.amount_columns]
    book = layout.build(source, forms=forms, live=False)
    return msgspec.structs.replace(book, parts=(Part("all", "", with_list(source.document, book.pages)),))


def _open(file: Path, book: Book) -> tuple[Origin | None, list[Entry], list[RawSheet]]:
    finder = Finder(book, {})
    sheets = read_sheets(file, lambda sheet: sheet.title == xlsx_map.SHEET or finder.page_of(sheet) is not None)
    hidden = next((sheet for sheet in sheets if sheet.title == xlsx_map.SHEET), None)
    known = xlsx_map.read(_values(hidden)) if hidden is not None else None
    shown = [sheet for sheet in sheets if sheet is not hidden]
    if known is None or known[0].pack != book.pack:
        return None, [], shown
    return known[0], known[1], shown


def _values(sheet: RawSheet) -> Iterator[tuple[object, ...]]:
    for number in range(1, max(sheet.rows, default=0) + 1):
        cells = sheet.rows.get(number, {})
        yield tuple(cells[at].value if at in cells else None for at in range(1, max(cells, default=0) + 1))
