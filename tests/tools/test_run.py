from __future__ import annotations

import subprocess
import sys

import pytest

import run
from tests.conftest import ROOT
from tools import demo, environment, system_libraries
from tools.console import SetupError

MAIN = str(ROOT / "main.py")


@pytest.fixture
def prepared(monkeypatch):
    """Nothing is installed and nothing started; records what would have been."""
    calls = []
    monkeypatch.setattr(system_libraries, "ensure", lambda *, screen: calls.append(("libraries", screen)))
    monkeypatch.setattr(environment, "prepare", lambda *, development: calls.append(("venv", development)) or "python")
    monkeypatch.setattr(run, "call", lambda *words, **options: calls.append((*words, options)) or 0)
    monkeypatch.setattr(system_libraries, "has_screen", lambda: True)
    return calls


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("setup", [("libraries", False), ("venv", False)]),
        ("test", [("libraries", False), ("venv", True), ("python", "-m", "pytest", "-x", {})]),
        ("bench", [("libraries", False), ("venv", True), ("python", "-m", "benchmarks", "-x", {})]),
        ("docs", [("libraries", False), ("venv", False), ("python", "-m", "tools.docs", "-x", {})]),
        ("app", [("libraries", True), ("venv", False), ("python", MAIN, "-x", {"folder": None, "offscreen": False})]),
    ],
)
def test_each_command_prepares_and_runs(prepared, command, expected):
    options, rest = run.parse([command, "-x"])
    assert run.dispatch(options.command, rest) == 0
    assert prepared == expected


def test_lint_runs_every_checker_even_when_one_complains(prepared, monkeypatch):
    seen = []
    monkeypatch.setattr(run, "call", lambda _python, *words: seen.append(words[1].split()[0]) or len(seen) % 2)
    assert run.dispatch("lint", []) == 1
    assert seen == ["ruff", "mypy", "from"]


def test_an_old_python_is_told_so(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"3\.11.*3\.9\.2"):
        run.check_python()


def test_a_set_up_that_fails_ends_with_one_sentence(monkeypatch, capsys):
    def fail(_command, _rest):
        raise SetupError("连不上网络。", "No network.")

    monkeypatch.setattr(run, "dispatch", fail)
    monkeypatch.setattr(sys, "argv", ["run.py", "setup"])
    assert run.main() == 2
    assert capsys.readouterr().err == "连不上网络。\nNo network.\n"


@pytest.mark.parametrize(("language", "expected"), [("C", "C.UTF-8"), ("zh_CN.UTF-8", None), ("zh_CN.GBK", "C.UTF-8")])
def test_children_run_in_utf8(monkeypatch, language, expected):
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", language)
    monkeypatch.setattr(sys, "platform", "linux")
    given = run.child_environment(offscreen=True)
    assert given.get("LC_ALL") == expected
    assert (given["PYTHONUTF8"], given["QT_QPA_PLATFORM"]) == ("1", "offscreen")


def test_the_help_needs_no_environment():
    command = [sys.executable, "-S", "-I", str(ROOT / "run.py"), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert all(name in done.stdout for name in run.COMMANDS)


def test_the_demo_gets_the_screens_libraries(prepared, monkeypatch):
    monkeypatch.setattr(demo, "run", lambda python, _environment: prepared.append(python) or 0)
    assert run.dispatch("demo", []) == 0
    assert prepared == [("libraries", True), ("venv", False), "python"]
