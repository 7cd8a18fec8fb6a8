"""How a wrong figure is explained."""

from __future__ import annotations

import pytest

from models.diagnosis.slips import slip

CENT = 10_000

CASES = [
    (82371, 83271, "swapped"),
    (82331, 83231, "swapped"),
    (83272, 83271, "digit"),
    (8371, 83271, "lost"),
    (883271, 83271, "extra"),
    (832710, 83271, "point"),
    (8327, 832710, "point"),
    (300 * 10_000, 300, "unit"),
    (-83271, 83271, "sign"),
    (0, 83271, "blank"),
    (83271, 0, "surplus"),
    (11111, 83271, "unexplained"),
]


@pytest.mark.parametrize(("actual", "right", "key"), CASES)
def test_slip_is_named(actual: int, right: int, key: str) -> None:
    assert slip(actual * CENT, right * CENT).key == key


def test_swapped_digits_are_told_in_the_order_of_the_right_figure() -> None:
    assert slip(82371 * CENT, 83271 * CENT).params == ("3", "2")


def test_a_difference_of_the_carryover_is_a_matter_of_scope() -> None:
    assert slip(117053 * CENT, 114853 * CENT, (2200 * CENT,)).key == "scope"
