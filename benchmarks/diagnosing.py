"""Diagnosis of twenty wrong figures at once, in documents with every printed figure stated and rounded.

The bound is for the slowest case, in the processor's time and without a time limit. *Named* are planted cells that the
first proposals correct, *wrongly named* those they correct although nothing is wrong with them.
"""

from __future__ import annotations

import gc
import random
import time
from typing import NamedTuple

from benchmarks import realistic
from benchmarks.measure import Result, frozen, judged, spread
from models.amounts import to_text
from models.diagnosis.diagnose import diagnose
from models.pack import load
from models.planning import set_cells
from models.refs import CellRef
from models.templates import Plan
from models.workspace import Workspace

BOUND_MS = 100
ROWS, QUICK_ROWS = 10_000, 300
DOCUMENTS, SEEDS, QUICK_SEEDS = 2, 40, 2
WRONG = (20, 100, 300)
"""Figures planted; the bound is for the first."""
PATIENCE_S = 0.15
"""What the window allows: beyond it a diagnosis stops. It may take a little longer to do so."""


class Case(NamedTuple):
    """One diagnosis: 断差, milliseconds, milliseconds where someone waits, and what was named rightly and wrongly."""

    broken: int
    taken: float
    bounded: float
    named: int
    wrongly: int


def run(*, quick: bool) -> Result:
    """Each number of wrong figures, over all documents and seeds."""
    rows, seeds = (QUICK_ROWS, QUICK_SEEDS) if quick else (ROWS, SEEDS)
    plan = Plan(load())
    cases: dict[int, list[Case]] = {count: [] for count in WRONG}
    for number in range(1, DOCUMENTS + 1):
        workspace = Workspace(realistic.document(rows, plan, number), plan)
        gc.collect()
        with frozen():
            for count, found in cases.items():
                found += [_case(workspace, count, seed) for seed in range(seeds // (1 if count == WRONG[0] else 2))]
    result = {"rows": rows, "wrong": [_told(count, found) for count, found in cases.items()]}
    slowest = max(case.taken for case in cases[WRONG[0]])
    return judged(result, slowest, BOUND_MS, f"slowest processor ms with {WRONG[0]} wrong figures")


def _told(count: int, cases: list[Case]) -> Result:
    return {
        "figures": count,
        "breaks_median": sorted(case.broken for case in cases)[len(cases) // 2],
        **spread([case.taken for case in cases], 50, 95),
        "slowest_ms": round(max(case.taken for case in cases), 2),
        "slowest_where_someone_waits_ms": round(max(case.bounded for case in cases), 2),
        "named_percent": round(100 * sum(case.named for case in cases) / (count * len(cases)), 1),
        "wrongly_named": sum(case.wrongly for case in cases),
    }


def _case(workspace: Workspace, count: int, seed: int) -> Case:
    planted = _planted(workspace, count, random.Random(seed))
    with workspace.trial(set_cells(workspace, planted)):
        broken = len(workspace.engine.broken())
        started = time.thread_time()
        mistakes = diagnose(workspace)
        taken = (time.thread_time() - started) * 1_000
        started = time.thread_time()
        diagnose(workspace, PATIENCE_S)
        bounded = (time.thread_time() - started) * 1_000
    named = {ref for mistake in mistakes if mistake.proposals for ref in mistake.proposals[0].cells}
    return Case(broken, taken, bounded, len(named & planted.keys()), len(named - planted.keys()))


def _planted(workspace: Workspace, count: int, rnd: random.Random) -> dict[CellRef, str]:
    """Any stated cells, each with any figure that is off by more than rounding."""
    planted: dict[CellRef, str] = {}
    for ref in rnd.sample(realistic.cells(workspace.document), min(count, len(workspace.document.entries))):
        fen = rnd.randrange(1, 200_000) * realistic.CENT
        while abs(fen - workspace.value(ref).fen) < 100 * realistic.CENT:
            fen = rnd.randrange(1, 200_000) * realistic.CENT
        planted[ref] = to_text(fen)
    return planted
