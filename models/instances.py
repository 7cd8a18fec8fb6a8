"""Figures and running sums: the small values that :mod:`models.equations` is made of."""

from __future__ import annotations

from typing import NamedTuple

from models.edits import Entry


class Value(NamedTuple):
    """A cell's figure: 分, half-width in 分, whether anything stands there, and whether it cannot be known."""

    fen: int = 0
    slack: int = 0
    filled: bool = False
    bad: bool = False


PAIR = 2
BLANK = Value()
UNKNOWN = Value(bad=True)


class Instance:
    """One equality's running sums. ``residual`` is left less right in 分; the rest are counts over its cells.

    ``template`` and ``key`` name it. ``left`` and ``right`` count cells that are not zero, ``once`` those rounded
    to two decimals, ``guards`` the filled cells that relax it.
    """

    __slots__ = ("bad", "filled", "guards", "key", "left", "once", "residual", "right", "slack", "template")

    def __init__(self, template: int, key: str) -> None:
        self.template, self.key = template, key
        self.residual = self.slack = self.left = self.right = self.once = self.filled = self.bad = self.guards = 0


def value_of(entry: Entry | None) -> Value:
    """The figure of a statement."""
    if entry is None:
        return BLANK
    if entry.fen is None:
        return UNKNOWN
    return Value(entry.fen, entry.slack if entry.fen else 0, True)


def tolerance(instance: Instance) -> int:
    """How far an equality may be from zero by rounding alone, in 分. One figure printed twice leaves nothing."""
    nonzero = instance.left + instance.right
    if nonzero < PAIR or (nonzero == PAIR and instance.once == PAIR):
        return 0
    return instance.slack
