"""What becomes of a number in a text."""

from __future__ import annotations

import enum
from fractions import Fraction

import msgspec

from models.narrative.contexts import Context
from models.narrative.numbers import NumberKind
from models.refs import CellRef


class NumberState(enum.Enum):
    """What became of a number in a text."""

    BOUND = "bound"
    CHECKED = "checked"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"
    FROZEN = "frozen"

    @property
    def title(self) -> str:
        """The state's Chinese word."""
        return _TITLES[self]


_TITLES = {
    NumberState.BOUND: "绑定", NumberState.CHECKED: "已核", NumberState.MISMATCH: "不符",
    NumberState.UNKNOWN: "未识别", NumberState.FROZEN: "已冻结",
}  # fmt: skip


class CheckedNumber(msgspec.Struct, frozen=True):
    """A number of a text: where, what became of it, and what it is compared with.

    ``source`` and ``format`` are those of the figure it stands for ("" where there is none), ``cells`` what that
    reads; ``expected`` is what should stand there, ``power`` the power of ten by which an amount is off, 0 for none.
    """

    line: int
    start: int
    end: int
    text: str
    state: NumberState
    kind: NumberKind
    value: Fraction = Fraction(0)
    source: str = ""
    format: str = ""
    cells: tuple[CellRef, ...] = ()
    expected: str = ""
    score: float = 0.0
    power: int = 0
    context: Context = Context()
