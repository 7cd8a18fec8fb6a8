"""(f) Excel and PDF of generated documents, against the tools that write the same cells with no more than they need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks import bare_pdf, bare_xlsx
from benchmarks.files import Files
from benchmarks.generate import document
from benchmarks.measure import Result, in_turns, judged, ratio, spread
from export import layout, pdf, xlsx
from models.workspace import Workspace

XLSX_BOUND, PDF_BOUND = 2.5, 2.0
ROUNDS, QUICK_ROUNDS = 5, 2
LARGEST = 10_000
"""Rows of the documents that the bounds are for; larger ones take minutes and show nothing new."""


def run(sizes: tuple[int, ...], files: Files, *, quick: bool) -> Result:
    """Both writers at every size up to ``LARGEST``."""
    chosen = [size for size in sizes if size <= LARGEST]
    rounds = QUICK_ROUNDS if quick else ROUNDS
    excel = [_one(size, xlsx, bare_xlsx, files.folder / "ours.xlsx", rounds) for size in chosen]
    paper = [_one(size, pdf, bare_pdf, files.folder / "ours.pdf", rounds) for size in chosen]
    return {"xlsx": _judged(excel, XLSX_BOUND), "pdf": _judged(paper, PDF_BOUND)}


def _judged(found: list[Result], bound: float) -> Result:
    """The bound is for the whole way from the document to the file, at the largest size."""
    last = found[-1]
    return judged({"sizes": found}, last["ratio_to_peer"], bound, f"ratio_to_peer at {last['rows']} rows")


def _one(rows: int, writer: Any, peer: Any, path: Path, rounds: int) -> Result:
    workspace = Workspace(document(rows))
    live = writer is xlsx  # paper shows no formulas
    book = layout.build(workspace, live=live)
    theirs = path.with_stem("peer")
    times = in_turns(
        {
            "layout": lambda: layout.build(workspace, live=live),
            "write": lambda: writer.write(book, path),
            "peer": lambda: peer.write(book, theirs),
        },
        rounds + 1,
    )
    # The first round warms up: fonts are read once in a run.
    layout_times, write_times, peer_times = (times[name][1:] for name in ("layout", "write", "peer"))
    whole = [one + other for one, other in zip(layout_times, write_times, strict=True)]
    return {
        "rows": rows,
        "cells": sum(cell is not None for page in book.pages for line in page.lines for cell in line.cells),
        **spread(whole),
        "layout_median_ms": spread(layout_times)["median_ms"],
        "write_median_ms": spread(write_times)["median_ms"],
        "kib": path.stat().st_size // 1024,
        "peer": spread(peer_times),
        "peer_kib": theirs.stat().st_size // 1024,
        "ratio_to_peer": ratio(whole, peer_times),
        "ratio_of_writing_alone": ratio(write_times, peer_times),
    }
