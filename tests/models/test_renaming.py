"""A 单位 or 项目 that is renamed on one form is renamed where it stands under the same name, in one step."""

from __future__ import annotations

import pytest

from models import pasting, planning, renaming
from models.errors import PlanError
from models.performance import planning as performance
from models.performance.access import forms_of
from models.refs import CellRef
from tests.models.test_linking import OFFICE, UNIT_FORMS, label_column, named, units
from tests.support.budgets import sample


def rename(workspace, form, old, new, kind="unit"):
    """The edit that gives a row another name, and what is said about it."""
    row = next(row for row in workspace.document.rows(form, "main") if (row.label, row.kind) == (old, kind))
    edit = planning.set_text(workspace, CellRef(form, row.id, label_column(workspace, form)), new)
    return edit, renaming.notice(workspace.document, edit.changes)


def projects(workspace, form):
    return [row.label for row in workspace.document.rows(form, "main") if row.kind == "project"]


@pytest.mark.parametrize("form", UNIT_FORMS)
def test_a_unit_is_renamed_on_all_three_forms_and_back(form):
    workspace = sample()
    edit, said = rename(workspace, form, OFFICE, "区委组织部")
    workspace.apply(edit)
    assert [units(workspace, one) for one in UNIT_FORMS] == [["区委组织部"]] * 3
    others = "、".join(workspace.pack.form(one).number for one in UNIT_FORMS if one != form)
    assert (edit.label, said) == ("单位改名", f"{others}里的同名单位已一并改名。")
    workspace.apply(edit.inverse())
    assert [units(workspace, one) for one in UNIT_FORMS] == [[OFFICE]] * 3


def test_a_form_that_has_the_new_name_already_is_left_alone():
    workspace = sample()
    edit = named(workspace, "table12", "unit", "区委组织部")
    workspace.apply(edit.__class__("", "", edit.changes[:1]))  # on 表十二 alone
    edit, said = rename(workspace, "table11", OFFICE, "区委组织部")
    workspace.apply(edit)
    assert [units(workspace, one) for one in UNIT_FORMS] == [["区委组织部"], [OFFICE, "区委组织部"], ["区委组织部"]]
    assert said == (
        "表十三里的同名单位已一并改名。"
        f"表十二里已有单位“区委组织部”，“{OFFICE}”没有一并改名，请核对。"
    )  # fmt: skip


def test_where_two_rows_have_the_name_nobody_knows_which_is_meant():
    workspace = sample()
    edit = named(workspace, "table13", "unit", OFFICE)
    workspace.apply(edit)
    edit, said = rename(workspace, "table11", OFFICE, "区委组织部")
    assert [change.form for change in edit.changes] == ["table11", "table12"]
    assert said.endswith(f"叫“{OFFICE}”的单位不止一个，表十三没有一并改名，请核对。")


def test_a_project_takes_its_row_of_table_13_and_its_performance_form_along():
    workspace = sample()
    old = projects(workspace, "table12")[0]
    workspace.apply(named(workspace, "table13", "project", old))
    form = next(row for row in forms_of(workspace.document) if row.label == old)
    edit, said = rename(workspace, "table12", old, "新项目", "project")
    workspace.apply(edit)
    assert [change.form for change in edit.changes] == ["table12", "table13", "project_performance"]
    assert "新项目" in projects(workspace, "table13")
    assert workspace.document.row("project_performance", form.id).label == "新项目"
    assert said == "表十三、绩效表里的同名项目已一并改名。"


def renamed_form(workspace, old, new):
    """The edit of a project's name in its performance form, and what is said about it."""
    form = next(row for row in forms_of(workspace.document) if row.label == old)
    edit = performance.set_field(workspace, form.id, "project_name", new)
    return edit, renaming.notice(workspace.document, edit.changes)


def test_a_performance_form_takes_its_project_along_in_one_step():
    workspace = sample()
    old = projects(workspace, "table12")[0]
    workspace.apply(named(workspace, "table13", "project", old))
    edit, said = renamed_form(workspace, old, "新项目")
    assert [change.form for change in edit.changes] == ["project_performance", "table12", "table13"]
    assert (edit.label, said) == ("项目改名", "表十二、表十三里的同名项目已一并改名。")
    workspace.apply(edit)
    assert "新项目" in projects(workspace, "table12")
    assert "新项目" in projects(workspace, "table13")
    workspace.apply(edit.inverse())
    assert projects(workspace, "table12")[0] == old


def test_a_name_from_a_performance_form_fits_into_a_row_of_the_tables():
    workspace = sample()
    form = forms_of(workspace.document)[0]
    workspace.apply(performance.set_field(workspace, form.id, "project_name", " 新\n 项目 "))
    assert "新 项目" in projects(workspace, "table12")
    with pytest.raises(PlanError, match="超过 200 字"):
        performance.set_field(workspace, form.id, "project_name", "字" * 201)


def test_a_performance_form_leaves_a_project_alone_whose_new_name_is_taken():
    workspace = sample()
    old, other = projects(workspace, "table12")[:2]
    workspace.apply(named(workspace, "table13", "project", old))
    edit, said = renamed_form(workspace, old, other)
    assert [change.form for change in edit.changes] == ["project_performance"]
    assert said == f"表十二里已有项目“{other}”，“{old}”没有一并改名，请核对。"


def test_a_project_of_another_unit_is_another_project():
    workspace = sample()
    old = projects(workspace, "table12")[0]
    workspace.apply(named(workspace, "table11", "unit", "党员教育中心"))
    workspace.apply(named(workspace, "table13", "project", old))  # below the last 单位
    edit, _said = rename(workspace, "table12", old, "新项目", "project")
    assert "table13" not in [change.form for change in edit.changes]


def test_a_name_taken_away_or_of_a_subject_changes_nothing_else():
    workspace = sample()
    edit, said = rename(workspace, "table11", OFFICE, "")
    assert ([change.form for change in edit.changes], said) == (["table11"], "")
    edit, said = rename(workspace, "table02", "行政运行", "行政", "function_item")
    assert ([change.form for change in edit.changes], said) == (["table02"], "")


def test_pasted_names_that_change_places_do_so_everywhere():
    workspace = sample()
    workspace.apply(named(workspace, "table11", "unit", "党员教育中心"))
    result = pasting.paste(workspace, "table11", (1, 0), [["党员教育中心"], [OFFICE]])
    workspace.apply(result.edit)
    assert [units(workspace, one) for one in UNIT_FORMS] == [["党员教育中心", OFFICE]] * 3
