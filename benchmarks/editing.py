"""(a) One edit until its findings are ready: planning and workspace, without window or file.

What is loaded is frozen first, as the program does once a file is open. p99 is the median of the p99 of a few
series. The bound is for the processor's time: nothing here waits, and a busy machine hands the processor to others
for 4 ms at a time, which says nothing about the program.

The peer does what a spreadsheet on a database would: states the cell in SQLite (in memory) and sums all columns anew.
"""

from __future__ import annotations

import gc
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from benchmarks.generate import document, leaves, typed
from benchmarks.measure import Result, collector_clock, frozen, judged, milliseconds, percentile, spread
from models import planning
from models.blocks import Rows
from models.edits import Edit, Row
from models.refs import CellRef
from models.workspace import Workspace

BOUND_MS = 1.0
"""p99 at the largest size, of figures and of rows."""
EDITS, QUICK_EDITS, SERIES = 2_000, 200, 5
ROW_EDITS, QUICK_ROW_EDITS = 300, 30
PEER_EDITS = 5
ROW_FORMS = ("table12", "table02")


def run(sizes: tuple[int, ...], *, quick: bool) -> Result:
    """Every size, and the growth from the smallest to the largest."""
    edits, row_edits = (QUICK_EDITS, QUICK_ROW_EDITS) if quick else (EDITS, ROW_EDITS)
    found = [_one_size(size, edits, row_edits) for size in sizes]
    first, last = found[0], found[-1]
    growth = {share: round(last[f"{share}_ms"] / first[f"{share}_ms"], 2) for share in ("p50", "p99", "p99_processor")}
    rows_last, rows_first = last["row_edit"], first["row_edit"]
    growth["row_p99_processor"] = round(rows_last["p99_processor_ms"] / rows_first["p99_processor_ms"], 2)
    result = {"sizes": found, "growth_last_to_first": growth}
    result["holds_by_the_clock"] = max(last["p99_ms"], rows_last["p99_ms"]) <= BOUND_MS
    slowest = max(last["p99_processor_ms"], rows_last["p99_processor_ms"])
    return judged(result, slowest, BOUND_MS, f"p99_processor_ms of figures and of rows at {last['rows']} rows")


def _one_size(rows: int, edits: int, row_edits: int) -> Result:
    workspace = Workspace(document(rows))
    wanted = wanted_figures(workspace, edits)
    gc.collect()
    full_walk = milliseconds(gc.collect)
    thawed = cell_edits(workspace, wanted)
    with frozen():
        series = [cell_edits(workspace, wanted) for _turn in range(SERIES)]
        rows_changed = _rows_measured(workspace, row_edits)
        peer = _peer(workspace, wanted[:PEER_EDITS])
    times = [taken for one in series for taken in one.times]
    bare = [taken - part for one in series for taken, part in zip(one.times, one.collector, strict=True)]
    p99 = statistics.median(percentile(one.times, 0.99) for one in series)
    return {
        "rows": rows,
        **spread(times, 50, 95),
        "p99_ms": round(p99, 4),
        "p99_ms_by_series": [round(percentile(one.times, 0.99), 4) for one in series],
        "p99_processor_ms": round(statistics.median(percentile(one.processor, 0.99) for one in series), 4),
        "p99_without_collector_ms": round(percentile(bare, 0.99), 4),
        "collector_share_of_p99": round(1 - percentile(bare, 0.99) / percentile(times, 0.99), 3),
        "collector_longest_ms": round(max(max(one.collector) for one in series), 4),
        "collector_runs_by_generation": [sum(runs) for runs in zip(*(one.runs for one in series), strict=True)],
        "max_ms": round(max(times), 4),
        "not_frozen": {
            "p99_ms": round(percentile(thawed.times, 0.99), 4),
            "max_ms": round(max(thawed.times), 4),
            "collector_longest_ms": round(max(thawed.collector), 4),
            "full_collection_ms": round(full_walk, 4),
        },
        "p99_by_form_ms": _by_form(wanted, series[0].times),
        **rows_changed,
        "peer_sqlite_update_and_group_by": spread(peer, 50),
        "ratio_to_peer": round(percentile(times, 0.5) / percentile(peer, 0.5), 5),
    }


def _by_form(wanted: list[tuple[CellRef, str]], times: list[float]) -> dict[str, float]:
    """p99 of the edits of each form: a 项 runs through four forms, a project through three totals."""
    by_form: dict[str, list[float]] = {}
    for (ref, _text), taken in zip(wanted, times, strict=True):
        by_form.setdefault(ref.form, []).append(taken)
    return {form: round(percentile(found, 0.99), 4) for form, found in sorted(by_form.items())}


class Series(NamedTuple):
    """Milliseconds of each edit, on the clock and of the processor; the collector's part; its runs by generation."""

    times: list[float]
    processor: list[float]
    collector: list[float]
    runs: list[int]


