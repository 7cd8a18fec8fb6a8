from __future__ import annotations

import pytest

from models import planning
from storage import StorageError
from tests.ui.support import PROJECT, cell
from ui.handlers.audit_handler import differences


@pytest.fixture
def open_desk(desk):
    desk.open()
    desk.session.goto(cell(desk.session, PROJECT))
    return desk


def slip(desk, text="823.71"):
    desk.session.submit(planning.set_cells(desk.session.workspace, {cell(desk.session, PROJECT): text}))


def test_undo_and_redo_name_their_step(open_desk):
    undo, redo = (open_desk.window.actions_[name] for name in ("undo", "redo"))
    assert (undo.text(), undo.isEnabled()) == ("撤销(&U)", False)
    slip(open_desk)
    assert (undo.text(), undo.isEnabled()) == ("撤销：录入(&U)", True)
    undo.trigger()
    assert (redo.text(), undo.isEnabled()) == ("重做：录入(&R)", False)


def test_a_full_check_agrees_and_says_the_counts(qtbot, open_desk):
    slip(open_desk)
    open_desk.do("check")
    qtbot.waitUntil(lambda: bool(open_desk.answers.informed))
    text, detail = open_desk.answers.informed[0]
    assert "一致" in text
    assert "断差 3" in detail


def test_a_full_check_that_disagrees_is_told(qtbot, open_desk, monkeypatch):
    slip(open_desk)
    monkeypatch.setattr(open_desk.session.workspace.engine, "check_all", dict)
    open_desk.do("check")
    qtbot.waitUntil(lambda: bool(open_desk.answers.warned))
    assert "条不一致" in open_desk.answers.warned[0][0]


def test_differences_are_those_on_one_side_or_changed():
    assert differences({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5, "d": 4}) == {"b", "c", "d"}


def test_go_to_brings_the_cell_to_view(open_desk):
    def fill(dialog):
        dialog.address.setText("表五.2013299.合计")
        dialog.accept()
        return dialog.ref is not None

    open_desk.answers.dialog = fill
    open_desk.do("goto")
    assert open_desk.bench.current_form == "table05"
    assert open_desk.session.current == cell(open_desk.session, "table05.2013299.total")


def test_a_cells_history_is_shown(open_desk):
    slip(open_desk)
    seen = []
    open_desk.answers.dialog = lambda dialog: bool(seen.append(dialog.table.model().index(0, 4).data()))
    open_desk.do("cell_history")
    assert seen == ["832.71 → 823.71"]
    open_desk.do("history")
    assert seen[1].startswith("表三")


def test_pages_are_turned_around_the_ends(open_desk):
    open_desk.bench.show_page("glossary")
    open_desk.do("next_form")
    assert open_desk.bench.current_page == "basics"
    open_desk.do("previous_form")
    assert open_desk.bench.current_page == "glossary"
    open_desk.bench.show_page("table12")
    open_desk.do("next_form")
    assert open_desk.session.current.form == open_desk.bench.current_form == "table13"


def test_the_zoom_holds_for_all_forms(open_desk):
    open_desk.do("zoom_in")
    assert open_desk.bench.status.zoom.text() == "110%"
    assert open_desk.bench.editor.zoom_percent == 110
    open_desk.do("next_form")
    assert open_desk.bench.editor.zoom_percent == 110
    open_desk.do("zoom_reset")
    assert open_desk.bench.editor.zoom_percent == 100
    open_desk.do("zoom_out")
    assert open_desk.bench.status.zoom.text() == "90%"


def test_the_tint_is_switched_for_all_forms_and_remembered(open_desk):
    open_desk.session.goto(cell(open_desk.session, "table03.2013299.total"))
    extras = open_desk.bench.editor.extras
    extras.make()
    tracer = extras.tracer
    tracer.refresh()
    assert any(tracer.ranges)
    open_desk.do("trace")
    assert tracer.ranges == ([], [])
    assert not open_desk.window.settings.flag("trace", default=True)
    open_desk.do("trace")
    assert any(tracer.ranges)


def test_the_menu_writes_and_deletes_a_note(open_desk):
    ref = cell(open_desk.session, "table03.2013299.total")
    open_desk.session.goto(ref)
    open_desk.bench.editor.notes.ask = lambda _name, _text: "已核"
    open_desk.do("note")
    assert open_desk.session.document.settings[f"note.{'.'.join(ref)}"] == "已核"
    open_desk.do("delete_note")
    assert open_desk.session.undo_stack.undoText() == "删除批注"


def test_automatic_gives_the_cell_back(open_desk):
    total = cell(open_desk.session, "table03.2013299.total")
    open_desk.session.goto(total)
    open_desk.do("automatic")
    assert open_desk.session.workspace.origin(total).value == "computed"


@pytest.mark.parametrize("action", ["legend", "shortcuts", "about"])
def test_what_only_tells_opens(open_desk, action):
    seen = []
    open_desk.answers.dialog = lambda dialog: bool(seen.append(dialog.windowTitle()))
    open_desk.do(action)
    assert len(seen) == 1


def test_an_edit_that_could_not_be_saved_is_taken_back_and_told(qtbot, open_desk, monkeypatch):
    def full(_edit, _action):
        raise StorageError("磁盘已满。")

    monkeypatch.setattr(open_desk.session.file, "record", full)
    slip(open_desk)
    qtbot.waitUntil(lambda: bool(open_desk.answers.warned))
    assert open_desk.answers.warned == [("磁盘已满。", "")]
    assert open_desk.session.workspace.shown(cell(open_desk.session, PROJECT)) == "832.71"
