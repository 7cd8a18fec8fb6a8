"""Opening without writing, by wish or because it is not permitted."""

from __future__ import annotations

import pytest

from storage import DocumentFile, ReadOnlyFileError
from tests.storage.helpers import TOTAL, ask_sql, cell_edit, entry, run_sql, state, submit


def test_reading_beside_the_one_who_writes(file, document):
    before = {found.name for found in file.path.parent.iterdir()}
    with DocumentFile.open(file.path, read_only=True) as reader:
        submit(document, file, cell_edit(document, TOTAL, entry(1)))
        assert reader.read_only
        assert reader.notice == ""
        assert state(reader.load()) == state(document)
        with pytest.raises(ReadOnlyFileError, match="只读打开"):
            reader.record(cell_edit(document, TOTAL, entry(2)))
        reader.set_view_state({"zoom": 2})
        assert reader.view_state() == {}
    assert {found.name for found in file.path.parent.iterdir()} == before


def test_a_folder_that_may_not_be_written_to(public_path, document, unprivileged):
    DocumentFile.create(public_path, document).close()
    public_path.parent.chmod(0o555)
    with unprivileged(), DocumentFile.open(public_path) as file:
        assert file.read_only
        assert "不允许写入" in file.notice
        assert state(file.load()) == state(document)
        with pytest.raises(ReadOnlyFileError):
            file.record(cell_edit(document, TOTAL, entry(1)))
        with pytest.raises(ReadOnlyFileError, match="没有权限另存"):
            file.save_copy(public_path.with_name("副本.gouji"))
        with pytest.raises(ReadOnlyFileError, match="没有权限新建"):
            DocumentFile.create(public_path.with_name("新.gouji"), document)
    assert [found.name for found in public_path.parent.iterdir()] == [public_path.name]


def test_a_file_that_may_not_be_written_to(public_path, document, unprivileged):
    DocumentFile.create(public_path, document).close()
    public_path.chmod(0o444)
    public_path.parent.chmod(0o777)
    with unprivileged(), DocumentFile.open(public_path) as file:
        assert file.read_only
        assert "是只读文件" in file.notice
        assert state(file.load()) == state(document)
    assert [found.name for found in public_path.parent.iterdir()] == [public_path.name]


def test_a_file_that_may_not_be_read(public_path, document, unprivileged):
    DocumentFile.create(public_path, document).close()
    public_path.chmod(0)
    with unprivileged(), pytest.raises(ReadOnlyFileError, match="没有权限打开"):
        DocumentFile.open(public_path)


def test_a_file_that_another_program_switched_to_wal(closed, document):
    """It would not be whole without its side files; we switch it back."""
    run_sql(closed, "PRAGMA journal_mode = WAL")
    with DocumentFile.open(closed, read_only=True) as file:
        assert state(file.load()) == state(document)
    with DocumentFile.open(closed, backup=False) as file:
        submit(document, file, cell_edit(document, TOTAL, entry(1)))
    assert ask_sql(closed, "PRAGMA journal_mode") == [("delete",)]


def test_a_newer_file_opens_for_reading_and_says_so(closed, document):
    run_sql(closed, "ALTER TABLE setting ADD COLUMN new_in_version_2", "PRAGMA user_version = 2")
    before = closed.read_bytes()
    with DocumentFile.open(closed) as file:
        assert file.read_only
        assert "更高版本" in file.notice
        assert "升级程序" in file.notice
        assert state(file.load()) == state(document)
    assert closed.read_bytes() == before
    assert [found.name for found in closed.parent.iterdir()] == [closed.name]
