"""The level of a finding as the window counts and shows it: its state, or that it is an error of a rule."""

from __future__ import annotations

from models.findings import Finding, State
from models.pack import Severity

Level = State | Severity
"""A state; an error of a rule that is no equality has the level ``Severity.ERROR``."""
ERROR = Severity.ERROR
LEVELS: tuple[Level, ...] = (
    State.BREAK, ERROR, State.SUSPECT, State.ROUNDING, State.UNEVALUATED, State.VIOLATION,
)  # fmt: skip
"""The levels that are counted, in the order in which they are shown."""


def level_of(finding: Finding) -> Level:
    """The level of a finding."""
    wrong = finding.state is State.VIOLATION and finding.severity is Severity.ERROR
    return ERROR if wrong else finding.state


def title(level: Level) -> str:
    """A level's Chinese word."""
    return level.title if isinstance(level, State) else "错误"


def mark(level: Level) -> State:
    """The state whose mark and colours a level has."""
    return level if isinstance(level, State) else State.BREAK
