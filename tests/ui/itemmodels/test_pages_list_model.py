from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import planning
from models.findings import State
from models.performance import access
from models.performance import planning as performance
from tests.ui.support import PROJECT, cell, listened, session
from ui.itemmodels.pages_list_model import Badge, PagesListModel
from ui.tally import Tally


@pytest.fixture
def made(qapp):
    return session()


@pytest.fixture
def model(made):
    tally = Tally(made)
    return PagesListModel(made, tally, tally)


def texts(model, form):
    return [badge.text for badge in model.badges(form)]


def test_it_is_a_well_behaved_model(model, qtmodeltester):
    qtmodeltester.check(model)


def test_every_page_stands_in_book_order_below_its_heading(model):
    titles = [model.index(row).data() for row in range(model.rowCount())]
    assert titles[:4] == ["封面与基本信息", "第一部分　概况", "第二部分　预算报表", "表一　收支总表"]
    assert titles[-6:] == [
        "表十三　项目支出（结转）", "第三部分　预算情况说明", "一至十　文字说明", "绩效目标表（14 个项目）",
        "十一、十二　资产与其他", "第四部分　名词解释",
    ]  # fmt: skip
    headings = [row for row in range(model.rowCount()) if model.page_at(row) is None]
    assert [titles[row] for row in headings] == ["第二部分　预算报表", "第三部分　预算情况说明"]
    assert not any(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsSelectable for row in headings)


def test_the_title_counts_the_projects(made, model):
    row = model.row_of("performance")
    changed = listened(model.dataChanged)
    first = access.forms_of(made.document)[0]
    made.submit(performance.delete_form(made.workspace, first.id))
    assert model.index(row).data() == "绩效目标表（13 个项目）"
    assert row in [index.row() for index, *_rest in changed]


def test_badges_tell_origins_emptiness_and_balance(model):
    assert {form: texts(model, form) for form in ("table01", "table06", "table07", "table11")} == {
        "table01": ["≈1"],
        "table06": ["1", "≈1"],
        "table07": ["空表"],
        "table11": [""],
    }
    assert model.badges("table11") == (Badge(State.BALANCED),)


def test_a_slip_repaints_the_forms_it_marks_and_no_other(made, model):
    changed = []
    model.dataChanged.connect(lambda first, last: changed.extend(range(first.row(), last.row() + 1)))
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))
    assert texts(model, "table03") == ["3", "≈3"]
    rows = {model.row_of(form) for form in ("table02", "table03", "table05")}
    assert rows <= set(changed) < {model.row_of(form.id) for form in made.pack.forms}


def test_errors_of_words_are_red_and_hints_amber(made, model):
    made.check_words()
    badges = model.badges("notes")
    assert [badge.state for badge in badges] == [State.BREAK, State.VIOLATION, State.ROUNDING]
    assert badges[0].words == f"错误 {badges[0].number} 处"
    assert badges[1].warns


def test_badges_are_told_in_words(model):
    row = model.row_of("table06")
    assert (
        model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) == "表六 基本支出分经济科目，提示 1 条，尾差 1 处源头"
    )
