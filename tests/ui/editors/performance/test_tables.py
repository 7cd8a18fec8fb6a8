"""Typing amounts and indicators with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from models.findings import State
from models.refs import CellRef
from tests.support.form_ids import FORM

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def bench(page):
    return page()


def test_an_amount_is_typed_in_yuan_and_checked(bench):
    bench.form.funds.go(1, 2)
    bench.type("151300")
    bench.press("Return")
    assert bench.amount("annual_provincial_fund") == "151,300"
    ref = CellRef(FORM, bench.form.row_id, "annual_total")
    assert bench.session.workspace.cell_state(ref) is State.BREAK
    assert bench.undo.count() == 1


def test_enter_goes_down_and_tab_goes_on(bench):
    bench.form.funds.go(0, 1)
    bench.press("Return")
    assert bench.session.current.column == "annual_central_fund"
    bench.press("Tab")
    assert bench.session.current.column == "annual_provincial_fund"


def test_tab_leaves_the_table_at_its_end(bench):
    bench.form.funds.go(1, 5)
    bench.press("Tab")
    assert bench.field("project_overview").hasFocus()


def test_the_selected_amounts_are_told(bench):
    bench.form.funds.go(0, 2)
    assert [ref.column for ref in bench.session.selection] == ["implementation_period_provincial_fund"]


def test_deleting_and_pasting_amounts_is_one_edit_each(bench):
    bench.form.funds.go(0, 1)
    QGuiApplication.clipboard().setText("1\t2\n3\t4")
    bench.press("V", CONTROL)
    assert bench.amount("implementation_period_central_fund") == "1"
    assert bench.amount("annual_provincial_fund") == "4"
    assert bench.undo.count() == 1
    bench.press("Delete")
    assert bench.amount("implementation_period_central_fund") == ""
    assert bench.undo.count() == 2


def test_an_indicator_is_typed_with_an_input_method(bench):
    bench.form.indicators.go(0, 2)
    bench.compose("pei")
    bench.compose("")
    bench.press("Return")
    assert bench.undo.count() == 0
    bench.form.indicators.go(0, 2)
    bench.type("培训党员人数")
    bench.press("Return")
    assert bench.indicators()[0].label == "培训党员人数"
    assert bench.undo.count() == 1


def test_a_merged_level_changes_for_all_its_lines(bench):
    model = bench.form.indicators.indicators
    lines = model.span_at(0, 0)
    assert len(lines) > 1
    bench.form.indicators.go(0, 0)
    bench.type("产出")
    bench.press("Return")
    assert {bench.indicators()[line].texts["level1"] for line in lines} == {"产出"}
    assert bench.undo.count() == 1


def test_rows_come_move_and_go_by_keys(bench):
    before = [row.id for row in bench.indicators()]
    table = bench.form.indicators
    table.go(1, 2)
    bench.press("Plus", CONTROL)
    rows = bench.indicators()
    assert len(rows) == len(before) + 1
    assert (table.currentIndex().row(), rows[2].label) == (2, "")
    assert rows[2].texts["level2"] == rows[1].texts["level2"]
    bench.press("Up", ALT)
    assert [row.id for row in bench.indicators()][1] == rows[2].id
    assert table.currentIndex().row() == 1
    bench.press("Minus", CONTROL)
    assert [row.id for row in bench.indicators()] == before


def test_moving_beyond_the_end_is_told(bench):
    bench.form.indicators.go(0, 2)
    bench.press("Up", ALT)
    assert bench.messages == ["指标已经在最上面。"]


def test_a_value_of_the_year_that_differs_is_marked(bench):
    model = bench.form.indicators.indicators
    line = next(at for at in range(model.rowCount()) if model.text(at, 3) == model.text(at, 4) != "")
    assert not model.marked(line, 4)
    bench.form.indicators.go(line, 4)
    bench.type("1")
    bench.press("Return")
    assert model.marked(line, 4)
    assert "与实施期指标值" in model.index(line, 4).data(Qt.ItemDataRole.ToolTipRole)


def test_pasted_lines_beyond_the_last_are_added(bench):
    count = len(bench.indicators())
    bench.form.indicators.go(count - 1, 2)
    QGuiApplication.clipboard().setText("满意度甲\t≥90%\t≥90%\n满意度乙\t≥80%\t≥80%")
    bench.press("V", CONTROL)
    assert [row.label for row in bench.indicators()][-2:] == ["满意度甲", "满意度乙"]
    assert bench.undo.count() == 1


def test_tables_are_as_high_as_their_lines(bench):
    table = bench.form.indicators
    lines = table.verticalHeader().length() + table.horizontalHeader().height()
    assert table.height() >= lines
    assert not table.verticalScrollBar().isVisible()
