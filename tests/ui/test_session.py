from __future__ import annotations

import pytest

from models import planning
from models.edits import Edit
from models.performance import planning as performance
from models.performance.access import forms_of
from models.workspace import ChangeReport, Workspace
from storage import DocumentFile
from tests.support.budgets import plan, sample
from tests.ui.support import PROJECT, FakeFile, cell, listened, session
from ui.session import READ_ONLY, Session


def typed(made, text, address=PROJECT):
    return planning.set_cells(made.workspace, {cell(made, address): text})


@pytest.fixture
def file():
    return FakeFile()


@pytest.fixture
def made(qapp, file):
    return session(file)


def shown(made):
    return made.workspace.shown(cell(made, PROJECT))


def test_an_edit_is_applied_saved_announced_once_and_on_the_stack(made, file):
    changed, saved = listened(made.changed), listened(made.saved)
    edit = typed(made, "823.71")
    assert made.submit(edit, "me")
    assert shown(made) == "823.71"
    assert file.recorded == [("do", edit)]
    [(report, initiator)] = changed
    assert isinstance(report, ChangeReport)
    assert report.edit == edit
    assert initiator == "me"
    assert saved == [(file.saved_at,)]
    assert made.undo_stack.undoText() == "录入"


def test_undo_and_redo_run_the_same_way(made, file):
    edit = typed(made, "823.71")
    made.submit(edit)
    changed, message, places = listened(made.changed), listened(made.message), listened(made.goto_requested)
    made.undo_stack.undo()
    assert shown(made) == "832.71"
    made.undo_stack.redo()
    assert shown(made) == "823.71"
    assert [action for action, _edit in file.recorded] == ["do", "undo", "redo"]
    assert file.recorded[1][1] == edit.inverse()
    assert [report.edit for report, _who in changed] == [edit.inverse(), edit]
    assert message == [("已撤销：录入",), ("已重做：录入",)]
    assert places == [(cell(made, PROJECT),)] * 2


def test_nothing_happens_for_an_empty_edit(made, file):
    changed = listened(made.changed)
    assert not made.submit(Edit("录入", "录入", ()))
    assert (changed, file.recorded, made.undo_stack.count()) == ([], [], 0)


def test_a_read_only_file_is_not_changed_and_says_so(qapp):
    made = session(FakeFile([Edit("录入", "录入", ())], 1, read_only=True))
    message = listened(made.message)
    assert not made.submit(typed(made, "1"))
    assert shown(made) == "832.71"
    assert message == [(READ_ONLY,)]
    assert made.undo_stack.count() == 0


def test_what_the_file_refuses_is_taken_back_and_nothing_else_is_lost(made, file):
    for text in ("1", "2", "3"):
        made.submit(typed(made, text))
    made.undo_stack.undo()
    changed, failed = listened(made.changed), listened(made.failed)
    file.refusal = "磁盘已满。"
    assert not made.submit(typed(made, "4"))
    assert shown(made) == "2.00"
    assert (made.undo_stack.index(), made.undo_stack.count()) == (2, 3)
    assert (changed, failed) == ([], [("磁盘已满。",)])
    file.refusal = ""
    made.undo_stack.redo()
    assert shown(made) == "3.00"


@pytest.mark.parametrize(("step", "index"), [("undo", 2), ("redo", 2)])
def test_an_undo_or_redo_that_is_refused_leaves_everything(made, file, step, index):
    for text in ("1", "2", "3"):
        made.submit(typed(made, text))
    made.undo_stack.undo()
    file.refusal = "磁盘已满。"
    getattr(made.undo_stack, step)()
    assert shown(made) == "2.00"
    assert made.undo_stack.index() == index
    file.refusal = ""
    made.undo_stack.setIndex(0)
    assert shown(made) == "832.71"


def test_several_steps_stop_at_the_first_that_is_refused(made, file):
    for text in ("1", "2", "3"):
        made.submit(typed(made, text))
    failed = listened(made.failed)
    file.refusal = "磁盘已满。"
    made.undo_stack.setIndex(0)
    assert (shown(made), made.undo_stack.index(), len(failed)) == ("3.00", 3, 1)


def test_no_listener_may_submit(made):
    raised = []

    def answer(_report, _initiator):
        with pytest.raises(RuntimeError, match="being announced") as caught:
            made.submit(typed(made, "7"))
        raised.append(caught.type)

    made.changed.connect(answer)
    made.submit(typed(made, "6"))
    assert raised == [RuntimeError]
    assert shown(made) == "6.00"


def test_the_stack_is_filled_from_the_file(qapp):
    workspace = sample()
    first = planning.set_cells(workspace, {cell(workspace, PROJECT): "1"})
    workspace.apply(first)
    second = planning.set_cells(workspace, {cell(workspace, PROJECT): "2"})
    file = FakeFile([first, second], done=1)
    made = Session(workspace, file)
    made.undo_stack.redo()
    assert shown(made) == "2.00"
    made.undo_stack.setIndex(0)
    assert shown(made) == "832.71"
    assert [action for action, _edit in file.recorded] == ["redo", "undo", "undo"]


def test_words_are_checked_by_themselves_after_an_edit(qtbot, qapp):
    made = session(words=True)
    with qtbot.waitSignal(made.words_checked):
        made.submit(planning.set_setting(made.workspace, "year", "2026"))
    assert not made.workspace.words.is_stale


def test_undo_works_after_closing_and_reopening_the_real_file(qapp, tmp_path):
    path = tmp_path / "a.gouji"
    with DocumentFile.create(path, sample().document) as real:
        made = Session(Workspace(real.load(), plan()), real)
        made.submit(typed(made, "823.71"))
        made.submit(typed(made, "824"))
        made.undo_stack.undo()
        made.remember("widths", {"table03": [1, 2]})
    with DocumentFile.open(path) as real:
        made = Session(Workspace(real.load(), plan()), real)
        assert shown(made) == "823.71"
        assert made.view_state("widths") == {"table03": [1, 2]}
        made.undo_stack.undo()
        assert shown(made) == "832.71"
        made.undo_stack.redo()
        made.undo_stack.redo()
        assert shown(made) == "824.00"


def test_current_and_selection_are_told_when_they_change(made):
    current, selection = listened(made.current_changed), listened(made.selection_changed)
    ref = cell(made, PROJECT)
    for _twice in range(2):
        made.set_current(ref)
        made.set_selection([ref])
    assert current == [(ref,)]
    assert selection == [((ref,),)]


def test_a_deleted_row_is_left(made):
    ref = cell(made, PROJECT)
    made.set_current(ref)
    made.set_selection([ref])
    made.submit(planning.delete_rows(made.workspace, "table03", [ref.row]))
    assert made.current is None
    assert made.selection == ()


def test_what_is_remembered_is_kept_with_the_file(made, file):
    made.remember("form", "table03")
    assert file.view == {"form": "table03"}
    assert made.view_state("form") == "table03"
    assert made.view_state("other") is None


def test_undo_leads_back_to_where_the_user_was_not_to_what_followed(made):
    form = forms_of(made.document)[0]
    places = listened(made.goto_requested)
    assert made.submit(performance.set_field(made.workspace, form.id, "project_name", "新名称"))
    made.undo_stack.undo()
    made.undo_stack.redo()
    assert [(ref.form, ref.row) for (ref,) in places] == [("project_performance", form.id)] * 2
