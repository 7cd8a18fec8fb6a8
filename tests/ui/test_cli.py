"""The command line as a whole: help, exit codes, sentences, streams, and that it never needs Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from tests.conftest import ROOT
from ui import cli, entry
from ui.cli_arguments import COMMANDS

FULL = Path("/dev/full")


def main_py(*arguments, **settings):
    """main.py in a process of its own."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, **settings)


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), *((command.name, "--help") for command in COMMANDS)])
def test_help_is_chinese_and_well(arguments, capsys):
    assert cli.main(arguments) == 0
    out, err = capsys.readouterr()
    assert "用法：" in out
    assert "usage" not in out
    assert err == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chek", "x.gouji"), "没有命令“chek”"),
        (("--verbose",), "没有选项“--verbose”"),
        (("check",), "缺少参数：FILE"),
        (("dump",), "缺少参数：FILE"),
        (("import", "a.gouji"), "缺少参数：SOURCE.xlsx"),
        (("check", "a.gouji", "--sett", "x=1"), "不认识的参数：--sett"),
        (("check", "a.gouji", "--set"), "--set 后面缺少内容"),
        (("check", "a.gouji", "--json=1"), "--json 后面不带内容"),
        (("check", "a.gouji", "--set", "b"), "缺少等号"),
        (("export", "a.gouji"), "--xlsx、--pdf"),
        (("export", "a.gouji", "--xlsx", "a.gouji"), "不能与预算文件同名"),
        (("new", "a.gouji"), "--department 和 --year"),
        (("new", "a.gouji", "--department", "甲", "--year", "25"), "四位数字"),
        (("new", "a.gouji", "--department", "长" * 101, "--year", "2025"), "部门名称有 101 个字，超过 100 个字"),
        (("new", "a.gouji", "--sample", "--year", "2025"), "不能与别的选项同时用"),
        (("check", "no such file.gouji"), "找不到"),
        (("dump", "no such file.gouji", "--json"), "找不到"),
    ],
)
def test_a_wrong_call_is_one_chinese_sentence_and_2(arguments, words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert err.endswith("。\n")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 500])
def test_a_foreign_file_is_refused_and_left_alone(content, capsys, tmp_path):
    path = tmp_path / "foreign.gouji"
    path.write_bytes(content)
    assert cli.main(["check", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_an_unforeseen_error_is_a_sentence_with_its_place(capsys, monkeypatch, sample_file):
    def broken(*_arguments):
        raise ZeroDivisionError("for once")

    monkeypatch.setattr("ui.cli_check.text_lines", broken)
    assert cli.main(["check", str(sample_file)]) == 2
    error = capsys.readouterr().err
    assert "程序内部出错（ZeroDivisionError：for once，test_cli.py:" in error
    assert "Traceback" not in error


def test_a_rule_that_crashes_is_a_finding_without_a_traceback(sample_file):
    script = (
        "import sys; from models import rules\n"
        "rules.ROW_CHECKS['projects'] = lambda scope: 1 / 0\n"
        "from ui import cli; sys.exit(cli.main(['check', sys.argv[1]]))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(sample_file)], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "R000" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ([], False),
        (["a.gouji"], False),
        (["check"], True),
        (["--help"], True),
        (["chek", "a.gouji"], True),
    ],
)
def test_the_window_gets_nothing_or_one_file(arguments, answer):
    assert entry.wants_command(arguments) is answer


def test_the_names_of_the_commands_are_known_before_the_commands_are():
    assert {command.name for command in COMMANDS} == entry.COMMANDS


def test_the_sentence_when_the_window_has_no_libraries(capsys):
    assert cli.no_window(ImportError("libGL.so.1: cannot open shared object file")) == 2
    assert "libGL.so.1" in capsys.readouterr().err


def test_without_a_screen_the_window_is_a_sentence(capfd, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main.main([]) == 2
    assert "没有可用的屏幕" in capfd.readouterr().err


def test_no_command_imports_qt(sample_file, tables_file, tmp_path):
    script = (
        "import sys, runpy; sys.path.insert(0, '.'); from ui import cli\n"
        "codes = [cli.main(arguments) for arguments in ({calls})]\n"
        "qt = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]\n"
        "sys.exit(repr((codes, qt)) if qt or any(codes) else 0)"
    )
    calls = [
        ["check", str(sample_file), "--json"],
        ["dump", str(sample_file), "--json"],
        ["new", str(tmp_path / "new.gouji"), "--sample"],
        ["export", str(tables_file), "--xlsx", str(tmp_path / "a.xlsx"), "--pdf", str(tmp_path / "a.pdf")],
        ["import", str(tmp_path / "new.gouji"), str(tmp_path / "a.xlsx")],
    ]
    code = script.replace("{calls}", ", ".join(map(repr, calls)))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_main_py_answers_in_utf8_whatever_the_locale(sample_file):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = main_py("check", sample_file, env=environment)
    assert done.returncode == 0
    assert "断差 0 处，尾差 24 处（5 处源头）" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_a_reader_that_goes_away_is_no_error(sample_file):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(ROOT / "main.py"), "dump", str(sample_file), "--json"]
    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (cli.EXIT_PIPE_CLOSED, b"")


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_a_full_disk_is_a_sentence(sample_file):
    command = [sys.executable, str(ROOT / "main.py"), "dump", str(sample_file)]
    with FULL.open("wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert "读写没有成功" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_file_name_that_is_no_text_is_only_not_found():
    done = main_py("check", b"\xff\xfe.gouji".decode("utf-8", "surrogateescape"))
    assert done.returncode == 2
    assert "找不到" in done.stderr.decode("utf-8")


def test_reading_leaves_no_trace_beside_the_file(sample_file):
    before = {path.name: path.read_bytes() for path in sample_file.parent.iterdir()}
    assert cli.main(["check", str(sample_file), "--set", "table03.2013299.project_expenditure=1"]) == 1
    assert cli.main(["dump", str(sample_file)]) == 0
    assert {path.name: path.read_bytes() for path in sample_file.parent.iterdir()} == before
