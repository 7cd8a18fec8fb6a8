"""`import`: figures changed in Excel come in as one edit that can be undone, or are only shown."""

from __future__ import annotations

import functools
import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from export import layout, xlsx
from storage import DocumentFile
from tests.support.budgets import sample
from ui import cli

OLD, NEW, WORDS = 832.71, 823.71, "八百"


@pytest.fixture
def document_file(tmp_path):
    path = tmp_path / "mine.gouji"
    DocumentFile.create(path, sample().document).close()
    return path


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """`changed(value)`: the sample's own 表三 with one figure changed in Excel; only to be read."""
    folder = tmp_path_factory.mktemp("changed")
    exported = xlsx.render_bytes(layout.build(sample(), forms=["table03"]))
    book = openpyxl.load_workbook(io.BytesIO(exported))
    sheet = next(sheet for sheet in book if sheet.title.startswith("表三"))
    (row,) = (row for row in sheet.iter_rows() if str(row[0].value) == "2013299")
    cell = next(cell for cell in row if cell.value == OLD and cell.column == len(row))

    @functools.cache
    def make(value):
        cell.value = value
        path = folder / f"{value}.xlsx"
        book.save(path)
        return path

    return make


@pytest.fixture
def workbook(changed, tmp_path):
    """`workbook(value)`: a changed workbook beside the document."""
    return lambda value: Path(shutil.copy(changed(value), tmp_path / "changed.xlsx"))


def figures(path):
    with DocumentFile.open(path, read_only=True) as file:
        return file.load().entries


def test_a_dry_run_shows_the_change_and_leaves_everything_alone(document_file, workbook, capsys):
    source = workbook(NEW)
    before = {path: path.read_bytes() for path in document_file.parent.iterdir()}
    assert cli.main(["import", str(document_file), str(source), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "2013299 其他组织事务支出 · 项目支出：832.71 → 823.71" in out
    assert "将有 1 格、0 行的变化。" in out
    assert "导入后：断差 3 处" in out
    assert "提示 84 条" in out  # as check counts them, those of the words too
    assert {path: path.read_bytes() for path in document_file.parent.iterdir()} == before


def test_an_import_is_one_step_that_can_be_undone(document_file, workbook, capsys):
    assert cli.main(["import", str(document_file), str(workbook(NEW))]) == 0
    assert "已导入 1 格、0 行的变化。" in capsys.readouterr().out
    assert cli.main(["check", str(document_file)]) == 1
    with DocumentFile.open(document_file, backup=False) as file:
        assert [(line.cause, line.label) for line in file.history()] == [("导入", "导入 changed.xlsx")]
        edits, done = file.undo_stack()
        assert (len(edits), done) == (1, 1)
    assert (document_file.parent / "mine.备份").is_dir()


def test_the_documents_own_workbook_changes_nothing(document_file, workbook, capsys):
    assert cli.main(["import", str(document_file), str(workbook(OLD))]) == 0
    assert "没有变化。" in capsys.readouterr().out
    assert figures(document_file) == sample().document.entries


def test_what_cannot_be_read_is_said_and_is_1(document_file, workbook, capsys):
    assert cli.main(["import", str(document_file), str(workbook(WORDS))]) == 1
    out = capsys.readouterr().out
    assert f"“{WORDS}”不是金额" in out
    assert "1 处看不懂" in out


def test_a_file_that_someone_has_open_is_not_written(document_file, workbook, capsys):
    source = workbook(NEW)
    with DocumentFile.open(document_file, backup=False):
        assert cli.main(["import", str(document_file), str(source)]) == 2
    assert "打开" in capsys.readouterr().err
    assert figures(document_file) == sample().document.entries


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"plain text"])
def test_what_is_no_workbook_is_refused(content, document_file, tmp_path, capsys):
    source = tmp_path / "wrong.xlsx"
    if content is not None:
        source.write_bytes(content)
    assert cli.main(["import", str(document_file), str(source)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
