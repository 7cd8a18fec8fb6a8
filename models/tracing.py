"""追踪引用/从属: which cells of its own form a figure is made of, and which ones it goes into."""

from __future__ import annotations

from typing import NamedTuple

from models.instances import Instance
from models.lookup import Lookup
from models.refs import CellRef
from models.workspace import Workspace


class Trace(NamedTuple):
    """``precedents`` (引用) make the cell up by some equality, ``dependents`` (从属) are made up with it."""

    precedents: frozenset[CellRef]
    dependents: frozenset[CellRef]


NOTHING = Trace(frozenset(), frozenset())


def trace(workspace: Workspace, ref: CellRef) -> Trace:
    """The cells beside ``ref`` in the equalities of its form that run over rows that exist; structure, no figures."""
    lookup = workspace.equations.lookup
    precedents: set[CellRef] = set()
    dependents: set[CellRef] = set()
    for instance in dict.fromkeys(instance for use, instance in lookup.links(ref) if not use.guard):
        if not lookup.is_live(instance):
            continue
        sides = _sides(lookup, instance)
        results = _results(lookup, instance, sides)
        if ref in results:
            precedents.update(*sides)
        else:
            dependents |= results
    return Trace(_here(precedents, ref), _here(dependents - precedents, ref))


def _sides(lookup: Lookup, instance: Instance) -> tuple[set[CellRef], set[CellRef]]:
    sides: tuple[set[CellRef], set[CellRef]] = (set(), set())
    for cell, _sign, side in lookup.cells(instance):
        sides[side].add(cell)
    return sides


def _results(lookup: Lookup, instance: Instance, sides: tuple[set[CellRef], set[CellRef]]) -> set[CellRef]:
    """What an equality works out; where it only checks, the side that is one cell, as in 合计 = 各项之和."""
    defined = set(lookup.defined(instance))
    if defined:
        return defined
    return next((side for side in sides if len(side) == 1), set())


def _here(cells: set[CellRef], ref: CellRef) -> frozenset[CellRef]:
    return frozenset(cell for cell in cells if cell.form == ref.form and cell != ref)
