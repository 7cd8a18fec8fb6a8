"""项目支出绩效目标表 as neutral pages: one form of free layout for each project, as the pack prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from export.book import GridCell, GridPage
from export.source import Source
from models.document import Document
from models.edits import Row
from models.forms import ColumnKind
from models.performance.access import forms_of, ids_of, indicators_of
from models.performance.definitions import FormLayout, LayoutCell, LayoutRow
from models.refs import CellRef

_CENT = 100


def form_pages(source: Source, rows: Sequence[str] | None = None) -> tuple[GridPage, ...]:
    """The forms of a document, or of these rows; none where the pack has no such form."""
    document = source.document
    layout = document.pack.form_layout
    if layout is None:
        return ()
    return tuple(_page(source, layout, row) for row in forms_of(document) if rows is None or row.id in rows)


def page_id(document: Document, row: Row) -> str:
    """The id of a form's page; ``row`` is its row."""
    return f"{ids_of(document).forms}.{row.code or row.id}"


def _page(source: Source, layout: FormLayout, row: Row) -> GridPage:
    document = source.document
    cells = list(_rows(source, layout.rows, row, 0))
    at = len(layout.rows)
    cells += _indicators(source, layout, row, at)
    end = max(cell.row + cell.rows for cell in cells)
    cells += _rows(source, layout.foot, row, end)
    return GridPage(
        id=page_id(document, row),
        name=row.label,
        heading=document.fill(layout.title),
        subheading=document.fill(layout.subtitle),
        entry="",
        widths=layout.widths,
        cells=tuple(cells),
        landscape=False,
    )


def _rows(source: Source, rows: Sequence[LayoutRow], row: Row, first: int) -> Iterator[GridCell]:
    for number, line in enumerate(rows, first):
        column = 0
        for cell in line.cells:
            column = cell.at if cell.at >= 0 else column
            yield _cell(source, cell, row, number, column)
            column += cell.columns


def _cell(source: Source, cell: LayoutCell, row: Row, line: int, column: int) -> GridCell:
    form = source.document.pack.form(ids_of(source.document).forms)
    found = form.column_by_key.get(cell.field)
    cents = None
    align = "center" if cell.head else "left"
    text = cell.text
    if found is not None and found.kind is ColumnKind.AMOUNT:
        ref = CellRef(form.id, row.id, cell.field)
        value = source.value(ref)
        text += source.shown(ref)
        cents = value.fen * 100 // form.unit.fen if value.filled and not value.bad else None
        align = "right"
    elif found is not None:
        text += row.label if found.kind is ColumnKind.LABEL else row.texts.get(cell.field, "")
    return GridCell(line, column, text, cell.rows, cell.columns, align, cell.head, cents=cents)


def _indicators(source: Source, layout: FormLayout, row: Row, first: int) -> Iterator[GridCell]:
    """Headings and indicators; the levels of neighbours that agree are one cell."""
    spec = layout.indicators
    rows = indicators_of(source.document, row.code)
    yield GridCell(first, 0, spec.text, len(rows) + 1, 1, "center", head=True)
    for at, head in enumerate(spec.heads, 1):
        yield GridCell(first, at, head, 1, 1, "center", head=True)
    texts = [tuple(_text(one, field) for field in spec.fields) for one in rows]
    for at, field in enumerate(spec.fields):
        start = 0
        while start < len(rows):
            end = start + 1
            while end < len(rows) and field in ("level1", "level2") and _same(texts, start, end, at, spec.fields):
                end += 1
            align = "center" if field.startswith("level") and field != "level3" else "left"
            yield GridCell(first + 1 + start, at + 1, texts[start][at], end - start, 1, align)
            start = end


def _text(row: Row, field: str) -> str:
    return row.label if field == "level3" else row.texts.get(field, "")


def _same(texts: list[tuple[str, ...]], one: int, other: int, at: int, fields: Sequence[str]) -> bool:
    """Whether two indicators share the level in column ``at``, and all above it."""
    columns = (0, at) if fields[at] == "level2" else (at,)
    return all(texts[one][column] == texts[other][column] for column in columns)
