"""The neutral pages: what every writer draws. Cells, spans and texts are settled here; no writer knows a budget.

A :class:`Book` is plain frozen data. Amounts are ``cents``, hundredths of the page's unit, exactly as shown.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from models.charts import Chart


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
    """A printed line: a cell for each column, ``None`` where a span covers it; ``rows`` are row ids, block by
    block.
    """

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


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of words in one look. ``mark`` is a review copy's sign behind it."""

    text: str
    bold: bool = False
    mark: str = ""


class Paragraph(msgspec.Struct, frozen=True, omit_defaults=True, tag="paragraph"):
    """A paragraph. ``style`` is ``body`` (first line indented by two characters), ``subheading``, ``item`` (an
    entry of a numbered list, its number in the text), ``note`` (small) or ``caption`` (centred, under a chart).
    """

    runs: tuple[Run, ...]
    style: str = "body"

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


class Figure(msgspec.Struct, frozen=True, tag="chart"):
    """A chart with its caption; ``chart`` is the data that every writer draws from."""

    chart: Chart
    caption: str


class TextPage(msgspec.Struct, frozen=True, tag="text"):
    """A section of words and charts. ``entry`` stands in the contents ("" for none) at ``level`` (1: section, 2:
    within).

    Sections follow each other on the paper without a new page, unless ``new_page``.
    """

    id: str
    heading: str
    entry: str
    blocks: tuple[Paragraph | Figure, ...]
    level: int = 1
    new_page: bool = False


class GridCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of a grid: place and spans, 0-based. ``align`` is ``left``, ``center`` or ``right``; ``head`` cells
    are shaded.

    ``cents`` are hundredths of the grid's unit where the text is a figure. Texts wrap, and may hold line breaks.
    """

    row: int
    column: int
    text: str = ""
    rows: int = 1
    columns: int = 1
    align: str = "left"
    head: bool = False
    bold: bool = False
    cents: int | None = None


class GridPage(msgspec.Struct, frozen=True, tag="grid"):
    """A form of free layout (项目支出绩效目标表, a check list), on sheets of its own.

    ``widths`` are shares of the page's width. ``repeat`` is the number of top rows that every further sheet repeats.
    ``name`` is short (a sheet's tab). ``subheading`` stands under the heading, ``caption`` and ``unit_caption``
    left and right under that, ``foot`` below the grid.
    """

    id: str
    name: str
    heading: str
    entry: str
    widths: tuple[int, ...]
    cells: tuple[GridCell, ...]
    subheading: str = ""
    caption: str = ""
    unit_caption: str = ""
    foot: str = ""
    repeat: int = 0
    level: int = 2
    landscape: bool = False

    @property
    def row_count(self) -> int:
        """How many rows the grid has."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)


Page = TextPage | FormPage | GridPage
SHEETS_ONLY = "facts"
"""The id of the part that only a workbook carries: facts and the list of projects."""


class Part(msgspec.Struct, frozen=True):
    """A part of the book: its title (level 0 of the contents; "" for none) and its sections in order."""

    id: str
    title: str
    pages: tuple[Page, ...]


class Cover(msgspec.Struct, frozen=True):
    """The cover: big title, and lines (预算代码, 编制日期 …) of label and value under the department."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()


class Book(msgspec.Struct, frozen=True):
    """A document to be written. ``watermark`` crosses every page of a draft and is "" on a final.

    ``subject`` says in a line what the book is. Without ``cover`` none is drawn (a choice of tables for a look).
    ``paper`` (``A4``, ``A3``) and ``narrow`` margins are those of tables and forms. Where it is ``signed``,
    its last page asks for the ``signature``: label and name each.
    """

    title: str
    department: str
    department_code: str
    year: str
    pack: str
    draft: bool
    watermark: str
    contents_title: str
    subject: str
    parts: tuple[Part, ...]
    cover: Cover | None = None
    paper: str = "A4"
    narrow: bool = False
    signature: tuple[tuple[str, str], ...] = ()
    signed: bool = False

    @property
    def pages(self) -> tuple[FormPage, ...]:
        """The tables of all parts, in order."""
        return tuple(page for part in self.parts for page in part.pages if isinstance(page, FormPage))

    @property
    def sections(self) -> tuple[Page, ...]:
        """Every section of all parts, in order."""
        return tuple(page for part in self.parts for page in part.pages)


def dumps(book: Book) -> str:
    """The book as JSON lines, a line for each printed one, so that two of them compare well."""
    return "".join(msgspec.json.encode(part).decode() + "\n" for part in _parts(book))


def _parts(book: Book) -> Iterator[object]:
    yield _fields(book, "parts")
    for part in book.parts:
        yield _fields(part, "pages")
        for page in part.pages:
            yield from _lines(page)


def _lines(page: Page) -> Iterator[object]:
    match page:
        case FormPage():
            yield _fields(page, "columns", "header", "lines")
            yield from (("column", column) for column in page.columns)
            yield from (("heading", heading) for heading in page.header)
            yield from page.lines
        case TextPage():
            yield _fields(page, "blocks")
            yield from page.blocks
        case GridPage():
            yield _fields(page, "cells")
            yield from page.cells


def _fields(part: Book | Part | Page, *without: str) -> dict[str, object]:
    return {name: getattr(part, name) for name in part.__struct_fields__ if name not in without}
