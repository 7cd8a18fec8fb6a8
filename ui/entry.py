"""Window or command: decided before either is loaded, for both take their time."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

COMMANDS = frozenset({"new", "check", "words", "export", "import", "dump"})
"""The names of the commands; what they are stands in :mod:`ui.cli_arguments`."""


def wants_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments are for the command line: all but none, or one file, are."""
    return bool(arguments) and (arguments[0] in COMMANDS or arguments[0].startswith("-") or len(arguments) > 1)


def has_screen() -> bool:
    """Whether a window can be shown; where not, Qt would end the program with a message in English."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
