from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import planning
from models.findings import State
from tests.ui.support import PROJECT, cell, session
from ui.itemmodels.forms_list_model import Badge, FormsListModel
from ui.tally import Tally


@pytest.fixture
def made(qapp):
    return session()


@pytest.fixture
def model(made):
    tally = Tally(made)
    return FormsListModel(made, tally, tally)


def texts(model, form):
    return [badge.text for badge in model.badges(form)]


def test_it_is_a_well_behaved_model(model, qtmodeltester):
    qtmodeltester.check(model)


def test_every_form_stands_in_book_order(model):
    titles = [model.index(row).data() for row in range(model.rowCount())]
    assert (len(titles), titles[0], titles[12]) == (13, "表一　收支总表", "表十三　项目支出（结转）")


def test_badges_tell_origins_emptiness_and_balance(model):
    assert {form: texts(model, form) for form in ("table01", "table06", "table07", "table11")} == {
        "table01": ["≈1"],
        "table06": ["提示 1", "≈1"],
        "table07": ["空表"],
        "table11": [""],
    }
    assert model.badges("table11") == (Badge(State.BALANCED),)


def test_a_slip_repaints_the_forms_it_marks_and_no_other(made, model):
    changed = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))
    assert texts(model, "table03") == ["3", "≈3"]
    assert {1, 2, 4} <= set(changed) < set(range(13))


def test_badges_are_told_in_words(model):
    row = model.row_of("table06")
    assert (
        model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) == "表六 基本支出分经济科目，提示 1 条，尾差 1 处源头"
    )
