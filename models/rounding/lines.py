"""The equalities in force, over the figures that are not zero: what the rounding tools work on."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from models.equations import Instance, Value
from models.findings import State
from models.instances import value_of
from models.refs import CellRef
from models.workspace import Workspace


class Line(NamedTuple):
    """``Σ coefficient × figure`` must be =, ≥ or ≤ 0 (``operator``, as guards and withheld rows leave it)."""

    instance: Instance
    state: State
    operator: str
    terms: tuple[tuple[CellRef, int], ...]


def figures(workspace: Workspace) -> dict[CellRef, Value]:
    """Every figure that is not zero."""
    entries = {ref: value_of(entry) for ref, entry in workspace.document.entries.items()}
    return {ref: value for ref, value in (entries | workspace.equations.computed).items() if value.fen}


def lines(workspace: Workspace, known: Container[CellRef]) -> list[Line]:
    """Every equality that can be judged and holds one of the ``known`` figures, in the pack's order."""
    equations = workspace.equations
    found: list[Line] = []
    for instance in equations.met():
        if instance.bad or not (instance.left or instance.right):
            continue
        state = equations.state(instance)
        if state is State.UNEVALUATED or (state is not State.BALANCED and not equations.is_live(instance)):
            continue
        terms: dict[CellRef, int] = {}
        for ref, sign, _side in equations.cells(instance):
            if ref in known:
                terms[ref] = terms.get(ref, 0) + sign
        kept = tuple((ref, sign) for ref, sign in terms.items() if sign)
        found.append(Line(instance, state, equations.operator(instance), kept))
    return found
