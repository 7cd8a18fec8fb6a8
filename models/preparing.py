"""What the check of the words needs, made ready a part at a time.

Its modules and their patterns take longer to load than a step of the check in the window may; typing goes on between
the parts. Without this they are loaded all at once, when words are first asked for.
"""

from __future__ import annotations

import importlib
import sys
from time import perf_counter

PARTS = (
    "models.narrative.numbers_words",
    "models.narrative.numbers_reading",
    "models.narrative.contexts",
    "models.narrative.rules",
    "models.narrative.checking",
    "models.performance.tokens",
    "models.performance.formulas",
    "models.performance.reading",
    "models.performance.check_totals",
    "models.performance.checks",
    "models.words",
)
"""In the order in which one needs the other, so that none loads much more than itself."""


def words_are_ready(within: float) -> bool:
    """Whether all is there to check words; else some of it is made ready, for about so many seconds."""
    end = perf_counter() + within
    missing = [name for name in PARTS if name not in sys.modules]
    for name in missing:
        importlib.import_module(name)
        if perf_counter() >= end:
            break
    return not missing
