"""Gouji 勾稽: starts the window, or runs a command (``main.py --help``) without one."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from models.errors import GoujiError
from ui import cli


def main(arguments: Sequence[str]) -> int:
    """The window for no argument or a file, else a command; returns the exit code."""
    if cli.wants_command(arguments):
        return cli.main(arguments)
    gc.disable()  # until the window stands there: what is made until then stays
    try:
        from ui.app import run
    except ImportError as error:
        return cli.no_window(error)
    try:
        return run(arguments)
    except GoujiError as error:
        return cli.complain(str(error))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
