"""(d) Opening a file: lock, checks, backup, reading, equalities and findings. The peer only fetches the same lines."""

from __future__ import annotations

import shutil
import statistics
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.files import Files, bare_connection
from benchmarks.measure import Result, in_turns, ratio, spread
from models.templates import Plan
from models.workspace import Workspace
from storage import DocumentFile

ROUNDS = 7
PHASES = ("file_ms", "load_ms", "workspace_ms")


def run(sizes: tuple[int, ...], files: Files, *, quick: bool) -> Result:
    """Every size. ``file_ms`` is lock, checks and the backup; nothing is kept from one opening to the next."""
    return {"sizes": [_one_size(size, files, 2 if quick else ROUNDS) for size in sizes]}


def _one_size(rows: int, files: Files, rounds: int) -> Result:
    path = files.copy(rows, "opening")
    phases: list[tuple[float, ...]] = []

    def fetch() -> int:
        connection = bare_connection(path)
        try:
            tables = ("setting", "detail_row", "cell")
            return sum(len(connection.execute(f"SELECT * FROM {table}").fetchall()) for table in tables)  # noqa: S608
        finally:
            connection.close()

    def open_again() -> None:
        phases.append(open_once(path))

    times = in_turns({"open": open_again, "fetch": fetch}, rounds)
    medians = [round(statistics.median(part), 2) for part in zip(*phases, strict=True)]
    return {
        "rows": rows,
        "file_kib": path.stat().st_size // 1024,
        **spread(times["open"], 95),
        **dict(zip(PHASES, medians, strict=True)),
        "peer_sqlite_fetch_all": spread(times["fetch"]),
        "ratio_to_peer": ratio(times["open"], times["fetch"]),
    }


def open_once(path: Path) -> tuple[float, ...]:
    """Open, load and check a file, as if for the first time; the milliseconds of the three phases."""
    shutil.rmtree(path.with_name(f"{path.stem}.备份"), ignore_errors=True)
    marks = [time.perf_counter()]
    with DocumentFile.open(path) as file:
        marks.append(time.perf_counter())
        document = file.load()
        marks.append(time.perf_counter())
        Workspace(document, Plan(document.pack))
        marks.append(time.perf_counter())
    return tuple((end - start) * 1_000 for start, end in pairwise(marks))
