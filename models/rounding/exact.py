"""The fewest and then smallest changes that make every row hold, found by search and thereby proven.

Every violated row must see a change in one of its columns. The search takes the violated row with the fewest
columns, tries each with each number of cents, and goes on with what is left: one change first, then two, then more.
Rows without a common column need a change each, which tells early that the changes left will not do.
"""

from __future__ import annotations

from typing import NamedTuple

from models.rounding.components import Component, Cost, Steps, Trial

MAX_CLASSES = 12
"""More changes than this are not searched for; a document so far off is left to the descent."""


class Answer(NamedTuple):
    """Changes that make every row hold. ``proven``: none cost less, if no figure moves by more than ``reach`` cents."""

    steps: Steps
    proven: bool
    reach: int = 0


class _GivenUpError(Exception):
    """The search has used up its nodes."""


def fewest(component: Component, nodes: int) -> Answer | None:
    """The cheapest changes; ``None`` where the search gave up, or found none within its bounds."""
    return _Exact(component, nodes).run()


class _Exact:
    def __init__(self, component: Component, nodes: int) -> None:
        self.component, self.left = component, nodes
        self.trial = Trial(component)
        self.reach = max(2, *map(abs, self.trial.gaps.values())) if self.trial.gaps else 0
        self.best: tuple[Cost, Steps] | None = None
        self._barred = [False] * len(component.columns)
        self._crowded = False
        """A change was too much for each class of a column; two of them together could have taken it."""

    def run(self) -> Answer | None:
        if not self.trial.gaps:
            return Answer((), True)
        try:
            for classes in range(self._apart(), MAX_CLASSES + 1):
                for cents in range(classes, classes * self.reach + 1):
                    self._extend((), classes, cents)
                    if self.best is not None:
                        return Answer(self.best[1], not self._crowded, self.reach)
        except _GivenUpError:
            pass
        return None

    def _extend(self, steps: Steps, classes: int, cents: int) -> None:
        """Add changes until every row holds: ``classes`` more at most, and ``cents`` in all."""
        self.left -= 1
        if self.left < 0:
            raise _GivenUpError
        if not self.trial.gaps:
            self._keep(steps)
        elif classes == 1:
            self._close(steps, cents)
        elif classes and self._apart() <= classes and self._missing() <= cents:
            row = min(self.trial.gaps, key=lambda one: (len(self._free(one)), one))
            columns = self._free(row)
            for column in columns:
                self._barred[column] = True
                self._branch(steps, column, classes, cents)
            for column in columns:
                self._barred[column] = False

    def _branch(self, steps: Steps, column: int, classes: int, cents: int) -> None:
        for size in range(1, min(self.reach, cents - classes + 1) + 1):
            for change in (size, -size):
                if self._can_move(column, change):
                    self.trial.move(column, change)
                    self._extend((*steps, (column, change)), classes - 1, cents - size)
                    self.trial.move(column, -change)

    def _close(self, steps: Steps, cents: int) -> None:
        """The last change: of a column that all violated rows share."""
        row = min(self.trial.gaps, key=lambda one: len(self.component.of_row[one]))
        for column in self._free(row):
            change = self.trial.fit(column)
            if change is None or abs(change) > min(self.reach, cents) or not self._can_move(column, change):
                continue
            if self.trial.gaps.keys() <= self.component.columns[column].rows:
                self._keep((*steps, (column, change)))

    def _can_move(self, column: int, change: int) -> bool:
        if self.component.member(column, change) is not None:
            return True
        self._crowded |= len(self.component.columns[column].members) > 1
        return False

    def _keep(self, steps: Steps) -> None:
        cost = self.component.cost(steps)
        if self.best is None or (cost, sorted(steps)) < (self.best[0], sorted(self.best[1])):
            self.best = cost, steps

    def _free(self, row: int) -> list[int]:
        return [column for column in self.component.of_row[row] if not self._barred[column]]

    def _missing(self) -> int:
        """The least cents that the row farthest off needs."""
        strongest = self.component.strongest
        return max(-(-abs(gap) // strongest[row]) for row, gap in self.trial.gaps.items())

    def _apart(self) -> int:
        """How many violated rows have no free column in common, counted greedily: each needs a change of its own."""
        taken: set[int] = set()
        count = 0
        for free in sorted(map(self._free, self.trial.gaps), key=len):
            if taken.isdisjoint(free):
                count += 1
                taken.update(free)
        return count
