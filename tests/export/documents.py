"""Documents and pages for tests of the exports."""

from __future__ import annotations

from export.book import Cell, Column, FormPage, Heading, Line
from models.edits import Row
from models.newdoc import new_document
from models.pack import load
from models.planning import set_cells
from models.refs import CellRef
from models.samples import sample_document
from models.workspace import Workspace

T03, T12 = "表三 支出总表", "表十二 项目支出（本年）"
"""Names of sheets."""
DEPARTMENT = "中国共产党晋城市城区委员会组织部"


def stated_sample():
    """The sample, to be changed."""
    return Workspace(sample_document())


def empty_sample():
    """A new document of the sample's department: no rows but the forms' own, no figures."""
    return Workspace(new_document(load(), DEPARTMENT, "203", "2025", ()))


def put(workspace, form, row, column, text):
    """Type a text into a cell; ``row`` is a code, a label or an id."""
    return workspace.apply(set_cells(workspace, {ref(workspace, form, row, column): text}))


def ref(workspace, form, row, column):
    """The one cell that a code, label or id names."""
    document = workspace.document
    rows = list(document.all_rows(workspace.pack.form(form)))
    found = [one.id for one in rows if row in (one.id, one.code, document.label(one))]
    assert found, f"{form} has no row {row}"
    return CellRef(form, found[-1], column)


def with_project(workspace, label, text="15.00"):
    """Add a project of that name to 表十二."""
    document = workspace.document
    document.insert_row("table12", Row("extra", "main", "project", "", label))
    again = Workspace(document)
    put(again, "table12", "extra", "general_public_budget", text)
    return again


def page_of(book, form):
    """The page of a form."""
    return next(page for page in book.pages if page.id == form)


def plain_page(count, label="项目{}"):
    """A page of two columns and ``count`` lines."""
    columns = (Column("name", "label", 40, "项目名称"), Column("total", "amount", 12, "合计"))
    lines = tuple(Line((Cell(label.format(at)), Cell(f"{at}.00", at * 100)), (f"r{at}",)) for at in range(count))
    header = (Heading(0, 0, 1, 1, "项目名称"), Heading(0, 1, 1, 1, "合计"))
    return FormPage(
        "table", "表一", "表一 长表", "2025年长表", "表一　2025年长表", "", "部门名称：某局", "万元", "单位：万元",
        False, columns, 1, header, lines,
    )  # fmt: skip
