from __future__ import annotations

from datetime import datetime

import pytest

from models import planning
from models.findings import State
from tests.ui.support import PROJECT, FakeFile, cell, listened, session
from ui.panels.status_bar import StatusBar, round_half_up, selection_text
from ui.tally import Tally


@pytest.fixture
def bar(qtbot, made, tally):
    widget = StatusBar(made, tally)
    qtbot.addWidget(widget)
    return widget


def test_the_time_of_the_last_save_is_shown(bar, made):
    bar.show_saved(None)
    assert bar.saved.text() == "未存入文件"
    made.file = FakeFile()
    made.saved.emit(datetime(2026, 3, 2, 14, 20, 7).astimezone())
    assert bar.saved.text() == "已保存 14:20:07"


def test_read_only_is_said(qtbot, qapp):
    made = session(FakeFile(read_only=True))
    widget = StatusBar(made, Tally(made, made))
    qtbot.addWidget(widget)
    assert widget.saved.text() == "只读打开"


def test_counts_follow(bar, made):
    assert bar.counts[State.ROUNDING].text() == "尾差 24（5 处源头）"
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))
    assert bar.counts[State.BREAK].text() == "断差 3"


def test_the_selection_is_summed(bar, made):
    refs = [cell(made, f"table03.{row}.basic_expenditure") for row in ("2013201", "2013250", "2080501")]
    made.set_selection(refs)
    assert bar.selection.text() == "选中 3 格　求和 260.58　平均 86.86　计数 3"
    made.submit(planning.set_cells(made.workspace, {refs[0]: "1000"}))
    assert bar.selection.text() == "选中 3 格　求和 1,079.50　平均 359.83　计数 3"
    made.set_selection(refs[:1])
    assert bar.selection.text() == ""


def test_blank_cells_have_no_sum(made):
    refs = [cell(made, f"table07.合计.{'government_fund_income_budget'}")] * 2
    assert selection_text(made.workspace, refs) == "选中 2 格"


@pytest.mark.parametrize(("total", "count", "mean"), [(10, 4, 3), (-10, 4, -3), (9, 4, 2), (0, 3, 0), (7, 1, 7)])
def test_a_mean_is_rounded_half_up(total, count, mean):
    assert round_half_up(total, count) == mean


def test_a_sentence_passes_and_the_zoom_is_chosen(bar, made):
    made.message.emit("粘贴 4 个单元格")
    assert bar.message.text() == "粘贴 4 个单元格"
    chosen = listened(bar.zoom_chosen)
    bar.zoom.menu().aboutToShow.emit()
    bar.zoom.menu().actions()[0].trigger()
    assert chosen == [(200,)]
    bar.set_draft(draft=False)
    assert bar.draft.text() == "正式稿 · 无水印"
