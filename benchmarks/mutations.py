"""``python -m benchmarks.mutations``: what the diagnosis makes of planted mistakes, as JSON. Seeds are fixed.

A clean document gets one wrong figure (every filled cell × every kind of slip), or two or three at once; asked is
whether anything turns 断差, whether the true cells are the first proposal, and whether their figures are right. Numbers
of prose are falsified as well (``--prose`` for that alone), see ``benchmarks.mutations_prose``.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import mutations_prose, realistic
from models.amounts import to_text
from models.diagnosis.diagnose import diagnose, ranked
from models.document import Document
from models.edits import CellChange, Edit
from models.pack import load
from models.planning import set_cells
from models.refs import CellRef
from models.samples import sample_document
from models.templates import Plan
from models.workspace import Workspace

CENT = 10_000
Slips = Callable[[Workspace, CellRef, random.Random], dict[CellRef, int]]


def _cents(workspace: Workspace, ref: CellRef) -> int:
    return workspace.value(ref).fen // CENT


def _transposed(workspace: Workspace, ref: CellRef, rnd: random.Random) -> dict[CellRef, int]:
    text = str(_cents(workspace, ref))
    places = [i for i in range(len(text) - 1) if text[i] != text[i + 1]]
    if not places:
        return {}
    at = rnd.choice(places)
    return {ref: int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])}


def _one_digit(workspace: Workspace, ref: CellRef, rnd: random.Random) -> dict[CellRef, int]:
    text = str(_cents(workspace, ref))
    at = rnd.randrange(len(text))
    digit = rnd.choice([d for d in "0123456789" if d != text[at]])
    return {ref: int(text[:at] + digit + text[at + 1 :])}


def _swapped(workspace: Workspace, ref: CellRef, _rnd: random.Random) -> dict[CellRef, int]:
    """The figure goes to the next amount column of its row, and that one's comes here."""
    form = workspace.pack.form(ref.form)
    block = workspace.document.row(ref.form, ref.row).block
    keys = [column.key for column in form.amount_columns if column.block == block]
    at = keys.index(ref.column)
    other = ref._replace(column=keys[at + 1] if at + 1 < len(keys) else keys[at - 1])
    mine, theirs = _cents(workspace, ref), _cents(workspace, other)
    return {ref: theirs, other: mine} if other != ref and mine != theirs else {}


def _random(workspace: Workspace, ref: CellRef, rnd: random.Random) -> dict[CellRef, int]:
    while True:
        cents = rnd.randrange(1, 200_000)
        if abs(cents - _cents(workspace, ref)) > 20:
            return {ref: cents}


SLIPS: dict[str, Slips] = {
    "transposition": _transposed,
    "one_digit": _one_digit,
    "times_ten": lambda w, ref, _rnd: {ref: _cents(w, ref) * 10},
    "times_10000": lambda w, ref, _rnd: {ref: _cents(w, ref) * 10_000},
    "sign": lambda w, ref, _rnd: {ref: -_cents(w, ref)},
    "plus_one": lambda w, ref, _rnd: {ref: _cents(w, ref) + 100},
    "minus_one": lambda w, ref, _rnd: {ref: _cents(w, ref) - 100},
    "plus_cent": lambda w, ref, _rnd: {ref: _cents(w, ref) + 1},
    "blank": lambda _w, ref, _rnd: {ref: 0},
    "neighbour": _swapped,
    "random": _random,
}


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