def wanted_figures(workspace: Workspace, count: int, seed: int = 7) -> list[tuple[CellRef, str]]:
    """Leaves all over the document, each with a new figure; every second one puts the old figure back."""
    rnd = random.Random(seed)
    entries = workspace.document.entries
    cells = leaves(workspace.document)
    wanted: list[tuple[CellRef, str]] = []
    while len(wanted) < count:
        ref = rnd.choice(cells)
        wanted += [(ref, typed(rnd.randrange(1, 10_000_000))), (ref, entries[ref].text)]
    return wanted[:count]


def cell_edits(workspace: Workspace, wanted: list[tuple[CellRef, str]]) -> Series:
    """Plan and apply each edit."""

    def state(ref: CellRef, text: str) -> None:
        workspace.apply(planning.set_cells(workspace, {ref: text}))

    return _timed(partial(state, ref, text) for ref, text in wanted)


def _timed(actions: Iterable[Callable[[], object]]) -> Series:
    series = Series([], [], [], [0, 0, 0])
    with collector_clock() as clock:
        for action in actions:
            before, processor, started = clock.seconds, time.thread_time(), time.perf_counter()
            action()
            series.times.append((time.perf_counter() - started) * 1_000)
            series.processor.append((time.thread_time() - processor) * 1_000)
            series.collector.append((clock.seconds - before) * 1_000)
    return series._replace(runs=clock.runs)


def _rows_measured(workspace: Workspace, count: int) -> Result:
    """A row put in, taken out or moved; and, a change for each figure besides, a row taken out with its figures."""
    found: Result = {}
    for name, edits in (("row_edit", _comings_and_goings), ("row_with_figures", _removals)):
        series = [
            _timed(partial(workspace.apply, edit) for edit in edits(workspace, count, seed)) for seed in range(SERIES)
        ]
        p99 = statistics.median(percentile(one.processor, 0.99) for one in series)
        times = [taken for one in series for taken in one.times]
        found[name] = {**spread(times, 50, 99), "p99_processor_ms": round(p99, 4)}
    return found


def _comings_and_goings(workspace: Workspace, count: int, seed: int) -> Iterator[Edit]:
    """Rows put in and taken out again, moved there and back, all over two long forms."""
    rnd = random.Random(seed)
    for turn in range(count // 2):
        form = ROW_FORMS[turn // 2 % len(ROW_FORMS)]
        rows, row = _leaf(workspace, form, rnd)
        if turn % 2:
            edit = planning.move_row(workspace, form, row.id, rnd.choice((-20, -1, 1, 20)))
        else:
            code = f"{row.code[:5]}99" if row.code and f"{row.code[:5]}99" not in rows.by_code else ""
            index, label = rows.index_of(row.id) + 1, f"新行{turn}"
            edit = planning.insert_row(workspace, form, "main", index, row.kind, code=code, label=label)
        yield edit
        yield edit.inverse()


def _removals(workspace: Workspace, count: int, seed: int) -> Iterator[Edit]:
    """Rows taken out with their figures, and put back."""
    rnd = random.Random(seed)
    for turn in range(count // 2):
        form = ROW_FORMS[turn % len(ROW_FORMS)]
        edit = planning.delete_rows(workspace, form, [_leaf(workspace, form, rnd)[1].id])
        yield edit
        yield edit.inverse()


def _leaf(workspace: Workspace, form: str, rnd: random.Random) -> tuple[Rows, Row]:
    """Any row of a form without children: those would move with it, as many as there are."""
    rows = workspace.document.rows(form, "main")
    while True:
        row = rows.by_id[rnd.choice(rows.details)]
        if row.id not in rows.children:
            return rows, row


def _peer(workspace: Workspace, wanted: list[tuple[CellRef, str]]) -> list[float]:
    connection = figures_in_sqlite(workspace)
    try:
        return [milliseconds(_update_and_sum, connection, ref, text) for ref, text in wanted]
    finally:
        connection.close()


def _update_and_sum(connection: sqlite3.Connection, ref: CellRef, text: str) -> None:
    fen = int(text.replace(".", "")) * 10_000
    connection.execute("UPDATE cell SET fen = ? WHERE form = ? AND row_id = ? AND column_key = ?", (fen, *ref))
    connection.execute("SELECT form, column_key, sum(fen) FROM cell GROUP BY form, column_key").fetchall()


def figures_in_sqlite(workspace: Workspace) -> sqlite3.Connection:
    """Every figure of the document, stated and computed, in a table in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE cell (form TEXT, row_id TEXT, column_key TEXT, fen INTEGER, "
        "PRIMARY KEY (form, row_id, column_key)) WITHOUT ROWID"
    )
    stated = ((*ref, entry.fen) for ref, entry in workspace.document.entries.items())
    computed = ((*ref, value.fen) for ref, value in workspace.equations.computed.items())
    connection.executemany("INSERT INTO cell VALUES (?, ?, ?, ?)", stated)
    connection.executemany("INSERT INTO cell VALUES (?, ?, ?, ?)", computed)
    connection.commit()
    return connection
