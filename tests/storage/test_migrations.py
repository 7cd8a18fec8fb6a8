"""Files of every version that was ever released can be opened; a migration is all or nothing, after a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.refs import CellRef
from storage import DocumentFile, NewerFileError, migrations
from storage.backups import backups_of
from tests.storage.helpers import TOTAL, ask_sql, cell_edit, entry, item, run_sql, state, submit

RELEASED = Path(__file__).parent / "files"


def add_note(db):
    db.execute("CREATE TABLE note (text TEXT NOT NULL)")
    db.execute("INSERT INTO note VALUES ('x')")


@pytest.fixture
def version_2(monkeypatch):
    monkeypatch.setattr(migrations, "STEPS", [*migrations.STEPS, add_note])


def test_an_older_file_is_backed_up_and_migrated(closed, document, version_2):
    with DocumentFile.open(closed, backup=False) as file:
        assert "已升级" in file.notice
        assert state(file.load()) == state(document)
        submit(document, file, cell_edit(document, TOTAL, entry(1)))
    assert ask_sql(closed, "PRAGMA user_version") == [(2,)]
    assert ask_sql(closed, "SELECT * FROM note") == [("x",)]
    (backup,) = backups_of(closed)
    assert backup.reason == "升级"
    assert ask_sql(backup.path, "PRAGMA user_version") == [(1,)]


def test_an_older_file_is_read_without_being_changed(closed, document, version_2):
    before = closed.read_bytes()
    with DocumentFile.open(closed, read_only=True) as file:
        assert state(file.load()) == state(document)
    assert closed.read_bytes() == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(closed, monkeypatch):
    def fail(db):
        add_note(db)
        raise ZeroDivisionError

    monkeypatch.setattr(migrations, "STEPS", [*migrations.STEPS, fail])
    with pytest.raises(ZeroDivisionError):
        DocumentFile.open(closed)
    assert ask_sql(closed, "PRAGMA user_version") == [(1,)]
    assert ask_sql(closed, "SELECT name FROM sqlite_master WHERE name = 'note'") == []
    assert not closed.with_name(closed.name + ".lock").exists()


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE cell RENAME COLUMN fen TO cents",
        "DROP TABLE history",
        "ALTER TABLE setting RENAME TO option",
    ],
)
def test_a_newer_file_that_cannot_be_read_says_so(closed, change):
    run_sql(closed, change, "PRAGMA user_version = 9")
    before = closed.read_bytes()
    with pytest.raises(NewerFileError, match=r"更高版本.*升级程序"):
        DocumentFile.open(closed).load()
    assert closed.read_bytes() == before


@pytest.mark.parametrize("script", sorted(RELEASED.glob("version_*.sql")), ids=lambda path: path.stem)
def test_a_file_of_each_released_version_still_opens(script, path):
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(script.read_text(encoding="utf-8"))
    with DocumentFile.open(path) as file:
        document = file.load()
        assert file.notice == "" or "已升级" in file.notice
        assert document.settings == {"department": "昔阳县应急管理局", "department_code": "039", "year": "2025"}
        assert document.entries == {CellRef("table03", "r1", "total"): entry(2), TOTAL: entry(1)}
        assert document.rows("table03", "main").details == ["r2", "r1"]
        assert document.row("table03", "r1") == item("r1")
        assert [line.action for line in file.history()] == ["undo", "do", "do", "do", "do"]
        assert file.undo_stack()[1] == 3
        assert file.first_broken_line() is None
        assert file.view_state() == {"zoom": 1.25}


def test_every_released_version_has_its_file():
    assert len(list(RELEASED.glob("version_*.sql"))) == migrations.current_version()
