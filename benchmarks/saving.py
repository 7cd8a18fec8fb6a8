"""(e) An edit applied and saved, against a bare UPDATE and COMMIT of the same cell.

Both write to the same disk in turns, edit by edit, with the same journal and durability. Ours also keeps the history
and works out what follows from the edit.
"""

from __future__ import annotations

import sqlite3
import time

from benchmarks.editing import wanted_figures
from benchmarks.files import Files, bare_connection
from benchmarks.measure import Result, frozen, judged, milliseconds, percentile, ratio, spread
from models import planning
from models.refs import CellRef
from models.workspace import Workspace
from storage import DocumentFile

BOUND = 2.0
EDITS, QUICK_EDITS = 400, 20
_UPDATE = "UPDATE cell SET text = ?, fen = ? WHERE form = ? AND row_id = ? AND column_key = ?"


def run(sizes: tuple[int, ...], files: Files, *, quick: bool) -> Result:
    """Every size; the bound is for each of them."""
    found = [_one_size(size, files, QUICK_EDITS if quick else EDITS) for size in sizes]
    return judged({"sizes": found}, max(size["ratio_to_peer"] for size in found), BOUND, "largest ratio_to_peer")


def _one_size(rows: int, files: Files, edits: int) -> Result:
    path = files.copy(rows, "saving")
    bare = bare_connection(files.copy(rows, "saving-bare"))
    with DocumentFile.open(path) as file:
        workspace = Workspace(file.load())
        with frozen():
            applied, recorded, peer = _in_turns(workspace, file, bare, edits)
    bare.close()
    ours = [one + other for one, other in zip(applied, recorded, strict=True)]
    return {
        "rows": rows,
        **spread(ours, 50, 95, 99),
        "apply_median_ms": round(percentile(applied, 0.5), 4),
        "record": spread(recorded, 50, 99),
        "peer_update_and_commit": spread(peer, 50, 95, 99),
        "ratio_to_peer": ratio(ours, peer),
        "ratio_of_record_alone": ratio(recorded, peer),
        "ratio_of_p99": round(percentile(ours, 0.99) / percentile(peer, 0.99), 3),
    }


def _in_turns(
    workspace: Workspace, file: DocumentFile, bare: sqlite3.Connection, edits: int
) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of applying, of recording and of the peer, edit by edit; who is first changes."""
    applied: list[float] = []
    recorded: list[float] = []
    peer: list[float] = []
    for turn, (ref, text) in enumerate(wanted_figures(workspace, edits)):
        if turn % 2:
            peer.append(milliseconds(_update, bare, ref, text))
        started = time.perf_counter()
        edit = planning.set_cells(workspace, {ref: text})
        workspace.apply(edit)
        between = time.perf_counter()
        file.record(edit)
        applied.append((between - started) * 1_000)
        recorded.append((time.perf_counter() - between) * 1_000)
        if not turn % 2:
            peer.append(milliseconds(_update, bare, ref, text))
    return applied, recorded, peer


def _update(connection: sqlite3.Connection, ref: CellRef, text: str) -> None:
    if connection.execute(_UPDATE, (text, int(text.replace(".", "")) * 10_000, *ref)).rowcount != 1:
        raise AssertionError(f"{ref} is not in the peer's file")
    connection.commit()
