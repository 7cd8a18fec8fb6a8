"""Documents and pages for tests of the exports."""

from __future__ import annotations

import subprocess

import openpyxl
import pytest

from export.book import Cell, Column, FormPage, Heading, Line
from models.edits import Row
from models.newdoc import new_document
from models.pack import load
from models.planning import set_cells
from models.refs import CellRef
from models.workspace import Workspace
from tests.support.budgets import plan, sample

T01, T03, T12 = "表一 收支总表", "表三 支出总表", "表十二 项目支出（本年）"
"""Names of sheets."""
DEPARTMENT = "中国共产党晋城市城区委员会组织部"


def stated_sample():
    """The sample, to be changed."""
    return sample()


def empty_sample():
    """A new document of the sample's department: no rows but the forms' own, no figures."""
    return Workspace(new_document(load(), DEPARTMENT, "203", "2025", ()), plan())


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
    again = Workspace(document, plan())
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


def read_again(source, *, data_only=True):
    """A workbook as openpyxl reads it, but for the borders of merged cells, which take as long as all the rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("openpyxl.worksheet.merge.MergedCellRange.format", lambda _cells: None)
        return openpyxl.load_workbook(source, data_only=data_only)


def office(folder, kind, *names):
    """Files of a folder as LibreOffice saves them as ``kind``, in the folder ``again`` below it."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    paths = [folder / name for name in names]
    again = folder / "again"
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", again, *paths], check=True, capture_output=True, timeout=180
    )
    return again
