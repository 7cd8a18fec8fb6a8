from __future__ import annotations

import random

import pytest

from models import planning
from models.findings import State
from models.refs import CellRef
from tests.ui.support import PROJECT, cell, session
from ui.itemmodels.finding_columns import BALANCE, COLUMNS
from ui.itemmodels.findings_table_model import FindingsTableModel


@pytest.fixture
def made(qapp):
    return session()


def put(made, text, address=PROJECT):
    made.submit(planning.set_cells(made.workspace, {cell(made, address): text}))


def texts(model):
    return [tuple(model.index(row, column).data() for column in range(len(COLUMNS))) for row in range(model.rowCount())]


def states(model):
    return [row[0] for row in texts(model)]


def test_it_is_a_well_behaved_model_also_while_it_changes(made, qtmodeltester):
    model = FindingsTableModel(made)
    qtmodeltester.check(model)
    put(made, "823.71")
    model.toggle(states(model).index("尾差"))
    made.undo_stack.undo()
    model.set_filter(frozenset({State.ROUNDING}), frozenset({"table03"}))


def test_roundings_of_one_origin_are_one_line_with_a_count(made):
    model = FindingsTableModel(made)
    heads = [row for row in texts(model) if row[0] == "尾差"]
    assert len(heads) == 5
    assert heads[0] == (
        "尾差",
        "20805 行政事业单位养老支出",
        "表二、表三、表五共 6 处，同一源头的四舍五入尾差",
        "",
        "",
        "-0.01",
        BALANCE,
    )


def test_a_head_unfolds_into_its_members_and_folds_again(made):
    model = FindingsTableModel(made)
    head = states(model).index("尾差")
    folded = texts(model)
    model.toggle(head)
    assert model.is_open(head)
    assert model.rowCount() == len(folded) + 6
    assert [model.line(row).inside for row in range(head + 1, head + 7)] == [True] * 6
    model.toggle(head)
    assert texts(model) == folded


def test_a_slip_comes_first_with_place_words_and_figures(made):
    model = FindingsTableModel(made)
    put(made, "823.71")
    assert texts(model)[:3] == [
        ("断差", "表三 · 20132", "项目支出 = 所属下级 3 项之和", "823.71", "832.71", "9.00", ""),
        ("断差", "表三 · 2013299", "合计 = 基本支出 + 项目支出", "823.71", "832.71", "9.00", ""),
        (
            "断差",
            "表三 · 2013299 ↔ 表五、表二",
            "项目支出 = 表五 2013299 项目支出 + 表二 2013299 上年结转",
            "832.71",
            "823.71",
            "-9.00",
            "",
        ),
    ]


def test_a_finding_whose_figures_change_stays_where_it_is(made, qtbot):
    put(made, "823.71")
    model = FindingsTableModel(made)
    with qtbot.assertNotEmitted(model.rowsRemoved), qtbot.waitSignal(model.dataChanged):
        put(made, "800.00")
    assert texts(model)[1][3:6] == ("800.00", "832.71", "32.71")


def test_filters_by_state_and_form(made):
    put(made, "823.71")
    model = FindingsTableModel(made)
    model.set_filter(frozenset({State.BREAK}), None)
    assert states(model) == ["断差"] * 3
    model.set_filter(frozenset({State.BREAK}), frozenset({"table05"}))
    assert [row[1] for row in texts(model)] == ["表三 · 2013299 ↔ 表五、表二"]
    model.set_filter(None, frozenset({"table07"}))
    assert model.rowCount() == 0


def test_a_filtered_list_takes_in_only_what_it_shows(made):
    model = FindingsTableModel(made)
    model.set_filter(frozenset({State.BREAK}), frozenset({"table02"}))
    put(made, "823.71")
    assert model.rowCount() == 1
    made.undo_stack.undo()
    assert model.rowCount() == 0


def test_a_finding_is_found_also_under_a_folded_head(made):
    model = FindingsTableModel(made)
    head = states(model).index("尾差")
    member = model.line(head).finding.key
    assert model.row_of(member) == head
    model.toggle(head)
    assert model.row_of(member) == head + 1
    assert model.row_of("R999:nowhere") is None


def test_text_that_is_no_amount_is_listed_with_its_sentence(made):
    model = FindingsTableModel(made)
    put(made, "八百")
    words = [row[2] for row in texts(model) if row[0] == "错误"]
    assert any("“八百”不是金额" in word for word in words)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("form", [None, frozenset({"table03"})])
def test_keeping_up_equals_building_anew(made, seed, form):
    model, chance = FindingsTableModel(made), random.Random(seed)
    model.set_filter(None, form)
    model.toggle(model.rowCount() - 1)
    refs = sorted(made.document.entries)
    for _ in range(20):
        wanted = {
            chance.choice(refs): chance.choice(["", "1.23", "17.57", "44.28", "832.71", "八百"]) for _ in range(3)
        }
        made.submit(planning.set_cells(made.workspace, wanted))
    for row in range(model.rowCount() - 1, -1, -1):
        if model.line(row).members and model.is_open(row):
            model.toggle(row)
    fresh = FindingsTableModel(made)
    fresh.set_filter(None, form)
    assert texts(model) == texts(fresh)


def test_deleting_a_row_keeps_the_list_whole(made, qtmodeltester):
    model = FindingsTableModel(made)
    qtmodeltester.check(model)
    row = cell(made, PROJECT).row
    made.submit(planning.delete_rows(made.workspace, "table03", [row]))
    assert texts(model) == texts(FindingsTableModel(made))
    assert not any(
        CellRef("table03", row, "project_expenditure") in model.line(at).finding.cells for at in range(model.rowCount())
    )


def test_many_findings_at_once_are_taken_in_one_go(made, qtbot):
    model = FindingsTableModel(made)
    refs = sorted(made.document.entries)
    with qtbot.waitSignal(model.modelReset):
        made.submit(planning.set_cells(made.workspace, dict.fromkeys(refs, "八百")))
    assert model.rowCount() >= len(refs)
    assert texts(model) == texts(FindingsTableModel(made))
