"""Which forms of a pack are about performance, what their columns are called, and how it prints them. Pure
declarations.

A pack may call its forms what it likes, their columns not: a form's values go by the same names, see
:mod:`models.performance.form`.
"""

from __future__ import annotations

import msgspec

BLOCK = "main"
"""The block of the forms, and that of their indicators."""
PERIOD, ANNUAL = "implementation_period", "annual"
SOURCES = ("central_fund", "provincial_fund", "county_fund", "unit_self_raised", "other_fund")
FUNDS = ("total", *SOURCES)
NAME = "project_name"
SHORT = ("supervising_department", "implementing_unit", "project_attribute", "project_period")
LONG = ("project_overview", "basis", "necessity", "safeguards", "implementation_plan")
GOALS = ("implementation_period_goal", "annual_goal")
FOOT = ("person_in_charge", "handler", "phone", "filled_at")
TEXTS = (*SHORT, *LONG, *GOALS, *FOOT)
"""The texts of a form besides its name, in printed order."""
COLUMNS = (NAME, *(f"{period}_{fund}" for period in (PERIOD, ANNUAL) for fund in FUNDS), *TEXTS)
"""What a pack's form must have."""
LINE = ("level1", "level2", "level3", "implementation_period_target", "annual_target")
"""What a pack's indicators must have, besides the code of their ``project``."""
LABELS = (NAME, "level3")
"""Those of the columns that are the label of a row."""
CATEGORY = "category"
"""The text of a project that says what kind it is, one of :data:`CATEGORIES`."""
CATEGORIES = ("其他运转类", "特定目标类")


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
    """The indicators: the text beside them all, their headings, a field for each column, and the first two levels of
    those that a new form begins with.
    """

    text: str
    heads: tuple[str, ...]
    fields: tuple[str, ...]
    levels: tuple[tuple[str, str], ...] = ()


class FormIds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ids of forms: ``forms`` has a row for each project, ``indicators`` one for each of its indicators; their
    columns are those of :data:`COLUMNS` and :data:`LINE`.

    ``projects`` is the table of the year's projects, ``carried`` that of those carried over: in both, rows of the kind
    ``project`` are the projects, and the column ``amount`` is all that one gets.
    """

    forms: str
    indicators: str
    projects: str
    carried: str
    project: str
    amount: str


class FormLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The form from top to bottom; ``widths`` are shares of the page."""

    ids: FormIds

    title: str
    subtitle: str
    widths: tuple[int, ...]
    rows: tuple[LayoutRow, ...]
    indicators: IndicatorLayout
    foot: tuple[LayoutRow, ...] = ()
