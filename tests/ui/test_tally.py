from __future__ import annotations

import random

import pytest

from models import planning
from models.findings import State
from tests.ui.support import PROJECT, cell, listened, session
from ui.tally import Tally


def edit_of(made, text, address=PROJECT):
    return planning.set_cells(made.workspace, {cell(made, address): text})


def counted(tally, forms):
    return {
        form: ([tally.of_page(form).of(state) for state in State], tally.of_page(form).roots, tally.is_empty(form))
        for form in forms
    }


@pytest.fixture
def made(qapp):
    return session()


def test_the_sample_has_its_known_findings(made):
    tally = Tally(made)
    assert (tally.all.of(State.BREAK), tally.all.of(State.ROUNDING), tally.all.roots) == (0, 24, 5)
    assert [form.id for form in made.pack.forms if tally.is_empty(form.id)] == [
        "table07",
        "table08",
        "table09",
        "table10",
    ]


def test_what_is_off_in_words_is_counted_apart(made):
    tally = Tally(made)
    assert tally.all.shown(State.ROUNDING) == "24（5 处源头）"
    made.check_words()
    assert tally.all.shown(State.ROUNDING) == "24（5 处源头），文字 2"
    assert tally.all.of(State.ROUNDING) == 26


def test_a_slip_is_counted_on_both_ends_and_its_undo_counts_back(made):
    tally = Tally(made)
    told = listened(tally.updated)
    made.submit(edit_of(made, "823.71"))
    assert [tally.of_page(form).of(State.BREAK) for form in ("table03", "table05", "table02", "table01")] == [
        3,
        1,
        1,
        0,
    ]
    assert told[-1][0] >= {"table02", "table03", "table05"}
    made.undo_stack.undo()
    assert tally.all.of(State.BREAK) == 0


def test_a_form_becomes_empty_and_full_again(made):
    tally = Tally(made)
    refs = [ref for ref in made.document.entries if ref.form == "table13"]
    made.submit(planning.clear(made.workspace, refs))
    assert tally.is_empty("table13") == made.workspace.form_is_empty("table13")
    made.submit(planning.set_cells(made.workspace, {cell(made, "table07.合计.government_fund_income_budget"): "1"}))
    assert not tally.is_empty("table07")
    made.undo_stack.undo()
    assert tally.is_empty("table07")


@pytest.mark.parametrize("seed", range(3))
def test_counting_along_equals_counting_anew(made, seed):
    tally, chance = Tally(made), random.Random(seed)
    refs = sorted(made.document.entries)
    for _ in range(25):
        ref = chance.choice(refs)
        made.submit(planning.set_cells(made.workspace, {ref: chance.choice(["", "1.23", "832.71", "八百"])}))
    forms = [form.id for form in made.pack.forms]
    assert counted(tally, forms) == counted(Tally(made), forms)
