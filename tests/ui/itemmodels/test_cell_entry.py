from __future__ import annotations

import pytest

from models import planning
from models.edits import RowInsert
from models.errors import PlanError
from models.refs import CellRef
from tests.support.budgets import row_id, sample
from ui.itemmodels.cell_entry import catalogue, entry_edit, is_empty_row, placed_row


@pytest.fixture
def workspace():
    return sample()


def with_empty_row(workspace, form, kind):
    """The workspace with an empty row at the top of a form's details; its id."""
    edit = planning.insert_row(workspace, form, "main", 0, kind)
    workspace.apply(edit)
    return edit.changes[0].row.id


def codes(workspace, form):
    return [row.code for row in workspace.document.rows(form, "main")]


@pytest.mark.parametrize("typed", ["2080503", "2080503 离退休人员管理机构", " 2080503 "])
def test_a_code_in_an_empty_row_goes_to_its_place_in_all_linked_forms(workspace, typed):
    before = codes(workspace, "table03")
    row = with_empty_row(workspace, "table03", "function_item")
    edit = entry_edit(workspace, CellRef("table03", row, "subject_code"), typed)
    workspace.apply(edit)
    for form in ("table02", "table03", "table05"):
        assert codes(workspace, form) == [*before[:9], "2080503", *before[9:]]
    placed = workspace.document.row("table03", placed_row(edit, "table03"))
    assert (placed.code, placed.label) == ("2080503", "离退休人员管理机构")
    workspace.apply(edit.inverse())
    assert workspace.document.rows("table03", "main").details[0] == row


def test_missing_parents_come_with_it(workspace):
    row = with_empty_row(workspace, "table03", "function_item")
    edit = entry_edit(workspace, CellRef("table03", row, "subject_code"), "2040201")
    added = [change.row.code for change in edit.changes if isinstance(change, RowInsert) and change.form == "table03"]
    assert added == ["204", "20402", "2040201"]


@pytest.mark.parametrize("typed", ["2013299", "20132991"])
def test_a_code_that_is_there_or_unknown_stays_where_it_was_typed(workspace, typed):
    row = with_empty_row(workspace, "table03", "function_item")
    edit = entry_edit(workspace, CellRef("table03", row, "subject_code"), typed)
    workspace.apply(edit)
    assert workspace.document.row("table03", row).code == typed


def test_a_code_in_a_filled_row_only_changes_that_row(workspace):
    row = row_id(workspace, "table03", "2013299")
    workspace.apply(entry_edit(workspace, CellRef("table03", row, "subject_code"), "2013202"))
    changed = workspace.document.row("table03", row)
    assert (changed.code, changed.label) == ("2013202", "一般行政管理事务")
    assert "2013299" in codes(workspace, "table02")


@pytest.mark.parametrize("typed", ["30107", "30107 绩效工资", "绩效工资"])
def test_form_six_knows_a_subject_by_name(workspace, typed):
    workspace.apply(planning.delete_rows(workspace, "table06", [row_id(workspace, "table06", "30107")]))
    row = with_empty_row(workspace, "table06", "economic_item")
    edit = entry_edit(workspace, CellRef("table06", row, "department_economic_subject"), typed)
    workspace.apply(edit)
    placed = workspace.document.row("table06", placed_row(edit, "table06"))
    assert (placed.code, placed.label, placed.kind) == ("30107", "绩效工资", "economic_item")
    assert codes(workspace, "table06").index("30107") == 5


def test_of_two_subjects_of_one_name_the_chosen_one_counts(workspace):
    subjects = workspace.pack.subjects["department_economic"]
    name = next(s.name for s in subjects.by_code.values() if subjects.named(s.name) is not s and len(s.code) == 5)
    other = next(s for s in subjects.by_code.values() if s.name == name and subjects.named(name) is not s)
    row = row_id(workspace, "table06", "30201")
    ref = CellRef("table06", row, "department_economic_subject")
    workspace.apply(entry_edit(workspace, ref, f"{other.code} {name}"))
    changed = workspace.document.row("table06", row)
    assert (changed.code, changed.label) == (other.code, name)


def test_the_government_column_takes_the_name_alone(workspace):
    ref = CellRef("table06", row_id(workspace, "table06", "30107"), "government_economic_subject")
    workspace.apply(entry_edit(workspace, ref, "50501 工资福利支出"))
    assert workspace.document.row("table06", ref.row).texts["government_economic_subject"] == "工资福利支出"


def test_only_cells_filled_from_a_list_have_one(workspace):
    filled = row_id(workspace, "table03", "2013299")
    empty = with_empty_row(workspace, "table03", "function_item")
    assert is_empty_row(workspace, CellRef("table03", empty, "total"))
    functional = workspace.pack.subjects["functional"]
    assert catalogue(workspace, CellRef("table03", filled, "subject_code")) is functional
    assert catalogue(workspace, CellRef("table03", empty, "subject_name")) is functional
    assert catalogue(workspace, CellRef("table03", filled, "subject_name")) is None
    assert catalogue(workspace, CellRef("table03", filled, "total")) is None
    assert catalogue(workspace, CellRef("table12", "department", "project_name")) is None


def test_a_fixed_name_is_refused(workspace):
    with pytest.raises(PlanError, match="固定"):
        entry_edit(workspace, CellRef("table03", "total", "subject_name"), "总计")
