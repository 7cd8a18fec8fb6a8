"""The rows of a block: parents and children after any changes are what working them out from the rows alone gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.blocks import TOTAL_KEY, Rows
from models.edits import Row
from models.errors import StaleEditError
from models.forms import BlockDef, FixedRow, KindDef, Tree
from tests.support.examples import examples

CODED = BlockDef(
    "main",
    Tree.CODE,
    (
        KindDef("total", "合计", 0),
        KindDef("class", "类", 1, 3, detail=True),
        KindDef("section", "款", 2, 5, detail=True),
        KindDef("item", "项", 3, 7, detail=True),
    ),
    (FixedRow("total", "total", "合计"),),
)
OUTLINE = BlockDef(
    "main",
    Tree.OUTLINE,
    (KindDef("top", "部门", 0), *(KindDef(f"level{n}", f"第{n}级", n, detail=True) for n in (1, 2, 3))),
    (FixedRow("top", "top", "部门"),),
)
FLAT = BlockDef("main", Tree.NONE, (KindDef("item", "项", 1, detail=True),))
CODES = ("", "201", "202", "20101", "20102", "2010101", "2010102", "20", "2010", "2", "x1")
ROOTS = {Tree.CODE: "total", Tree.OUTLINE: "top", Tree.NONE: None}


def naive_parent(rows: Rows, row: Row) -> str | None:
    """The parent by the definition of :class:`models.forms.Tree`, by looking at every row."""
    printed = list(rows)
    if row.id == ROOTS[rows.block.tree] or rows.block.tree is Tree.NONE:
        return None
    if rows.block.tree is Tree.CODE:
        begins = [other for other in printed if other.code and row.code.startswith(other.code)]
        above = [other for other in begins if other.code != row.code]
        longest = max((len(other.code) for other in above), default=0)
        return next((other.id for other in above if len(other.code) == longest), "total")
    before = printed[: printed.index(row)]
    return next(other.id for other in reversed(before) if rows.level(other) < rows.level(row))


def assert_sound(rows: Rows) -> None:
    """Everything that is kept up to date equals what it is made from."""
    parents = {row.id: parent for row in rows if (parent := naive_parent(rows, row)) is not None}
    assert rows.parent == parents
    children: dict[str, set[str]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, set()).add(child)
    assert {parent: set(found) for parent, found in rows.children.items()} == children
    by_code: dict[str, list[str]] = {}
    by_label: dict[str, set[str]] = {}
    for row in rows:
        if row.code:
            by_code.setdefault(row.code, []).append(row.id)
        if row.label:
            by_label.setdefault(row.label, set()).add(row.id)
    assert {code: list(found) for code, found in rows.by_code.items()} == by_code
    assert {label: set(found) for label, found in rows.by_label.items()} == by_label
    assert [rows.index_of(row_id) for row_id in rows.details] == list(range(len(rows.details)))


def places(rows: Rows) -> dict[str, tuple[str | None, bool]]:
    """What hangs on a row's place: its parent, and whether it is one."""
    return {row.id: (rows.parent.get(row.id), row.id in rows.children) for row in rows}


def new_row(block: BlockDef, number: int, one: int, two: int) -> Row:
    kind = block.detail_kinds[one % len(block.detail_kinds)].key
    code = CODES[two % len(CODES)] if block.tree is Tree.CODE else ""
    return Row(f"r{number}", "main", kind, code, ("", "甲", "乙")[two % 3])


def act(rows: Rows, number: int, kind: str, one: int, two: int) -> set[str]:
    """Change the rows once; returns those that the block said might change place."""
    count = len(rows.details)
    fresh = new_row(rows.block, number, one, two)
    if kind == "insert" or not count:
        index = one % (count + 1)
        family = rows.new_family(fresh, index)
        rows.insert(index, fresh)
        return family
    index = one % count
    row = rows.by_id[rows.details[index]]
    if kind == "delete":
        family = rows.family(row)
        rows.delete(index, row.id)
        return family
    if kind == "move":
        family = rows.family(row)
        rows.delete(index, row.id)
        family |= rows.new_family(row, two % count)
        rows.insert(two % count, row)
        return family
    changed = Row(row.id, "main", fresh.kind, fresh.code, fresh.label)
    family = rows.family(row) | rows.new_family(changed, index)
    rows.replace(changed)
    return family


