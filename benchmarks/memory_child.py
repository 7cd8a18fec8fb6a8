"""One process of :mod:`benchmarks.memory`: ``python -m benchmarks.memory_child TASK FILE`` prints its peak in MiB."""

from __future__ import annotations

import sys
from pathlib import Path


def _document(path: str) -> object:
    from models.workspace import Workspace
    from storage import DocumentFile

    with DocumentFile.open(path, read_only=True) as file:
        return Workspace(file.load())


def _imports(_path: str) -> object:
    import models.workspace
    import storage

    return storage, models.workspace


def _fetch(path: str) -> object:
    import sqlite3

    connection = sqlite3.connect(path)
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("detail_row", "cell")]  # noqa: S608


TASKS = {"document": _document, "imports": _imports, "fetch": _fetch}


def peak() -> float:
    """This process's peak in MiB; 0.0 where the system does not say (Windows)."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: that begins with what the parent had when it started us.
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024, 1)
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


if __name__ == "__main__":
    kept = TASKS[sys.argv[1]](sys.argv[2])
    sys.stdout.write(f"{peak()}\n")
