from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import planning
from models.findings import State
from tests.ui.support import PROJECT, cell, listened
from ui.panels.findings_panel import FindingsPanel


@pytest.fixture
def panel(qtbot, made, tally):
    widget = FindingsPanel(made, tally)
    qtbot.addWidget(widget)
    widget.resize(850, 240)
    with qtbot.waitExposed(widget):
        widget.show()
    made.goto_requested.connect(made.set_current)  # what the forms do
    return widget


def slip(made):
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))


def chips(panel):
    return [chip.text() for chip in panel.filter.chips.values() if not chip.isHidden()]


def test_the_chips_count_and_follow(made, panel):
    assert chips(panel) == ["全部 25", "断差 0", "尾差 24（5 处源头）", "未判 0", "提示 1"]
    slip(made)
    assert chips(panel)[:2] == ["全部 28", "断差 3"]


def test_a_chip_filters(made, panel):
    slip(made)
    panel.filter.chips[State.BREAK].click()
    assert panel.model.rowCount() == 3
    panel.filter.chips[None].click()
    assert panel.model.rowCount() > 3


def test_only_this_form_follows_the_user(made, panel):
    slip(made)
    panel.filter.chips[State.BREAK].click()
    made.set_current(cell(made, "table05.2013299.total"))
    panel.filter.form_box.click()
    assert panel.model.rowCount() == 1
    made.set_current(cell(made, PROJECT))
    assert panel.model.rowCount() == 3


def test_stepping_goes_from_finding_to_finding_and_around(made, panel):
    slip(made)
    gone = listened(made.goto_requested)
    for by in (1, 1, 1, -1):
        panel.step(by)
    wanted = [panel.model.line(row).finding.cells[0] for row in (0, 1, 2, 1)]
    assert [ref for (ref,) in gone] == wanted
    panel.table.clearSelection()
    panel.table.setCurrentIndex(panel.model.index(panel.model.rowCount() - 1, 0))
    panel.step(1)
    assert gone[-1] == (wanted[0],)


def test_stepping_through_nothing_says_so(made, panel):
    said = listened(made.message)
    panel.filter.chips[State.BREAK].click()
    assert not panel.step(1)
    assert said == [("当前筛选下没有问题。",)]


def test_enter_and_double_click_go_to_the_cell(qtbot, made, panel):
    slip(made)
    gone = listened(made.goto_requested)
    panel.table.setCurrentIndex(panel.model.index(1, 0))
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    place = panel.table.visualRect(panel.model.index(0, 1)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [ref for (ref,) in gone] == [panel.model.line(row).finding.cells[0] for row in (1, 0)]


def test_enter_on_a_head_unfolds_it(qtbot, panel):
    panel.table.setCurrentIndex(panel.model.index(1, 0))
    before = panel.model.rowCount()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.model.rowCount() == before + panel.model.line(1).members


def test_the_menu_leads_to_both_ends(made, panel):
    slip(made)
    menu = panel.menu_for(2)
    texts = [action.text() for action in menu.actions()]
    assert [text.partition(" · ")[0] for text in texts] == ["转到 表三", "转到 表五", "转到 表二"]
    gone = listened(made.goto_requested)
    menu.actions()[1].trigger()
    assert gone[0][0].form == "table05"


def test_the_menu_of_a_head_unfolds_it(panel):
    panel.menu_for(1).actions()[0].trigger()
    assert panel.model.is_open(1)
    assert panel.menu_for(1).actions()[0].text() == "收起"


def test_the_current_finding_stays_current_when_the_list_is_rebuilt(made, panel):
    slip(made)
    panel.table.setCurrentIndex(panel.model.index(1, 0))
    key = panel.model.line(1).finding.key
    made.submit(planning.set_setting(made.workspace, "year", "2026"))
    assert panel.model.line(panel.table.currentIndex().row()).finding.key == key


def test_no_findings_is_said_and_not_blank(made, panel):
    panel.filter.chips[State.BREAK].click()
    assert panel._empty.isVisible()
    assert panel._empty.text() == "当前筛选下没有问题。"
