"""Findings that are worked out together, such as those about one section's words, among the engine's own; and the
clock that says when to leave the rest for later.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from models.engine import CRASH_RULE, WORDS, Engine
from models.findings import Finding, State
from models.pack import Severity
from models.refs import CellRef


class Clock:
    """Says when a time is up; ``None`` never."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else perf_counter() + seconds

    def is_up(self) -> bool:
        """Whether the time is over."""
        return self._end is not None and perf_counter() >= self._end


class FindingGroups:
    """Keeps in mind which findings belong to a group, so that those that no longer hold are taken back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._keys: dict[str, tuple[str, ...]] = {}

    def replace(self, group: str, found: Mapping[str, Finding]) -> None:
        """Put these findings in the place of the group's, by their keys."""
        for gone in self._keys.get(group, ()):
            if gone not in found:
                self._engine.put(gone, None)
        for key, finding in found.items():
            self._engine.put(key, finding)
        self._keys[group] = tuple(found)


def crash(group: str, rule: str, error: Exception, cells: tuple[CellRef, ...] = ()) -> dict[str, Finding]:
    """R000 for a group whose rule failed; the others are still checked."""
    key = f"{WORDS}{group}:crash"
    params = {"reason": "crash", "rule": rule, "error": type(error).__name__}
    return {key: Finding(CRASH_RULE, key, State.VIOLATION, Severity.ERROR, cells, params=params)}
