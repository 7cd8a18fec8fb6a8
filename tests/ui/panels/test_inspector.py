from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocumentFragment

from models import planning
from tests.ui.support import PROJECT, PROJECT_TOTAL, cell, listened
from ui.panels.inspector import Inspector
from ui.panels.inspector_page import page


@pytest.fixture
def panel(qtbot, made):
    widget = Inspector(made, delay_ms=0)
    qtbot.addWidget(widget)
    return widget


def text(panel):
    return QTextDocumentFragment.fromHtml(panel.head.text()).toPlainText() + panel.browser.toPlainText()


def slip(made, address=PROJECT):
    made.submit(planning.set_cells(made.workspace, {cell(made, address): "823.71"}))


def test_every_equality_of_the_cell_stands_in_words_and_figures(made, panel):
    made.set_current(cell(made, PROJECT))
    panel.refresh()
    for words in ("合计 = 基本支出 + 项目支出", "20132 = 所属下级 3 项之和", "823.71", "R048"):
        assert (words in text(panel)) == (words != "823.71")


def test_a_break_says_how_much_and_which_way(made, panel):
    made.set_current(cell(made, PROJECT))
    slip(made)
    panel.refresh()
    assert "832.71 ≠ 823.71" in text(panel)
    assert text(panel).count("断差：左边多 9.00") == 2
    assert "断差：左边少 9.00" in text(panel)


def test_a_rounding_says_what_is_allowed(made, panel):
    made.set_current(cell(made, "table03.20805.total"))
    panel.refresh()
    assert "尾差 0.01，四舍五入允许 ±0.02" in text(panel)


def test_it_follows_a_cell_that_only_stands_on_its_page(qtbot, made, panel):
    made.set_current(cell(made, PROJECT_TOTAL))
    panel.refresh()
    slip(made)
    qtbot.waitUntil(lambda: "断差" in text(panel))


def test_it_is_left_alone_by_what_it_does_not_show(qtbot, made, panel):
    made.set_current(cell(made, "table06.绩效工资.total"))
    panel.refresh()
    slip(made)
    assert not panel._timer.isActive()


def test_a_link_jumps_and_the_reason_comes_on_demand(made, panel):
    made.set_current(cell(made, PROJECT))
    panel.refresh()
    wanted = listened(made.goto_requested)
    panel.browser.anchorClicked.emit(QUrl(f"cell:{cell(made, PROJECT_TOTAL)}"))
    assert wanted == [(cell(made, PROJECT_TOTAL),)]
    why = made.pack.rule_by_code["R013"].why
    assert why not in text(panel)
    panel.browser.anchorClicked.emit(QUrl("why:R013"))
    assert why in text(panel)
    panel.browser.anchorClicked.emit(QUrl("why:R013"))
    assert why not in text(panel)


def test_it_tells_what_follows_from_the_cell_and_where_it_comes_from(made, panel):
    made.set_current(cell(made, PROJECT_TOTAL))
    panel.refresh()
    assert "从哪里来" in text(panel)
    made.set_current(cell(made, PROJECT))
    panel.refresh()
    assert "影响到" in text(panel)


def test_the_last_changes_of_the_cell_are_listed(made):
    ref = cell(made, PROJECT)
    edit = planning.set_cells(made.workspace, {ref: "823.71"})
    line = SimpleNamespace(time=datetime(2026, 3, 2, 14, 20, tzinfo=UTC), action="do", cause="录入", edit=edit)
    html = page(made.workspace, ref, frozenset(), [line]).html
    assert "03-02" in html
    assert "823.71 ← 832.71" in html


def test_names_are_text_and_never_markup(made, panel):
    row = cell(made, PROJECT).row
    made.submit(planning.set_text(made.workspace, cell(made, PROJECT)._replace(column="subject_name"), "<b>甲</b>&乙"))
    made.set_current(cell(made, PROJECT)._replace(row=row))
    panel.refresh()
    assert "<b>甲</b>&乙" in text(panel)


def test_without_a_cell_it_says_what_to_do(made, panel):
    made.set_current(None)
    panel.refresh()
    assert "选中一个单元格" in text(panel)
