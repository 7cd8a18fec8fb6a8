from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tools import demo
from tools.console import SetupError

FAKE_MAIN = """
import sys, pathlib
command = sys.argv[1]
if command == "new":
    pathlib.Path(sys.argv[2]).write_text("new", encoding="utf-8")
elif command == "export":
    for path in sys.argv[4::2]:
        pathlib.Path(path).write_text("x" * 2048, encoding="utf-8")
elif command == "check":
    sys.exit(0)
else:
    pathlib.Path(command).with_name("window").touch()
"""


WRITTEN = ["sample.docx", "sample.gouji", "sample.html", "sample.pdf", "sample.xlsx"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project whose main.py only writes small files; no screen."""
    (tmp_path / "main.py").write_text(FAKE_MAIN, encoding="utf-8")
    monkeypatch.setattr(demo, "ROOT", tmp_path)
    monkeypatch.setattr(demo, "OUT", tmp_path / "out")
    monkeypatch.setattr(demo, "screen_works", lambda _python, _environment: False)
    return tmp_path / "out"


def run_demo():
    return demo.run(Path(sys.executable), dict(os.environ))


def test_everything_is_written_and_named(folder, capfd):
    assert run_demo() == 0
    said = capfd.readouterr().out
    assert all(str(folder / name) in said for name in WRITTEN)
    assert "没有可用的屏幕" in said
    assert sorted(path.name for path in folder.iterdir()) == WRITTEN


def test_the_window_opens_where_there_is_a_screen(folder, monkeypatch):
    monkeypatch.setattr(demo, "screen_works", lambda _python, _environment: True)
    assert run_demo() == 0
    assert (folder / "window").exists()


def test_the_old_sample_is_kept_with_its_journal(folder):
    folder.mkdir()
    (folder / "sample.gouji").write_text("old", encoding="utf-8")
    (folder / "sample.gouji-journal").write_text("old journal", encoding="utf-8")
    run_demo()
    assert (folder / "sample.gouji").read_text(encoding="utf-8") == "new"
    assert not (folder / "sample.gouji-journal").exists()
    assert (folder / "sample.previous.gouji").read_text(encoding="utf-8") == "old"
    assert (folder / "sample.previous.gouji-journal").read_text(encoding="utf-8") == "old journal"


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses to replace an open file by itself")
def test_an_open_sample_is_left_alone(folder):
    folder.mkdir()
    (folder / "sample.gouji").write_text("old", encoding="utf-8")
    lock = folder / "sample.gouji.lock"
    lock.write_text(json.dumps({"pid": os.getpid()}), encoding="utf-8")
    with pytest.raises(SetupError, match="关闭那个窗口"):
        run_demo()
    lock.write_text(json.dumps({"pid": 999999999}), encoding="utf-8")
    assert run_demo() == 0


def test_a_step_that_fails_stops_the_demo(folder):
    (folder.parent / "main.py").write_text("raise SystemExit(2)", encoding="utf-8")
    with pytest.raises(SetupError, match=r"main\.py new"):
        run_demo()


def test_a_display_that_does_not_answer_is_no_screen(monkeypatch):
    monkeypatch.setattr(demo, "has_screen", lambda: True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "no-such-platform"}
    assert not demo.screen_works(Path(sys.executable), environment)
    assert demo.screen_works(Path(sys.executable), {**os.environ, "QT_QPA_PLATFORM": "offscreen"})
