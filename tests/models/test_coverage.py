"""The coverage map against trying it out, and the ledger against the findings."""

from __future__ import annotations

from collections import Counter

import pytest

from models import engine, planning
from models.coverage import Coverage, coverage, duties, ledger
from models.engine import WORDS
from models.findings import State
from models.narrative.planning import set_section
from models.performance.access import forms_of
from models.refs import CellRef
from models.rules import ROW_CHECKS, WORD_CHECKS
from models.workspace import Workspace
from tests.models.rounding.documents import printed
from tests.support.budgets import cell, checked_anew, empty, put, sample, tables


def leaves() -> Workspace:
    """The sample typed once: what the program can work out, it works out."""
    workspace = tables()
    workspace.apply(planning.clear(workspace, [ref for ref in workspace.document.entries if workspace.is_defined(ref)]))
    return workspace


UP, DOWN = "987654321.09", "-987654321.09"


def broken_by(workspace: Workspace, ref: CellRef, slips: tuple[str, ...] = (UP, DOWN)) -> int:
    """How many equalities are in 断差 because a figure is far off, up or down; bounds are not counted.

    The lesser of the two: a remainder that would become negative is left blank, and breaks still more.
    """
    equations = workspace.equations
    before = {one: one.residual for one in equations.met()}
    counts = []
    for text in slips:
        with workspace.trial(planning.set_cells(workspace, {ref: text})):
            wrong = [one for one in workspace.engine.broken() if equations.operator(one) == "="]
            counts.append(sum(one.residual != before.get(one, 0) for one in wrong))
    return min(counts)


@pytest.mark.parametrize("made", [tables, leaves, lambda: printed(60, 3)], ids=["sample", "leaves", "generated"])
def test_the_guards_of_a_stated_figure_are_the_equalities_that_a_slip_breaks(made):
    workspace = made()
    found = coverage(workspace)
    for ref in list(workspace.document.entries)[::3]:
        assert found.guards[ref] == broken_by(workspace, ref), ref


def test_in_the_sample_every_figure_lies_in_at_least_two_equalities():
    found = coverage(tables())
    assert len(found.guards) == 253
    assert min(found.guards.values()) == 2
    assert found.unguarded == ()


def test_every_filled_figure_is_counted_in_book_order():
    workspace = leaves()
    found = coverage(workspace)
    filled = {
        ref for ref in (*workspace.document.entries, *workspace.equations.computed) if workspace.value(ref).filled
    }
    assert found.guards.keys() == filled
    forms = [ref.form for ref in found.guards]
    assert forms == sorted(forms)


def test_a_figure_that_nothing_repeats_is_for_people_to_check():
    """A total that the program adds up agrees with whatever was typed."""
    workspace = empty()
    put(workspace, {"table10.reception.general_public_budget": "3.00"})
    found = coverage(workspace)
    assert cell(workspace, "table10.reception.general_public_budget") in found.unguarded
    assert cell(workspace, "table10.reception.total") in found.unguarded
    assert cell(workspace, "table10.total.total") in found.unguarded


def test_stating_the_total_guards_what_it_adds_up():
    workspace = empty()
    figure = cell(workspace, "table10.reception.general_public_budget")
    put(workspace, {"table10.reception.general_public_budget": "3.00", "table10.reception.total": "3.00"})
    found = coverage(workspace)
    assert found.guards[figure] == broken_by(workspace, figure) > 0
    assert cell(workspace, "table10.reception.total") not in found.unguarded


def test_a_computed_total_is_only_as_safe_as_its_weakest_part():
    workspace = empty()
    put(workspace, {"table10.reception.general_public_budget": "3.00", "table10.reception.total": "3.00"})
    total = cell(workspace, "table10.total.general_public_budget")
    assert coverage(workspace).guards[total] == coverage(workspace).guards[cell(workspace, "table10.reception.total")]
    put(workspace, {"table10.abroad.general_public_budget": "1.00"})
    assert coverage(workspace).guards[total] == 0


def test_a_form_still_to_be_filled_guards_nothing():
    """表二 and 表三 check each other by 科目, but not while one of them is empty."""
    workspace = empty()
    workspace.apply(planning.add_subject(workspace, "table03", "main", "2013299"))
    put(workspace, {"table03.2013299.basic_expenditure": "5.00"})
    figure = cell(workspace, "table03.2013299.basic_expenditure")
    before = coverage(workspace).guards[figure]
    assert before == broken_by(workspace, figure, (UP,))
    put(workspace, {"table02.2013299.general_public_budget": "5.00"})
    after = coverage(workspace).guards[figure]
    assert after == broken_by(workspace, figure, (UP,)) > before


def test_a_bound_guards_nothing():
    """R055 lets 接待费 of 表十 exceed that of 表六, by however much."""
    workspace = empty()
    workspace.apply(
        planning.insert_row(workspace, "table06", "main", 0, "economic_item", code="30217", label="公务接待费")
    )
    put(workspace, {"table10.reception.general_public_budget": "3.00", "table06.30217.public_expense": "2.00"})
    found = coverage(workspace)
    assert found.guards[cell(workspace, "table10.reception.general_public_budget")] == 0
    assert coverage(empty()) == Coverage({})


