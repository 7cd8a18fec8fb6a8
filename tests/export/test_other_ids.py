"""A pack may call its performance forms what it likes: forms are made, checked, exported and read back all the same."""

from __future__ import annotations

import pytest

from export import importing, whole_book
from export.writing import write
from models import planning as cells
from models.document import Document
from models.edits import Row
from models.findings import State
from models.performance import importing as recognised
from models.performance import indicator_planning, planning
from models.performance.access import forms_of, indicators_of
from models.refs import CellRef
from models.templates import Plan
from models.workspace import Workspace
from tests.support.budgets import put
from tests.support.renamed import renamed_pack


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A document of one project in the year's table, and its form."""
    found = renamed_pack(tmp_path_factory.mktemp("renamed"))
    document = Document(found, {"department": "测试局", "department_code": "999", "year": "2025"})
    document.insert_row("projects_now", Row("u1", "main", "unit", label="测试局"))
    document.insert_row("projects_now", Row("p1", "main", "programme", label="培训费"))
    made = Workspace(document, Plan(found))
    put(made, {"projects_now.p1.general_public_budget": "40.46"})
    made.apply(planning.make_forms(made))
    return made


def test_a_form_is_made_from_its_project_and_checked(workspace):
    (form,) = forms_of(workspace.document)
    total = CellRef("goals", form.id, "annual_total")
    assert (form.label, len(indicators_of(workspace.document, form.code))) == ("培训费", 9)
    assert workspace.shown(total) == "404,600"
    wrong = [cells.set_cells(workspace, {total: "500000"}),
             planning.set_field(workspace, form.id, "project_overview", "培训20人×2次×100元=5000元。")]  # fmt: skip
    for edit in wrong:
        workspace.apply(edit)
    workspace.refresh_words()
    found = {finding.rule: finding for finding in workspace.findings()}
    assert (found["R101"].state, total in found["R101"].cells) == (State.BREAK, True)
    assert found["R106"].cells == (CellRef("goals", form.id, "project_overview"),)
    for edit in reversed(wrong):
        workspace.apply(edit.inverse())


def test_its_forms_are_exported_and_read_back(workspace, tmp_path):
    (form,) = forms_of(workspace.document)
    book = whole_book.build(workspace)
    assert f"goals.{form.code}" in [page.id for page in book.sections]
    write(book, tmp_path / "book.xlsx")
    first = indicators_of(workspace.document, form.code)[0]
    workspace.apply(indicator_planning.set_text(workspace, first.id, "level3", "培训人数"))
    tables, forms = importing.read(tmp_path / "book.xlsx", workspace)
    assert (tables.problems, tables.edit.changes) == ((), ())
    assert [one.form.project_name for one in forms.forms] == ["培训费"]
    assert recognised.row_for(workspace, forms.forms[0].form) == form
