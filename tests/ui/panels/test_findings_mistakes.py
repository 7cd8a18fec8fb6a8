"""Mistakes in the findings panel: the way to the culprit, and the remedy under a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import planning
from models.findings import State
from tests.ui.support import PROJECT, cell, listened
from ui.diagnoser import Diagnoser
from ui.itemmodels.finding_columns import REMEDY
from ui.panels.findings_panel import FindingsPanel
from ui.panels.status_bar import StatusBar
from ui.tally import Tally

TIED = "table06.基本工资.total"


@pytest.fixture
def diagnoser(made):
    return Diagnoser(made, made)


@pytest.fixture
def tally(made, diagnoser):
    return Tally(made, made, diagnoser=diagnoser)


@pytest.fixture
def panel(qtbot, made, tally, diagnoser):
    widget = FindingsPanel(made, tally, diagnoser=diagnoser)
    qtbot.addWidget(widget)
    widget.resize(850, 240)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def slip(made, panel, diagnoser):
    def typed(text, address=PROJECT):
        made.submit(planning.set_cells(made.workspace, {cell(made, address): text}))
        diagnoser.settle()

    return typed


def click(qtbot, panel, row, column):
    place = panel.table.visualRect(panel.model.index(row, column)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_mistakes_are_counted_and_not_their_consequences(qtbot, made, panel, tally, slip):
    bar = StatusBar(made, tally)
    qtbot.addWidget(bar)
    before = len(made.workspace.engine.findings)
    slip("823.71")
    chips = [panel.filter.chips[state].text() for state in (None, State.BREAK)]
    assert chips == [f"全部 {before + 1}", "断差 1"]
    assert panel.filter.chips[State.BREAK].toolTip() == "1 处错误，牵连 3 条公式不平"
    assert (bar.counts[State.BREAK].text(), bar.counts[State.BREAK].toolTip()) == (
        "断差 1",
        "1 处错误，牵连 3 条公式不平",
    )
    made.undo_stack.undo()
    assert panel.filter.chips[State.BREAK].text() == "断差 0"
    assert bar.counts[State.BREAK].toolTip() == ""


def test_stepping_begins_at_the_culprit_of_a_new_mistake(made, panel, slip):
    panel.step(1)
    gone = listened(made.goto_requested)
    slip("823.71")
    panel.step(1)
    assert gone == [(cell(made, PROJECT),)]


def test_a_click_on_the_remedy_mends(qtbot, made, panel, slip):
    slip("823.71")
    click(qtbot, panel, 0, REMEDY)
    assert made.workspace.summary().breaks == 0
    assert made.undo_stack.count() == 2


def test_a_click_elsewhere_mends_nothing(qtbot, made, panel, slip):
    slip("823.71")
    click(qtbot, panel, 0, REMEDY - 1)
    assert made.workspace.summary().breaks == 3


def test_where_a_way_has_to_be_chosen_the_click_leads_there(qtbot, made, panel, slip):
    slip("94.31", TIED)
    gone = listened(made.goto_requested)
    click(qtbot, panel, 0, REMEDY)
    assert gone[0][0].row == cell(made, TIED).row
    assert made.undo_stack.count() == 1


def test_a_member_leads_to_its_culprit(qtbot, made, panel, slip):
    slip("823.71")
    panel.model.toggle(0)
    gone = listened(made.goto_requested)
    click(qtbot, panel, 1, REMEDY)
    assert gone == [(cell(made, PROJECT),)]


def test_a_rounding_offers_the_balance(qtbot, panel):
    wanted = listened(panel.balance_wanted)
    heads = (at for at in range(panel.model.rowCount()) if panel.model.line(at).members)
    click(qtbot, panel, next(heads), REMEDY)
    assert wanted == [()]


def test_the_menu_of_a_mistake_offers_its_remedy_first(made, panel, slip):
    slip("823.71")
    menu = panel.menu_for(0)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:3] == ["采用 832.71", "展开 3 处", "转到 表三 · 2013299 其他组织事务支出 · 项目支出"]
    menu.actions()[0].trigger()
    assert made.workspace.summary().breaks == 0


def test_doubtful_roundings_have_a_chip_only_where_there_are_any(panel):
    assert panel.filter.chips[State.SUSPECT].isHidden()
