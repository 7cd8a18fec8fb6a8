"""(h) Peak memory of a process that opens a file and checks it, one fresh process for each size, without a window.

The peer is a process that only fetches the file's lines through sqlite3.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.files import ROOT, Files
from benchmarks.measure import Result


def run(sizes: tuple[int, ...], files: Files) -> Result:
    """Every size in MiB, and what the interpreter and our modules take before any document."""
    before = peak("imports", files.of(sizes[0]))
    found = []
    for size in sizes:
        path = files.of(size)
        ours, theirs = peak("document", path), peak("fetch", path)
        found.append(
            {
                "rows": size,
                "peak_mib": ours,
                "kib_per_row": round((ours - before) * 1024 / size, 2),
                "peer_sqlite_fetch_all_mib": theirs,
                "ratio_to_peer": round(ours / theirs, 2) if theirs else None,
            }
        )
    return {"imports_only_mib": before, "sizes": found}


def peak(task: str, path: Path) -> float:
    """The peak of a process of its own, in MiB; see :mod:`benchmarks.memory_child`."""
    command = [sys.executable, "-m", "benchmarks.memory_child", task, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    return float(done.stdout)
