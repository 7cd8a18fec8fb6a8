"""The card names the cell, the figure and the way; it never guesses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import planning
from tests.ui.support import PROJECT, PROJECT_TOTAL, FakeFile, cell, listened, session
from ui.diagnoser import Diagnoser
from ui.panels.diagnosis_card import DiagnosisCard

TIED = "table06.基本工资.total"
EXPLAINED = "改为 <b>832.71</b> 后，3 条不平的公式全部平衡（疑似 3、2 两位数字录反）。"


@pytest.fixture
def show(qtbot, made):
    """`show(address, figures)`: the card of a cell after these figures were typed."""

    def shown(address, figures, of=made):
        of.workspace.apply(planning.set_cells(of.workspace, {cell(of, at): text for at, text in figures.items()}))
        card = DiagnosisCard(of, Diagnoser(of, of))
        qtbot.addWidget(card)
        with qtbot.waitActive(card):
            card.show()
        card.show_for(cell(of, address))
        return card

    return shown


def test_the_wrong_cell_is_told_its_right_figure(show):
    card = show(PROJECT, {PROJECT: "823.71"})
    assert card.isVisible()
    assert card.headline.text() == "很可能是这一格填错了"
    assert card.reason.text() == EXPLAINED
    assert card.adopt_button.text() == "采用 832.71"
    assert not card.source.isVisible()


def test_another_cell_is_shown_the_way_to_the_root(made, show):
    card = show(PROJECT_TOTAL, {PROJECT: "823.71"})
    assert card.headline.text() == "这一格不平，根源不在这里"
    assert "根源在" in card.source.text()
    assert "表三 · 2013299 · 项目支出" in card.source.text()
    gone = listened(made.goto_requested)
    ref = cell(made, PROJECT)
    card.source.linkActivated.emit(f"{ref.form}/{ref.row}/{ref.column}")
    assert gone == [(ref,)]


def test_a_cell_in_order_has_no_card(made, show):
    card = show(PROJECT, {PROJECT: "823.71"})
    card.show_for(cell(made, "table06.绩效工资.total"))
    assert not card.isVisible()
    card.show_for(None)
    assert not card.isVisible()


def test_enter_on_the_button_mends_it_in_one_step(qtbot, made, show):
    card = show(PROJECT, {PROJECT: "823.71"})
    left = listened(card.left)
    assert card.take_focus()
    qtbot.keyClick(card.adopt_button, Qt.Key.Key_Return)
    assert made.workspace.summary().breaks == 0
    assert made.undo_stack.count() == 1
    assert left == [()]


def test_escape_leaves_the_card_and_changes_nothing(qtbot, made, show):
    card = show(PROJECT, {PROJECT: "823.71"})
    left = listened(card.left)
    card.take_focus()
    qtbot.keyClick(card.adopt_button, Qt.Key.Key_Escape)
    assert (left, made.undo_stack.count()) == ([()], 0)


def test_a_tie_lists_the_ways_and_offers_no_first_choice(qtbot, made, show):
    card = show(TIED, {TIED: "94.31"})
    assert card.headline.text() == "有 2 种改法同样说得通，请核对原始依据"
    assert not card.adopt_button.isVisible()
    buttons = card.way_buttons()
    assert [button.text() for button in buttons] == ["采用", "采用"]
    assert card.take_focus()
    assert buttons[0].hasFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Return)
    assert made.workspace.shown(cell(made, TIED)) == "94.33"


def test_of_a_tie_the_way_of_the_current_cell_comes_first(qtbot, made, show):
    other = "table06.基本工资.personnel_expense"
    card = show(other, {TIED: "94.31"})
    qtbot.mouseClick(card.way_buttons()[0], Qt.MouseButton.LeftButton)
    assert made.workspace.shown(cell(made, other)) == "94.31"


def test_several_wrong_cells_are_taken_together(made, show):
    personnel, public = (f"table06.基本工资.{column}_expense" for column in ("personnel", "public"))
    card = show(personnel, {personnel: "", public: "94.33"})
    assert card.headline.text() == "很可能是这 2 格填错了"
    assert card.adopt_button.text() == "全部采用"
    card.adopt_button.click()
    assert (made.workspace.summary().breaks, made.undo_stack.count()) == (0, 1)


def test_a_row_left_out_is_put_back(qtbot, made, show):
    row = cell(made, "table12.党建研究会.total").row
    made.workspace.apply(planning.delete_rows(made.workspace, "table12", [row]))
    card = show("table12.r2.total", {})
    assert (card.headline.text(), card.adopt_button.text()) == ("很可能漏了一行", "补上这一行")
    card.adopt_button.click()
    assert made.workspace.summary().breaks == 0


def test_what_has_no_explanation_is_not_explained(made, show):
    card = show(PROJECT, {PROJECT: "823.71"})
    unknown = card._diagnoser.mistakes[0].__class__(card._diagnoser.mistakes[0].keys, ())
    card._diagnoser._take([unknown])
    card.show_for(cell(made, PROJECT))
    assert card.headline.text() == "没有找到说得通的改法"
    assert not card.adopt_button.isVisible()
    assert card.bench_button.isVisible()


def test_the_bench_gets_the_edit_of_the_proposal(made, show):
    card = show(PROJECT, {PROJECT: "823.71"})
    wanted = listened(card.bench_wanted)
    card.bench_button.click()
    edit = wanted[0][0]
    assert [(change.ref, change.new.text) for change in edit.changes] == [(cell(made, PROJECT), "832.71")]
    assert made.undo_stack.count() == 0


def test_more_tools_say_what_they_would_do(made, show):
    card = show(PROJECT, {PROJECT: "8327100"})
    card.more.fill()
    titles = [action.text() for action in card.more.menu().actions()]
    assert titles == ["除以 10000（元改万元）　会平衡 3 条", "乘以 10000（万元改元）", "改变正负号"]
    personnel, public = (f"table06.基本工资.{column}_expense" for column in ("personnel", "public"))
    card = show(public, {PROJECT: "832.71", personnel: "", public: "94.33"})
    card.more.fill()
    move = next(action for action in card.more.menu().actions() if action.text().startswith("移到"))
    assert move.text() == "移到“人员经费”一栏　会平衡 3 条"
    move.trigger()
    assert made.workspace.summary().breaks == 0


def test_nothing_can_be_pressed_in_a_read_only_file(show):
    of = session(FakeFile(read_only=True))
    card = show(PROJECT, {PROJECT: "823.71"}, of)
    assert not card.adopt_button.isEnabled()
    assert not card.more.isVisible()
    assert not card.take_focus()
