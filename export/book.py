"""The neutral pages: what every writer draws. Cells, spans and texts are settled here; no writer knows a budget.

A :class:`Book` is plain frozen data. Amounts are ``cents``, hundredths of the page's unit, exactly as shown.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


class Term(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A cell that a live total adds (``sign`` 1) or subtracts (-1): page id, body line and column, both 0-based."""

    page: str
    line: int
    column: int
    sign: int


class Cell(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A cell of a page's body.

    ``cents`` is ``None`` where ``text`` is no figure. ``terms`` make the figure a live total: they add up to
    ``cents`` exactly. ``note`` says why a total is not live. ``mark`` is a review copy's sign. ``span`` counts
    columns, ``indent`` whole characters.
    """

    text: str = ""
    cents: int | None = None
    origin: str = ""
    terms: tuple[Term, ...] = ()
    note: str = ""
    mark: str = ""
    span: int = 1
    indent: int = 0
    bold: bool = False
    centred: bool = False


class Line(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A printed line: a cell for each column, ``None`` where a span covers it; ``rows`` are row ids, block by block."""

    cells: tuple[Cell | None, ...]
    rows: tuple[str, ...] = ()


class Heading(msgspec.Struct, frozen=True, array_like=True):
    """A merged cell of the header: its place, its spans, its text; ``number`` for the row that numbers the columns."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    number: bool = False


class Column(msgspec.Struct, frozen=True, omit_defaults=True):
    """A leaf column. ``kind`` is ``code``, ``label``, ``text`` or ``amount``, ``block`` the number of its block.

    ``width`` counts half-width characters.
    """

    key: str
    kind: str
    width: int
    title: str
    block: int = 0


class FormPage(msgspec.Struct, frozen=True):
    """One form, however many sheets of paper it takes.

    ``name`` is short (a sheet's tab), ``heading`` stands above the table, ``entry`` in the contents. ``mark`` is the
    sheet mark above the heading, ``caption`` and ``unit_caption`` stand left and right under it, ``note`` below the
    table.
    """

    id: str
    number: str
    name: str
    heading: str
    entry: str
    mark: str
    caption: str
    unit: str
    unit_caption: str
    landscape: bool
    columns: tuple[Column, ...]
    header_rows: int
    header: tuple[Heading, ...]
    lines: tuple[Line, ...]
    note: str = ""


class Book(msgspec.Struct, frozen=True):
    """A document to be written. ``watermark`` crosses every page of a draft and is "" on a final."""

    title: str
    department: str
    department_code: str
    year: str
    pack: str
    draft: bool
    watermark: str
    contents_title: str
    part_title: str
    pages: tuple[FormPage, ...]


def dumps(book: Book) -> str:
    """The book as JSON lines, a line for each printed one, so that two of them compare well."""
    return "".join(msgspec.json.encode(part).decode() + "\n" for part in _parts(book))


def _parts(book: Book) -> Iterator[object]:
    yield _fields(book, "pages")
    for page in book.pages:
        yield _fields(page, "columns", "header", "lines")
        yield from (("column", column) for column in page.columns)
        yield from (("heading", heading) for heading in page.header)
        yield from page.lines


def _fields(part: Book | FormPage, *without: str) -> dict[str, object]:
    return {name: getattr(part, name) for name in part.__struct_fields__ if name not in without}
