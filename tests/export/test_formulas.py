"""The little of Excel's language that live totals need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.formulas import MAX_ARGUMENTS, Place, letters, read, write

places = st.builds(
    Place, st.sampled_from(["", "表二 收入总表", "a'b", "Sheet1"]), st.integers(1, 60), st.integers(1, 30)
)


def parts(*cells):
    return [(Place("", row, column), sign) for row, column, sign in cells]


@pytest.mark.parametrize(
    ("cells", "formula"),
    [
        ([(6, 3, 1)], "=C6"),
        ([(6, 3, 1), (9, 3, 1)], "=C6+C9"),
        ([(6, 3, 1), (7, 3, 1), (8, 3, 1)], "=SUM(C6:C8)"),
        ([(6, 3, 1), (6, 4, 1), (6, 5, 1)], "=SUM(C6:E6)"),
        ([(6, 3, 1), (7, 3, 1), (9, 3, 1)], "=SUM(C6:C7,C9)"),
        ([(6, 3, 1), (7, 5, -1)], "=C6-E7"),
        ([(6, 3, 1), (7, 5, -1), (8, 5, -1)], "=C6-SUM(E7:E8)"),
        ([(7, 5, -1)], "=-E7"),
    ],
)
def test_formulas_are_short_and_readable(cells, formula):
    assert write(parts(*cells)) == formula


def test_other_sheets_are_quoted():
    assert write([(Place("it's 表", 2, 27), 1)]) == "='it''s 表'!AA2"


@given(st.lists(st.tuples(places, st.sampled_from([1, -1])), min_size=1, max_size=40, unique=True))
def test_what_is_written_reads_back(cells):
    assert sorted(read(write(cells))) == sorted(cells)


def test_many_scattered_cells_are_cut_into_sums_that_excel_takes():
    cells = [(Place("", row, 3), 1) for row in range(1, 1201, 2)]
    formula = write(cells)
    assert formula.count("SUM(") == -(-600 // MAX_ARGUMENTS)
    assert sorted(read(formula)) == sorted(cells)


def test_a_formula_too_long_for_excel_is_not_written():
    assert write([(Place("一个名字很长的工作表一个名字很长的工作表", row, 3), 1) for row in range(1, 2000, 2)]) == ""


@pytest.mark.parametrize(
    "text", ["=A1*2", "=1+1", "=ROUND(A1,2)", "=SUM(SUM(A1))", "=A:A", "=SUM(A1:XFD1048576)", "=", "=SUM(A1", "=B2:A1"]
)
def test_anything_else_is_not_a_sum_of_cells(text):
    assert read(text) is None


def test_spaces_and_dollar_signs_do_not_matter():
    assert read("= SUM( $A$1 , B2 ) - '表 五'!C3") == [
        (Place("", 1, 1), 1),
        (Place("", 2, 2), 1),
        (Place("表 五", 3, 3), -1),
    ]


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_letters(column, name):
    assert letters(column) == name
