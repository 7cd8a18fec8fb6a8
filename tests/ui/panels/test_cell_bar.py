from __future__ import annotations

import pytest

from models import planning
from models.refs import CellRef
from tests.ui.support import PROJECT, PROJECT_TOTAL, cell, computed_session, session
from ui.panels.cell_bar import CellBar, origin_text


@pytest.fixture
def bar(qtbot, made):
    panel = CellBar(made)
    qtbot.addWidget(panel)
    return panel


def put(made, text):
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): text}))


def test_address_value_origin_and_part_are_told(made, bar):
    made.set_current(cell(made, PROJECT))
    assert (bar.address.text(), bar.raw.text()) == ("表三 › 2013299 › 项目支出", "832.71")
    assert bar.origin.text() == "录入值　·　参与 3 条勾稽公式，全部平衡"


def test_a_slip_is_told_in_the_same_step(made, bar):
    made.set_current(cell(made, PROJECT))
    put(made, "823.71")
    assert bar.raw.text() == "823.71"
    assert bar.origin.text().endswith("参与 3 条勾稽公式，3 条不平")


def test_the_raw_text_is_as_typed(made, bar):
    made.set_current(cell(made, PROJECT))
    put(made, "8327100元")
    assert bar.raw.text() == "8327100元"


def test_a_computed_cell_says_what_works_it_out(qapp):
    made = computed_session()
    assert origin_text(made.workspace, cell(made, PROJECT_TOTAL)) == "自动计算：合计 = 基本支出 + 项目支出"


def test_other_cells_say_what_they_are(qapp):
    empty, full = session(stated=False), session()
    assert origin_text(empty.workspace, cell(empty, PROJECT_TOTAL)).startswith("空白（")
    assert origin_text(full.workspace, cell(full, PROJECT_TOTAL)) == "录入值（代替自动计算）"
    code = cell(full, PROJECT)._replace(column="subject_code")
    assert origin_text(full.workspace, code) == "文字"
    fixed = CellRef("table01", "general_public_budget", "income_item")
    fixed = CellRef("table01", full.document.rows("table01", "income").fixed[0].id, fixed.column)
    assert origin_text(full.workspace, fixed) == "表格固定文字"


def test_a_text_that_is_no_amount_is_told(made, bar):
    made.set_current(cell(made, PROJECT))
    put(made, "八百")
    assert bar.origin.text().startswith("看不懂的内容")


def test_nothing_selected_is_no_error(made, bar):
    made.set_current(None)
    assert bar.address.text() == "未选中单元格"
