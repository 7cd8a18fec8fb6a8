"""Gouji 勾稽: starts the window, or runs a command (``main.py --help``) without one."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

from models.errors import GoujiError
from ui.entry import has_screen, wants_command
from ui.late_support import late_support


def main(arguments: Sequence[str]) -> int:
    """The window for no argument or a file, else a command; returns the exit code."""
    if wants_command(arguments):
        return _cli().main(arguments)
    if not has_screen():
        return _cli().no_screen()
    gc.disable()  # until the window stands there: what is made until then stays
    try:
        run = load_window()
    except ImportError as error:
        return _cli().no_window(error)
    try:
        return run(arguments)
    except GoujiError as error:
        return _cli().complain(str(error))


def _cli() -> ModuleType:
    from ui import cli  # late: a window has no use for it

    return cli


def load_window() -> Callable[[Sequence[str]], int]:
    """What shows the window.

    :raises ImportError: PySide or a library of the system that it needs is not there.
    """
    with late_support():
        from ui.app import run

        return run


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
