"""One mistake is one line of the list; what follows from it is folded below."""

from __future__ import annotations

import random

import pytest

from models import planning
from models.findings import State
from tests.ui.support import PROJECT, cell, session
from ui.diagnoser import Diagnoser
from ui.itemmodels.finding_columns import COLUMNS
from ui.itemmodels.findings_table_model import FindingsTableModel

TIED = "table06.基本工资.total"


@pytest.fixture
def made(qapp):
    return session()


@pytest.fixture
def diagnoser(made):
    return Diagnoser(made, made)


@pytest.fixture
def model(made, diagnoser):
    return FindingsTableModel(made, diagnoser=diagnoser)


def put(made, diagnoser, text, address=PROJECT):
    made.submit(planning.set_cells(made.workspace, {cell(made, address): text}))
    diagnoser.settle()


def texts(model):
    return [tuple(model.index(row, at).data() for at in range(len(COLUMNS))) for row in range(model.rowCount())]


def breaks(model):
    return [row for row in texts(model) if row[0] == "断差"]


def test_a_mistake_is_one_line_with_its_culprit_and_its_remedy(made, diagnoser, model):
    put(made, diagnoser, "823.71")
    assert breaks(model) == [
        (
            "断差",
            "表三 · 2013299 · 项目支出",
            "疑似 3、2 两位数字录反，牵连 3 条公式",
            "832.71",
            "823.71",
            "-9.00",
            "采用 832.71",
        )
    ]


def test_its_members_unfold_and_name_their_origin(made, diagnoser, model):
    put(made, diagnoser, "823.71")
    model.toggle(0)
    members = breaks(model)[1:]
    assert [row[1] for row in members] == ["表三 · 20132", "表三 · 2013299", "表三 · 2013299 ↔ 表五、表二"]
    assert {row[6] for row in members} == {"同源：2013299"}
    assert [model.line(row).inside for row in range(4)] == [False, True, True, True]
    model.toggle(0)
    assert len(breaks(model)) == 1


def test_it_stays_unfolded_while_its_figure_changes(made, diagnoser, model, qtbot):
    put(made, diagnoser, "823.71")
    model.toggle(0)
    with qtbot.assertNotEmitted(model.rowsRemoved):
        put(made, diagnoser, "823.17")
    assert len(breaks(model)) == 4


def test_a_tie_is_told_and_shows_no_figure(made, diagnoser, model):
    put(made, diagnoser, "94.31", TIED)
    assert breaks(model) == [
        ("断差", "表六 · 基本工资", "有 2 种改法同样说得通，请核对原始依据", "", "", "", "选择改法")
    ]


def test_a_row_left_out_is_one_line(made, diagnoser, model):
    made.submit(planning.delete_rows(made.workspace, "table02", [cell(made, "table02.2080505.carryover").row]))
    diagnoser.settle()
    assert [row[1] for row in breaks(model)] == ["表二 · 2080505 机关事业单位基本养老保险缴费支出"]
    assert breaks(model)[0][6] == "补上这一行"


def test_a_folded_finding_is_found_under_its_head(made, diagnoser, model):
    put(made, diagnoser, "823.71")
    keys = diagnoser.mistakes[0].keys
    assert {model.row_of(key) for key in keys} == {0}
    model.toggle(0)
    assert {model.row_of(key) for key in keys} == {1, 2, 3}


def test_a_form_shows_the_mistakes_that_mark_it(made, diagnoser, model):
    put(made, diagnoser, "823.71")
    model.set_filter(frozenset({State.BREAK}), frozenset({"table05"}))
    assert len(texts(model)) == 1
    model.set_filter(frozenset({State.BREAK}), frozenset({"table06"}))
    assert texts(model) == []


def test_it_is_a_well_behaved_model_while_mistakes_come_and_go(made, diagnoser, model, qtmodeltester):
    qtmodeltester.check(model)
    put(made, diagnoser, "823.71")
    model.toggle(0)
    put(made, diagnoser, "94.31", TIED)
    made.undo_stack.undo()
    diagnoser.settle()
    made.undo_stack.undo()
    diagnoser.settle()
    assert breaks(model) == []


@pytest.mark.parametrize("seed", range(3))
def test_keeping_up_equals_building_anew(made, diagnoser, model, seed):
    chance = random.Random(seed)
    refs = sorted(made.document.entries)
    for _ in range(8):
        made.submit(
            planning.set_cells(made.workspace, {chance.choice(refs): chance.choice(["", "1.23", "44.28", "832.71"])})
        )
        diagnoser.settle()
        if model.line(0).members:
            model.toggle(0)
    for row in range(model.rowCount() - 1, -1, -1):
        if model.line(row).members and model.is_open(row):
            model.toggle(row)
    assert texts(model) == texts(FindingsTableModel(made, diagnoser=diagnoser))