def test_an_unreadable_neighbour_guards_nothing():
    workspace = tables()
    figure = cell(workspace, "table06.基本工资.personnel_expense")
    before = coverage(workspace).guards[figure]
    put(workspace, {"table06.基本工资.total": "看不懂"})
    after = coverage(workspace)
    assert after.guards[figure] == broken_by(workspace, figure) == before - 1
    assert cell(workspace, "table06.基本工资.total") not in after.guards


# -- the ledger --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made", [tables, leaves, empty, lambda: printed(60, 3)], ids=["sample", "leaves", "empty", "made"]
)
def test_the_ledger_owes_what_the_summary_counts(made):
    workspace = made()
    total = dict.fromkeys(State, 0)
    for rule in workspace.pack.rules:
        for duty in duties(workspace, rule) if not rule.check else ():
            total[duty.state] += not duty.key.startswith(WORDS)
    summary = workspace.summary()
    assert total == {
        State.BALANCED: summary.balanced, State.ROUNDING: summary.rounding, State.SUSPECT: summary.suspect,
        State.BREAK: summary.breaks, State.UNEVALUATED: summary.unevaluated,
        State.NOT_APPLICABLE: summary.not_applicable, State.VIOLATION: 0,
    }  # fmt: skip


def test_every_rule_of_the_pack_is_in_the_ledger_with_all_that_it_owes():
    workspace = sample(checked=True)
    found = ledger(workspace)
    assert [entry.rule.code for entry in found] == [rule.code for rule in workspace.pack.rules]
    for entry in found:
        assert entry.owed > 0
        owed = duties(workspace, entry.rule)
        assert len({duty.key for duty in owed}) == len(owed) == entry.owed
        assert Counter(duty.state for duty in owed) == entry.counts
    varied = max(found, key=lambda entry: len(entry.counts))
    assert len(varied.counts) > 2
    for state, count in varied.counts.items():
        assert [duty.state for duty in duties(workspace, varied.rule, state)] == [state] * count


def of(workspace: Workspace, code: str) -> dict[State, int]:
    return next(entry.counts for entry in ledger(workspace) if entry.rule.code == code)


def test_rules_that_are_no_equalities_owe_one_check_a_form():
    workspace = tables()
    assert of(workspace, "R025") == {State.VIOLATION: 1}
    assert of(workspace, "R032") == {State.BALANCED: 2}
    assert of(workspace, "R012") == {State.BALANCED: 3, State.NOT_APPLICABLE: 2}
    put(workspace, {"table06.基本工资.total": "看不懂"})
    assert of(workspace, "R069")[State.VIOLATION] == 1


def test_not_judged_never_looks_like_passed():
    workspace = empty()
    put(workspace, {"table03.total.total": "5.00"})
    assert of(workspace, "R041")[State.UNEVALUATED] == 1
    entry = next(entry for entry in ledger(workspace) if entry.rule.code == "R041")
    assert not entry.passed
    assert not any(one.passed for one in ledger(empty()) if not one.rule.check or one.rule.check in WORD_CHECKS)
    assert next(entry for entry in ledger(tables()) if entry.rule.code == "R041").passed


@pytest.mark.expects_log
def test_a_rule_that_crashes_has_judged_nothing(monkeypatch):
    def crash(_scope):
        raise ValueError

    monkeypatch.setitem(engine.ROW_CHECKS, "projects", crash)
    assert ROW_CHECKS["projects"] is crash
    assert of(checked_anew(tables()), "R032") == {State.UNEVALUATED: 2}


# -- the ledger of the words -------------------------------------------------------------------------------------------


def test_every_number_of_the_prose_is_a_check():
    workspace = sample(checked=True)
    assert of(workspace, "R070") == {State.BALANCED: 8}
    wrong = workspace.words.prose.source("section01").replace("1,170.53", "1,170.35", 1)
    workspace.apply(set_section(workspace, "section01", wrong))
    workspace.refresh_words()
    assert of(workspace, "R070") == {State.BALANCED: 7, State.VIOLATION: 1}
    found = {finding.key for finding in workspace.findings() if finding.rule == "R070"}
    assert {duty.key for duty in duties(workspace, workspace.pack.rule_by_code["R070"], State.VIOLATION)} == found


def test_a_number_that_nothing_is_known_of_is_not_judged():
    workspace = sample(checked=True)
    text = workspace.words.prose.source("section01")
    workspace.apply(set_section(workspace, "section01", f"{text}\n另有捐赠7,654.32万元。"))
    workspace.refresh_words()
    assert of(workspace, "R070") == {State.BALANCED: 8, State.UNEVALUATED: 1}


def test_words_still_to_be_checked_are_not_judged():
    workspace = sample()
    states = {rule.code: of(workspace, rule.code).keys() for rule in workspace.pack.rules if rule.check in WORD_CHECKS}
    assert {code for code, said in states.items() if said != {State.UNEVALUATED}} == set()
    workspace.refresh_words()
    assert State.UNEVALUATED not in of(workspace, "R134")


def test_a_rule_about_forms_owes_one_check_a_form():
    workspace = sample(checked=True)
    forms = len(forms_of(workspace.document))
    assert {entry.owed for entry in ledger(workspace) if entry.rule.check == "performance"} == {forms}
    assert of(workspace, "R106")[State.NOT_APPLICABLE] > 0  # a form whose words claim nothing
    assert of(tables(), "R106") == {State.NOT_APPLICABLE: 1}
