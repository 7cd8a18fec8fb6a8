"""What the pack does not know stays in the file, is told, and is in nobody's way."""

from __future__ import annotations

import pytest

from models.edits import CellChange, Edit, RowInsert
from models.refs import CellRef
from storage import ContentError, DocumentFile
from tests.storage.helpers import (
    BLOCK,
    FORM,
    TOTAL,
    ask_sql,
    cell_edit,
    delete_edit,
    entry,
    insert_edit,
    item,
    run_sql,
    state,
    submit,
)

UNKNOWN = [
    ("INSERT INTO detail_row VALUES ('table03', 'x', 'main', 'no_kind', '', '旧', '{}', 0, 5)", (1, 0)),
    ("INSERT INTO detail_row VALUES ('table03', 'x', 'no_block', 'function_item', '', '旧', '{}', 0, 5)", (1, 0)),
    ("INSERT INTO detail_row VALUES ('table03', 'total', 'main', 'function_item', '', '旧', '{}', 0, 5)", (1, 0)),
    ("INSERT INTO detail_row VALUES ('table99', 'x', 'main', 'function_item', '', '旧', '{}', 0, 5)", (1, 0)),
    ("INSERT INTO cell VALUES ('table03', 'x', 'total', '1.00', 1000000, 0)", (0, 1)),
    ("INSERT INTO cell VALUES ('table03', 'total', 'no_column', '1.00', 1000000, 0)", (0, 1)),
    ("INSERT INTO cell VALUES ('table03', 'total', 'subject_name', '1.00', 1000000, 0)", (0, 1)),
    ("INSERT INTO cell VALUES ('table99', 'total', 'total', '1.00', 1000000, 0)", (0, 1)),
]


@pytest.mark.parametrize(("sql", "counts"), UNKNOWN)
def test_the_unknown_is_told_and_kept(closed, document, sql, counts):
    run_sql(closed, sql)
    contents = "SELECT * FROM detail_row UNION ALL SELECT *, 0, 0, 0 FROM cell"
    before = ask_sql(closed, contents)
    with DocumentFile.open(closed) as file:
        opened = file.load()
        assert state(opened) == state(document)
        assert f"{counts[0]} 行、{counts[1]} 个金额" in file.notice
        notice = file.notice
        file.load()
        assert file.notice == notice
        submit(opened, file, insert_edit(0, item("mine")))
        submit(opened, file, cell_edit(opened, TOTAL, entry(1)))
        assert state(file.load()) == state(opened)
    assert set(before) < set(ask_sql(closed, contents))


def test_an_unknown_row_does_not_count_in_the_order(file, document):
    for number in range(2):
        submit(document, file, insert_edit(number, item(f"r{number}")))
    file.close()
    run_sql(file.path, UNKNOWN[0][0].replace(", 5)", ", -5)"))
    with DocumentFile.open(file.path) as again:
        opened = again.load()
        submit(opened, again, insert_edit(1, item("new")))
        submit(opened, again, delete_edit(opened, 0))
        assert opened.rows(FORM, BLOCK).details == ["new", "r1"]
        assert state(again.load()) == state(opened)


def test_a_new_row_may_have_the_id_of_an_unknown_one(closed):
    run_sql(closed, UNKNOWN[0][0], "INSERT INTO cell VALUES ('table03', 'x', 'total', '1.00', 1000000, 0)")
    with DocumentFile.open(closed) as file:
        document = file.load()
        ref = CellRef(FORM, "x", "total")
        changes = (RowInsert(FORM, 0, item("x")), CellChange(*ref, None, entry(2)))
        edit = Edit("插入", "行操作", changes)
        submit(document, file, edit)
        submit(document, file, insert_edit(1, item("y")))
        assert document.rows(FORM, BLOCK).details == ["x", "y"]
        assert state(file.load()) == state(document)
    kept = ask_sql(closed, "SELECT label FROM detail_row WHERE row_id = 'x~1'")
    assert kept == [("旧",)]
    assert ask_sql(closed, "SELECT text FROM cell WHERE row_id = 'x~1'") == [("1.00",)]


def test_a_failed_insertion_leaves_the_unknown_where_it_was(closed):
    run_sql(closed, UNKNOWN[0][0])
    with DocumentFile.open(closed) as file:
        document = file.load()
        too_long = Edit("插入", "行操作", (RowInsert(FORM, 0, item("x")), RowInsert(FORM, 1, item("长" * 300))))
        with pytest.raises(ContentError, match="太长"):
            file.record(too_long)
        submit(document, file, insert_edit(0, item("x")))
        with pytest.raises(ContentError):
            file.record(insert_edit(1, item("长" * 300)))
        submit(document, file, insert_edit(1, item("y")))
        submit(document, file, delete_edit(document, 0))
        assert state(file.load()) == state(document)


def test_older_edits_are_not_offered_for_undo(file, document):
    submit(document, file, insert_edit(0, item("r1")))
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    file.close()
    run_sql(file.path, "UPDATE detail_row SET kind = 'no_kind'")
    with DocumentFile.open(file.path) as again:
        opened = again.load()
        assert again.undo_stack() == ([], 0)
        submit(opened, again, cell_edit(opened, TOTAL, entry(2)))
        assert len(again.history()) == 3
