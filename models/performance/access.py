"""Where the performance forms stand in a document: one row of a form for each, their indicators as rows of another."""

from __future__ import annotations

from models.document import Document
from models.edits import Row
from models.performance.definitions import BLOCK, FormIds


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
    rows = document.rows(ids_of(document).forms, BLOCK)
    return [rows.by_id[row_id] for row_id in rows.details]


def indicators_of(document: Document, code: str) -> list[Row]:
    """The indicators of a project, in order."""
    rows = document.rows(ids_of(document).indicators, BLOCK)
    found = (rows.by_id[row_id] for row_id in rows.details)
    return [row for row in found if row.texts.get("project") == code]


def projects_of(document: Document, form: str = "") -> list[Row]:
    """The projects of the year's table (表十二), or of another, in printed order."""
    ids = ids_of(document)
    found = document.pack.form(form or ids.projects)
    return [row for block in found.blocks for row in document.rows(found.id, block.key) if row.kind == ids.project]


def table_of(document: Document) -> str:
    """What the table of the year's projects is called: 表十二."""
    return document.pack.form(ids_of(document).projects).number


def levels_of(document: Document) -> tuple[tuple[str, str], ...]:
    """The first two levels of the indicators that a new form begins with."""
    layout = document.pack.form_layout
    return layout.indicators.levels if layout is not None else ()
