"""(c) A full check from nothing, against two plain sums of the same figures: Python dictionaries and SQLite in memory.

The peers only add up each column of each form; the check builds and judges every equality and runs all other rules.
"""

from __future__ import annotations

import statistics

from benchmarks.editing import figures_in_sqlite
from benchmarks.generate import document
from benchmarks.measure import Result, in_turns, judged, ratio, spread
from models.workspace import Workspace

BOUND_S = 1.5
ROUNDS = 7


def run(sizes: tuple[int, ...], *, quick: bool) -> Result:
    """Every size; the bound is for the largest."""
    found = [_one_size(size, 2 if quick else ROUNDS) for size in sizes]
    return judged({"sizes": found}, found[-1]["median_ms"] / 1_000, BOUND_S, f"seconds at {found[-1]['rows']} rows")


def _one_size(rows: int, rounds: int) -> Result:
    workspace = Workspace(document(rows))
    connection = figures_in_sqlite(workspace)

    def plain_sum() -> dict[tuple[str, str], int]:
        sums: dict[tuple[str, str], int] = {}
        for ref, entry in workspace.document.entries.items():
            key = (ref.form, ref.column)
            sums[key] = sums.get(key, 0) + (entry.fen or 0)
        for ref, value in workspace.equations.computed.items():
            key = (ref.form, ref.column)
            sums[key] = sums.get(key, 0) + value.fen
        return sums

    def group_by() -> list[tuple[object, ...]]:
        return connection.execute("SELECT form, column_key, sum(fen) FROM cell GROUP BY form, column_key").fetchall()

    expected = {key: fen for key, fen in plain_sum().items() if fen}
    if {(form, column): fen for form, column, fen in group_by() if fen} != expected:
        raise AssertionError("the peers do not add up the same figures")
    times = in_turns({"check": workspace.engine.check_all, "python": plain_sum, "sqlite": group_by}, rounds)
    connection.close()
    figures = len(workspace.document.entries) + len(workspace.equations.computed)
    return {
        "rows": rows,
        "figures": figures,
        "equalities": sum(1 for _state in workspace.engine.states()),
        "findings": len(workspace.engine.findings),
        **spread(times["check"]),
        "microseconds_per_figure": round(statistics.median(times["check"]) * 1_000 / figures, 2),
        "peer_python_sum": spread(times["python"]),
        "ratio_to_python_sum": ratio(times["check"], times["python"]),
        "peer_sqlite_group_by": spread(times["sqlite"]),
        "ratio_to_sqlite_group_by": ratio(times["check"], times["sqlite"]),
    }
