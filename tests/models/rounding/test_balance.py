"""舍位平衡: the proven minimum of the sample, what must never be touched, and documents of all sizes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import planning
from models.amounts import to_text
from models.edits import Edit
from models.errors import PlanError
from models.findings import State
from models.instances import CENT
from models.refs import CellRef
from models.rounding import balance as balancing
from models.rounding.balance import Balance, Reason, balance
from models.rounding.exact import Answer
from models.rounding.wording import balance_sentence, change_sentence
from models.workspace import Workspace
from tests.models.rounding.documents import printed
from tests.support.budgets import cell, put, tables, wan
from tests.support.examples import examples

PENSION, BASIC_SALARY = "table03.2080505.basic_expenditure", "table06.基本工资.personnel_expense"
ANNUITY, HEALTH, OTHER_WAGES = (
    "table03.2080506.total",
    "table01.class_210.expenditure_total",
    "table06.其他工资福利支出.total",
)


def off(workspace: Workspace) -> list[State]:
    return [found.state for found in workspace.findings() if found.state is not State.VIOLATION]


def moved(workspace: Workspace, found: Balance) -> set[tuple[str, str]]:
    """Old and new figure of each group, as printed."""
    return {(to_text(group[0].old), to_text(group[0].new)) for group in found.groups}


def assert_sound(workspace: Workspace, found: Balance, locked: Iterable[CellRef] = ()) -> None:
    """Only stated, filled, unlocked figures change, by whole cents; none vanishes or changes sign, no blank fills."""
    before = {ref: workspace.value(ref) for ref in (*workspace.document.entries, *workspace.equations.computed)}
    for change in found.changes:
        assert change.ref in workspace.document.entries
        assert change.ref not in set(locked)
        assert change.old == before[change.ref].fen
        assert change.old != change.new
        assert (change.new - change.old) % CENT == 0
    with workspace.trial(found.edit):
        after = {ref: workspace.value(ref) for ref in (*workspace.document.entries, *workspace.equations.computed)}
        assert after.keys() == before.keys()
        for ref, value in before.items():
            assert (value.fen > 0, value.fen < 0) == (after[ref].fen > 0, after[ref].fen < 0)
            assert value.slack == after[ref].slack


# -- the sample --------------------------------------------------------------------------------------------------------


def test_three_cents_balance_the_sample():
    workspace = tables()
    entries = dict(workspace.document.entries)
    found = balance(workspace)
    assert (found.classes, found.cents, len(found.changes)) == (3, 3, 26)
    assert found.optimal
    assert found.left == ()
    assert moved(workspace, found) == {("29.57", "29.56"), ("17.56", "17.55"), ("94.33", "94.32")}
    assert_sound(workspace, found)
    assert workspace.document.entries == entries

    workspace.apply(found.edit)
    assert off(workspace) == []
    assert workspace.summary().balanced == 316
    assert not balance(workspace).edit
    workspace.apply(found.edit.inverse())
    assert workspace.document.entries == entries
    assert workspace.summary().rounding == 24


def test_the_edit_is_one_undo_step_that_says_what_it_is():
    edit = balance(tables()).edit
    assert (edit.label, edit.cause, len(edit.changes)) == ("舍位平衡", "平衡", 26)


def test_each_change_is_told_where_it_is_typed():
    workspace = tables()
    found = balance(workspace)
    said = [change_sentence(workspace, group) for group in found.groups]
    assert "表六 · 基本工资 · 人员经费：94.33 → 94.32，同一个数共 2 处一起改。" in said
    assert balance_sentence(found) == "改动 3 个数（26 个单元格），合计 0.03 万元，已证明不能更少。"


class Figures:
    """The sample's figures and equalities, put together here from nothing but cells and values: the proof's own view.

    ``rows`` are the equalities over classes of copies, as coefficients, with what they miss in cents.
    """

    def __init__(self, workspace: Workspace) -> None:
        assert not workspace.equations.computed
        self.workspace = workspace
        filled = {ref: workspace.value(ref).fen for ref in workspace.document.entries}
        systems = [
            {ref: sign for ref, sign, _side in workspace.equations.cells(one) if filled.get(ref)}
            for one in workspace.equations.all_instances()
            if workspace.equations.operator(one) == "="
        ]
        self.classes: dict[CellRef, int] = {ref: number for number, ref in enumerate(filled)}
        for terms in systems:
            if len(terms) == 2:
                one, two = terms
                assert filled[one] == filled[two]
                joined = (self.classes[one], self.classes[two])
                self.classes |= {ref: min(joined) for ref, number in self.classes.items() if number in joined}
        self.rows: dict[tuple[tuple[int, int], ...], int] = {}
        for terms in systems:
            total: dict[int, int] = {}
            for ref, sign in terms.items():
                total[self.classes[ref]] = total.get(self.classes[ref], 0) + sign
            key = tuple(sorted((number, by) for number, by in total.items() if by))
            self.rows[key] = sum(filled[ref] * sign for ref, sign in terms.items()) // CENT
        self.numbers = sorted(set(self.classes.values()))

    def cells(self, number: int) -> int:
        return sum(one == number for one in self.classes.values())

    def balances(self, changes: dict[int, int]) -> bool:
        return all(
            missed + sum(by * changes.get(number, 0) for number, by in row) == 0 for row, missed in self.rows.items()
        )


def test_no_two_figures_balance_the_sample_whatever_they_are_changed_to():
    """For each pair of classes, two violated equalities determine both changes, or one misses both: there are none."""
    figures = Figures(tables())
    assert len(figures.numbers) == 55
    violated = {row: missed for row, missed in figures.rows.items() if missed}
    assert len(violated) == 7
    for pair in itertools.combinations(figures.numbers, 2):
        seen = [([dict(row).get(number, 0) for number in pair], -missed) for row, missed in violated.items()]
        if any(not any(by) for by, _missed in seen):
            continue  # a violated equality without either of the two
        for (one, first), (two, second) in itertools.combinations(seen, 2):
            determinant = one[0] * two[1] - one[1] * two[0]
            if determinant:
                x = Fraction(first * two[1] - one[1] * second, determinant)
                y = Fraction(one[0] * second - first * two[0], determinant)
                assert any(by[0] * x + by[1] * y != missed for by, missed in seen)
                break
        else:
            raise AssertionError("the pair is not determined")


def test_among_all_changes_of_three_figures_by_a_cent_none_touches_fewer_cells():
    """Three changes cost three cents at least. Every such choice is tried; 26 cells is the least of those that do."""
    figures = Figures(tables())
    violated = [(dict(row), missed) for row, missed in figures.rows.items() if missed]
    found = []
    for chosen in itertools.combinations(figures.numbers, 3):
        if any(row.keys().isdisjoint(chosen) for row, _missed in violated):
            continue
        signs = itertools.product((1, -1), repeat=3)
        if any(figures.balances(dict(zip(chosen, cents, strict=True))) for cents in signs):
            found.append(sum(map(figures.cells, chosen)))
    assert min(found) == 26
    assert len(found) > 1


def test_the_changes_that_clerks_would_make_cost_as_little():
    """职业年金, 卫生健康 and 其他工资福利, when all other figures are locked."""
    workspace = tables()
    figures = Figures(workspace)
    free = {figures.classes[cell(workspace, at)] for at in (ANNUITY, HEALTH, OTHER_WAGES)}
    locked = {ref for ref, number in figures.classes.items() if number not in free}
    found = balance(workspace, locked)
    assert moved(workspace, found) == {("3.70", "3.69"), ("17.56", "17.55"), ("15.47", "15.46")}
    assert (found.classes, found.cents, len(found.changes)) == (3, 3, 26)
    assert_sound(workspace, found, locked)


# -- what is not touched -----------------------------------------------------------------------------------------------


def test_a_locked_figure_is_balanced_around():
    workspace = tables()
    locked = {cell(workspace, HEALTH), cell(workspace, PENSION), cell(workspace, BASIC_SALARY)}
    found = balance(workspace, locked)
    assert found.optimal
    assert found.left == ()
    assert not {("17.56", "17.55"), ("29.57", "29.56"), ("94.33", "94.32")} & moved(workspace, found)
    assert_sound(workspace, found, locked)
    workspace.apply(found.edit)
    assert off(workspace) == []


def test_where_everything_is_locked_nothing_is_done_and_that_is_said():
    workspace = tables()
    found = balance(workspace, workspace.document.entries.keys())
    assert not found.edit
    assert {one.reason for one in found.left} == {Reason.LOCKED}
    assert len(found.left) == 24
    assert balance_sentence(found) == "24 处尾差涉及的数都已锁定或精确到元，不能调整。"


def test_where_the_locked_figures_allow_no_balance_nothing_gets_worse():
    workspace = tables()
    figures = Figures(workspace)
    free = figures.classes[cell(workspace, ANNUITY)]
    found = balance(workspace, [ref for ref, number in figures.classes.items() if number != free])
    assert not found.optimal
    assert moved(workspace, found) == {("3.70", "3.69")}
    unsolved = {one.key.split(":")[0] for one in found.left if one.reason is Reason.UNSOLVED}
    assert unsolved == {"R021/1/人员经费", "R021/1/合计"}
    assert "2 处尾差在现有锁定下没有找到平法" in balance_sentence(found)
    workspace.apply(found.edit)
    assert set(off(workspace)) == {State.ROUNDING}
    assert workspace.summary().rounding == len(found.left)


def test_figures_known_to_the_fen_are_facts():
    workspace = tables()
    put(workspace, dict.fromkeys([BASIC_SALARY, "table06.基本工资.total"], "943271.55元"))
    found = balance(workspace)
    assert {one.reason for one in found.left} >= {Reason.EXACT}
    assert not any(change.ref.row == cell(workspace, BASIC_SALARY).row for change in found.changes)
    workspace.apply(found.edit)
    assert set(off(workspace)) == {State.ROUNDING}
    assert workspace.summary().rounding == len(found.left) == 2


def test_a_break_is_to_be_mended_first():
    workspace = tables()
    put(workspace, {PENSION: "92.57"})
    with pytest.raises(PlanError, match="先按清单改正断差"):
        balance(workspace)


def test_a_break_elsewhere_does_not_stand_in_the_way():
    workspace = tables()
    put(workspace, {"table10.vehicle_purchase.general_public_budget": "1.00", "table10.vehicle_purchase.total": "2.00"})
    assert workspace.summary().breaks
    breaks = workspace.summary().breaks
    found = balance(workspace)
    assert found.classes == 3
    workspace.apply(found.edit)
    assert workspace.summary().breaks == breaks
    assert workspace.summary().rounding == len(found.left)


def test_what_hangs_together_with_a_break_is_named():
    workspace = tables()
    texts = {"vehicle_purchase.general_public_budget": "1.00", "vehicle_purchase.government_fund": "1.00",
             "vehicle_purchase.total": "2.01", "vehicle.total": "9.00"}  # fmt: skip
    put(workspace, {f"table10.{at}": text for at, text in texts.items()})
    found = balance(workspace)
    assert next(one for one in found.left if one.reason is Reason.BREAK).key == "R028/1:vehicle_purchase"
    assert "1 处尾差与断差相连，先改正断差再做舍位平衡" in balance_sentence(found)


def test_a_single_cent_is_not_taken_away():
    """1.00 + 0.01 = 1.00: the cent may not vanish, so the other part gives way or the total grows."""
    workspace = tables()
    texts = {"general_public_budget": "1.00", "government_fund": "0.01", "total": "1.00"}
    put(workspace, {f"table10.reception.{column}": text for column, text in texts.items()})
    found = balance(workspace)
    assert_sound(workspace, found)
    assert found.classes == 4
    workspace.apply(found.edit)
    assert wan(workspace, "table10.reception.government_fund") == "0.01"
    assert off(workspace) == []


def test_computed_figures_follow_and_are_not_stated():
    workspace = tables()
    workspace.apply(planning.clear(workspace, [ref for ref in workspace.document.entries if workspace.is_defined(ref)]))
    assert workspace.summary().rounding == 1
    computed = set(workspace.equations.computed)
    found = balance(workspace)
    assert found.optimal
    assert found.classes == 1
    assert_sound(workspace, found)
    workspace.apply(found.edit)
    assert off(workspace) == []
    assert set(workspace.equations.computed) == computed


def test_an_answer_that_the_engine_does_not_confirm_is_not_offered(monkeypatch):
    monkeypatch.setattr(balancing, "fewest", lambda _component, _nodes: Answer(((0, 2),), True))
    found = balance(tables())
    assert found.edit == Edit("舍位平衡", "平衡", ())
    assert {one.reason for one in found.left} == {Reason.UNSOLVED}
    assert not found.optimal


# -- other documents ---------------------------------------------------------------------------------------------------


@examples(12)
@given(st.integers(0, 10_000), st.integers(0, 5))
def test_documents_rounded_from_true_figures_are_balanced_for_good(seed, lock):
    workspace = printed(60, seed)
    entries = dict(workspace.document.entries)
    locked = set(list(entries)[lock::40]) if lock else set()
    found = balance(workspace, locked)
    assert_sound(workspace, found, locked)
    workspace.apply(found.edit)
    assert workspace.summary().breaks == 0
    assert workspace.summary().rounding + workspace.summary().suspect == len(found.left)
    assert lock or not found.left
    assert not balance(workspace, locked).edit
    workspace.apply(found.edit.inverse())
    assert workspace.document.entries == entries


def test_a_long_document_is_balanced_without_proof():
    workspace = printed(1_000, 4)
    found = balance(workspace)
    assert not found.optimal
    assert found.left == ()
    assert "未证明是最少的改法" in balance_sentence(found)
    assert_sound(workspace, found)
    workspace.apply(found.edit)
    assert off(workspace) == []
    assert balance_sentence(balance(workspace)) == "没有尾差，不需要舍位平衡。"
