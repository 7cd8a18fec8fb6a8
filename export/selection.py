"""Some cells of a table as a small table of its own: their lines and columns, what names them, the heads above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from export.book import Cell, FormPage, Heading, Line
from models.refs import CellRef

ID, TITLE = "selection", "选定区域"
EXCERPT = "（节选）"
NAMES = ("code", "label")
_PORTRAIT_WIDTH = 96
"""Half-width characters: what is no wider stands upright."""


class Selection(NamedTuple):
    """Cells of a form: ids of rows and keys of columns."""

    form: str
    rows: frozenset[str]
    columns: frozenset[str]


def selection(cells: Iterable[CellRef]) -> Selection | None:
    """What the cells of one form span; ``None`` for fewer than two of them."""
    refs = list(cells)
    rows, columns = frozenset(ref.row for ref in refs), frozenset(ref.column for ref in refs)
    return Selection(refs[0].form, rows, columns) if len(rows) * len(columns) > 1 else None


def excerpt(page: FormPage, chosen: Selection) -> FormPage:
    """The lines and columns that are chosen, with the codes and names of their blocks."""
    blocks = {column.block for column in page.columns if column.key in chosen.columns}
    kept = [
        at
        for at, column in enumerate(page.columns)
        if column.key in chosen.columns or (column.block in blocks and column.kind in NAMES)
    ]
    columns = tuple(page.columns[at] for at in kept)
    return msgspec.structs.replace(
        page,
        id=ID,
        heading=page.heading + EXCERPT,
        landscape=page.landscape and sum(column.width for column in columns) > _PORTRAIT_WIDTH,
        columns=columns,
        header=tuple(_headings(page.header, kept)),
        lines=tuple(_line(line, kept) for line in page.lines if not chosen.rows.isdisjoint(line.rows)),
        note="",
    )


def _headings(header: Sequence[Heading], kept: list[int]) -> Iterator[Heading]:
    for heading in header:
        under = [new for new, old in enumerate(kept) if heading.column <= old < heading.column + heading.columns]
        if under:
            yield Heading(heading.row, under[0], heading.rows, len(under), heading.text, heading.number)


def _line(line: Line, kept: list[int]) -> Line:
    """The kept cells; one whose span begins on a column that is left out begins on the next."""
    cells: list[Cell | None] = [line.cells[at] for at in kept]
    for at, cell in enumerate(line.cells):
        if cell is None or cell.span == 1:
            continue
        under = [new for new, old in enumerate(kept) if at <= old < at + cell.span]
        if under:
            cells[under[0]] = msgspec.structs.replace(cell, span=len(under))
    return msgspec.structs.replace(line, cells=tuple(cells))
