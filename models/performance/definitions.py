"""Which forms of a pack are about performance, and how it prints them. Pure declarations."""

from __future__ import annotations

import msgspec


class LayoutCell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell: a printed ``text``, a ``field`` (a column of the form), or the one before the other.

    ``at`` is its column where the cells of the row do not simply follow each other; ``head`` cells are shaded.
    """

    text: str = ""
    field: str = ""
    columns: int = 1
    rows: int = 1
    at: int = -1
    head: bool = False


class LayoutRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A printed row."""

    cells: tuple[LayoutCell, ...]


class IndicatorLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The indicators: the text beside them all, their headings, and a field for each column."""

    text: str
    heads: tuple[str, ...]
    fields: tuple[str, ...]


class FormIds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ids of forms: ``forms`` has a row for each project, ``indicators`` one for each of its indicators.

    ``projects`` is the table of the year's projects, ``carried`` that of those carried over.
    """

    forms: str
    indicators: str
    projects: str
    carried: str


class FormLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The form from top to bottom; ``widths`` are shares of the page."""

    ids: FormIds

    title: str
    subtitle: str
    widths: tuple[int, ...]
    rows: tuple[LayoutRow, ...]
    indicators: IndicatorLayout
    foot: tuple[LayoutRow, ...] = ()
