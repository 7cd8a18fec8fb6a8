#!/usr/bin/env python3
"""Set the project up and run it, with nothing but Python: `python3 run.py demo` or `python3 run.py test`.

Makes `.venv` with the locked packages and the Chinese fonts on the first run; later runs start at once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent
MINIMUM_PYTHON = (3, 11)
FIRST_UNSUPPORTED_PYTHON = (3, 14)
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
LINT = (["-m", "ruff", "check", "."], ["-m", "mypy"], ["-c", LINT_IMPORTS])


def check_python() -> None:
    """Stop with one sentence on an interpreter that the locked packages do not support."""
    have = ".".join(map(str, sys.version_info[:3]))
    if MINIMUM_PYTHON <= sys.version_info[:2] < FIRST_UNSUPPORTED_PYTHON and sys.maxsize > 2**32:
        return
    sys.exit(
        f"需要 64 位 Python 3.11、3.12 或 3.13，当前是 {have}（{sys.executable}）。\n"
        f"64-bit Python 3.11, 3.12 or 3.13 is needed; this is {have} ({sys.executable})."
    )


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Read the command; what it does not know is handed on to the program that it runs."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in COMMANDS.items():
        commands.add_parser(name, help=text, add_help=name in ("setup", "demo", "lint"))
    return parser.parse_known_args(arguments)


COMMANDS = {
    "setup": "install everything that the program needs",
    "demo": "make the sample document, check it, export it to out/, open its window",
    "app": "the program itself: app [FILE]",
    "test": "the tests; further arguments go to pytest",
    "lint": "ruff, mypy and the import contracts",
    "bench": "the benchmarks; further arguments go to them",
    "docs": "write the generated pages of docs/; --check only compares them",
}


def child_environment(*, offscreen: bool) -> dict[str, str]:
    """Environment of the programs that we start: UTF-8 everywhere, and Qt without a screen where asked."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    chosen = next((environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "")
    if sys.platform.startswith("linux") and "utf" not in chosen.lower():
        environment["LC_ALL"] = "C.UTF-8"
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


def call(python: Path, *arguments: str, folder: Path | None = ROOT, offscreen: bool = True) -> int:
    """Run the environment's Python in `folder`, None being the user's own; return its exit code."""
    process = subprocess.Popen([str(python), *arguments], cwd=folder, env=child_environment(offscreen=offscreen))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child got it as well and ends in its own way


def lint(python: Path) -> int:
    """Run every checker, also after one complained."""
    codes = [call(python, *command) for command in LINT]
    return max(codes)


def app(python: Path, arguments: list[str]) -> int:
    """Start the program in the user's own folder, where relative file names belong."""
    return call(python, str(ROOT / "main.py"), *arguments, folder=None, offscreen=False)


def dispatch(command: str, rest: list[str]) -> int:
    """Prepare what `command` needs, then run it."""
    from tools import demo, environment, system_libraries

    on_screen = command in ("demo", "app") and system_libraries.has_screen()
    system_libraries.ensure(screen=on_screen)
    python = environment.prepare(development=command in ("test", "lint", "bench"))
    actions: dict[str, Callable[[], int]] = {
        "setup": lambda: 0,
        "demo": lambda: demo.run(python, child_environment(offscreen=False)),
        "app": lambda: app(python, rest),
        "test": lambda: call(python, "-m", "pytest", *(rest or ["-n", "auto"])),
        "lint": lambda: lint(python),
        "bench": lambda: call(python, "-m", "benchmarks", *rest),
        "docs": lambda: call(python, "-m", "tools.docs", *rest),
    }
    return actions[command]()


def main() -> int:
    """Command line; see the module's text."""
    check_python()
    sys.path.insert(0, str(ROOT))
    from tools.console import SetupError, complain, make_printable

    make_printable()
    options, rest = parse(sys.argv[1:])
    try:
        return dispatch(options.command, rest)
    except SetupError as error:
        complain(error)
        return 2


if __name__ == "__main__":
    sys.exit(main())
