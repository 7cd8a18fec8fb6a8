"""Whatever is not a whole document of ours gets one sentence, and stays as it is."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from models.errors import PackError
from storage import (
    ContentError,
    DamagedFileError,
    DiskFullError,
    DocumentFile,
    ForeignFileError,
    MissingFileError,
    ReadOnlyFileError,
    StorageError,
    content,
)
from storage.connection import APPLICATION_ID
from storage.errors import told
from tests.storage.helpers import TOTAL, ask_sql, cell_edit, entry, run_sql, submit


def refusal(path, kind):
    """The sentence that opening answers with, both ways; the folder must look as before."""
    before = {found: found.read_bytes() for found in path.parent.iterdir() if found.is_file()}
    sentences = set()
    for read_only in (False, True):
        with pytest.raises(kind) as caught:
            DocumentFile.open(path, read_only=read_only).load()
        sentences.add(str(caught.value))
    assert {found: found.read_bytes() for found in path.parent.iterdir() if found.is_file()} == before
    (sentence,) = sentences
    assert path.name in sentence
    assert "\n" not in sentence
    return sentence


def test_a_missing_file(path):
    assert "找不到" in refusal(path, MissingFileError)


def test_a_folder(path):
    path.mkdir()
    assert "是文件夹" in refusal(path, ForeignFileError)


def test_an_empty_file(path):
    path.touch()
    assert "空文件" in refusal(path, ForeignFileError)


@pytest.mark.parametrize("text", ["x", "预算,金额\n" * 100])
def test_a_text(path, text):
    path.write_text(text, encoding="utf-8")
    assert "不是勾稽的预算文件" in refusal(path, ForeignFileError)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_another_programs_database(path, mode):
    run_sql(path, f"PRAGMA journal_mode = {mode}", "CREATE TABLE cell (x)", "INSERT INTO cell VALUES (1)")
    assert "别的程序的数据库" in refusal(path, ForeignFileError)


def test_a_name_that_is_too_long(tmp_path):
    with pytest.raises(StorageError, match="太长"):
        DocumentFile.open(tmp_path / ("长" * 100))


@pytest.mark.parametrize("length", [50, 4096, 20_000])
def test_a_truncated_file(closed, length):
    os.truncate(closed, length)
    assert "已损坏" in refusal(closed, DamagedFileError)


def test_overwritten_pages(closed):
    size = closed.stat().st_size
    with closed.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\x55" * (size - 4096))
    assert "已损坏" in refusal(closed, DamagedFileError)


def test_a_page_that_nobody_has_asked_for_yet(closed):
    ((page,),) = ask_sql(closed, "SELECT rootpage FROM sqlite_master WHERE name = 'cell'")
    with closed.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\x55" * 4096)
    with pytest.raises(DamagedFileError, match="已损坏"):
        DocumentFile.open(closed)


def test_a_header_without_a_version(closed):
    run_sql(closed, "PRAGMA user_version = 0")
    assert "版本号" in refusal(closed, DamagedFileError)


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE cell",
        "ALTER TABLE cell RENAME COLUMN fen TO cents",
        "CREATE TRIGGER extra AFTER UPDATE ON cell BEGIN DELETE FROM setting; END",
        "CREATE VIEW extra AS SELECT 1",
        "DELETE FROM meta WHERE key = 'document_id'",
    ],
)
def test_a_structure_that_is_not_ours(closed, sql):
    run_sql(closed, sql)
    assert "已损坏" in refusal(closed, DamagedFileError)


BAD_VALUES = [
    "INSERT INTO cell VALUES ('table03', 'total', 'total', 'x', 1.5, 0)",
    f"INSERT INTO cell VALUES ('table03', 'total', 'total', 'x', {10**17}, 0)",
    "INSERT INTO cell VALUES ('table03', 'total', 'total', x'ff', 1, 0)",
    "INSERT INTO cell VALUES ('table03', 'total', 'total', CAST(x'ff' AS TEXT), 1, 0)",
    "INSERT INTO cell VALUES ('table03', 'total', 'total', printf('%.40000c', 'x'), 1, 0)",
    "INSERT INTO detail_row VALUES ('table03', 'r1', 'main', 'function_item', '', '', '[', 0, 0)",
    "INSERT INTO detail_row VALUES ('table03', 'r1', 'main', 'function_item', '', '', '{\"note\":1}', 0, 0)",
    "INSERT INTO detail_row VALUES ('table03', 'r1', 'main', 'function_item', '', '', '{}', 0, 'x')",
    "INSERT INTO setting VALUES ('year', 2025.5)",
]


@pytest.mark.parametrize("sql", BAD_VALUES)
def test_values_that_we_never_write(closed, sql):
    """Also where the file's own checks were taken out, so that SQLite finds nothing wrong."""
    for table in ("cell", "detail_row", "setting"):
        columns = {"cell": 6, "detail_row": 9, "setting": 2}[table]
        names = [name for (name,) in names_of(closed, table)]
        assert len(names) == columns
        run_sql(closed, f"DROP TABLE {table}", f"CREATE TABLE {table} ({', '.join(names)})")
    run_sql(closed, sql)
    closed.with_name("预算.备份").mkdir()
    with DocumentFile.open(closed, backup=False) as file, pytest.raises(DamagedFileError, match="已损坏"):
        file.load()


