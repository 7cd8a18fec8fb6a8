"""Positions with gaps: one row written per insertion, a new numbering only when a gap is used up."""

from __future__ import annotations

import pytest

from models.edits import Edit, RowInsert
from models.errors import StaleEditError
from storage import DocumentFile
from storage.order import STEP, BlockOrder
from tests.storage.helpers import BLOCK, FORM, ask_sql, insert_edit, item, state, submit


def test_rows_are_put_between_their_neighbours():
    order = BlockOrder([("a", 0), ("c", STEP)])
    assert order.insert(1, "b") == STEP // 2
    assert order.insert(3, "d") == 2 * STEP
    assert order.insert(0, "first") == -STEP
    assert order.ids == ["first", "a", "b", "c", "d"]
    assert not order.crowded


def test_a_gap_takes_32_rows_then_all_are_spread_again():
    order = BlockOrder([("a", 0), ("z", STEP)])
    for number in range(32):
        order.insert(1, f"r{number}")
    assert not order.crowded
    order.insert(1, "r32")
    assert order.crowded
    places = order.renumber()
    assert [row_id for row_id, _ in places] == order.ids
    assert [place for _, place in places] == [index * STEP for index in range(35)]
    assert not order.crowded


@pytest.mark.parametrize(("index", "row_id"), [(0, "a"), (2, "b"), (-1, "b")])
def test_a_row_is_not_put_where_it_cannot_be(index, row_id):
    with pytest.raises(StaleEditError):
        BlockOrder([("a", 0)]).insert(index, row_id)


@pytest.mark.parametrize(("index", "row_id"), [(1, "a"), (0, "b"), (-1, "a")])
def test_a_row_is_not_taken_from_elsewhere(index, row_id):
    with pytest.raises(StaleEditError):
        BlockOrder([("a", 0)]).delete(index, row_id)


def test_many_insertions_at_one_place_keep_their_order(file, document):
    for number in range(40):
        submit(document, file, insert_edit(min(number, 1), item(f"r{number}")))
    rows = [RowInsert(FORM, 1, item(f"p{number}")) for number in range(60)]
    submit(document, file, Edit("粘贴行", "粘贴", tuple(rows)))
    file.close()
    with DocumentFile.open(file.path) as again:
        assert state(again.load()) == state(document)


def test_an_insertion_writes_one_position(file, document):
    for number in range(3):
        submit(document, file, insert_edit(number, item(f"r{number}")))
    positions = "SELECT row_id, position FROM detail_row ORDER BY position"
    before = dict(ask_sql(file.path, positions))
    submit(document, file, insert_edit(1, item("new")))
    after = dict(ask_sql(file.path, positions))
    assert list(after) == document.rows(FORM, BLOCK).details
    assert {row_id: after[row_id] for row_id in before} == before


def test_a_failed_edit_leaves_the_order_as_it_was(file, document):
    submit(document, file, insert_edit(0, item("r1")))
    with pytest.raises(StaleEditError):
        file.record(Edit("错", "行操作", (RowInsert(FORM, 0, item("r2")), RowInsert(FORM, 0, item("r1")))))
    submit(document, file, insert_edit(1, item("r2")))
    assert state(file.load()) == state(document)
