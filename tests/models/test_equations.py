"""The interval test, case by case: what is 平, 尾差, 断差, 未判 or 不适用, and what a computed cell holds."""

from __future__ import annotations

import pytest

from models import planning
from models.equations import tolerance
from tests.support.budgets import cell, instance, put, state, tiny, wan

UNIT, FIRST, SECOND, THIRD, LIMIT = (
    "table01.单位.amount", "table02.甲.amount", "table02.乙.amount", "table02.丙.amount", "table02.限额.amount",
)  # fmt: skip
TOTAL, SUM, YUAN = "table01.合计.amount", "table02.和.amount", "table03.合计.amount"


def parts(count: int) -> list[str]:
    return ["1.00"] * count


# Addends, printed total, what that is. The largest 尾差 of n addends is (n + 1) / 2 cents, rounded down.
SUMS = [
    (parts(1), "1.00", "平"),
    (parts(1), "1.01", "断差"),  # one addend: the same figure twice
    (parts(2), "2.00", "平"),
    (parts(2), "2.01", "尾差"),
    (parts(2), "1.99", "尾差"),
    (parts(2), "2.02", "断差"),
    (parts(3), "3.02", "尾差"),
    (parts(3), "3.03", "断差"),
    (parts(4), "4.02", "尾差"),
    (parts(4), "4.03", "断差"),
    (parts(11), "11.02", "尾差"),
    (parts(11), "11.03", "尾差"),
    (parts(11), "11.04", "可疑尾差"),  # possible, but not to be expected of eleven roundings
    (parts(11), "11.06", "可疑尾差"),
    (parts(11), "11.07", "断差"),
    (parts(11), "10.94", "可疑尾差"),
    (parts(11), "10.93", "断差"),
    # addends of zero are no addends
    (["1.00", "0", ""], "1.01", "断差"),
    (["1.00", "1.00", "0.00", "-"], "2.02", "断差"),
    # exact figures leave nothing to rounding
    (["10000元", "10000元"], "20000元", "平"),
    (["10000元", "10000元"], "20001元", "断差"),
    (["10050元", "10049元"], "2.01", "尾差"),  # 2.0099 is printed as 2.01
    (["10050元", "10030元"], "2.01", "尾差"),
    (["10000元", "10000元"], "2.01", "断差"),
    (["1.0050", "1.0049"], "2.0099", "平"),
    (["1.00", "10000元", "10000元"], "3.01", "尾差"),
    (["1.00", "10000元", "10000元"], "3.02", "断差"),
    # signs
    (["1.00", "-1.00"], "0.01", "尾差"),
    (["1.00", "-1.00"], "0.00", "平"),
    (["1.00", "-1.00"], "", "平"),
    (["(1.00)", "△1.00"], "-2.01", "尾差"),
    # blanks and zeros
    (["0", "0"], "", "平"),
    (["", "0"], "0", "平"),
    (["", ""], "", "不适用"),
    (["1.00", "1.00"], "", "断差"),
    # what cannot be read
    (["1.00", "约1万"], "2.00", "未判"),
    (["1.00", "1.00"], "两万", "未判"),
]  # fmt: skip


@pytest.mark.parametrize(("addends", "total", "expected"), SUMS, ids=[f"{len(a)}, {t}: {s}" for a, t, s in SUMS])
def test_a_sum_and_its_total(addends, total, expected):
    workspace = tiny({UNIT: total}, parts=addends)
    assert state(workspace, "SUM/1", "unit").title == expected


@pytest.mark.parametrize(("count", "cents"), [(2, 1), (3, 2), (4, 2), (11, 6), (30, 15)])
def test_the_limit_of_a_sum(count, cents):
    workspace = tiny({UNIT: f"{count}.00"}, parts=parts(count))
    assert tolerance(instance(workspace, "SUM/1", "unit")) // 10_000 == cents