class _Tally:
    """Outcomes of one kind of mistake."""

    def __init__(self) -> None:
        self.planted = self.harmless = self.within = self.detected = self.pinned = self.valued = self.tied = 0
        self.ranks: list[int] = []
        self.seconds: list[float] = []

    def add(self, workspace: Workspace, edit: Edit, truth: dict[CellRef, int]) -> None:
        """Plant, ask, and take back. A deleted figure that is worked out again needs no correction of its own."""
        self.planted += 1
        emptied = {change.ref for change in edit.changes if isinstance(change, CellChange) and change.new is None}
        truth = {ref: fen for ref, fen in truth.items() if ref not in emptied or not workspace.is_defined(ref)}
        with workspace.trial(edit):
            if all(workspace.value(ref).fen == fen for ref, fen in truth.items()):
                self.harmless += 1
                return
            if not workspace.engine.broken():
                self.within += 1
                return
            self.detected += 1
            start = time.perf_counter()
            proposals = ranked(diagnose(workspace))
            self.seconds.append(time.perf_counter() - start)
        found = [index for index, one in enumerate(proposals) if one.cells == truth.keys()]
        self.ranks.append(found[0] + 1 if found else 999)
        self.pinned += bool(found) and found[0] == 0
        self.tied += bool(proposals) and proposals[0].rivals > 0
        right = {c.ref: c.proposed for c in proposals[0].corrections} if proposals else {}
        self.valued += right == truth

    def result(self) -> dict[str, Any]:
        """Counts, and percentages of what is wrong at all and beyond rounding."""
        wrong = self.planted - self.harmless
        return {
            "planted": self.planted,
            "healed_by_computation": self.harmless,
            "within_rounding": self.within,
            "detected_percent": _share(self.detected, wrong),
            "pinned_first_percent": _share(self.pinned, self.detected),
            "right_value_percent": _share(self.valued, self.detected),
            "told_as_tie": self.tied,
            "median_rank": statistics.median(self.ranks) if self.ranks else None,
            "median_ms": round(1000 * statistics.median(self.seconds), 3) if self.seconds else None,
            "slowest_ms": round(1000 * max(self.seconds), 3) if self.seconds else None,
        }


def _edit(workspace: Workspace, cents: dict[CellRef, int]) -> Edit:
    return set_cells(workspace, {ref: to_text(c * CENT) if c else "" for ref, c in cents.items()})


def _singles(workspace: Workspace, cells: list[CellRef], seed: int) -> Iterator[tuple[str, _Tally]]:
    for name, slip in SLIPS.items():
        rnd, tally = random.Random(seed), _Tally()
        for ref in cells:
            planted = slip(workspace, ref, rnd)
            if planted and (edit := _edit(workspace, planted)):
                tally.add(workspace, edit, {r: workspace.value(r).fen for r in planted})
        yield name, tally


def _several(workspace: Workspace, cells: list[CellRef], size: int, count: int, seed: int) -> _Tally:
    rnd, tally = random.Random(seed), _Tally()
    for _ in range(count):
        planted: dict[CellRef, int] = {}
        for ref in rnd.sample(cells, size):
            planted |= _random(workspace, ref, rnd)
        tally.add(workspace, _edit(workspace, planted), {r: workspace.value(r).fen for r in planted})
    return tally


def measure(document: Document, plan: Plan, *, most: int, several: int, seed: int = 1) -> dict[str, Any]:
    """All kinds of mistakes on one clean document; at most ``most`` cells, ``several`` random pairs and triples."""
    workspace = Workspace(document, plan)
    cells = realistic.cells(document)
    chosen = cells if len(cells) <= most else sorted(random.Random(seed).sample(cells, most))
    return {
        "filled_cells": len(cells),
        "false_alarms": len(workspace.engine.broken()),
        "singles": {name: tally.result() for name, tally in _singles(workspace, chosen, seed)},
        "pairs": _several(workspace, cells, 2, several, seed).result(),
        "triples": _several(workspace, cells, 3, several, seed).result(),
    }


def main(arguments: list[str] | None = None) -> int:
    """Print the measurement."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few cells, few pairs")
    parser.add_argument("--prose", action="store_true", help="only the words of the book against its tables")
    parser.add_argument("--rows", type=int, default=1000, help="rows of the generated documents")
    parser.add_argument("--documents", type=int, default=3, help="how many generated documents")
    options = parser.parse_args(arguments)
    most, several = (20, 20) if options.quick else (400, 400)
    plan = Plan(load())
    if options.prose:
        return _print({"prose": mutations_prose.measure(plan, rounds=1 if options.quick else 4)})
    result = {"sample": measure(sample_document(), plan, most=most, several=several)}
    for seed in range(1, options.documents + 1):
        made = realistic.document(options.rows, plan, seed)
        result[f"generated_{options.rows}_{seed}"] = measure(made, plan, most=most, several=several, seed=seed)
    result["prose"] = mutations_prose.measure(plan, rounds=1 if options.quick else 4)
    return _print(result)


def _print(result: dict[str, Any]) -> int:
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
