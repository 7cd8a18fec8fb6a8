"""采用、试算、尾差平衡、覆盖情况 from menus and keys."""

from __future__ import annotations

import pytest

from models import planning
from tests.ui.support import PROJECT, cell
from ui.dialogs.bench_dialog import BenchDialog


@pytest.fixture
def open_desk(desk):
    desk.open()
    desk.session.goto(cell(desk.session, PROJECT))
    return desk


def slip(desk, text="823.71", address=PROJECT):
    desk.session.submit(planning.set_cells(desk.session.workspace, {cell(desk.session, address): text}))


def benches(desk):
    return [dialog for dialog in desk.bench.findChildren(BenchDialog) if dialog.isVisible()]


def test_adopting_takes_a_figure_still_being_typed_into_account(open_desk):
    open_desk.type("823.71")
    open_desk.do("adopt")
    assert open_desk.session.workspace.shown(cell(open_desk.session, PROJECT)) == "832.71"
    assert open_desk.session.undo_stack.count() == 2


def test_without_a_mistake_there_is_nothing_to_adopt_and_no_card_to_go_to(open_desk):
    open_desk.do("adopt")
    open_desk.saying("没有断差")
    open_desk.do("advice")
    open_desk.saying("没有诊断建议")


def test_the_card_is_found_even_where_its_panel_was_hidden(open_desk):
    slip(open_desk)
    open_desk.do("show_inspector")
    assert not open_desk.bench.inspector.isVisible()
    open_desk.do("advice")
    assert open_desk.bench.inspector.card.adopt_button.hasFocus()
    assert open_desk.window.action("show_inspector").isChecked()


def test_the_bench_is_opened_for_the_selection_and_only_once(open_desk):
    open_desk.do("bench")
    open_desk.do("bench")
    assert len(benches(open_desk)) == 1
    assert list(benches(open_desk)[0].fields) == [cell(open_desk.session, PROJECT)]


def test_the_card_hands_its_proposal_to_the_bench(open_desk):
    slip(open_desk)
    open_desk.do("advice")
    open_desk.bench.inspector.card.bench_button.click()
    assert [field.text() for field in benches(open_desk)[0].fields.values()] == ["832.71"]


def test_the_bench_goes_with_its_document(qtbot, open_desk):
    open_desk.do("bench")
    dialog = benches(open_desk)[0]
    with qtbot.waitSignal(dialog.destroyed):
        open_desk.do("close")


def test_the_balance_is_one_step_and_told(open_desk):
    open_desk.answers.dialog = lambda _dialog: True
    open_desk.do("balance")
    assert open_desk.session.workspace.summary().rounding == 0
    assert open_desk.session.undo_stack.undoText() == "舍位平衡"
    open_desk.saying("舍位平衡已完成")


def test_a_cancelled_balance_changes_nothing(open_desk):
    open_desk.bench.findings.balance_wanted.emit()
    assert open_desk.session.undo_stack.count() == 0


def test_coverage_is_shown(open_desk):
    seen = []
    open_desk.answers.dialog = lambda dialog: bool(seen.append(dialog.windowTitle()))
    open_desk.do("coverage")
    assert seen == ["覆盖情况"]
