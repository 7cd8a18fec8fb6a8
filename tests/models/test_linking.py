"""A 单位 that is entered on one of 表十一, 表十二 and 表十三 stands on all three, in one step."""

from __future__ import annotations

import pytest

from models import planning
from models.edits import RowInsert
from models.refs import CellRef
from tests.support.budgets import sample

UNIT_FORMS = ("table11", "table12", "table13")
OFFICE = "中国共产党晋城市城区委员会组织部"


def label_column(workspace, form):
    return next(column.key for column in workspace.pack.form(form).columns if column.kind.value == "label")


def named(workspace, form, kind, label, index=None):
    """The edit that names a row just put in by hand, the row being there already."""
    rows = workspace.document.rows(form, "main")
    inserted = planning.insert_row(workspace, form, "main", len(rows.details) if index is None else index, kind)
    workspace.apply(inserted)
    ref = CellRef(form, inserted.changes[0].row.id, label_column(workspace, form))
    return planning.set_text(workspace, ref, label)


def units(workspace, form):
    rows = workspace.document.rows(form, "main")
    return [rows.by_id[row_id].label for row_id in rows.details if rows.by_id[row_id].kind == "unit"]


@pytest.mark.parametrize("form", UNIT_FORMS)
def test_a_unit_is_listed_on_all_three_forms_in_one_edit(form):
    workspace = sample()
    edit = named(workspace, form, "unit", "党员教育中心")
    workspace.apply(edit)
    assert edit.label == "增加单位 党员教育中心"
    assert [units(workspace, one) for one in UNIT_FORMS] == [[OFFICE, "党员教育中心"]] * 3
    workspace.apply(edit.inverse())
    assert [units(workspace, one) for one in UNIT_FORMS if one != form] == [[OFFICE]] * 2


def test_a_unit_above_the_others_stands_above_them_everywhere():
    workspace = sample()
    workspace.apply(named(workspace, "table12", "unit", "第一单位", index=0))
    assert [units(workspace, form) for form in UNIT_FORMS] == [["第一单位", OFFICE]] * 3
    rows = workspace.document.rows("table13", "main")
    assert rows.by_id[rows.details[0]].label == "第一单位"


def test_a_unit_goes_behind_the_projects_of_the_one_above_it():
    workspace = sample()
    workspace.apply(named(workspace, "table11", "unit", "甲中心"))
    workspace.apply(named(workspace, "table11", "unit", "乙中心", index=1))
    assert [units(workspace, form) for form in UNIT_FORMS] == [[OFFICE, "乙中心", "甲中心"]] * 3
    rows = workspace.document.rows("table12", "main")
    assert [rows.by_id[row_id].label for row_id in rows.details[-2:]] == ["乙中心", "甲中心"]


def test_a_unit_that_is_there_already_is_not_listed_twice():
    workspace = sample()
    workspace.apply(named(workspace, "table11", "unit", "党员教育中心"))
    row = next(row for row in workspace.document.rows("table12", "main") if row.label == "党员教育中心")
    workspace.apply(planning.delete_rows(workspace, "table12", [row.id]))
    workspace.apply(named(workspace, "table12", "unit", "党员教育中心"))
    assert [units(workspace, form) for form in UNIT_FORMS] == [[OFFICE, "党员教育中心"]] * 3


@pytest.mark.parametrize(("form", "kind"), [("table12", "project"), ("table03", "function_item")])
def test_other_rows_stay_where_they_were_entered(form, kind):
    workspace = sample()
    edit = named(workspace, form, kind, "新的一行")
    assert edit.label == "修改文字"
    assert not any(isinstance(change, RowInsert) for change in edit.changes)
