"""Findings: what the checks say, as plain values. Their sentences are worded late, in ``models.wording``."""

from __future__ import annotations

import enum

import msgspec

from models.pack import Severity
from models.refs import CellRef


class State(enum.Enum):
    """The state of a check. What was not checked never looks like what passed."""

    BALANCED = "balanced"  # 平
    ROUNDING = "rounding"  # 尾差
    SUSPECT = "suspect"  # 可疑尾差: possible by rounding, but improbable
    BREAK = "break"  # 断差
    UNEVALUATED = "unevaluated"  # 未判
    NOT_APPLICABLE = "not_applicable"  # 不适用
    VIOLATION = "violation"  # 不符: a rule that is no equality

    __hash__ = object.__hash__  # each member is the only one of its kind; an enumeration's own hash is its name's

    @property
    def title(self) -> str:
        """The state's Chinese word."""
        return _TITLES[self]


_TITLES = {
    State.BALANCED: "平",
    State.ROUNDING: "尾差",
    State.SUSPECT: "可疑尾差",
    State.BREAK: "断差",
    State.UNEVALUATED: "未判",
    State.NOT_APPLICABLE: "不适用",
    State.VIOLATION: "提示",
}
WORST_FIRST = (
    State.BREAK, State.VIOLATION, State.SUSPECT, State.UNEVALUATED, State.ROUNDING, State.BALANCED,
    State.NOT_APPLICABLE,
)  # fmt: skip
DIFFERENCES = frozenset((State.ROUNDING, State.SUSPECT))
"""The states of an equality that is off by no more than rounding allows."""


class TextPlace(msgspec.Struct, frozen=True):
    """Where in the words of the book a finding is.

    ``key`` is a section's, with ``line`` of the section as it is shown; or, with ``line`` -1, the cell that the
    finding marks is a text of a form, and ``start`` and ``end`` lie within that. ``text`` are the words there;
    ``fix`` what should stand there instead, "" where only a person can say.
    """

    key: str
    line: int
    start: int
    end: int
    text: str
    fix: str = ""


class Finding(msgspec.Struct, frozen=True):
    """One check that is not 平.

    ``key`` is stable across re-checks. ``cells`` are the cells to mark; ``expected``, ``actual`` in 分 (``None``
    where the rule compares no figures). ``root`` groups 尾差 of one origin. ``params`` are what the sentence needs.
    ``place`` is given where words are wrong.
    """

    rule: str
    key: str
    state: State
    severity: Severity
    cells: tuple[CellRef, ...]
    expected: int | None = None
    actual: int | None = None
    root: str = ""
    params: dict[str, str] = {}
    place: TextPlace | None = None

    @property
    def pages(self) -> tuple[str, ...]:
        """The forms and the section that the finding shows up on."""
        forms = dict.fromkeys(ref.form for ref in self.cells)
        return (*forms, self.place.key) if self.place is not None and self.place.key not in forms else tuple(forms)

    @property
    def difference(self) -> int | None:
        """Actual less expected, in 分."""
        return None if self.actual is None or self.expected is None else self.actual - self.expected
