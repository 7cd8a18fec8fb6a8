"""Gouji 勾稽: starts the window, or runs a command (``main.py --help``) without one."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence

from models.errors import GoujiError
from ui import cli
from ui.kept_code import kept_code


def main(arguments: Sequence[str]) -> int:
    """The window for no argument or a file, else a command; returns the exit code."""
    if cli.wants_command(arguments):
        return cli.main(arguments)
    if not cli.has_screen():
        return cli.no_screen()
    gc.disable()  # until the window stands there: what is made until then stays
    try:
        run = load_window()
    except ImportError as error:
        return cli.no_window(error)
    try:
        return run(arguments)
    except GoujiError as error:
        return cli.complain(str(error))


def load_window() -> Callable[[Sequence[str]], int]:
    """What shows the window.

    :raises ImportError: PySide or a library of the system that it needs is not there.
    """
    with kept_code():
        from ui.app import run

        return run


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
