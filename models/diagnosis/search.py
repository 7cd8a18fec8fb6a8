"""The smallest sets of cells whose correction empties all violated equalities: decoding by syndrome.

Each violated equality must hold a wrong cell. The search takes the one with the fewest candidates, tries for each of
them the corrections that would empty one of its equalities, and goes on with what is left: one cell first, then two,
then three. Where that order finds nothing, a wide search starts from the candidates of all violated equalities.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from typing import NamedTuple

from models.diagnosis.system import System, Trial
from models.equations import Instance
from models.refs import CellRef

MAX_SIZE = 3
NODES = 1500
"""Trials after which the search gives up; a document so broken is taken apart from its clearest mistakes instead."""
ENOUGH = 400
"""Sets of one size that are kept for ranking."""


class Fix(NamedTuple):
    """Corrections (cell, change in 分) that mend everything they were asked to.

    ``rounding`` counts the 尾差 they would add, ``misfit`` says how improbable those are (see :meth:`System.misfit`).
    """

    moves: tuple[tuple[CellRef, int], ...]
    rounding: int
    misfit: int


class _GivenUpError(Exception):
    """The search has used up its trials."""


class Search:
    """One search over one group of violated equalities."""

    def __init__(
        self, system: System, violated: Iterable[Instance], base: Trial | None = None, nodes: int = NODES
    ) -> None:
        self.system, self.base = system, base or {}
        self.violated = frozenset(violated)
        self.left = nodes
        self._wide = False
        self.found: dict[frozenset[tuple[CellRef, int]], Fix] = {}

    def run(self, max_size: int = MAX_SIZE) -> list[Fix]:
        """All fixes of the smallest size that has any; [] when there is none, or the search gave up."""
        try:
            for size in range(1, max_size + 1):
                for self._wide in (False, True) if size > 1 else (False,):
                    self._extend(self.base, self.violated, (), size)
                    if self.found:
                        return list(self.found.values())
        except _GivenUpError:
            return list(self.found.values())
        return []

    def _extend(
        self, trial: Trial, violated: frozenset[Instance], moves: tuple[tuple[CellRef, int], ...], left: int
    ) -> None:
        if len(self.found) >= ENOUGH:
            return
        wanted = sorted((one not in self.violated, self.system.bit(one), one) for one in violated)
        if self._takes_more(wanted, 0, left):
            return
        for ref in self._candidates([one for _new, _bit, one in wanted], moves, left):
            if self._takes_more(wanted, self.system.mask(ref), left - 1):
                continue
            for delta in self._deltas(ref, trial):
                self.left -= 1
                if self.left < 0:
                    raise _GivenUpError
                after = self.system.moved(trial, ref, delta)
                still = self._still(violated, after, ref)
                if not still:
                    self._keep((*moves, (ref, delta)), after)
                elif left > 1:
                    self._extend(after, still, (*moves, (ref, delta)), left - 1)

    def _takes_more(self, wanted: list[tuple[bool, int, Instance]], moved: int, cells: int) -> bool:
        """Whether so many cells cannot do for the violated equalities but those moved: too many of them share none."""
        for _new, bit, instance in wanted:
            if not bit & moved:
                if not cells:
                    return True
                near = self.system.near(instance)
                if near:
                    cells -= 1
                    moved |= near
        return False

    def _candidates(
        self, violated: list[Instance], moves: tuple[tuple[CellRef, int], ...], left: int
    ) -> Iterable[CellRef]:
        """The cells of the violated equality that has fewest; in a wide search, of all of them."""
        taken = {ref for ref, _delta in moves}
        choices = [self.system.candidates(instance) for instance in violated]
        known = [choice for choice in choices if choice]
        if not known:
            return ()
        if self._wide and left > 1:
            return dict.fromkeys(ref for choice in known for ref in choice if ref not in taken)
        return [ref for ref in min(known, key=len) if ref not in taken]

    def _deltas(self, ref: CellRef, trial: Trial) -> list[int]:
        """The changes that would make one of the cell's equalities exact, and leave no negative figure behind."""
        old = self.system.equations.value(ref).fen
        found: dict[int, None] = {}
        for instance, by in self.system.reach(ref).items():
            gap = self.system.gap(instance, trial)
            if gap and gap % by == 0 and (old < 0 or old - gap // by >= 0):
                found[-gap // by] = None
        return list(found)

    def _still(self, violated: frozenset[Instance], trial: Trial, ref: CellRef) -> frozenset[Instance]:
        moved = self.system.reach(ref)
        still = {instance for instance in violated if instance not in moved}
        return frozenset(still | {instance for instance in moved if self.system.grade(instance, trial) > 1})

    def _keep(self, moves: tuple[tuple[CellRef, int], ...], trial: Trial) -> None:
        key = frozenset(moves)
        if key not in self.found:
            self.found[key] = fix(self.system, self.violated, moves, trial)


def fix(system: System, violated: frozenset[Instance], moves: tuple[tuple[CellRef, int], ...], trial: Trial) -> Fix:
    """Corrections with what they do to the 尾差 of the document."""
    rounding = misfit = 0
    for instance in trial:
        rounding += system.grade(instance, trial) == 1
        misfit += system.misfit(instance, trial)
        if instance not in violated:
            rounding -= system.grade(instance, {}) == 1
            misfit -= system.misfit(instance, {})
    return Fix(moves, rounding, misfit)


def groups(system: System, violated: Iterable[Instance], until: float = math.inf) -> list[list[Instance]]:
    """Violated equalities that a common cell moves hang together; those that none does are separate mistakes.

    ``until`` the monotonic clock shows that; what has not been looked at by then stands alone.
    """
    members = list(violated)
    index_of = {instance: index for index, instance in enumerate(members)}
    parents = list(range(len(members)))

    def find(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    rows: dict[tuple[str, str], int] = {}
    for index, instance in enumerate(members):
        if time.monotonic() > until:
            break
        place = system.summed_row(instance)
        if place is not None:  # columns of one sum: a row that is missing or doubled breaks them together
            parents[find(rows.setdefault(place, index))] = find(index)
        for ref in system.candidates(instance):
            for other in system.reach(ref):
                if other in index_of:
                    parents[find(index_of[other])] = find(index_of[instance])
    gathered: dict[int, list[Instance]] = {}
    for index, instance in enumerate(members):
        gathered.setdefault(find(index), []).append(instance)
    return list(gathered.values())
