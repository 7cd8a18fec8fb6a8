"""What the set-up says on the console: Chinese for the user, English for whoever helps."""

from __future__ import annotations

import sys


class SetupError(Exception):
    """The set-up cannot go on; carries one sentence in Chinese and the same in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.chinese = chinese
        self.english = english


def make_printable() -> None:
    """Let the console replace what its encoding cannot show, instead of stopping with an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(chinese: str, english: str) -> None:
    """Print a step at once, also into a pipe."""
    print(f"{chinese}  {english}", flush=True)


def complain(error: SetupError) -> None:
    """Print why the set-up stopped."""
    print(f"{error.chinese}\n{error.english}", file=sys.stderr, flush=True)
