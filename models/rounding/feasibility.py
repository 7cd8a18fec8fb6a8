"""Whether all 尾差 can be rounding at once: true figures within half a cent that satisfy every equality exactly.

Each equality narrows the interval in which a true figure must lie, those that are 平 as well as those that are off by a
尾差. An interval that becomes empty proves that no true figures exist; figures that satisfy everything prove that they
do. Propagation alone cannot always tell, and then neither is claimed. Nothing here runs unless it is asked to.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import msgspec

from models.findings import DIFFERENCES, State
from models.refs import CellRef
from models.rounding.intervals import Intervals
from models.rounding.lines import figures, lines
from models.workspace import Workspace

TESTS = 2_000
"""Sets of 尾差 tried for being contradictory."""
MAX_WITNESS = 4_000
"""Figures beyond which no true values are looked for."""


class Conflict(msgspec.Struct, frozen=True):
    """尾差 that cannot all be rounding: finding keys, and the cells that those findings mark.

    Without any one of them propagation finds nothing against the rest. ``smallest``: nor against any smaller set.
    """

    keys: tuple[str, ...]
    cells: tuple[CellRef, ...]
    smallest: bool


class Feasibility(msgspec.Struct, frozen=True):
    """What is proven: ``conflicts`` that share no 尾差, or ``witness``, true 分 for every figure; or nothing."""

    conflicts: tuple[Conflict, ...] = ()
    witness: dict[CellRef, int] | None = None

    @property
    def undecided(self) -> bool:
        """Whether neither a contradiction nor true figures were found."""
        return not self.conflicts and self.witness is None


def feasibility(workspace: Workspace, tests: int = TESTS) -> Feasibility:
    """Look for contradictory 尾差, and where there are none for true figures. Takes a while on long documents."""
    return _Search(workspace, tests).run()


class _Search:
    """One question: the intervals that the 平 equalities leave, and the 尾差 laid on them."""

    def __init__(self, workspace: Workspace, tests: int) -> None:
        self.workspace, self.left = workspace, tests
        values = figures(workspace)
        known = [line for line in lines(workspace, values) if line.state is not State.BREAK]
        known.sort(key=lambda line: line.state not in DIFFERENCES)
        self.differences = [line for line in known if line.state in DIFFERENCES]
        bounds = {ref: (value.fen - value.slack, value.fen + value.slack) for ref, value in values.items()}
        self.printed = [value.fen for value in values.values()]
        self.intervals = Intervals(bounds, known, len(self.differences))

    def run(self) -> Feasibility:
        if self.differences:
            self.intervals.settle()
        conflicts: list[Conflict] = []
        free = tuple(range(len(self.differences)))
        while self.left > 0 and (blamed := self._blamed(free)):
            found, smallest = self._smallest(free, blamed)
            conflicts.append(self._conflict(found, smallest))
            free = tuple(index for index in free if index not in found)
        return Feasibility(tuple(conflicts), None if conflicts else self._witness(free))

    def _witness(self, free: tuple[int, ...]) -> dict[CellRef, int] | None:
        if len(self.printed) > MAX_WITNESS:
            return None
        with self.intervals.holding(free) as contradictory:
            found = None if contradictory else self.intervals.point(self.printed)
        return None if found is None else dict(zip(self.intervals.refs, found, strict=True))

    def _conflict(self, chosen: Iterable[int], smallest: bool) -> Conflict:
        engine = self.workspace.engine
        keys = tuple(engine.key_of(self.differences[index].instance) for index in chosen)
        cells = dict.fromkeys(ref for key in keys for ref in engine.findings[key].cells)
        return Conflict(keys, tuple(cells), smallest)

    def _blamed(self, chosen: Sequence[int]) -> tuple[int, ...]:
        """The 尾差 among ``chosen`` that together leave some interval empty; () where they do not."""
        self.left -= 1
        with self.intervals.holding(chosen) as blamed:
            return tuple(index for index in chosen if blamed >> index & 1)

    def _smallest(self, free: Sequence[int], blamed: tuple[int, ...]) -> tuple[tuple[int, ...], bool]:
        """A set that is contradictory and smallest as far as the tests reach, and whether they reached to the end."""
        found = blamed
        for index in blamed:
            rest = tuple(other for other in found if other != index)
            if index in found and rest and (fewer := self._blamed(rest)):
                found = fewer
        for size in range(1, len(found)):
            for smaller in itertools.combinations(free, size):
                if self.left <= 0:
                    return found, False
                if self._blamed(smaller):
                    return smaller, True
        return found, True
