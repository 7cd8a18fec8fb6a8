"""A pack may have tables alone: the command line checks, dumps and writes its documents, and the window shows them."""

from __future__ import annotations

import io
import json

import pytest

from models.completeness import check_list
from models.coverage import ledger
from models.templates import Plan
from models.workspace import Workspace
from storage import DocumentFile, content
from tests.support.bare import bare_document, bare_pack
from tests.support.budgets import tables
from ui import cli
from ui.pages import pages


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return bare_pack(tmp_path_factory.mktemp("bare"))


@pytest.fixture
def file(bare, tmp_path, monkeypatch):
    monkeypatch.setattr(content, "load_pack", lambda _id: bare)
    path = tmp_path / "tables.gouji"
    DocumentFile.create(path, bare_document(bare)).close()
    return path


def test_its_tables_are_checked_as_those_of_a_whole_book(bare):
    workspace = Workspace(bare_document(bare), Plan(bare))
    found = [(one.rule, one.cells, one.difference) for one in workspace.findings()]
    assert found == [(one.rule, one.cells, one.difference) for one in tables().findings()]
    assert workspace.refresh_words() is None
    assert [one.rule.code for one in ledger(workspace)] == [rule.code for rule in bare.rules]
    assert check_list(workspace) == ()


def test_it_is_checked_and_dumped(file, capsys):
    assert cli.main(["check", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["rounding"] == 24
    assert cli.main(["dump", str(file)]) == 0
    dump = json.loads(capsys.readouterr().out)
    assert (len(dump["forms"]), dump["facts"], dump["sections"]) == (13, [], [])


def test_its_prose_says_nothing(file, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("收入总计1,170.53万元。".encode()), encoding="utf-8"))
    assert cli.main(["words", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_it_is_written_and_read_back(file, tmp_path, capsys):
    targets = [tmp_path / f"book.{kind}" for kind in ("xlsx", "pdf", "docx", "html")]
    given = [part for target in targets for part in (f"--{target.suffix[1:]}", str(target))]
    assert cli.main(["export", str(file), *given]) == 0
    assert all(target.stat().st_size > 1000 for target in targets)
    assert cli.main(["import", str(file), str(targets[0]), "--dry-run"]) == 0
    assert "没有变化" in capsys.readouterr().out


def test_the_window_lists_its_tables(bare):
    assert [page.id for page in pages(bare)] == [form.id for form in bare.forms]
