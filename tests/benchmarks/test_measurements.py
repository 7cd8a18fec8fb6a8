"""Every measurement runs at toy size and says what it promises; how long anything took is not looked at."""

from __future__ import annotations

import json
import shutil

import pytest

from benchmarks import __main__ as command
from benchmarks import checking, diagnosing, editing, exporting, memory, office, opening, saving
from benchmarks.files import Files

SIZES = (30, 60)


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


@pytest.fixture(autouse=True)
def toy_rounds(monkeypatch):
    monkeypatch.setattr(editing, "QUICK_EDITS", 4)
    monkeypatch.setattr(editing, "QUICK_ROW_EDITS", 2)
    monkeypatch.setattr(editing, "SERIES", 1)
    monkeypatch.setattr(exporting, "QUICK_ROUNDS", 1)
    monkeypatch.setattr(saving, "QUICK_EDITS", 2)
    monkeypatch.setattr(diagnosing, "QUICK_ROWS", 60)
    monkeypatch.setattr(diagnosing, "WRONG", (3,))


def judged(result):
    return isinstance(result["holds"], bool) and "<=" in result["bound"]


def test_edit():
    found = editing.run(SIZES, quick=True)
    assert judged(found)
    assert found["growth_last_to_first"].keys() == {"p50", "p99", "p99_processor", "row_p99_processor"}
    assert [size["rows"] for size in found["sizes"]] == list(SIZES)
    assert found["sizes"][0]["row_edit"].keys() == found["sizes"][0]["row_with_figures"].keys()
    assert found["sizes"][0].keys() >= {"p50_ms", "p99_ms", "p99_without_collector_ms", "ratio_to_peer"}


def test_edits_leave_the_document_as_it_was():
    workspace = editing.Workspace(editing.document(60))
    before = dict(workspace.document.entries)
    series = editing.cell_edits(workspace, editing.wanted_figures(workspace, 6))
    assert len(series.times) == len(series.collector) == 6
    assert {ref: entry.fen for ref, entry in workspace.document.entries.items()} == {
        ref: entry.fen for ref, entry in before.items()
    }
    assert workspace.findings() == []


def test_check():
    found = checking.run(SIZES, quick=True)
    assert judged(found)
    assert found["sizes"][0].keys() >= {"ratio_to_python_sum", "ratio_to_sqlite_group_by", "figures", "equalities"}


def test_open(files):
    found = opening.run(SIZES[:1], files, quick=True)
    assert found["sizes"][0].keys() >= {"median_ms", "file_ms", "load_ms", "workspace_ms", "ratio_to_peer"}


def test_save(files):
    found = saving.run(SIZES[:1], files, quick=True)
    assert judged(found)
    assert found["sizes"][0].keys() >= {"p99_ms", "record", "peer_update_and_commit", "ratio_to_peer"}


def test_export(files):
    found = exporting.run(SIZES[:1], files, quick=True)
    assert judged(found["xlsx"])
    assert judged(found["pdf"])
    assert found["pdf"]["sizes"][0]["peer_kib"] > 0


def test_office_is_skipped_with_a_note_where_it_is_missing(files, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert office.run(files, quick=True) == {"skipped": "LibreOffice (soffice) is not installed"}


def test_memory(files):
    found = memory.run(SIZES[:1], files)
    assert found["sizes"][0]["peak_mib"] >= found["imports_only_mib"] > 0


def test_diagnose():
    found = diagnosing.run(quick=True)
    assert judged(found)
    assert found["wrong"][0]["figures"] == 3
    assert found["wrong"][0]["breaks_median"] > 0


def test_the_command_prints_json(capsys, monkeypatch):
    monkeypatch.setattr(command, "MEASUREMENTS", {"edit": lambda sizes, _files, quick: {"got": [sizes, quick]}})
    assert command.main(["--only", "edit", "--sizes", "60,30", "--quick"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["edit"]["got"] == [[30, 60], True]
    assert found["edit"].keys() >= {"took_s", "load_average"}
    assert found.keys() >= {"machine", "started", "load_average_before", "load_average_after"}


def test_an_unknown_measurement_is_refused(capsys):
    with pytest.raises(SystemExit):
        command.main(["--only", "edit,speed"])
    assert "speed" in capsys.readouterr().err
