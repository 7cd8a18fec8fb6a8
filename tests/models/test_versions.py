"""Versions: what a document said at a named line, how it differs from now, and the one edit back to it."""

from __future__ import annotations

import pytest
from hypothesis import given

from models import notes, planning, signoff, versions
from models.edits import Edit, SettingChange
from models.version_changes import PROSE, SETTING, differences
from models.workspace import Workspace
from tests.models.test_incremental import ALL_FORMS, User, scripts
from tests.support.budgets import cell, plan, sample
from tests.support.examples import examples

PROJECT = "table03.2013299.project_expenditure"


def content_of(document):
    """All that a document says."""
    forms = document.pack.all_forms
    return versions.content_settings(document), document.entries.copy(), [list(document.all_rows(f)) for f in forms]


@pytest.fixture
def edited():
    """The sample after a figure, a new subject, a deleted row, a moved one, a department's name and a note."""
    workspace = sample()
    edits = [versions.keep(workspace.document, "送审稿")]
    workspace.apply(edits[0])
    rows = workspace.document.rows("table12", "main").details
    wanted = [
        lambda: planning.set_cells(workspace, {cell(workspace, PROJECT): "823.71"}),
        lambda: planning.add_subject(workspace, "table03", "main", "2130101"),
        lambda: planning.delete_rows(workspace, "table12", [rows[3]]),
        lambda: planning.move_row(workspace, "table12", rows[5], -1),
        lambda: planning.set_setting(workspace, "department", "甲局"),
        lambda: notes.write(workspace.document, cell(workspace, PROJECT), "核对过"),
    ]
    for make in wanted:
        edits.append(make())
        assert edits[-1]
        workspace.apply(edits[-1])
    return workspace, edits


def test_what_it_said_then_comes_back_by_one_edit(edited):
    workspace, edits = edited
    as_it_is = content_of(workspace.document)
    then = versions.before(workspace.document, reversed(edits[1:]))
    assert content_of(workspace.document) == as_it_is  # only looked at
    back = versions.restore(workspace.document, then, "送审稿")
    assert (back.label, back.is_great, back.is_mark) == ("恢复到“送审稿”", True, False)
    workspace.apply(back)
    assert content_of(workspace.document) == content_of(sample().document)
    assert workspace.document.settings["version.1"] == "送审稿"
    assert not versions.restore(workspace.document, then, "送审稿")
    workspace.apply(back.inverse())
    assert content_of(workspace.document) == as_it_is


def test_differences_name_cell_row_setting_and_paragraph(edited):
    workspace, edits = edited
    then = Workspace(versions.before(workspace.document, reversed(edits[1:])), plan())
    found = differences(then, workspace)
    told = {(one.place, one.column, one.then, one.now) for one in found}
    assert ("表三", "项目支出", "832.71", "823.71") in told
    assert (SETTING, "department", "中国共产党晋城市城区委员会组织部", "甲局") in told
    assert any(one.column == "整行" and one.now.startswith("2130101") for one in found)
    assert any(one.column == "整行" and one.place == "表十二" and one.then for one in found)
    assert ("表三", "项目支出 批注", "", "核对过") in told
    assert any(one.column == PROSE and one.then != one.now for one in found)
    assert differences(workspace, workspace) == []


@examples(12)
@given(scripts)
def test_any_edits_are_taken_back_and_told(script):
    workspace = sample()
    start, done = content_of(workspace.document), []
    user = User(workspace, ALL_FORMS)
    for step in script:
        if edit := user.plans(step):
            workspace.apply(edit)
            done.append(edit)
    then = versions.before(workspace.document, reversed(done))
    back = versions.restore(workspace.document, then, "")
    assert not back or differences(Workspace(then, plan()), workspace)
    workspace.apply(back)
    assert content_of(workspace.document) == start
    assert signoff.digest(workspace.document) == signoff.digest(then)


def test_what_prints_alike_but_is_not_the_same_is_told():
    workspace, then = sample(), sample()
    parent = cell(workspace, "table03.201.total").row
    first, *_others = workspace.document.rows("table12", "main").details[1:]
    workspace.apply(planning.clear(workspace, [cell(workspace, PROJECT)._replace(column="total")]))
    workspace.apply(planning.mark_withheld(workspace, "table03", parent, withheld=True))
    workspace.apply(planning.move_row(workspace, "table12", first, 2))
    found = differences(then, workspace)
    assert [(one.place, one.column, one.then, one.now) for one in found] == [
        ("表三", "涉密标记", "", "含涉密科目"),
        ("表三", "合计", "832.71（录入）", "832.71（自动）"),
        ("表十二", "次序", "第 2 行", "第 4 行"),
    ]
    assert [one.ref.row for one in found[::2]] == [parent, first]


def test_a_file_without_the_history_has_no_versions_but_stays_signed(edited):
    document = edited[0].document
    document.settings["signoff"] = "[]"
    made = versions.without_versions(document)
    assert set(document.settings) - set(made.settings) == {"version.1"}
    assert content_of(made) == content_of(document)


def test_a_name_is_short_and_new(edited):
    document = edited[0].document
    assert "起个名称" in versions.name_problem(document, " ")
    assert "删去 1 字" in versions.name_problem(document, "字" * (versions.MOST + 1))
    assert "换一个" in versions.name_problem(document, "送审稿")
    assert not versions.name_problem(document, "二稿")
    mark = versions.keep(document, " 二\u202e稿\n")
    assert mark == Edit("存为版本“二稿”", "版本", (SettingChange("version.2", "", "二稿"),))
    assert (mark.is_mark, versions.name_of(mark)) == (True, "二稿")
