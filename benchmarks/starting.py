"""(g) From starting the process to the first painted window, the sample open, against an empty QMainWindow.

Each start is a process of its own without a screen (``offscreen``); its end is the line that it prints once its main
window has been painted. See :mod:`benchmarks.starting_child`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.files import ROOT, Files, child_environment
from benchmarks.measure import Result, judged, ratio, spread
from models.samples import sample_document
from storage import DocumentFile

BOUND = 2.0
ROUNDS, QUICK_ROUNDS = 15, 2
TIMEOUT_S = 60
LATE = ("openpyxl", "reportlab", "sqlite_utils", "pypdfium2", "lark", "PIL", "fontTools", "sqlite3", "msgspec")
"""Packages that take their time to import, and which of our own rooms need them."""


def run(files: Files, *, quick: bool) -> Result:
    """The sample only; the file is closed between two starts."""
    path = files.folder / "start.gouji"
    DocumentFile.create(path, sample_document(), overwrite=True).close()
    ours: list[float] = []
    peer: list[float] = []
    modules: list[str] = []
    for turn in range((QUICK_ROUNDS if quick else ROUNDS) + 1):
        for kind in ("sample", "empty") if turn % 2 else ("empty", "sample"):
            taken, loaded = start(kind, path, files)
            if turn:  # the first one compiles the modules
                (ours if kind == "sample" else peer).append(taken)
            modules = loaded if kind == "sample" else modules
    packages = {name.partition(".")[0] for name in modules}
    result = {
        **spread(ours, 95),
        "peer_empty_main_window": spread(peer, 95),
        "ratio_to_peer": ratio(ours, peer),
        "modules_loaded": len(modules),
        "heavy_packages_loaded": [name for name in LATE if name in packages],
    }
    return judged(result, result["ratio_to_peer"], BOUND, "ratio_to_peer")


def start(kind: str, path: Path, files: Files) -> tuple[float, list[str]]:
    """One start in milliseconds, and the modules that it loaded."""
    command = [sys.executable, "-m", "benchmarks.starting_child", kind, str(path)]
    with tempfile.TemporaryDirectory(dir=files.folder) as home:
        environment = child_environment(files, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
        started = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            taken = (time.perf_counter() - started) * 1_000
            answer = process.stdout.read()
            process.wait(TIMEOUT_S)
    if line.strip() != "painted" or process.returncode:
        raise RuntimeError(f"{kind} did not start: {line}{answer}")
    return taken, json.loads(answer)
