"""The command line: runs a command, turns what goes wrong into one sentence, returns the exit code. Imports no Qt."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from models.errors import GoujiError, system_reason
from ui.cli_arguments import COMMAND_BY_NAME, UsageError, help_of, overview, parse

EXIT_WRONG = 2
EXIT_INTERRUPTED = 130
EXIT_PIPE_CLOSED = 141
_HELP = {"-h", "--help"}


def main(arguments: Sequence[str]) -> int:
    """Run a command; return its exit code. Never raises, never prints a traceback."""
    _use_utf8()
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())  # else Python prints warnings, tracebacks too, on stderr
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception as error:  # a bug must not look like a finding, nor print a traceback at a clerk
        if _is_closed_pipe(error):
            _drop_output(sys.stdout)
            return EXIT_PIPE_CLOSED
        return complain(_sentence(error))


def no_screen() -> int:
    """There is nothing to show the window on; say so."""
    return complain("没有可用的屏幕，窗口打不开；命令仍可使用，见 main.py --help。")


def no_window(error: ImportError) -> int:
    """The window's libraries are not there; say which, and that the commands work still."""
    return complain(f"窗口打不开，缺少组件（{error}）；命令仍可使用，见 main.py --help。")


def _run(arguments: Sequence[str]) -> int:
    name, *rest = arguments
    command = COMMAND_BY_NAME.get(name)
    if command is None and name in _HELP:
        _write(overview())
        return 0
    if command is None:
        what = "选项" if name.startswith("-") else "命令"
        known = "、".join(COMMAND_BY_NAME)
        raise UsageError(f"没有{what}“{_printable(name)}”；可用的命令：{known}，用法见 main.py --help。")
    if _HELP & set(rest):
        _write(help_of(command))
        return 0
    return _function(name)(parse(command, rest), _write)


def _function(name: str) -> Callable[[argparse.Namespace, Callable[[str], object]], int]:
    """What carries a command out, with no more imported than it needs."""
    if name in ("check", "dump"):
        from ui import cli_check

        return cli_check.check if name == "check" else cli_check.dump
    if name == "words":
        from ui import cli_words

        return cli_words.words
    from ui import cli_files

    return {"new": cli_files.new, "export": cli_files.export, "import": cli_files.import_}[name]


# -- streams -----------------------------------------------------------------------------------------------------------


def _use_utf8() -> None:
    """UTF-8 also into a pipe on Windows; what it cannot write (a broken file name) is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _write(text: str) -> None:
    """A line at once: whoever feeds cases one by one waits for each answer."""
    if sys.stdout is not None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def complain(sentence: str) -> int:
    """Say why nothing was done, on stderr and on one line; returns the exit code."""
    _use_utf8()
    try:
        _drop_output(sys.stdout)  # what was written so far comes out before the reason why there is no more
        if sys.stderr is not None:
            sys.stderr.write(" ".join(sentence.split("\n")) + "\n")
            sys.stderr.flush()
    except OSError:
        pass
    return EXIT_WRONG


def _is_closed_pipe(error: Exception) -> bool:
    """Whether whoever read our output has gone; Windows has its own word for that."""
    return isinstance(error, BrokenPipeError) or (
        os.name == "nt" and isinstance(error, OSError) and error.errno == errno.EINVAL
    )


def _drop_output(stream: TextIO | None) -> None:
    """Flush, or where that is not possible make sure that Python does not try again when it ends."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _printable(text: str) -> str:
    return text[:40].encode("utf-8", "replace").decode()


def _sentence(error: Exception) -> str:
    if isinstance(error, GoujiError):
        return str(error)
    if isinstance(error, OSError):
        return f"读写没有成功（系统提示：{system_reason(error)}），请检查磁盘和路径。"
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"程序内部出错（{type(error).__name__}：{error}，{where}）；请把这句话发给维护人员。"
