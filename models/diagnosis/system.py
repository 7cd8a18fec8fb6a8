"""The violated part of a document's equalities, as a code to be decoded: which free cells move which equalities.

A *free* cell is one that a person may have got wrong: stated, or blank with nothing that works it out. A computed cell
is what its free cells make it, so a correction of one of those moves it and everything behind it.
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

from models.amounts import ROUNDED_SLACK
from models.equations import Equations, Instance, Value
from models.instances import PAIR, is_printed
from models.refs import CellRef
from models.templates import Mode
from models.workspace import Workspace

MAX_CANDIDATES = 400
"""Free cells looked at behind one equality; beyond this an equality alone cannot point at a cell anyway."""


class Shift(NamedTuple):
    """What corrections have done to an equality: residual in 分, half-width, and counts of its cells."""

    fen: int = 0
    slack: int = 0
    nonzero: int = 0
    once: int = 0


NO_SHIFT = Shift()
Trial = dict[Instance, Shift]
"""The equalities that a set of corrections has moved."""


class System:
    """A workspace's equalities under trial corrections. Nothing here changes the document."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.equations: Equations = workspace.equations
        self.lookup = workspace.equations.lookup
        self._reach: dict[CellRef, dict[Instance, int]] = {}
        self._candidates: dict[Instance, tuple[CellRef, ...]] = {}
        self._awaiting: dict[Instance, bool] = {}
        self._bits: dict[Instance, int] = {}
        self._masks: dict[CellRef, int] = {}
        self._near: dict[Instance, int] = {}

    def broken(self) -> list[Instance]:
        """The equalities in 断差, in a fixed order."""
        return sorted(self.workspace.engine.broken(), key=lambda instance: (instance.template, instance.key))

    # -- structure ------------------------------------------------------------------------------------------------

    def is_free(self, ref: CellRef) -> bool:
        """Whether a person states the cell, or would have to."""
        return ref in self.workspace.document.entries or (
            ref not in self.equations.computed and self.lookup.definer(ref) is None
        )

    def candidates(self, instance: Instance) -> tuple[CellRef, ...]:
        """The free cells that move an equality, filled ones first; () where they are too many to tell apart."""
        found = self._candidates.get(instance)
        if found is None:
            cells: dict[CellRef, None] = {}
            self._gather(instance, cells, set())
            moving = [ref for ref in cells if instance in self.reach(ref)] if len(cells) <= MAX_CANDIDATES else []
            found = tuple(sorted(moving, key=lambda ref: not self.equations.value(ref).filled))
            self._candidates[instance] = found
        return found

    def summed_row(self, instance: Instance) -> tuple[str, str] | None:
        """Form and row of the parent, where the equality sums the rows below one."""
        for term in self.equations.plan.templates[instance.template].terms:
            if term.place.mode is Mode.CHILD:
                return term.place.form, instance.key
        return None

    def _gather(self, instance: Instance, cells: dict[CellRef, None], seen: set[Instance]) -> None:
        seen.add(instance)
        for ref, _sign, _side in self.lookup.cells(instance):
            if len(cells) > MAX_CANDIDATES:
                return
            if self.is_free(ref):
                cells[ref] = None
            elif (definer := self.lookup.definer(ref)) is not None and definer not in seen:
                self._gather(definer, cells, seen)

    def reach(self, ref: CellRef) -> dict[Instance, int]:
        """By how much each equality moves when a free cell grows by one, computed cells following."""
        found = self._reach.get(ref)
        if found is None:
            found = self._reach[ref] = self._follow(ref)
        return found

    def _follow(self, start: CellRef) -> dict[Instance, int]:
        moved: dict[Instance, int] = {}
        heap: list[tuple[tuple[int, int], CellRef]] = []
        queued: set[CellRef] = set()

        def carry(ref: CellRef, by: int) -> None:
            for use, instance in self.lookup.links(ref):
                if use.guard:
                    continue
                moved[instance] = moved.get(instance, 0) + use.sign * by
                for target in self.lookup.defined(instance):
                    if target != ref and target not in queued and target not in self.workspace.document.entries:
                        queued.add(target)
                        heapq.heappush(heap, (self.lookup.turn(target), target))

        carry(start, 1)
        while heap:
            ref = heapq.heappop(heap)[1]
            definer = self.lookup.definer(ref)
            if definer is not None and moved.get(definer):
                sign, _side = self.equations.plan.role(definer.template, ref)
                carry(ref, -moved[definer] * sign)
        return {instance: by for instance, by in moved.items() if by}

    # -- sets of equalities as bits --------------------------------------------------------------------------------

    def bit(self, instance: Instance) -> int:
        """The bit that stands for an equality."""
        found = self._bits.get(instance)
        if found is None:
            found = self._bits[instance] = 1 << len(self._bits)
        return found

    def mask(self, ref: CellRef) -> int:
        """The equalities that a free cell moves."""
        found = self._masks.get(ref)
        if found is None:
            found = 0
            for instance in self.reach(ref):
                found |= self.bit(instance)
            self._masks[ref] = found
        return found

    def near(self, instance: Instance) -> int:
        """The equalities that some cell moves together with this one; 0 where its cells are not known."""
        found = self._near.get(instance)
        if found is None:
            found = 0
            for ref in self.candidates(instance):
                found |= self.mask(ref)
            self._near[instance] = found
        return found

    # -- trials ---------------------------------------------------------------------------------------------------

    def moved(self, trial: Trial, ref: CellRef, delta: int) -> Trial:
        """``trial`` with one more correction: ``ref`` grows by ``delta`` 分."""
        old = self.equations.value(ref)
        new = self.corrected(old, delta)
        slack, nonzero = new.slack - old.slack, (new.fen != 0) - (old.fen != 0)
        once = is_printed(new.fen, new.slack) - is_printed(old.fen, old.slack)
        own = {instance for use, instance in self.lookup.links(ref) if not use.guard}
        after = dict(trial)
        for instance, by in self.reach(ref).items():
            shift = after.get(instance, NO_SHIFT)
            direct = instance in own
            after[instance] = Shift(
                shift.fen + by * delta,
                shift.slack + slack * direct,
                shift.nonzero + nonzero * direct,
                shift.once + once * direct,
            )
        return after

    @staticmethod
    def corrected(old: Value, delta: int) -> Value:
        """A cell's figure after a correction, known as exactly as before."""
        fen = old.fen + delta
        slack = old.slack if old.fen else ROUNDED_SLACK
        return Value(fen, slack if fen else 0, bool(fen))

    def gap(self, instance: Instance, trial: Trial) -> int:
        """The equality's residual under a trial."""
        return instance.residual + trial.get(instance, NO_SHIFT).fen

    def grade(self, instance: Instance, trial: Trial) -> int:
        """0 平, 1 尾差, 2 断差, under a trial. What cannot be judged now is not held against a trial."""
        shift = trial.get(instance, NO_SHIFT)
        residual = instance.residual + shift.fen
        if not residual or instance.bad or self.equations.allows(instance, residual):
            return 0
        nonzero = instance.left + instance.right + shift.nonzero
        if nonzero < PAIR or (nonzero == PAIR and instance.once + shift.once == PAIR):
            return 0 if self._awaits(instance) else 2
        if abs(residual) <= instance.slack + shift.slack:
            return 1
        return 0 if self._awaits(instance) else 2

    def misfit(self, instance: Instance, trial: Trial) -> int:
        """How improbable an equality's residual is as rounding alone: its square over its variance, in thousandths.

        Each rounded figure of half-width h adds h²/3 to the variance.
        """
        shift = trial.get(instance, NO_SHIFT)
        residual, slack = instance.residual + shift.fen, instance.slack + shift.slack
        if not residual or not slack or self.grade(instance, trial) != 1:
            return 0
        return residual * residual * 3_000 // (slack * ROUNDED_SLACK)

    def _awaits(self, instance: Instance) -> bool:
        found = self._awaiting.get(instance)
        if found is None:
            rule = self.equations.plan.templates[instance.template].rule
            found = self.equations.awaits_form(instance) or (rule.awaits and instance.filled == 1)
            self._awaiting[instance] = found
        return found
