"""The import contracts of pyproject.toml hold, and each of them catches what it forbids."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

ROOMS = ("models", "storage", "export", "ui")
COMMAND = "from importlinter.cli import lint_imports_command; lint_imports_command()"

VIOLATIONS = {
    "models/planted.py": "import storage\nimport openpyxl\n",
    "storage/planted.py": "import export\nimport reportlab\nimport PySide6\n",
    "export/planted.py": "import sqlite_utils\n",
    "ui/planted.py": "import sqlite3\n",
}
"""At least one for every contract."""


@pytest.fixture
def copied_rooms(tmp_path):
    """The four packages and the contracts in a folder of their own."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ROOMS:
        if (ROOT / room).is_dir():
            shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "packs"))
        (tmp_path / room).mkdir(exist_ok=True)
        (tmp_path / room / "__init__.py").touch()
    return tmp_path


def contract_results(folder):
    """Contract name -> KEPT or BROKEN."""
    command = [sys.executable, "-c", COMMAND, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    results = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, flags=re.MULTILINE))
    assert results, done.stdout + done.stderr
    return results, done.stdout


def contract_names():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return set(re.findall(r'^\[\[tool\.importlinter\.contracts\]\]\nid = .+\nname = "(.+)"', text, flags=re.MULTILINE))


def test_every_contract_holds(copied_rooms):
    results, output = contract_results(copied_rooms)
    assert results == dict.fromkeys(contract_names(), "KEPT"), output


def test_every_contract_catches_a_violation(copied_rooms):
    for name, source in VIOLATIONS.items():
        (copied_rooms / name).write_text(source, encoding="utf-8")
    results, output = contract_results(copied_rooms)
    assert results == dict.fromkeys(contract_names(), "BROKEN"), output


def test_all_rooms_are_there_once_the_program_is():
    if (ROOT / "main.py").exists():
        assert [room for room in ROOMS if not (ROOT / room / "__init__.py").exists()] == []
