from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.itemmodels.cell_ranges import joined

PLACES = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)))


def test_a_block_is_one_range():
    assert joined([(line, column) for line in range(2, 5) for column in range(3)]) == [(2, 0, 4, 2)]


def test_runs_of_different_length_stay_apart():
    assert sorted(joined([(0, 0), (1, 0), (0, 1)])) == [(0, 0, 1, 0), (0, 1, 0, 1)]


@given(PLACES)
def test_the_ranges_hold_exactly_the_places_each_once(places):
    found = [
        (line, column)
        for top, left, bottom, right in joined(places)
        for line in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
    assert sorted(found) == sorted(places)
