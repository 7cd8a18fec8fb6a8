"""Where the performance forms stand in a document: one row of a form for each, their indicators as rows of another."""

from __future__ import annotations

from models.document import Document
from models.edits import Row
from models.performance.definitions import FormIds

FORM, INDICATORS, PROJECT, CARRIED = "project_performance", "performance_indicator", "table12", "table13"
"""The ids that the default pack gives the forms; see :func:`ids_of`."""
PERIOD, ANNUAL = "implementation_period", "annual"
FUNDS = ("total", "central_fund", "provincial_fund", "county_fund", "unit_self_raised", "other_fund")
CATEGORY = "category"
"""The text of a project that says what kind it is."""
CATEGORIES = ("其他运转类", "特定目标类")
TEXTS = (
    "supervising_department", "implementing_unit", "project_attribute", "project_period", "project_overview", "basis",
    "necessity", "safeguards", "implementation_plan", "implementation_period_goal", "annual_goal", "person_in_charge",
    "handler", "phone", "filled_at",
)  # fmt: skip
"""The texts of a form, in printed order."""


def has_forms(document: Document) -> bool:
    """Whether the document's pack has performance forms at all."""
    return document.pack.form_layout is not None


def ids_of(document: Document) -> FormIds:
    """The ids of the performance forms and the tables of projects, in the document's pack.

    :raises ValueError: the pack has no performance forms.
    """
    if document.pack.form_layout is None:
        raise ValueError(f"pack {document.pack.id} has no performance forms")
    return document.pack.form_layout.ids


def forms_of(document: Document) -> list[Row]:
    """The forms, in order; each row's code is its project's."""
    rows = document.rows(ids_of(document).forms, "main")
    return [rows.by_id[row_id] for row_id in rows.details]


def indicators_of(document: Document, code: str) -> list[Row]:
    """The indicators of a project, in order."""
    rows = document.rows(ids_of(document).indicators, "main")
    found = (rows.by_id[row_id] for row_id in rows.details)
    return [row for row in found if row.texts.get("project") == code]


def projects_of(document: Document, form: str = "") -> list[Row]:
    """The projects of the year's table (表十二), or of another, in printed order."""
    rows = document.rows(form or ids_of(document).projects, "main")
    return [row for row in rows if row.kind == "project"]
