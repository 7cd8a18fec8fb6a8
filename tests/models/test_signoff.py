"""Sign-off: what is locked, what a signature is for, and what no longer fits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from models import notes, planning, signoff, versions
from models.edits import Edit, SettingChange
from models.signoff import Stage
from tests.support.budgets import cell, sample

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PROJECT = "table03.2013299.project_expenditure"


def signed(workspace, *people):
    for who in people:
        workspace.apply(signoff.step_up(workspace.document, who, NOON))
    return signoff.standing(workspace.document)


def test_each_step_says_who_when_and_what_was_signed():
    workspace = sample()
    assert signoff.standing(workspace.document).stage is Stage.PREPARATION
    assert not signoff.is_locked(workspace.document)
    now = signed(workspace, "张三", "李四")
    assert [(one.stage, one.who) for one in now.steps] == [(Stage.REVIEWED, "张三"), (Stage.APPROVED, "李四")]
    assert (now.words, now.fits, now.is_final) == ("已审定", True, True)
    assert now.steps[1].digest == signoff.digest(workspace.document)
    assert signoff.refusal(workspace.document).startswith(f"本书已由李四于{now.steps[1].day}审定，内容已锁定")
    signed(workspace, "王五")
    with pytest.raises(ValueError, match="no further"):
        signoff.step_up(workspace.document, "赵六", NOON)


def test_a_version_leaves_the_digest_everything_else_changes_it():
    workspace = sample()
    before = signoff.digest(workspace.document)
    workspace.apply(versions.keep(workspace.document, "送审稿"))
    assert signoff.digest(workspace.document) == before
    project = cell(workspace, PROJECT)
    rows = workspace.document.rows("table12", "main").details
    for edit in (
        planning.set_cells(workspace, {project: "823.71"}),
        planning.move_row(workspace, "table12", rows[5], -1),
        notes.write(workspace.document, project, "核对过"),
        planning.set_setting(workspace, "text.section01", "改过"),
    ):
        with workspace.trial(edit):
            assert signoff.digest(workspace.document) != before, edit.label
        assert signoff.digest(workspace.document) == before


def test_what_was_changed_behind_the_programs_back_is_no_longer_signed():
    workspace = sample()
    signed(workspace, "张三", "李四")
    workspace.apply(planning.set_cells(workspace, {cell(workspace, PROJECT): "823.71"}))
    now = signoff.standing(workspace.document)
    assert (now.stage, now.fits, now.is_final, now.words) == (Stage.APPROVED, False, False, "签批已失效")
    workspace.apply(Edit("x", "设置", (SettingChange(signoff.KEY, workspace.document.settings[signoff.KEY], "x"),)))
    now = signoff.standing(workspace.document)
    assert (now.stage, now.fits) == (Stage.PREPARATION, False)
    assert "内容已锁定" in signoff.refusal(workspace.document)


def test_going_back_needs_a_reason_and_unlocks():
    workspace = sample()
    signed(workspace, "张三")
    assert "写明" in signoff.reason_problem(" \n")
    assert "删去 1 字" in signoff.reason_problem("字" * (signoff.MOST + 1))
    assert not signoff.reason_problem("漏了一项")
    back = signoff.send_back(workspace.document, "漏了一项")
    workspace.apply(back)
    assert (back.label, back.is_mark) == ("退回编制：漏了一项", True)
    assert not signoff.is_locked(workspace.document)
    assert workspace.document.settings[signoff.REASON] == "漏了一项"
