"""Create, record, close, open: what was recorded is there again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from models.edits import CellChange, Edit, Entry, RowMove, RowUpdate
from models.errors import StaleEditError
from models.refs import CellRef
from storage import (
    ChangedFileError,
    ContentError,
    DiskFullError,
    DocumentFile,
    ExistingFileError,
    StorageError,
    connection,
)
from tests.conftest import ROOT
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
    new_document,
    rename_edit,
    run_sql,
    state,
    submit,
)


def reopened(path):
    with DocumentFile.open(path, backup=False) as file:
        return file.load()


def test_a_new_file_holds_the_document(path, document):
    document.apply(insert_edit(0, item("r1")))
    document.apply(cell_edit(document, CellRef(FORM, "r1", "total"), entry(3)))
    with DocumentFile.create(path, document) as file:
        assert not file.read_only
        assert file.notice == ""
        assert file.history() == []
        assert datetime.now().astimezone() - file.saved_at < timedelta(minutes=1)
    assert state(reopened(path)) == state(document)


def test_the_file_is_durable_and_trusts_nobody(file):
    asked = ("journal_mode", "synchronous", "trusted_schema", "foreign_keys", "cell_size_check")
    assert [file._db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["delete", 2, 0, 1, 1]


def test_sqlite_utils_is_loaded_by_the_first_edit_not_by_opening(closed):
    program = (
        "import sys, storage\n"
        "with storage.DocumentFile.open(sys.argv[1]) as file:\n"
        "    file.load(), file.undo_stack(), file.view_state()\n"
        "    print('sqlite_utils' in sys.modules)\n"
        "    file.set_view_state({'zoom': 100})\n"
        "    print('sqlite_utils' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(closed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["False", "True"], "")


def test_every_kind_of_change_is_kept(file, document):
    cell = CellRef(FORM, "r2", "total")
    for edit in (
        rename_edit(document, "昔阳县水利局"),
        insert_edit(0, item("r1")),
        insert_edit(1, item("r2")),
        insert_edit(1, item("r3", code="2240199", label="")),
    ):
        submit(document, file, edit)
    submit(document, file, cell_edit(document, cell, Entry("约3万", None)))
    submit(document, file, cell_edit(document, cell, entry(4)))
    submit(document, file, cell_edit(document, TOTAL, entry(5)))
    submit(document, file, cell_edit(document, TOTAL, None))
    submit(document, file, Edit("移动", "行操作", (RowMove(FORM, BLOCK, "r2", 2, 0),)))
    old = document.row(FORM, "r3")
    new = item("r3", code="2240102", label="一般行政管理事务")
    submit(document, file, Edit("改行", "行操作", (RowUpdate(FORM, old, new),)))
    submit(document, file, delete_edit(document, 1))
    assert document.rows(FORM, BLOCK).details == ["r2", "r3"]
    file.close()
    assert state(reopened(file.path)) == state(document)


def test_undo_and_redo_go_on_after_reopening(file, document):
    edits = [cell_edit(document, CellRef(FORM, "total", key), entry(1)) for key in ("total", "basic_expenditure")]
    for edit in edits:
        submit(document, file, edit)
    submit(document, file, edits[1].inverse(), "undo")
    file.close()
    with DocumentFile.open(file.path) as again:
        opened = again.load()
        assert again.undo_stack() == (edits, 1)
        submit(opened, again, edits[0].inverse(), "undo")
        assert again.undo_stack() == again.undo_stack(limit=1) == (edits, 0)
        submit(opened, again, edits[0], "redo")
        new = cell_edit(opened, TOTAL, entry(7))
        submit(opened, again, new)
        assert again.undo_stack() == ([edits[0], new], 2)
        assert again.undo_stack(limit=1) == ([new], 1)


def test_what_cannot_be_undone_or_redone_is_not_recorded(file, document):
    edit = cell_edit(document, TOTAL, entry(1))
    for action in ("undo", "redo", "again"):
        with pytest.raises(ValueError, match="cannot"):
            file.record(edit, action)
    assert state(file.load()) == state(document)


def test_an_edit_that_does_not_fit_leaves_the_file_alone(file, document):
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    basic = CellRef(FORM, "total", "basic_expenditure")
    for stale in (
        CellChange(*TOTAL, None, entry(2)),
        CellChange(*TOTAL, entry(3), entry(2)),
        CellChange(*TOTAL, entry(3), None),
        delete_edit_of_missing_row(),
    ):
        with pytest.raises(StaleEditError):
            file.record(Edit("错", "录入", (CellChange(*basic, None, entry(9)), stale)))
    assert state(file.load()) == state(document)
    assert len(file.history()) == 1


def delete_edit_of_missing_row():
    return insert_edit(0, item("gone")).inverse().changes[0]


def test_an_empty_edit_is_not_recorded(file):
    file.record(Edit("无", "录入", ()))
    assert file.history() == []


def test_a_text_that_is_too_long_is_refused_with_a_sentence(file, document):
    for text in ("长" * 40_000, "\ud800"):
        with pytest.raises(ContentError, match="没有保存"):
            file.record(cell_edit(document, TOTAL, Entry(text, None)))
    assert state(file.load()) == state(document)


def test_a_full_disk_is_told_and_the_next_try_works(file, document):
    (pages,) = file._db.execute("PRAGMA page_count").fetchone()
    file._db.execute(f"PRAGMA max_page_count = {pages}")
    edit = insert_edit(0, item("r1", label="长" * 9_000))
    with pytest.raises(DiskFullError, match=r"磁盘已满.*预算\.gouji.*腾出空间"):
        file.record(edit)
    assert state(file.load()) == state(document)
    file._db.execute("PRAGMA max_page_count = 1000000")
    submit(document, file, edit)
    assert state(file.load()) == state(document)


def test_a_file_that_is_being_read_is_saved_afterwards(closed, document, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0)
    with DocumentFile.open(closed) as file, closing(sqlite3.connect(closed, isolation_level=None)) as reader:
        file.load()
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM cell").fetchall()
        edit = insert_edit(0, item("r1"))
        with pytest.raises(StorageError, match="别的程序正占用它"):
            file.record(edit)
        reader.execute("COMMIT")
        submit(document, file, edit)
        assert state(file.load()) == state(document)


def test_a_file_is_saved_from_a_worker_thread(file, document):
    edit = cell_edit(document, TOTAL, entry(1))
    document.apply(edit)
    with ThreadPoolExecutor(1) as worker:
        worker.submit(file.record, edit).result()
    assert state(file.load()) == state(document)


def test_creating_does_not_overwrite_unasked(file, document):
    file.close()
    before = file.path.read_bytes()
    with pytest.raises(ExistingFileError, match="已经存在"):
        DocumentFile.create(file.path, document)
    assert file.path.read_bytes() == before
    other = new_document("另一个局")
    DocumentFile.create(file.path, other, overwrite=True).close()
    assert state(reopened(file.path)) == state(other)


@pytest.mark.parametrize("name", ["长" * 85 + ".gouji", "没有的文件夹/预算.gouji", "."])
def test_where_no_file_can_be_is_told(tmp_path, document, name):
    with pytest.raises(StorageError, match=r"太长|不存在|是文件夹"):
        DocumentFile.create(tmp_path / name, document)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be moved there")
def test_a_moved_file_is_not_written_to(file, document):
    file.path.rename(file.path.with_name("移走.gouji"))
    with pytest.raises(ChangedFileError, match="移动"):
        file.record(cell_edit(document, TOTAL, entry(1)))
    file.save_copy(file.path.with_name("抢救.gouji"))
    assert state(reopened(file.path.with_name("抢救.gouji"))) == state(document)


def test_a_line_that_someone_else_wrote_is_noticed(file, document):
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    (last,) = ask_sql(file.path, "SELECT time, edit, hash FROM history")
    run_sql(file.path, "INSERT INTO history VALUES (2, '{}', 'x', 'do', 2, '{}', '{}')".format(*last))
    with pytest.raises(ChangedFileError, match="别的程序改过"):
        file.record(cell_edit(document, TOTAL, entry(2)))


def test_a_copy_is_whole_and_replaces_at_one_stroke(file, document, tmp_path):
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    copy = tmp_path / "副本.gouji"
    copy.write_text("以前的文件", encoding="utf-8")
    file.save_copy(copy)
    with DocumentFile.open(copy, backup=False) as other:
        assert state(other.load()) == state(document)
        assert other.history() == file.history()
    assert sorted(found.name for found in tmp_path.iterdir()) == ["副本.gouji", "预算.gouji", "预算.gouji.lock"]


def test_a_copy_that_does_not_read_back_replaces_nothing(file, document, tmp_path):
    submit(document, file, insert_edit(0, item("r1", label="长" * 9_000)))
    with file.path.open("r+b") as stream:
        stream.seek(24)
        stream.write(b"\x00\x01\x00\x00")  # "someone has written": SQLite reads the pages anew
        stream.seek(-4096, os.SEEK_END)
        stream.write(b"\x55" * 4096)
    copy = tmp_path / "副本.gouji"
    copy.write_text("以前的文件", encoding="utf-8")
    with pytest.raises(StorageError, match="检查没有通过"):
        file.save_copy(copy)
    assert copy.read_text(encoding="utf-8") == "以前的文件"


def test_a_copy_does_not_go_over_an_open_file(file, tmp_path):
    with pytest.raises(ExistingFileError, match="正在编辑"):
        file.save_copy(file.path)
    with DocumentFile.create(tmp_path / "另一份.gouji", new_document()) as other, pytest.raises(StorageError):
        file.save_copy(other.path)


def test_the_view_is_kept_without_history(file):
    assert file.view_state() == {}
    file.set_view_state({"zoom": 1.25, "form": "table03", "widths": {"table03": [80, 120]}})
    file.close()
    with DocumentFile.open(file.path) as again:
        assert again.view_state() == {"zoom": 1.25, "form": "table03", "widths": {"table03": [80, 120]}}
        assert again.history() == []


def test_a_spoilt_view_is_only_forgotten(closed):
    run_sql(closed, "REPLACE INTO meta VALUES ('view', '[')")
    with DocumentFile.open(closed) as file:
        assert file.view_state() == {}


def test_a_closed_file_can_be_closed_again(file, document):
    file.close()
    file.close()
    with pytest.raises(ValueError, match="closed"):
        file.record(cell_edit(document, TOTAL, entry(1)))
