from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import planning
from models.findings import State
from tests.ui.support import PROJECT, cell, listened
from ui.levels import ERROR
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
    total = made.workspace.engine.findings
    before = len(total)
    assert chips(panel)[:3] == [f"全部 {before}", "断差 0", "尾差 24（5 处源头）"]
    assert chips(panel)[-1] == "提示 1"
    slip(made)
    assert chips(panel)[:2] == [f"全部 {before + 3}", "断差 3"]


def test_errors_of_rules_have_a_chip_only_where_there_are_any(made, panel):
    chip = panel.filter.chips[ERROR]
    assert chip.isHidden()
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "八百"}))
    assert (chip.isHidden(), chip.text()) == (False, "错误 1")
    chip.click()
    assert [panel.model.index(0, column).data() for column in (0, 2)] == [
        "错误",
        "“八百”不是金额，请改成数字，例如 1148.53；看不懂的内容不参加合计。",
    ]


def test_a_chip_filters(made, panel):
    slip(made)
    panel.filter.chips[State.BREAK].click()
    assert panel.model.rowCount() == 3
    panel.filter.chips[None].click()
    assert panel.model.rowCount() > 3


def test_only_this_page_follows_the_user(made, panel):
    slip(made)
    panel.filter.chips[State.BREAK].click()
    panel.set_page(("table05",))
    panel.filter.page_box.click()
    assert panel.model.rowCount() == 1
    panel.set_page(("table03",))
    assert panel.model.rowCount() == 3


def test_words_are_gone_to_and_mended(qtbot, made, panel):
    made.check_words()
    asked = listened(made.text_requested)
    row = next(at for at in range(panel.model.rowCount()) if panel.model.line(at).finding.rule == "R076")
    panel.table.setCurrentIndex(panel.model.index(row, 0))
    shown = [panel.model.index(row, column).data() for column in (1, 3, 4, 6)]
    assert shown == ["二、收入预算情况说明 · 0%", "1.88%", "0%", "改为 1.88%"]
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert [(place.key, place.text) for (place,) in asked] == [("section02", "0%")]
    assert panel.adopt()
    made.check_words()
    assert made.workspace.words.prose.render("section02").text.endswith("上年结转22.00万元，占1.88%。")
    assert not any(finding.rule == "R076" for finding in made.workspace.engine.findings.values())


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


def a_head(panel):
    return next(at for at in range(panel.model.rowCount()) if panel.model.line(at).members)


def test_enter_on_a_head_unfolds_it(qtbot, panel):
    head = a_head(panel)
    panel.table.setCurrentIndex(panel.model.index(head, 0))
    before = panel.model.rowCount()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.model.rowCount() == before + panel.model.line(head).members


def test_the_menu_leads_to_both_ends(made, panel):
    slip(made)
    menu = panel.menu_for(2)
    texts = [action.text() for action in menu.actions()]
    assert [text.partition(" · ")[0] for text in texts] == ["转到 表三", "转到 表五", "转到 表二"]
    gone = listened(made.goto_requested)
    menu.actions()[1].trigger()
    assert gone[0][0].form == "table05"


def test_the_menu_of_a_head_unfolds_it(panel):
    head = a_head(panel)
    panel.menu_for(head).actions()[0].trigger()
    assert panel.model.is_open(head)
    assert panel.menu_for(head).actions()[0].text() == "收起"


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
