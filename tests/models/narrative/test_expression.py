"""What a figure is worked out from: text -> expression -> the same text, and errors that say where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import FormulaError
from models.narrative import expression
from models.narrative.expression import Aggregate, Binary, CellOf, Literal, for_row, parse, parts

NAMES = st.sampled_from(("表一", "表十二", "上年数", "车辆", "收入", "当年预算安排", "小计"))
ROWS = st.sampled_from(("收入总计", "201", "2013299", "“三公”经费", "因公出国（境）费", "一般公共服务支出", "r12"))
LITERALS = st.decimals(0, 10_000, places=2).map(lambda number: Literal(str(number)))
CELLS = st.builds(CellOf, NAMES, ROWS, NAMES)
COUNTS = st.builds(Aggregate, NAMES, st.just("项目"))
SUMS = st.builds(Aggregate, NAMES, st.just("项目"), NAMES)
SOME = st.builds(
    Aggregate, NAMES, st.just("项目"), NAMES, st.just("类别"), st.sampled_from(("其他运转类", "特定目标类"))
)
LEAVES = st.one_of(LITERALS, CELLS, COUNTS, SUMS, SOME)
TERMS = st.recursive(LEAVES, lambda inner: st.builds(Binary, st.sampled_from("+-*/"), inner, inner), max_leaves=6)
CONDITIONS = st.builds(Binary, st.sampled_from(("=", "≠", ">", "<", "≥", "≤")), TERMS, TERMS)

FAULTS = {
    "表一[收入总计].收入 +": 13,
    "表一[收入总计]": 8,
    "表一.收入": 2,
    "(表一[收入总计].收入": 12,
    "表一[收入总计].收入 ? 2": 12,
    "合计(表十二.项目)": 0,
    "个数(表十二.项目.合计)": 0,
    "__import__('os')": 10,
    "": 0,
}


@given(st.one_of(TERMS, CONDITIONS))
def test_what_is_printed_is_read_as_it_was(value):
    assert parse(str(value)) == value


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("表一[上年结转].收入/表一[收入总计].收入", "表一[上年结转].收入 / 表一[收入总计].收入"),
        ("表一[ 上年结转 ].收入 ÷ 2 × 3", "表一[上年结转].收入 / 2 * 3"),
        ("(1－2)－3", "1 - 2 - 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("-表一[上年结转].收入", "0 - 表一[上年结转].收入"),
        ("个数(表十二.项目,类别=特定目标类)", "个数(表十二.项目, 类别=特定目标类)"),
        ("表一[上年结转].收入＞0", "表一[上年结转].收入 > 0"),
    ],
)
def test_ways_to_write_the_same(written, printed):
    assert str(parse(written)) == printed


@pytest.mark.parametrize(("written", "position"), FAULTS.items())
def test_an_error_says_where(written, position):
    with pytest.raises(FormulaError) as caught:
        parse(written)
    assert caught.value.position == position


@given(st.text(alphabet="表一[收入].合计()+-*/=><,0.5个数 行{}'\"", max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        parsed = parse(text)
    except FormulaError:
        return
    assert parse(str(parsed)) == parsed


def test_a_text_without_end_is_refused():
    with pytest.raises(FormulaError, match="太长"):
        parse("1+" * expression.MAX_EXPRESSION + "1")


def test_deep_brackets_are_refused_or_read():
    deep = "(" * 240 + "1" + ")" * 240
    assert parse(deep) == Literal("1")
    for endless in ("(" * expression.MAX_EXPRESSION, "-" * (expression.MAX_EXPRESSION - 1) + "1"):
        with pytest.raises(FormulaError):
            parse(endless)


def test_a_row_takes_the_place_of_the_variable():
    parsed = parse("表五[行].合计 / 表五[合计].合计")
    assert str(for_row(parsed, "201")) == "表五[201].合计 / 表五[合计].合计"
    assert [str(part) for part in parts(parsed)] == ["表五[行].合计", "表五[合计].合计"]
