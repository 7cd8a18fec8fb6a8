"""A signed document on the command line: no import, and a final unless something else is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from export import page_setup
from models import signoff
from storage import DocumentFile
from tests.storage.helpers import run_sql, submit
from tests.support.budgets import sample
from ui import cli

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def approved(tmp_path):
    path = tmp_path / "signed.gouji"
    document = sample().document
    with DocumentFile.create(path, document) as file:
        for who in ("张三", "李四"):
            submit(document, file, signoff.step_up(document, who, NOON))
        assert file.undo_stack() == ([], 0)
    return path


def test_what_is_signed_takes_no_import(approved, capsys, tmp_path):
    before = approved.read_bytes()
    assert cli.main(["import", str(approved), str(tmp_path / "x.xlsx")]) == 2
    assert "由李四于" in (told := capsys.readouterr().err)
    assert "退回编制" in told
    assert approved.read_bytes() == before


def test_what_is_approved_is_written_as_a_final(approved, tmp_path, capsys):
    target = tmp_path / "book.html"
    assert cli.main(["export", str(approved), "--html", str(target)]) == 0
    assert 'class="draft"' not in target.read_text(encoding="utf-8")
    assert "正式稿照样写出" in capsys.readouterr().out


def test_the_signature_block_says_who_signed_what(approved):
    with DocumentFile.open(approved, read_only=True) as file:
        document = file.load()
    *steps, (label, digits) = page_setup.signature(document)
    assert steps == [("复核", "张三 2026-11-24"), ("审定", "李四 2026-11-24")]
    assert (label, digits) == ("校验码", signoff.digest(document)[:8])
    document.settings["department"] = "乙局"
    assert page_setup.signature(document) == page_setup.signature(sample().document)


def test_what_no_longer_fits_is_told_when_it_is_written(approved, tmp_path, capsys):
    run_sql(approved, "UPDATE setting SET value = '乙局' WHERE key = 'department'")
    target = tmp_path / "book.html"
    assert cli.main(["export", str(approved), "--html", str(target)]) == 0
    assert 'class="draft"' in target.read_text(encoding="utf-8")
    assert signoff.MISFIT in capsys.readouterr().out