number = st.integers(0, 60)
action = st.sampled_from(["insert", "insert", "delete", "replace", "move"])
changes = st.lists(st.tuples(action, number, number), max_size=25)


@examples(100)
@given(st.sampled_from([CODED, OUTLINE]), changes)
def test_the_tree_follows_any_changes(block, script):
    rows = Rows(block, tuple(block.fixed_rows()))
    for number, (kind, one, two) in enumerate(script):
        before = places(rows)
        family = act(rows, number, kind, one, two)
        assert_sound(rows)
        after = places(rows)
        moved = {row_id for row_id in before.keys() | after.keys() if before.get(row_id) != after.get(row_id)}
        assert moved <= family, "a row changed place that the block had not announced"


@given(changes)
def test_a_flat_list_has_no_tree(script):
    rows = Rows(FLAT, ())
    for number, (kind, one, two) in enumerate(script):
        act(rows, number, kind, one, two)
        assert_sound(rows)
    assert rows.root is None


def coded(*codes: str) -> Rows:
    rows = Rows(CODED, tuple(CODED.fixed_rows()))
    for index, code in enumerate(codes):
        kind = CODED.kind_of_code(code)
        rows.insert(index, Row(code, "main", kind.key if kind else "item", code))
    return rows


def test_a_code_hangs_below_the_longest_code_that_begins_it():
    rows = coded("201", "20101", "2010101", "2010201")
    assert rows.parent == {"201": "total", "20101": "201", "2010101": "20101", "2010201": "201"}
    assert [rows.depth(code) for code in ("total", "201", "20101", "2010101")] == [0, 1, 2, 3]


def test_a_missing_section_takes_its_items_when_it_comes_and_gives_them_back_when_it_goes():
    rows = coded("201", "2010101", "2010102")
    rows.insert(1, Row("20101", "main", "section", "20101"))
    assert rows.parent["2010101"] == rows.parent["2010102"] == "20101"
    rows.delete(1, "20101")
    assert rows.parent["2010101"] == rows.parent["2010102"] == "201"


def test_of_two_rows_of_one_code_the_first_as_printed_is_the_parent():
    rows = coded("201", "20101")
    rows.insert(0, Row("twin", "main", "class", "201"))
    assert rows.parent["20101"] == "twin"
    assert list(rows.by_code["201"]) == ["twin", "201"]
    rows.delete(0, "twin")
    assert rows.parent["20101"] == "201"


def test_a_new_unit_takes_the_projects_below_it():
    rows = Rows(OUTLINE, tuple(OUTLINE.fixed_rows()))
    for index, (name, kind) in enumerate([("u1", "level1"), ("p1", "level2"), ("p2", "level2")]):
        rows.insert(index, Row(name, "main", kind))
    rows.insert(2, Row("u2", "main", "level1"))
    assert rows.parent == {"u1": "top", "p1": "u1", "u2": "top", "p2": "u2"}
    rows.delete(2, "u2")
    assert rows.parent == {"u1": "top", "p1": "u1", "p2": "u1"}


def test_the_total_is_matched_by_a_word():
    rows = coded("201")
    assert [rows.code_key(row) for row in rows] == [TOTAL_KEY, "201"]
    assert rows.is_fixed("total")
    assert not rows.is_fixed("201")
    assert len(rows) == 2


@pytest.mark.parametrize("index", [-1, 2])
def test_a_place_that_is_not_there_is_refused(index):
    rows = coded("201")
    with pytest.raises(StaleEditError):
        rows.insert(index, Row("new", "main", "class", "202"))
    with pytest.raises(StaleEditError):
        rows.delete(index, "201")
    assert_sound(rows)


def test_a_row_id_is_taken_only_once():
    rows = coded("201")
    with pytest.raises(StaleEditError):
        rows.insert(1, Row("201", "main", "class", "202"))
    with pytest.raises(StaleEditError):
        rows.delete(0, "202")
