"""Mistakes are known right after an edit, and one call mends them."""

from __future__ import annotations

import itertools

import pytest

from models import planning
from models.diagnosis.diagnose import diagnose
from tests.ui.support import PROJECT, PROJECT_TOTAL, FakeFile, cell, listened, session
from ui.diagnoser import PAUSE_MS, Diagnoser

TIED = "table06.基本工资.total"


@pytest.fixture
def made(qapp):
    return session()


@pytest.fixture
def diagnoser(made):
    return Diagnoser(made, made)


def put(made, text, address=PROJECT):
    made.submit(planning.set_cells(made.workspace, {cell(made, address): text}))


def test_a_clean_document_has_no_mistakes_and_says_nothing(made, diagnoser, qtbot):
    with qtbot.assertNotEmitted(diagnoser.diagnosed):
        put(made, "832.7100")
        diagnoser.settle()
    assert diagnoser.mistakes == []


def test_it_diagnoses_after_the_edit_and_not_inside_it(made, diagnoser, qtbot):
    put(made, "823.71")
    assert diagnoser.mistakes == []
    assert diagnoser.pending
    qtbot.waitUntil(lambda: diagnoser.mistakes != [])
    assert not diagnoser.pending
    assert diagnoser.culprits == {cell(made, PROJECT)}


def test_a_cell_knows_the_mistake_that_it_makes_or_follows_from(made, diagnoser):
    put(made, "823.71")
    diagnoser.settle()
    mistake = diagnoser.mistakes[0]
    assert diagnoser.for_cell(cell(made, PROJECT)) is mistake
    assert diagnoser.for_cell(cell(made, PROJECT_TOTAL)) is mistake
    assert diagnoser.for_cell(cell(made, "table12.党建研究会.total")) is None
    assert {diagnoser.mistake_of(key) for key in mistake.keys} == {mistake}


def test_of_two_mistakes_a_cell_belongs_to_the_one_it_makes(made, diagnoser):
    put(made, "823.71")
    put(made, "7.00", "table12.党建研究会.general_public_budget")
    diagnoser.settle()
    assert len(diagnoser.mistakes) == 2
    for address in (PROJECT, "table12.党建研究会.general_public_budget"):
        found = diagnoser.for_cell(cell(made, address))
        assert found.pinned.cells == {cell(made, address)}


def test_adopting_is_one_step_and_undo_takes_it_back(made, diagnoser):
    put(made, "823.71")
    told = listened(made.message)
    assert diagnoser.adopt_for(cell(made, PROJECT_TOTAL))
    assert made.workspace.shown(cell(made, PROJECT)) == "832.71"
    assert made.workspace.summary().breaks == 0
    assert told[-1] == ("已把 表三 · 2013299 · 项目支出 改为 832.71，可以撤销。",)
    assert (made.undo_stack.count(), made.undo_stack.undoText()) == (2, "采用建议值")
    made.undo_stack.undo()
    assert made.workspace.shown(cell(made, PROJECT)) == "823.71"


def test_a_tie_is_never_adopted_by_itself(made, diagnoser):
    put(made, "94.31", TIED)
    told = listened(made.message)
    assert not diagnoser.adopt_for(cell(made, TIED))
    assert made.workspace.shown(cell(made, TIED)) == "94.31"
    assert told[-1] == ("有 2 种改法同样说得通，请在右边选定一种。",)
    assert diagnoser.culprits == frozenset()


def test_a_cell_in_order_says_so(made, diagnoser):
    told = listened(made.message)
    assert not diagnoser.adopt_for(cell(made, PROJECT))
    assert not diagnoser.adopt_for(None)
    assert told == [("这一格没有断差，不需要处理。",)] * 2


def test_a_proposal_of_yesterday_is_not_carried_out(made, diagnoser):
    put(made, "823.71")
    diagnoser.settle()
    old = diagnoser.mistakes[0].pinned
    put(made, "900.00", PROJECT_TOTAL)
    assert not diagnoser.adopt(old)
    assert made.workspace.shown(cell(made, PROJECT)) == "823.71"


def test_nothing_is_adopted_in_a_read_only_file(qapp):
    made = session(FakeFile(read_only=True))
    made.workspace.apply(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))
    diagnoser = Diagnoser(made, made)
    assert not diagnoser.adopt_for(cell(made, PROJECT))
    assert made.workspace.shown(cell(made, PROJECT)) == "823.71"


def test_a_row_left_out_is_put_back(made, diagnoser):
    row = cell(made, "table12.党建研究会.total").row
    made.submit(planning.delete_rows(made.workspace, "table12", [row]))
    diagnoser.settle()
    best = diagnoser.mistakes[0].pinned
    assert best.row.adds
    assert diagnoser.adopt(best)
    assert made.workspace.summary().breaks == 0


def test_a_slow_diagnosis_waits_for_a_pause(made, qtbot):
    runs = []

    def work(workspace):
        runs.append(1)
        return diagnose(workspace)

    clock = itertools.count(0, 0.2)
    diagnoser = Diagnoser(made, made, work=work, clock=lambda: next(clock))
    told = listened(diagnoser.diagnosed)
    put(made, "823.71")
    assert len(told) == 1
    assert all(not mistake.proposals for mistake in diagnoser.mistakes)
    assert {key for mistake in diagnoser.mistakes for key in mistake.keys} == {one.key for one in breaks(made)}
    put(made, "823.72")
    assert len(runs) == 1
    qtbot.waitUntil(lambda: len(runs) == 2, timeout=PAUSE_MS * 10)
    assert diagnoser.mistakes[0].pinned.cells == {cell(made, PROJECT)}


def breaks(made):
    return [finding for finding in made.workspace.findings() if finding.state.value == "break"]
