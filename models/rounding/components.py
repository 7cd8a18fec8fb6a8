"""Rows that hang together through movable classes, as small arrays for the searches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.rounding.classes import FigureClass, Row

Cost = tuple[int, int, int, int]
"""Classes changed, cents in all, cells changed, totals among the classes: what is to be least, in that order."""
Steps = tuple[tuple[int, int], ...]
"""Changes: column and cents."""


class Column(NamedTuple):
    """Classes of the same effect, the one to be moved first in front. ``effects`` are rows with coefficients."""

    effects: tuple[tuple[int, int], ...]
    members: tuple[int, ...]
    rows: frozenset[int]


class Component:
    """Rows and columns by number. A change is a number of cents for a column."""

    def __init__(self, rows: Sequence[Row], figures: Mapping[int, FigureClass]) -> None:
        self.rows = rows
        self.figures = figures
        self.low = [row.low for row in rows]
        self.high = [row.high for row in rows]
        self.strongest = [max(map(abs, row.moves.values()), default=1) for row in rows]
        effects: dict[int, list[tuple[int, int]]] = {}
        for number, row in enumerate(rows):
            for one, by in row.moves.items():
                effects.setdefault(one, []).append((number, by))
        alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for one, found in effects.items():
            alike.setdefault(tuple(found), []).append(one)
        self.columns = [
            Column(effect, tuple(sorted(members, key=lambda one: figures[one].order)), frozenset(dict(effect)))
            for effect, members in alike.items()
        ]
        self.columns.sort(key=lambda column: figures[column.members[0]].order)
        self.of_row: list[list[int]] = [[] for _row in rows]
        self.rows_by: list[dict[int, int]] = [{} for _row in rows]
        for number, column in enumerate(self.columns):
            for row_number, by in column.effects:
                self.of_row[row_number].append(number)
                self.rows_by[row_number][number] = by

    def gap(self, row: int, residual: int) -> int:
        """By how many cents a row misses what it demands, with its sign; 0 where it holds."""
        low, high = self.low[row], self.high[row]
        if low is not None and residual < low:
            return residual - low
        return residual - high if high is not None and residual > high else 0

    def member(self, column: int, cents: int) -> int | None:
        """The first class of a column that can move so far without vanishing or changing sign."""
        for one in self.columns[column].members:
            have = self.figures[one].cents
            if (have + cents) * have > 0:
                return one
        return None

    def cost(self, steps: Iterable[tuple[int, int]]) -> Cost:
        """What a set of changes costs; each column at most once."""
        classes = cents = cells = totals = 0
        for column, by in steps:
            member = self.member(column, by)
            assert member is not None
            classes, cents = classes + 1, cents + abs(by)
            cells += len(self.figures[member].cells)
            totals += self.figures[member].is_total
        return classes, cents, cells, totals


class Trial:
    """A component's rows under changes that can be taken back. ``gaps`` holds the rows that do not hold, with gap."""

    def __init__(self, component: Component) -> None:
        self.component = component
        self.residuals = [row.residual for row in component.rows]
        self.gaps: dict[int, int] = {}
        for row, residual in enumerate(self.residuals):
            if gap := component.gap(row, residual):
                self.gaps[row] = gap

    def move(self, column: int, cents: int) -> None:
        """Carry a change into the rows; the opposite change takes it back."""
        residuals, gap_of = self.residuals, self.component.gap
        for row, by in self.component.columns[column].effects:
            residuals[row] += by * cents
            gap = gap_of(row, residuals[row])
            if gap:
                self.gaps[row] = gap
            else:
                self.gaps.pop(row, None)

    def fit(self, column: int) -> int | None:
        """The least change of a column that makes every row of it hold; ``None`` where none does."""
        low: int | None = None
        high: int | None = None
        for row, by in self.component.columns[column].effects:
            below, above = self._room(row, by)
            low = below if low is None or (below is not None and below > low) else low
            high = above if high is None or (above is not None and above < high) else high
            if low is not None and high is not None and low > high:
                return None
        return low if low is not None and low > 0 else high if high is not None and high < 0 else None

    def _room(self, row: int, by: int) -> tuple[int | None, int | None]:
        """The least and the greatest change of a column with coefficient ``by`` that a row bears."""
        low, high, residual = self.component.low[row], self.component.high[row], self.residuals[row]
        if by < 0:
            low, high, residual, by = (None if high is None else -high), (None if low is None else -low), -residual, -by
        below = None if low is None else -((residual - low) // by)
        return below, None if high is None else (high - residual) // by


def split(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows by component: those that share no movable class do not matter to each other."""
    parents = list(range(len(rows)))

    def find(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    first: dict[int, int] = {}
    for number, row in enumerate(rows):
        for one in row.moves:
            parents[find(first.setdefault(one, number))] = find(number)
    gathered: dict[int, list[Row]] = {}
    for number, row in enumerate(rows):
        gathered.setdefault(find(number), []).append(row)
    return list(gathered.values())
