"""How large a 尾差 independent rounding makes, and which ones are therefore 可疑."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.amounts import ROUNDED_SLACK
from models.findings import WORST_FIRST, State
from models.instances import CENT, likely
from models.pack import Severity
from models.wording import SUSPECT_NOTE, finding_sentence
from tests.support.budgets import put, row_id, sample, state

FIGURES_AND_CENTS = [
    (0, 0),
    (1, 1),
    (2, 2),
    (3, 2),
    (7, 2),
    (8, 3),
    (12, 3),
    (16, 3),
    (17, 4),
    (30, 5),
    (100, 8),
    (10_000, 75),
]
"""2.58 × 0.01 × √(figures / 12), rounded up to a cent."""


@pytest.mark.parametrize(("figures", "cents"), FIGURES_AND_CENTS)
def test_the_limit_of_some_figures(figures, cents):
    assert likely(figures * ROUNDED_SLACK) == cents * CENT


@given(st.integers(1, 10**9))
def test_the_limit_is_the_least_whole_cent_that_holds_the_quantile(slack):
    quantile_squared = Fraction(258, 100) ** 2 * Fraction(slack * CENT, 6)
    limit = likely(slack)
    assert limit % CENT == 0
    assert (limit - CENT) ** 2 < quantile_squared <= limit**2


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_sum_of_half_widths_carries_the_variance_of_its_figures(rounded, behind_computed_ones):
    """A computed cell brings the half-widths of its parts, so that it weighs as they would; exact parts bring none."""
    uniform = Fraction((2 * ROUNDED_SLACK) ** 2, 12)
    slack = (rounded + behind_computed_ones) * ROUNDED_SLACK
    assert (rounded + behind_computed_ones) * uniform == Fraction(slack * 5_000, 3)


@pytest.mark.parametrize("parts", [2, 5, 11, 30])
def test_rounding_alone_is_seldom_called_suspect(parts):
    chance = random.Random(parts)
    beyond = 0
    for _trial in range(2_000):
        true = [chance.randrange(10**8) for _part in range(parts)]
        printed = sum((one + ROUNDED_SLACK) // CENT * CENT for one in true)
        total = (sum(true) + ROUNDED_SLACK) // CENT * CENT
        beyond += abs(total - printed) > likely((parts + 1) * ROUNDED_SLACK)
    assert beyond <= 20


CLASS_301 = ("R021/1/人员经费", "table06.301.personnel_expense")
"""Eleven parts that add up to 289.83: 0.03 is what rounding makes, 0.06 what it can make."""


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("289.83", State.BALANCED), ("289.80", State.ROUNDING), ("289.86", State.ROUNDING), ("289.79", State.SUSPECT),
        ("289.89", State.SUSPECT), ("289.77", State.SUSPECT), ("289.76", State.BREAK), ("289.90", State.BREAK),
    ],
)  # fmt: skip
def test_a_sum_of_eleven_parts(printed, expected):
    workspace = sample()
    put(workspace, {CLASS_301[1]: printed})
    assert state(workspace, CLASS_301[0], row_id(workspace, "table06", "301")) is expected


def test_a_suspect_difference_is_a_warning_with_its_own_sentence_and_count():
    workspace = sample()
    assert workspace.summary().suspect == 0
    put(workspace, {CLASS_301[1]: "289.79"})
    finding = next(found for found in workspace.findings() if found.state is State.SUSPECT)
    assert finding.severity is Severity.WARNING
    assert finding.root == "301:-40000"
    assert workspace.summary().suspect == 1
    assert workspace.summary().rounding == 23
    assert finding_sentence(workspace, finding).endswith(f"表上 289.79，算得 289.83，少 0.04，{SUSPECT_NOTE}。")


def test_parts_known_exactly_leave_no_room():
    """With all parts known to the 分, the total alone is rounded: a miss of a whole cent is no rounding any more."""
    workspace = sample()
    parts = {"table11.部门合计.total": "37.01"} | dict.fromkeys(["table11.部门合计.general_public_budget"], "370000元")
    put(workspace, parts)
    assert state(workspace, "R029/1", "total") is State.BREAK


def test_every_state_has_a_word_and_a_rank():
    assert set(WORST_FIRST) == set(State)
    assert [one.title for one in WORST_FIRST].index("可疑尾差") < [one.title for one in WORST_FIRST].index("尾差")
