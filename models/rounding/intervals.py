"""Interval propagation over integer equalities: each narrows the intervals of its figures until none does any more."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from models.refs import CellRef
from models.rounding.lines import Line

ROUNDS = 40
"""Visits allowed for each equality on average; narrowing by ever smaller steps is then given up, proving nothing."""


class Intervals:
    """Intervals of figures under ``lines``, of which the first ``doubted`` hold only while they are switched on.

    Each figure remembers, as a set of bits, which of the doubted lines have narrowed it.
    """

    def __init__(self, bounds: Mapping[CellRef, tuple[int, int]], lines: Sequence[Line], doubted: int) -> None:
        self.refs = list(bounds)
        index = {ref: number for number, ref in enumerate(self.refs)}
        self.low = [low for low, _high in bounds.values()]
        self.high = [high for _low, high in bounds.values()]
        self.doubted = doubted
        self._rows = [(line.operator, [(index[ref], sign) for ref, sign in line.terms]) for line in lines]
        self._of_figure: list[list[int]] = [[] for _ref in self.refs]
        for number, (_operator, terms) in enumerate(self._rows):
            for figure, _sign in terms:
                self._of_figure[figure].append(number)
        self._blame = [0] * len(self.refs)
        self._on: frozenset[int] = frozenset()
        self._trail: list[tuple[int, int, int, int]] = []

    def settle(self) -> None:
        """Narrow for good by the lines that are not doubted."""
        self._propagate(range(self.doubted, len(self._rows)))
        self._trail.clear()

    @contextmanager
    def holding(self, chosen: Iterable[int]) -> Iterator[int]:
        """For the time of a ``with`` the chosen doubted lines hold too.

        Gives the set of those (as bits) that left an interval empty, 0 where none is.
        """
        self._on = frozenset(chosen)
        try:
            yield self._propagate(sorted(self._on)) or 0
        finally:
            self._rewind(0)
            self._on = frozenset()

    def point(self, wanted: Sequence[int]) -> list[int] | None:
        """A value for each figure that satisfies all that holds now, near ``wanted``; ``None`` where none is found.

        Figures are fixed one by one, each in the middle of what the others leave it: there is no way back.
        """
        for figure, near in enumerate(wanted):
            low, high = self.low[figure], self.high[figure]
            choices = ((low + high) // 2, min(max(near, low), high), low, high)
            if low < high and not any(self._fixed(figure, choice) for choice in choices):
                return None
        held = all(self._holds(row) for row in range(len(self._rows)) if row >= self.doubted or row in self._on)
        return list(self.low) if held else None

    def _holds(self, row: int) -> bool:
        operator, terms = self._rows[row]
        total = sum(sign * self.low[figure] for figure, sign in terms)
        return total == 0 or (operator == "≥" and total > 0) or (operator == "≤" and total < 0)

    def _fixed(self, figure: int, at: int) -> bool:
        mark = len(self._trail)
        self._narrow(figure, at, at, 0)
        if self._propagate(self._awake(figure)) is None:
            return True
        self._rewind(mark)
        return False

    def _awake(self, figure: int) -> list[int]:
        return [row for row in self._of_figure[figure] if row >= self.doubted or row in self._on]

    def _rewind(self, mark: int) -> None:
        while len(self._trail) > mark:
            figure, self.low[figure], self.high[figure], self._blame[figure] = self._trail.pop()

    def _narrow(self, figure: int, low: int, high: int, blame: int) -> None:
        self._trail.append((figure, self.low[figure], self.high[figure], self._blame[figure]))
        self.low[figure], self.high[figure] = low, high
        self._blame[figure] |= blame

    def _propagate(self, rows: Iterable[int]) -> int | None:
        """Visit rows and what they wake; the doubted lines behind an empty interval, ``None`` where there is none."""
        queue = deque(rows)
        queued = set(queue)
        visits = ROUNDS * len(self._rows)
        while queue and visits:
            visits -= 1
            row = queue.popleft()
            queued.discard(row)
            moved = self._visit(row)
            if moved is None:
                return self._blamed(row)
            for figure in moved:
                for woken in self._awake(figure):
                    if woken not in queued and woken != row:
                        queued.add(woken)
                        queue.append(woken)
        return None

    def _blamed(self, row: int) -> int:
        blame = 1 << row if row < self.doubted else 0
        for figure, _sign in self._rows[row][1]:
            blame |= self._blame[figure]
        return blame

    def _visit(self, row: int) -> list[int] | None:
        """Narrow the figures of one row by what the others can reach; ``None`` where the row cannot hold."""
        operator, terms = self._rows[row]
        reach = [
            (sign * self.low[f], sign * self.high[f]) if sign > 0 else (sign * self.high[f], sign * self.low[f])
            for f, sign in terms
        ]
        least, most = sum(low for low, _high in reach), sum(high for _low, high in reach)
        if (least > 0 and operator != "≥") or (most < 0 and operator != "≤"):
            return None
        moved: list[int] = []
        blame: int | None = None
        for (figure, sign), (low, high) in zip(terms, reach, strict=True):
            top = min(high, low - least) if operator != "≥" else high
            bottom = max(low, high - most) if operator != "≤" else low
            if (low, high) == (bottom, top):
                continue
            if blame is None:
                blame = self._blamed(row)
            below, above = (bottom, top) if sign > 0 else (-top, -bottom)
            size = abs(sign)
            self._narrow(figure, -(-below // size), above // size, blame)
            if self.low[figure] > self.high[figure]:
                return None
            moved.append(figure)
        return moved
