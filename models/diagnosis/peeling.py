"""Taking the clearest mistakes off first, where there are more than the search can weigh together.

A cell whose correction mends at least two violated equalities and breaks none, and that no other cell rivals for them,
is set right; that clears the view on the next.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.diagnosis.system import System, Trial
from models.equations import Instance
from models.instances import PAIR
from models.refs import CellRef

BROKEN = 2
"""The grade of 断差, see :meth:`models.diagnosis.system.System.grade`."""


class Gain(NamedTuple):
    """What one correction would do: the violated equalities that it mends, none being broken."""

    mended: frozenset[Instance]
    ref: CellRef
    delta: int


class Peeler:
    """Peels one group of violated equalities; ``trial`` carries the corrections made so far.

    Nothing is clear before all cells are weighed: where the monotonic clock shows ``until`` by then, none is peeled.
    """

    def __init__(self, system: System, violated: Iterable[Instance], until: float = math.inf) -> None:
        self.system = system
        self.wrong = set(violated)
        self.trial: Trial = {}
        self._gains: dict[CellRef, list[Gain]] = {}
        for instance in sorted(self.wrong, key=system.bit):
            if time.monotonic() > until:
                self._gains.clear()
                break
            for ref in system.candidates(instance):
                if ref not in self._gains:
                    self._gains[ref] = list(self._weigh(ref))

    def run(self) -> Iterator[Gain]:
        """Each clear correction in turn, until none is left that is clear."""
        while (gain := self._clearest()) is not None:
            self.trial = self.system.moved(self.trial, gain.ref, gain.delta)
            self.wrong -= gain.mended
            moved = self.system.reach(gain.ref).keys()
            del self._gains[gain.ref]
            for ref in self._gains:
                if not moved.isdisjoint(self.system.reach(ref)):
                    self._gains[ref] = list(self._weigh(ref))
            yield gain

    def _clearest(self) -> Gain | None:
        gains = sorted((g for found in self._gains.values() for g in found), key=lambda gain: -len(gain.mended))
        for gain in gains:
            if len(gain.mended) < PAIR:
                return None
            rivals = (g for g in gains if g.ref != gain.ref and len(g.mended) >= len(gain.mended))
            if all(gain.mended.isdisjoint(rival.mended) for rival in rivals):
                return gain
        return None

    def _weigh(self, ref: CellRef) -> Iterator[Gain]:
        reach = self.system.reach(ref)
        gaps = ((self.system.gap(one, self.trial), by) for one, by in reach.items() if one in self.wrong)
        old = self.system.equations.value(ref).fen
        for delta in {-gap // by for gap, by in gaps if not gap % by}:
            if not delta or old >= 0 > old + delta:
                continue
            after = self.system.moved(self.trial, ref, delta)
            still = {one for one in reach if self.system.grade(one, after) == BROKEN}
            if still <= self.wrong:
                mended = frozenset(one for one in reach if one in self.wrong) - still
                yield Gain(mended, ref, delta)
