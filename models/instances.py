"""Figures and running sums: the small values that :mod:`models.equations` is made of."""

from __future__ import annotations

import math
from typing import NamedTuple

from models.amounts import ROUNDED_SLACK
from models.edits import Entry


class Value(NamedTuple):
    """A cell's figure: 分, half-width in 分, whether anything stands there, and whether it cannot be known."""

    fen: int = 0
    slack: int = 0
    filled: bool = False
    bad: bool = False


PAIR = 2
CENT = 2 * ROUNDED_SLACK
"""A cent of 万元 in 分: the last digit that is printed."""
QUANTILE = (258, 100)
"""2.58: a normal variable is within that many standard deviations of its mean in 99 of 100 cases."""
BLANK = Value()
UNKNOWN = Value(bad=True)


class Instance:
    """One equality's running sums. ``residual`` is left less right in 分; the rest are counts over its cells.

    ``template`` and ``key`` name it. ``left`` and ``right`` count cells that are not zero, ``once`` those rounded
    to two decimals (see :func:`is_printed`), ``guards`` the filled cells that relax it.
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


def is_printed(fen: int, slack: int) -> bool:
    """Whether a figure is one of two decimals, as printed: not, say, a rounded and an exact one added up."""
    return slack == ROUNDED_SLACK and not fen % CENT


def tolerance(instance: Instance) -> int:
    """How far an equality may be from zero by rounding alone, in 分. One figure printed twice leaves nothing."""
    nonzero = instance.left + instance.right
    if nonzero < PAIR or (nonzero == PAIR and instance.once == PAIR):
        return 0
    return instance.slack


def is_same_figure(instance: Instance, residual: int) -> bool:
    """Whether an exact figure and a rounded one are the same: within half a unit of the coarser."""
    pair = instance.left + instance.right == PAIR and instance.once == 1
    return pair and instance.slack == ROUNDED_SLACK and abs(residual) <= ROUNDED_SLACK


def likely(slack: int) -> int:
    """The largest miss, in 分 and up to a whole cent, that independent rounding makes in 99 of 100 cases.

    A figure rounded to a cent is off by a uniform error of variance ``CENT²/12``. An equality's ``slack`` counts half a
    cent for each of its rounded figures, those behind its computed cells included, so that the variance of the whole is
    ``slack × CENT/6`` (分²); figures known exactly add nothing to either. Integers only: the least number of
    cents whose square is no smaller.
    """
    above, below = QUANTILE
    squared = above * above * slack * CENT  # 6 × below² times the square of the limit
    cents_squared = -(-squared // (6 * below * below * CENT * CENT))
    return CENT * (math.isqrt(cents_squared - 1) + 1 if cents_squared else 0)
