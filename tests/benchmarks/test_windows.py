"""The measurements that need a window run in processes of their own: they set up a whole application."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys

import pytest

from benchmarks import starting
from benchmarks.files import Files
from tests.conftest import ROOT

pytest.importorskip("PySide6.QtWidgets")


def test_repaint():
    command = [sys.executable, "-m", "benchmarks", "--only", "repaint", "--sizes", "30", "--quick"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["repaint"]
    assert isinstance(found["holds"], bool)
    (size,) = found["sizes"]
    assert size.keys() == {"rows", "form", "window", "window_and_file"}
    assert size["window_and_file"].keys() >= {"p95_ms", "p95_by_form_ms", "every_cell", "of_that_saving"}


def test_start(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "QUICK_ROUNDS", 1)
    monkeypatch.setattr(starting, "start", functools.cache(starting.start))  # the second round only repeats the first
    found = starting.run(Files(tmp_path), quick=True)
    assert isinstance(found["holds"], bool)
    assert found["runs"] == 1
    assert {"openpyxl", "reportlab", "sqlite_utils"}.isdisjoint(found["heavy_packages_loaded"])
