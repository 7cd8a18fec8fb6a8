"""The history: every action a line, in order, never changed."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

import pytest

from models.edits import CellChange, Edit
from models.refs import CellRef
from storage import DamagedFileError, DocumentFile
from tests.storage.helpers import FORM, TOTAL, cell_edit, entry, rename_edit, run_sql, submit

BASIC = CellRef(FORM, "total", "basic_expenditure")


@pytest.fixture
def three_lines(file, document):
    first = cell_edit(document, TOTAL, entry(1))
    submit(document, file, first)
    submit(document, file, rename_edit(document, "昔阳县水利局"))
    submit(document, file, cell_edit(document, BASIC, entry(2)))
    return file


def test_lines_say_when_who_and_what(three_lines, document):
    undone = cell_edit(document, BASIC, None)
    submit(document, three_lines, undone, "undo")
    newest, *_, oldest = three_lines.history()
    assert [line.id for line in three_lines.history()] == [4, 3, 2, 1]
    assert (newest.action, newest.edit) == ("undo", undone)
    assert (oldest.who, oldest.action, oldest.label, oldest.cause) == ("王会计", "do", "录入 1.25", "录入")
    assert timedelta(0) <= datetime.now().astimezone() - newest.time < timedelta(minutes=1)
    assert three_lines.saved_at == newest.time


def test_lines_can_be_limited_and_asked_for_by_cell(three_lines, document):
    submit(document, three_lines, cell_edit(document, TOTAL, entry(3)))
    assert [line.id for line in three_lines.history(2)] == [4, 3]
    assert [line.id for line in three_lines.history(cell=TOTAL)] == [4, 1]
    assert [line.id for line in three_lines.history(1, TOTAL)] == [4]
    assert three_lines.history(0) == three_lines.history(cell=CellRef(FORM, "total", "nowhere")) == []


def test_a_cell_with_quotes_in_its_address_is_found(file, document):
    odd = CellRef(FORM, 'r"\\1', "total")
    file.record(Edit("录入", "录入", (CellChange(*odd, None, entry(1)),)))
    assert len(file.history(cell=odd)) == 1


def test_the_file_itself_refuses_to_change_lines(three_lines):
    three_lines.close()
    for sql in ("DELETE FROM history", "UPDATE history SET who = 'x'", "REPLACE INTO history SELECT * FROM history"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            run_sql(three_lines.path, "PRAGMA recursive_triggers = ON", sql)


@pytest.mark.parametrize(
    ("tampering", "line"),
    [
        ("UPDATE history SET who = '李四' WHERE id = 2", 2),
        ("UPDATE history SET edit = replace(edit, '1.25', '9.25') WHERE id = 1", 1),
        ("UPDATE history SET depth = 1 WHERE id = 3", 3),
        ("DELETE FROM history WHERE id = 2", 3),
    ],
)
def test_tampering_breaks_the_chain(three_lines, tampering, line):
    assert three_lines.first_broken_line() is None
    three_lines.close()
    run_sql(three_lines.path, "DROP TRIGGER history_keeps_words", "DROP TRIGGER history_keeps_lines", tampering)
    run_sql(
        three_lines.path,
        "CREATE TRIGGER history_keeps_lines BEFORE DELETE ON history BEGIN SELECT 1; END",
        "CREATE TRIGGER history_keeps_words BEFORE UPDATE ON history BEGIN SELECT 1; END",
    )
    with DocumentFile.open(three_lines.path) as again:
        assert again.first_broken_line() == line


@pytest.mark.parametrize("edit", ["[]", '{"label":1}', "nonsense"])
def test_an_unreadable_line_is_a_damaged_file(file, edit):
    file.close()
    run_sql(file.path, f"INSERT INTO history VALUES (1, '2026-11-23T09:00:00+08:00', '', 'do', 1, '{edit}', '{0:064}')")
    with DocumentFile.open(file.path, read_only=True) as again:
        for ask in (again.history, again.undo_stack):
            with pytest.raises(DamagedFileError, match="历史记录"):
                ask()


def test_an_impossible_time_is_a_damaged_file(file):
    file.close()
    run_sql(file.path, f"INSERT INTO history VALUES (1, '昨天', '', 'do', 1, '[]', '{0:064}')")
    with pytest.raises(DamagedFileError, match="历史记录"):
        DocumentFile.open(file.path)
