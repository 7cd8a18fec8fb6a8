"""From violated equalities to ranked proposals: what is wrong, what it should be, and why that is likely."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

import msgspec

from models.diagnosis import rows
from models.diagnosis.peeling import Peeler
from models.diagnosis.search import Fix, Search, fix, groups
from models.diagnosis.slips import UNEXPLAINED, Slip, slip
from models.diagnosis.system import System
from models.equations import Instance
from models.instances import PAIR
from models.pack import Pack
from models.refs import CellRef
from models.workspace import Workspace

CARRIED = "结转"
"""Columns and rows of what was carried over are named so."""
SUSPICION = {"录入": 0, "填充": 0, "粘贴": 1, "导入": 2}
"""A typed figure is more suspect than a pasted, and that more than an imported one or one that was there before."""

TOGETHER = 24
"""Violated equalities that are searched as one group; more are taken apart first."""
MOST = 1_500
"""Violated equalities beyond which a diagnosis that has a time limit does not begin."""
INDISTINCT = 8_000
"""Proposals whose misfits differ by no more (two standard deviations, in two columns) are a tie, not a ranking."""


class Correction(msgspec.Struct, frozen=True):
    """A cell, what it holds and what it should hold, in 分."""

    ref: CellRef
    actual: int
    proposed: int
    slip: Slip


class Diagnosis(msgspec.Struct, frozen=True):
    """One proposal. ``mends`` counts the 断差 it clears; ``rivals`` the other proposals that are as small.

    ``row`` is set for a proposal to add or drop a row instead of correcting cells.
    """

    corrections: tuple[Correction, ...]
    mends: int
    rounding: int = 0
    misfit: int = 0
    rivals: int = 0
    row: rows.RowRepair | None = None

    @property
    def cells(self) -> frozenset[CellRef]:
        """The cells it calls wrong."""
        return frozenset(correction.ref for correction in self.corrections)

    @property
    def cost(self) -> int:
        """How implausible it is: the sum of its slips' costs."""
        return sum(correction.slip.cost for correction in self.corrections)


class Mistake(msgspec.Struct, frozen=True):
    """Violated equalities of one origin (their finding keys), with what would mend them, the best first."""

    keys: frozenset[str]
    proposals: tuple[Diagnosis, ...]

    @property
    def pinned(self) -> Diagnosis | None:
        """The proposal, where the equalities leave no other as good."""
        best = self.proposals[0] if self.proposals else None
        return best if best is not None and not best.rivals else None


def diagnose(workspace: Workspace, within: float = math.inf) -> list[Mistake]:
    """The document's mistakes, each with its proposals; [] where nothing is in 断差.

    ``within`` so many seconds, or a little more; what is not taken apart by then is told without proposals.
    """
    system = System(workspace)
    found: list[Mistake] = []
    left: list[Instance] = []
    until = time.monotonic() + within
    broken = system.broken()
    if len(broken) > MOST and within < math.inf:
        return [_mistake(system, [instance], []) for instance in broken]
    for group in groups(system, broken, until):
        single = Search(system, group).run(1) if time.monotonic() < until else []
        if single:
            found.append(_mistake(system, group, single))
        else:
            left += group
    while left and time.monotonic() < until and (repaired := rows.repairs(system, left, until)):
        cleared, repairs = repaired
        found.append(_mistake(system, cleared, [], repairs))
        left = [instance for instance in left if instance not in cleared]
    for group in groups(system, left, until):
        found += _taken_apart(system, group, until)
    return sorted(found, key=lambda mistake: (-len(mistake.keys), sorted(mistake.keys)))


def ranked(mistakes: list[Mistake]) -> list[Diagnosis]:
    """All proposals in one list: first, where there are several mistakes, what mends them all together."""
    best = [mistake.proposals[0] for mistake in mistakes if mistake.proposals]
    whole: list[Diagnosis] = []
    if len(best) > 1 and len(best) == len(mistakes) and not any(one.row for one in best):
        corrections = tuple(correction for one in best for correction in one.corrections)
        whole = [
            Diagnosis(
                corrections,
                sum(one.mends for one in best),
                sum(one.rounding for one in best),
                sum(one.misfit for one in best),
                max(one.rivals for one in best),
            )
        ]
    rest = [other for mistake in mistakes for other in mistake.proposals[1:]]
    return [*whole, *best, *sorted(rest, key=lambda one: (len(one.corrections), one.misfit, one.cost))]


