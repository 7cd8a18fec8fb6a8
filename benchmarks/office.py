"""(f) The sample's 13 tables as PDF: our command, against LibreOffice turning our own xlsx into PDF.

Both are whole processes, LibreOffice with a profile that is already set up. Skipped where there is no LibreOffice.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.files import ROOT, Files, child_environment
from benchmarks.measure import Result, in_turns, judged, ratio, spread
from export import layout, xlsx
from models.samples import sample_document
from models.workspace import Workspace
from storage import DocumentFile

ROUNDS = 5
TIMEOUT_S = 180


def run(files: Files, *, quick: bool) -> Result:
    """One size only: the sample."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        return {"skipped": "LibreOffice (soffice) is not installed"}
    document, workbook, book = (files.folder / f"sample.{ending}" for ending in ("gouji", "xlsx", "pdf"))
    workspace = Workspace(sample_document())
    DocumentFile.create(document, workspace.document, overwrite=True).close()
    xlsx.write(layout.build(workspace), workbook)
    ours = [sys.executable, str(ROOT / "main.py"), "export", str(document), "--pdf", str(book)]
    profile = f"-env:UserInstallation={(files.folder / 'profile').as_uri()}"
    made = files.folder / "office" / "sample.pdf"
    theirs = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(made.parent), str(workbook)]
    environment = child_environment(files)
    calls = {"ours": lambda: _call(ours, book, environment), "office": lambda: _call(theirs, made, environment)}
    times = in_turns(calls, (1 if quick else ROUNDS) + 1)
    mine, office = times["ours"][1:], times["office"][1:]  # the first sets the profile up and compiles our modules
    result = {
        **spread(mine),
        "kib": book.stat().st_size // 1024,
        "peer_libreoffice": spread(office),
        "peer_kib": made.stat().st_size // 1024,
        "ratio_to_peer": ratio(mine, office),
    }
    return judged(result, result["ratio_to_peer"], 1.0, "ratio_to_peer")


def _call(command: list[str], made: Path, environment: dict[str, str]) -> None:
    made.unlink(missing_ok=True)
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=TIMEOUT_S)
    if not made.exists():
        raise AssertionError(f"{command[0]} wrote no {made.name}")