COPIES = [
    ({FIRST: "5.00", TOTAL: "5.00"}, "COPY/1", "平"),
    ({FIRST: "5.01", TOTAL: "5.00"}, "COPY/1", "断差"),
    ({FIRST: "5.00", TOTAL: "50000元"}, "COPY/1", "平"),
    ({FIRST: "5.00", TOTAL: "50049元"}, "COPY/1", "平"),  # 5.0049 is printed as 5.00
    ({FIRST: "5.00", TOTAL: "50051元"}, "COPY/1", "断差"),
    ({FIRST: "50049元", TOTAL: "50050元"}, "COPY/1", "断差"),  # both are exact
    ({FIRST: "5.00", TOTAL: "0"}, "COPY/1", "未判"),  # 表一 must be filled, and is not
    ({FIRST: "5.00"}, "COPY/1", "未判"),
    ({FIRST: "0"}, "COPY/1", "平"),
    ({}, "COPY/1", "不适用"),
    ({TOTAL: "5.00"}, "COPY/1", "断差"),  # 表二 may stay empty: then it says 0
    ({FIRST: "五", TOTAL: "5.00"}, "COPY/1", "未判"),
    ({SECOND: "94.33", YUAN: "943271.55"}, "YUAN/1", "平"),
    ({SECOND: "94.33", YUAN: "943350"}, "YUAN/1", "平"),
    ({SECOND: "94.33", YUAN: "943350.01"}, "YUAN/1", "断差"),
    ({SECOND: "94.33", YUAN: "943250"}, "YUAN/1", "平"),
    ({SECOND: "94.33", YUAN: "943249.99"}, "YUAN/1", "断差"),
    ({SECOND: "94.327155", YUAN: "943271.55"}, "YUAN/1", "平"),
    ({SECOND: "94.327155", YUAN: "943271.56"}, "YUAN/1", "断差"),
    ({THIRD: "5.00", LIMIT: "5.00"}, "BOUND/1", "平"),
    ({THIRD: "5.01", LIMIT: "5.00"}, "BOUND/1", "平"),
    ({THIRD: "4.99", LIMIT: "5.00"}, "BOUND/1", "断差"),
    ({THIRD: "", LIMIT: "5.00"}, "BOUND/1", "断差"),
    ({THIRD: "5.00", LIMIT: ""}, "BOUND/1", "平"),
    ({SECOND: "5.00", THIRD: "4.00"}, "GUARD/1", "断差"),
    ({SECOND: "5.00", THIRD: "4.00", LIMIT: "1.00"}, "GUARD/1", "平"),
    ({SECOND: "3.00", THIRD: "4.00", LIMIT: "1.00"}, "GUARD/1", "断差"),
    ({SECOND: "5.00", THIRD: "4.00", LIMIT: "0"}, "GUARD/1", "断差"),  # a guard must hold an amount
]  # fmt: skip


@pytest.mark.parametrize(("texts", "code", "expected"), COPIES)
def test_a_figure_in_two_places(texts, code, expected):
    assert state(tiny(texts), code).title == expected


@pytest.mark.parametrize(
    ("total", "withheld", "expected"),
    [("3.00", False, "断差"), ("3.00", True, "平"), ("2.00", True, "平"), ("1.00", True, "断差")],
)
def test_a_withheld_parent_may_exceed_its_children(total, withheld, expected):
    assert state(tiny({UNIT: total}, parts=parts(2), withheld=withheld), "SUM/1", "unit").title == expected


def test_an_empty_form_that_must_be_filled_is_waited_for_until_its_first_figure():
    workspace = tiny({FIRST: "5.00"})
    assert state(workspace, "COPY/1").title == "未判"
    put(workspace, {TOTAL: "0.01"})
    assert state(workspace, "COPY/1").title == "断差"
    put(workspace, {TOTAL: ""})
    assert state(workspace, "COPY/1").title == "未判"


# -- computed cells ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        ({}, ""),
        ({FIRST: "1.00"}, "1.00"),
        ({FIRST: "1.00", SECOND: "-3.00"}, "-2.00"),
        ({FIRST: "0"}, "0.00"),  # a zero is a figure
        ({FIRST: "1.00", SECOND: "-1.00"}, ""),  # what cancels out stays blank, as clerks write it
        ({FIRST: "1.00", SECOND: "一"}, ""),
    ],
)
def test_a_total_follows_from_its_parts(texts, text):
    assert wan(tiny(texts), SUM) == text


def test_a_total_of_something_unreadable_is_unknown():
    workspace = tiny({FIRST: "1.00", SECOND: "一"})
    assert workspace.value(cell(workspace, SUM)).bad


def test_a_stated_total_stays_and_is_the_finding():
    workspace = tiny({FIRST: "1.00", SUM: "2.00"})
    assert wan(workspace, SUM) == "2.00"
    assert state(workspace, "DEFINE/1").title == "断差"
    workspace.apply(planning.clear(workspace, [cell(workspace, SUM)]))
    assert wan(workspace, SUM) == "1.00"


def test_a_computed_total_is_as_uncertain_as_its_parts():
    workspace = tiny({FIRST: "1.00", SECOND: "20000元"})
    assert workspace.value(cell(workspace, SUM)).slack == 5_000
    put(workspace, {SECOND: "2.00"})
    assert workspace.value(cell(workspace, SUM)).slack == 10_000


def test_a_rounded_and_an_exact_figure_added_up_are_no_printed_figure():
    """3.0012, known to half a cent, against a printed 3.00: within rounding, not a break of 0.00."""
    workspace = tiny({FIRST: "1.00", SECOND: "20012元", TOTAL: "3.00"})
    assert state(workspace, "SAME/1").title == "尾差"
    put(workspace, {TOTAL: "3.02"})
    assert state(workspace, "SAME/1").title == "断差"
