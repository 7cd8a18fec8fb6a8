"""An open file that others move, replace or write is noticed; what the program does itself raises no alarm."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing

import pytest

from storage import ChangedFileError, DocumentFile, Outside
from tests.storage.helpers import TOTAL, cell_edit, entry, run_sql, submit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be moved there")


def found(file):
    change = file.outside_change()
    return change and change.kind


def test_what_the_program_does_itself_is_no_alarm(file, document):
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    file.set_view_state({"zoom": 110})
    file.save_copy(file.path.with_name("副本.gouji"))
    with DocumentFile.open(file.path, read_only=True) as reader:
        assert found(reader) is None
    os.utime(file.path, (0, 0))  # a drive with another clock
    assert found(file) is None


def test_a_file_that_is_moved_away_and_back(file):
    aside = file.path.with_name("移走.gouji")
    file.path.rename(aside)
    change = file.outside_change()
    assert change.kind is Outside.GONE
    assert str(file.path.parent) in change.sentence
    assert "另存一份" in change.sentence
    aside.rename(file.path)
    assert found(file) is None


def test_another_file_in_its_place(file):
    other = file.path.with_name("b.gouji")
    shutil.copyfile(file.path, other)
    other.replace(file.path)
    assert found(file) is Outside.REPLACED


def test_another_program_that_changed_a_cell_without_a_history_line(file, document):
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    facts = file.path.stat()
    run_sql(file.path, "UPDATE cell SET fen = 7")
    os.utime(file.path, ns=(facts.st_atime_ns, facts.st_mtime_ns))  # time and size tell nothing
    assert found(file) is Outside.WRITTEN
    with pytest.raises(ChangedFileError, match="别的程序改过"):
        file.record(cell_edit(document, TOTAL, entry(2)))


def test_an_older_copy_written_over_it(file, document):
    older = file.path.read_bytes()
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    file.path.write_bytes(older)
    assert found(file) is Outside.WRITTEN


def test_what_is_no_document_any_more(file):
    file.path.write_bytes(b"x" * file.path.stat().st_size)
    assert found(file) in (Outside.UNREADABLE, Outside.WRITTEN)


def test_a_lock_of_another_program_is_not_waited_for(file):
    with closing(sqlite3.connect(file.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert found(file) is None
        other.execute("ROLLBACK")


def test_a_reader_is_told_of_later_edits(file, document):
    with DocumentFile.open(file.path, read_only=True) as reader:
        submit(document, file, cell_edit(document, TOTAL, entry(1)))
        change = reader.outside_change()
    assert change.kind is Outside.WRITTEN
    assert "可能有人正在编辑" in change.sentence
