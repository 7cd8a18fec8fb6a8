"""尾差 that no true figures explain are found, with the smallest set; for others such true figures are shown."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import planning
from models.findings import State
from models.refs import CellRef
from models.rounding.feasibility import feasibility
from models.rounding.intervals import Intervals
from models.rounding.lines import Line
from models.rounding.wording import conflict_sentence
from models.workspace import Workspace
from tests.models.rounding.documents import printed
from tests.support.budgets import empty, put, sample, tables
from tests.support.examples import examples


def assert_true_figures(workspace: Workspace, witness: dict[CellRef, int]) -> None:
    """Every figure is rounded from the witness, and the witness satisfies every equality to the 分."""
    for ref, true in witness.items():
        value = workspace.value(ref)
        assert abs(true - value.fen) <= value.slack
    filled = {ref for ref in workspace.document.entries if workspace.value(ref).fen}
    filled |= {ref for ref in workspace.equations.computed if workspace.value(ref).fen}
    assert witness.keys() == filled
    for one in workspace.equations.all_instances():
        total = sum(witness.get(ref, 0) * sign for ref, sign, _side in workspace.equations.cells(one))
        assert total == 0 or workspace.equations.allows(one, total)


def test_true_figures_of_the_sample_exist():
    """All 24 尾差 of the sample can be rounding at once: here are 253 amounts in 元 that print as the sample does."""
    workspace = tables()
    found = feasibility(workspace)
    assert not found.conflicts
    assert not found.undecided
    assert_true_figures(workspace, found.witness)


def test_a_document_without_differences_is_its_own_witness():
    workspace = sample(stated=False)
    put(workspace, {"table03.2013299.basic_expenditure": "1.23"})
    found = feasibility(workspace)
    assert found.witness is not None
    assert set(found.witness.values()) == {1_230_000}


def test_what_was_rounded_from_true_figures_is_never_called_contradictory():
    for seed in range(6):
        workspace = printed(60, seed)
        assert workspace.summary().rounding > 5
        found = feasibility(workspace)
        assert not found.conflicts
        assert_true_figures(workspace, found.witness)


COLUMNS = ("general_public_budget", "government_fund", "total")
FIGURES = {"first": ("1.00", "1.00", "2.01"), "second": ("1.00", "1.00", "1.99"), "both": ("1.99", "1.99", "3.99")}
"""The first total can only be a cent more than its parts where one of these was rounded down; but both columns are a
cent less than their parts, for which none can have been. No two of the three exclude each other. The rest mirrors it.
"""


def contradict(workspace: Workspace, form: str, first: str, second: str, both: str) -> None:
    """Put a contradiction of three into two rows and the row that sums them."""
    for row, texts in zip((first, second, both), FIGURES.values(), strict=True):
        put(workspace, {f"{form}.{row}.{column}": text for column, text in zip(COLUMNS, texts, strict=True)})


def contradictory() -> Workspace:
    workspace = tables()
    contradict(workspace, "table10", "vehicle_purchase", "vehicle_operation", "vehicle")
    return workspace


def test_a_contradiction_is_reported_with_its_smallest_set():
    workspace = contradictory()
    assert not workspace.summary().breaks
    mirrored, first = feasibility(workspace).conflicts
    assert first.smallest
    assert mirrored.smallest
    assert set(first.keys) == {"R028/1:vehicle_purchase", "R028/2/一般公共预算:", "R028/2/政府性基金预算:"}
    assert set(mirrored.keys) == {"R028/1:vehicle", "R028/1:vehicle_operation", "R028/2/合计:"}
    assert {str(ref) for ref in first.cells} >= {"table10.vehicle_purchase.total", "table10.vehicle.government_fund"}
    said = conflict_sentence(workspace, first)
    assert said.startswith("这 3 处尾差不可能同时由四舍五入造成，至少有一个数填错，请核对：表十 · ")


@pytest.mark.parametrize("mended", [("vehicle_purchase.total", "2.00"), ("vehicle.general_public_budget", "2.00")])
def test_without_one_of_its_differences_a_contradiction_is_none(mended):
    workspace = contradictory()
    put(workspace, {f"table10.{mended[0]}": mended[1]})
    found = feasibility(workspace)
    assert not found.conflicts
    assert_true_figures(workspace, found.witness)


def test_contradictions_apart_are_both_reported():
    workspace = empty()
    for index, (kind, label) in enumerate([("unit", "本级"), ("project", "甲"), ("project", "乙")]):
        workspace.apply(planning.insert_row(workspace, "table13", "main", index, kind, label=label))
    contradict(workspace, "table13", "甲", "乙", "本级")
    contradict(workspace, "table10", "vehicle_purchase", "vehicle_operation", "vehicle")
    found = feasibility(workspace).conflicts
    assert [len(conflict.keys) for conflict in found] == [3, 3, 3, 3]
    assert {ref.form for conflict in found for ref in conflict.cells} == {"table10", "table13"}


def test_too_few_tests_claim_nothing_to_be_smallest():
    conflict = feasibility(contradictory(), tests=4).conflicts[0]
    assert not conflict.smallest


def test_figures_known_exactly_have_no_width():
    """8.03 + 3.98 + 5.54 = 17.55 may print as 17.56, but not where all three are known to the 分."""
    workspace = tables()
    parts = {"2101101": "80300元", "2101102": "39800元", "2101103": "55400元"}
    put(workspace, {f"table02.{code}.general_public_budget": text for code, text in parts.items()})
    conflicts = feasibility(workspace).conflicts
    assert conflicts
    for conflict in conflicts:
        assert len(conflict.keys) == 1
        assert conflict.smallest
        assert conflict_sentence(workspace, conflict).startswith("这处尾差不可能由四舍五入造成")


# -- propagation on systems of its own ---------------------------------------------------------------------------------

CELLS = [CellRef("form", f"row{number}", "column") for number in range(5)]
row = st.lists(st.sampled_from((-1, 0, 0, 1)), min_size=5, max_size=5).filter(lambda signs: sum(map(abs, signs)) > 1)
systems = st.lists(row, min_size=1, max_size=5)
figures = st.lists(st.integers(-3, 3), min_size=5, max_size=5)
widths = st.lists(st.integers(0, 2), min_size=5, max_size=5)
SOME = next(tables().equations.met())


def holds(signs: list[int], point: tuple[int, ...]) -> bool:
    return sum(sign * at for sign, at in zip(signs, point, strict=True)) == 0


@examples(60)
@given(systems, figures, widths)
def test_an_empty_interval_means_that_there_is_no_solution_and_a_point_is_one(rows, figures, widths):
    system = [
        Line(SOME, State.ROUNDING, "=", tuple((CELLS[index], sign) for index, sign in enumerate(signs) if sign))
        for signs in rows
    ]
    bounds = {ref: (at - width, at + width) for ref, at, width in zip(CELLS, figures, widths, strict=True)}
    intervals = Intervals(bounds, system, len(system))
    boxes = itertools.product(*(range(low, high + 1) for low, high in bounds.values()))
    solutions = [point for point in boxes if all(holds(signs, point) for signs in rows)]
    with intervals.holding(range(len(system))) as blamed:
        assert not (blamed and solutions)
        if not blamed and (point := intervals.point(figures)) is not None:
            assert tuple(point) in solutions
    assert list(zip(intervals.low, intervals.high, strict=True)) == list(bounds.values())
