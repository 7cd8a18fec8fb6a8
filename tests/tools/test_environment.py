from __future__ import annotations

import subprocess

import pytest

from tools import environment
from tools.console import SetupError


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project folder with requirement files, and an environment that looks installed."""
    for name in (environment.RUNTIME, environment.DEVELOPMENT, environment.FONT_SCRIPT):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "FONTS", venv / "fonts")
    (venv / "fonts").mkdir(parents=True)
    (venv / "pyvenv.cfg").write_text("version = 3.11.2\n", encoding="utf-8")
    python = environment.venv_python()
    python.parent.mkdir()
    python.touch()
    return tmp_path


@pytest.fixture
def steps(monkeypatch):
    """Names of the steps that `prepare` carries out."""
    done = []
    monkeypatch.setattr(environment, "_make_venv", lambda: done.append("venv"))
    monkeypatch.setattr(environment, "_install", lambda names: done.append(tuple(names)))
    monkeypatch.setattr(environment, "_make_fonts", lambda: done.append("fonts"))
    return done


def finish(project, *names):
    for name in names:
        environment.Stamp(name).write()
    for number in range(environment.FONT_COUNT):
        (project / ".venv" / "fonts" / f"{number}.ttf").touch()


def test_a_first_run_does_everything(project, steps):
    environment.prepare(development=True)
    assert steps == ["venv", (environment.RUNTIME, environment.DEVELOPMENT), "fonts"]


def test_a_second_run_does_nothing(project, steps):
    finish(project, environment.RUNTIME, environment.FONT_SCRIPT)
    assert environment.prepare(development=False) == environment.venv_python()
    assert steps == []


@pytest.mark.parametrize("changed", [environment.RUNTIME, ".venv/pyvenv.cfg"])
def test_a_changed_pin_or_python_installs_again(project, steps, changed):
    finish(project, environment.RUNTIME, environment.FONT_SCRIPT)
    (project / changed).write_text("changed\n", encoding="utf-8")
    environment.prepare(development=False)
    assert (environment.RUNTIME,) in steps


def test_lost_fonts_are_made_again(project, steps):
    finish(project, environment.RUNTIME, environment.FONT_SCRIPT)
    (project / ".venv" / "fonts" / "0.ttf").unlink()
    environment.prepare(development=False)
    assert steps == ["fonts"]


def test_pip_failing_leaves_no_stamp(project, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "ERROR: No matching distribution found for lark==9\nmore\n")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: failed)
    with pytest.raises(SetupError) as caught:
        environment._install([environment.RUNTIME])
    assert caught.value.chinese == "软件包没有装上，pip 说：No matching distribution found for lark==9"
    assert not environment.Stamp(environment.RUNTIME).is_fresh()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying ... NewConnectionError('...: Failed to establish a new connection')", "连不上网络"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "磁盘空间不足"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied: 'x'", "不可写"),
    ],
)
def test_pips_complaint_becomes_one_sentence(output, sentence):
    chinese, english = environment._explain_pip(output)
    assert sentence in chinese
    assert english


def test_a_folder_that_cannot_be_written_is_named(project, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "Error: [Errno 30] Read-only file system\n")
    monkeypatch.setattr(environment, "_works", lambda _python: False)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: failed)
    with pytest.raises(SetupError, match="Read-only file system") as caught:
        environment._make_venv()
    assert str(project) in caught.value.chinese


def test_a_missing_venv_module_is_installed(project, monkeypatch):
    asked = []
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    monkeypatch.setattr(environment.system_libraries, "apt_install", asked.extend)
    monkeypatch.setattr(environment, "_works", lambda _python: False)
    with pytest.raises(SetupError, match="venv"):
        environment._make_venv()
    assert asked == ["python3-venv"]
