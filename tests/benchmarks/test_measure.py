from __future__ import annotations

import gc

import pytest

from benchmarks import measure


def test_percentiles_are_values_that_were_measured():
    times = [float(value) for value in range(1, 101)]
    assert measure.percentile(times, 0.99) == 100.0
    assert measure.percentile(times, 0.5) == 51.0
    assert measure.percentile([3.0], 0.99) == 3.0


def test_spread_names_what_it_gives():
    assert measure.spread([3.0, 1.0, 2.0], 95) == {"median_ms": 2.0, "p95_ms": 3.0, "min_ms": 1.0, "runs": 3}


def test_actions_take_turns_at_being_first():
    called = []
    times = measure.in_turns({name: lambda name=name: called.append(name) for name in "ab"}, 2)
    assert called == ["a", "b", "b", "a"]
    assert [len(found) for found in times.values()] == [2, 2]


def test_ratio_is_taken_round_by_round():
    assert measure.ratio([2.0, 20.0, 3.0], [1.0, 10.0, 1.0]) == 2.0


@pytest.mark.parametrize(("measured", "holds"), [(1.0, True), (1.1, False)])
def test_a_bound_holds_or_not(measured, holds):
    assert measure.judged({"a": 1}, measured, 1.0, "p99_ms") == {"a": 1, "bound": "p99_ms <= 1", "holds": holds}


def test_the_collector_is_timed():
    with measure.collector_clock() as clock:
        gc.collect()
    seconds, runs = clock.seconds, list(clock.runs)
    gc.collect()
    assert seconds > 0
    assert runs[2] == 1
    assert clock.runs == runs


def test_what_is_frozen_is_thawed():
    with measure.frozen():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
