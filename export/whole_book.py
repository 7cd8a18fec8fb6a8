"""The whole book from a document: cover, parts in order, performance forms, facts, and a review copy's check list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from export import layout
from export.book import SHEETS_ONLY, Book, Page, Part
from export.page_setup import PageSetup, arranged
from export.performance_list import with_list
from export.performance_pages import form_pages
from export.words_pages import check_page, cover, section_pages
from models.forms import Role

if TYPE_CHECKING:
    from models.workspace import Workspace

TABLES, REVIEW = "tables", "review"
"""Parts by id: the tables, and the check list of a review copy."""


def build(
    workspace: Workspace, *, draft: bool = True, marks: bool = False, live: bool = True, setup: PageSetup | None = None
) -> Book:
    """Everything that the pack's book has, in order.

    ``marks`` shows the states of the checks, for a review copy, which also ends with the check list; ``setup`` is the
    paper, and whether someone is to sign; the other arguments are those of :func:`export.layout.build`. Words are
    taken as last refreshed.
    """
    tables = layout.build(workspace, draft=draft, marks=marks, live=live)
    narrative = workspace.pack.narrative
    if not narrative.parts:
        return tables if setup is None else arranged(tables, setup)
    parts = [_part(workspace, part.id, part.title, part.sections, tables, marks=marks) for part in narrative.parts]
    others = (form for form in workspace.pack.all_forms if form.role in (Role.FACT, Role.PERFORMANCE))
    filled = [form.id for form in others if form.amount_columns]
    if filled:
        pages = layout.build(workspace, draft=draft, forms=filled, live=live).pages
        parts.append(Part(SHEETS_ONLY, "", with_list(workspace.document, pages)))
    if marks:
        parts.append(Part(REVIEW, "", (check_page(workspace),)))
    subject = f"{workspace.document.settings['department']}{workspace.document.settings['year']}年度部门预算公开"
    book = msgspec.structs.replace(tables, subject=subject, parts=tuple(parts), cover=cover(workspace))
    return book if setup is None else arranged(book, setup)


def _part(workspace: Workspace, part: str, title: str, sections: tuple[str, ...], tables: Book, *, marks: bool) -> Part:
    pages = (
        tuple(_pages(workspace, sections, marks=marks)) if sections else tables.parts[0].pages if part == TABLES else ()
    )
    return Part(part, workspace.document.fill(title), pages)


def _pages(workspace: Workspace, sections: tuple[str, ...], *, marks: bool) -> Iterator[Page]:
    for key in sections:
        section = workspace.pack.narrative.section(key)
        if section is None:
            continue
        yield from section_pages(workspace, section, marks=marks)
        if section.forms:
            yield from form_pages(workspace)