def _mistake(
    system: System, group: list[Instance], fixes: list[Fix], repairs: list[rows.RowRepair] | None = None
) -> Mistake:
    keys = frozenset(system.workspace.engine.key_of(instance) for instance in group)
    proposals = [_diagnosis(system, one, len(group)) for one in fixes]
    proposals += [Diagnosis((), len(group), row=repair) for repair in repairs or ()]
    proposals.sort(key=lambda one: _order(system, one))
    return Mistake(keys, tuple(_with_rivals(proposals)))


def _order(system: System, one: Diagnosis) -> tuple[int, int, int, int, list[CellRef]]:
    causes = system.workspace.causes
    suspicion = sum(SUSPICION.get(causes.get(ref, ""), 3) for ref in one.cells)
    return len(one.corrections) or 1, one.misfit, one.cost, suspicion, sorted(one.cells)


def _with_rivals(proposals: list[Diagnosis]) -> Iterator[Diagnosis]:
    """The proposals, the same cells only once, each told how many others are as small and as probable as the best."""
    seen: dict[frozenset[CellRef] | rows.RowRepair, Diagnosis] = {}
    for one in proposals:  # the same cells with a figure a cent away are no proposal of their own
        seen.setdefault(one.row or one.cells, one)
    if not seen:
        return
    first = proposals[0]
    near = [one for one in seen.values() if len(one.corrections) == len(first.corrections)]
    equal = sum(one.misfit <= first.misfit + INDISTINCT for one in near)
    for one in seen.values():
        yield msgspec.structs.replace(one, rivals=equal - 1)


def _diagnosis(system: System, found: Fix, mends: int) -> Diagnosis:
    value = system.equations.value
    figures = [(ref, value(ref).fen, value(ref).fen + delta) for ref, delta in found.moves]
    exchanged = _exchanged(figures)
    corrections = tuple(
        Correction(ref, actual, right, exchanged or slip(actual, right, tuple(_context(system, ref))))
        for ref, actual, right in figures
    )
    return Diagnosis(corrections, mends, found.rounding, found.misfit)


def _context(system: System, ref: CellRef) -> Iterator[int]:
    """The figures by which a scope slip (with or without 上年结转) would be off."""
    for instance in system.reach(ref):
        for other, _sign, _side in system.lookup.cells(instance, summed=False):
            if other != ref and _is_carried(system.workspace.pack, other):
                yield system.equations.value(other).fen


def _is_carried(pack: Pack, ref: CellRef) -> bool:
    """Whether a column or a fixed row is named after what was carried over."""
    column = pack.form(ref.form).column_by_key[ref.column]
    block = pack.form(ref.form).block_by_key[column.block]
    names = [f"{row.label}{block.kind_by_key[row.kind].title}" for row in block.fixed if row.id == ref.row]
    return any(CARRIED in name for name in (column.title, *names))


def _exchanged(figures: list[tuple[CellRef, int, int]]) -> Slip | None:
    """Two neighbouring cells whose figures were put into each other."""
    if len(figures) != PAIR:
        return None
    (one, one_has, one_right), (two, two_has, two_right) = figures
    if (
        (one_has, two_has) != (two_right, one_right)
        or one.form != two.form
        or not (one.row == two.row or one.column == two.column)
    ):
        return None
    return Slip(1, "neighbour_column" if one.row == two.row else "neighbour_row")


def _taken_apart(system: System, group: list[Instance], until: float) -> Iterator[Mistake]:
    """A group that no single cell explains: searched together while small, else peeled first, then searched."""
    if time.monotonic() > until:
        yield _mistake(system, group, [])
        return
    fixes = Search(system, group).run() if len(group) <= TOGETHER else []
    if fixes:
        yield _mistake(system, group, fixes)
        return
    peeler = Peeler(system, group, until)
    for gain in peeler.run():
        cleared = sorted(gain.mended, key=lambda one: (one.template, one.key))
        touched = {one: peeler.trial[one] for one in system.reach(gain.ref)}  # the others are not of its making
        yield _mistake(system, cleared, [fix(system, gain.mended, ((gain.ref, gain.delta),), touched)])
        if time.monotonic() > until:
            break
    rest = [instance for instance in group if instance in peeler.wrong]
    if len(rest) == len(group) and len(group) <= TOGETHER:
        yield _mistake(system, group, [])
        return
    for part in groups(system, rest, until):
        able = len(part) <= TOGETHER and time.monotonic() < until
        yield _mistake(system, part, Search(system, part, peeler.trial).run() if able else [])


__all__ = ["UNEXPLAINED", "Correction", "Diagnosis", "Mistake", "diagnose", "ranked"]
