"""The exact search against trying everything, and the descent, on small systems of their own."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from models.refs import CellRef
from models.rounding.classes import FigureClass, Row
from models.rounding.components import Component, Steps, Trial, split
from models.rounding.descent import descend
from models.rounding.exact import fewest
from tests.support.examples import examples

COUNT, REACH = 5, 2
signs = st.lists(st.sampled_from((-1, 0, 0, 1)), min_size=COUNT, max_size=COUNT).filter(any)
bounds = st.sampled_from([(0, 0), (0, 0), (0, 0), (0, None), (None, 0)])
demands = st.lists(st.tuples(signs, st.integers(-REACH, REACH), bounds), min_size=1, max_size=4)
sizes = st.lists(
    st.tuples(st.integers(1, 3), st.integers(-4, 4).filter(bool), st.booleans()), min_size=COUNT, max_size=COUNT
)


def component(demanded, sized) -> Component:
    rows = [
        Row(residual, low, high, {number: by for number, by in enumerate(row) if by}, ())
        for row, residual, (low, high) in demanded
    ]
    figures = {
        number: FigureClass(tuple(CellRef("form", f"row{number}", str(cell)) for cell in range(cells)), cents, is_total)
        for number, (cells, cents, is_total) in enumerate(sized)
    }
    return Component(rows, figures)


def solutions(demanded, sized) -> list[tuple[int, ...]]:
    """Every way to make all rows hold in which each figure keeps its sign."""
    found = []
    reach = range(-REACH, REACH + 1)
    for changes in itertools.product(*([by for by in reach if not by or (one[1] + by) * one[1] > 0] for one in sized)):
        for row, residual, (low, high) in demanded:
            after = residual + sum(one * by for one, by in zip(row, changes, strict=True))
            if (low is not None and after < low) or (high is not None and after > high):
                break
        else:
            found.append(changes)
    return found


def cost(changes: tuple[int, ...], sized) -> tuple[int, int, int, int]:
    moved = [(abs(by), *size) for by, size in zip(changes, sized, strict=True) if by]
    return len(moved), sum(by for by, *_ in moved), sum(one[1] for one in moved), sum(one[3] for one in moved)


def assert_holds(one: Component, steps: Steps) -> None:
    trial = Trial(one)
    for column, cents in steps:
        assert one.member(column, cents) is not None
        trial.move(column, cents)
    assert not trial.gaps


@examples(40)
@given(demands, sizes)
def test_what_is_proven_is_the_cheapest_of_all(demanded, sized):
    one = component(demanded, sized)
    everything = solutions(demanded, sized)
    found = fewest(one, 20_000)
    if found is None:
        assert not everything or len(one.columns) < COUNT
        return
    assert_holds(one, found.steps)
    if found.proven:
        assert one.cost(found.steps) == min(cost(changes, sized) for changes in everything)


@examples(40)
@given(demands, sizes)
def test_the_descent_never_leaves_a_row_worse(demanded, sized):
    one = component(demanded, sized)
    before = Trial(one)
    after = Trial(one)
    for column, cents in descend(one, 5_000).steps:
        assert one.member(column, cents) is not None
        after.move(column, cents)
    assert after.gaps.keys() <= before.gaps.keys()
    assert all(abs(gap) <= abs(before.gaps[row]) for row, gap in after.gaps.items())


def test_rows_without_a_common_figure_are_apart():
    rows = [
        Row(0, 0, 0, {1: 1, 2: -1}, ()),
        Row(1, 0, 0, {3: 1}, ()),
        Row(0, 0, 0, {2: 1, 4: 1}, ()),
        Row(0, 0, 0, {}, ()),
    ]
    assert [len(part) for part in split(rows)] == [2, 1, 1]


def test_a_search_that_has_used_up_its_nodes_says_nothing():
    one = component([([1, -1, 1, 0, 0], 1, (0, 0)), ([0, 1, 1, 1, -1], -1, (0, 0))], [(1, 4, False)] * COUNT)
    assert fewest(one, 10_000) is not None
    assert fewest(one, 0) is None
