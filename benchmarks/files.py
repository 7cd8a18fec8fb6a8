"""Document files of each size, made once a run in a folder of the project's own, not in one that may be memory only."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.generate import document
from storage import DocumentFile

ROOT = Path(__file__).resolve().parent.parent


class Files:
    """The files of one run, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, rows: int) -> Path:
        """A generated document of that size; not to be changed."""
        path = self.folder / f"{rows}.gouji"
        if not path.exists():
            DocumentFile.create(path, document(rows)).close()
        return path

    def copy(self, rows: int, name: str) -> Path:
        """A copy to work in, without backups beside it."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return Path(shutil.copy(self.of(rows), folder / "document.gouji"))


def child_environment(files: Files, **more: str) -> dict[str, str]:
    """For measured processes: no screen, and compiled modules kept, as on a user's second start, wherever we run."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours = {"PYTHONPYCACHEPREFIX": str(files.folder / "compiled"), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    return {**kept, **ours, **more}


@contextmanager
def temporary() -> Iterator[Files]:
    """Files that are gone afterwards."""
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=out) as folder:
        yield Files(Path(folder))


def bare_connection(path: Path) -> sqlite3.Connection:
    """SQLite as it comes, with the journal and the durability of a document file."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    return connection
