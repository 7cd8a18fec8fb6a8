"""绩效目标清单: the performance forms as one table, a line for each project, as upload templates ask for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from export.book import Column, FormPage, Heading
from models.document import Document
from models.performance.access import has_forms, ids_of
from models.performance.definitions import GOALS, LONG

NAME = "绩效目标清单"
_LEFT_OUT = frozenset((*LONG, *GOALS))
"""Columns of long texts: they stand in the forms themselves."""
_WIDEST = {"label": 30, "text": 14, "amount": 12}


def with_list(document: Document, pages: Sequence[FormPage]) -> tuple[FormPage, ...]:
    """Pages of forms, that of the performance forms as their list."""
    forms = ids_of(document).forms if has_forms(document) else ""
    return tuple(listed(page) if page.id == forms else page for page in pages)


def listed(page: FormPage) -> FormPage:
    """The page of the project forms without its long texts, under the list's name.

    The columns that go stand behind all amounts, so that live totals still find their cells.
    """
    kept = [at for at, column in enumerate(page.columns) if column.key not in _LEFT_OUT]
    if any(page.columns[at].kind == "amount" and at != kept.index(at) for at in kept):
        raise AssertionError("a long text stands before an amount")
    new = {at: place for place, at in enumerate(kept)}
    lines = tuple(msgspec.structs.replace(one, cells=tuple(one.cells[at] for at in kept)) for one in page.lines)
    return msgspec.structs.replace(
        page,
        name=NAME,
        heading=f"{page.heading.removesuffix('表')}清单",
        entry="",
        landscape=True,
        columns=tuple(_narrow(page.columns[at]) for at in kept),
        header=tuple(_moved(heading, new) for heading in page.header if _covered(heading, new)),
        lines=lines,
    )


def _narrow(column: Column) -> Column:
    return msgspec.structs.replace(column, width=min(column.width, _WIDEST.get(column.kind, column.width)))


def _covered(heading: Heading, new: dict[int, int]) -> list[int]:
    """The kept columns under a heading, by their new places."""
    return [new[at] for at in range(heading.column, heading.column + heading.columns) if at in new]


def _moved(heading: Heading, new: dict[int, int]) -> Heading:
    columns = _covered(heading, new)
    return msgspec.structs.replace(heading, column=columns[0], columns=len(columns))