def names_of(path, table):
    conn = sqlite3.connect(path)
    found = conn.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    conn.close()
    return found


def test_absurdly_many_cells(file, document, monkeypatch):
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    monkeypatch.setattr(content, "MAX_CELLS", 0)
    with pytest.raises(StorageError, match="不会是正常的预算文件"):
        file.load()


def test_an_absurdly_large_file(closed):
    os.truncate(closed, 3 * 2**30)  # sparse: takes no room
    with pytest.raises(StorageError, match="2 GB"):
        DocumentFile.open(closed)


@pytest.mark.parametrize("pack", ["nowhere_1999", "../packs", ""])
def test_a_pack_that_the_program_does_not_have(closed, pack):
    run_sql(closed, f"UPDATE meta SET value = '{pack}' WHERE key = 'pack'")
    with DocumentFile.open(closed) as file, pytest.raises(PackError, match="新版程序"):
        file.load()


def sqlite_error(code, kind=sqlite3.OperationalError):
    error = kind("text")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (OSError(errno.ENOSPC, "x"), DiskFullError, "腾出空间"),
        (OSError(errno.EROFS, "x"), ReadOnlyFileError, "没有权限"),
        (OSError(errno.EISDIR, "x"), ForeignFileError, "是文件夹"),
        (OSError(errno.ENOTDIR, "x"), MissingFileError, "找不到"),
        (OSError(errno.EIO, "Input/output error"), StorageError, "磁盘读写出错"),
        (sqlite_error(sqlite3.SQLITE_BUSY), StorageError, "别的程序正占用"),
        (sqlite_error(sqlite3.SQLITE_LOCKED), StorageError, "别的程序正占用"),
        (sqlite_error(sqlite3.SQLITE_READONLY), ReadOnlyFileError, "没有权限"),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), StorageError, "打不开"),
        (sqlite_error(sqlite3.SQLITE_IOERR | 2 << 8), StorageError, "U 盘"),
        (sqlite_error(sqlite3.SQLITE_NOTADB, sqlite3.DatabaseError), ForeignFileError, "不是勾稽"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT, sqlite3.DatabaseError), DamagedFileError, "已损坏"),
        (sqlite_error(sqlite3.SQLITE_TOOBIG, sqlite3.DataError), ContentError, "太大"),
        (OverflowError("x"), ContentError, "没有保存"),
    ],
)
def test_what_the_environment_is_to_blame_for_becomes_a_sentence(error, kind, words):
    with pytest.raises(kind, match=words) as caught, told(Path("盘/预算.gouji"), "保存"):
        raise error
    assert "预算.gouji" in str(caught.value)
    assert caught.value.__cause__ is error


@pytest.mark.parametrize(
    "bug", [sqlite3.ProgrammingError("x"), sqlite_error(sqlite3.SQLITE_CONSTRAINT, sqlite3.IntegrityError), KeyError(1)]
)
def test_a_bug_stays_a_bug(bug):
    with pytest.raises(type(bug)) as caught, told(Path("预算.gouji"), "保存"):
        raise bug
    assert caught.value is bug


def test_the_header_names_the_program(closed):
    assert closed.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big") == b"Gouj"


def test_a_complaint_of_sqlite_that_is_no_text(path):
    with pytest.raises(DamagedFileError, match="已损坏"), told(path, "打开"):
        b"\xad".decode()


def test_a_backup_is_advised_only_where_there_is_one(closed):
    os.truncate(closed, 4096)
    assert "请改用另外保存的一份" in refusal(closed, DamagedFileError)
    closed.with_name("预算.备份").mkdir()
    assert "“预算.备份”中最近的一份" in refusal(closed, DamagedFileError)
