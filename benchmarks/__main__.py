"""``python -m benchmarks [--quick] [--only edit,check] [--sizes 100,1000]``: JSON on stdout, progress on stderr."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.files import ROOT, Files, temporary
from benchmarks.measure import QUICK_SIZES, SIZES, Result, load_average

Run = Callable[[tuple[int, ...], Files, bool], Result]


def _edit(sizes: tuple[int, ...], _files: Files, quick: bool) -> Result:
    from benchmarks import editing

    return editing.run(sizes, quick=quick)


def _repaint(sizes: tuple[int, ...], files: Files, quick: bool) -> Result:
    from benchmarks import repainting

    return repainting.run(sizes, files, quick=quick)


def _check(sizes: tuple[int, ...], _files: Files, quick: bool) -> Result:
    from benchmarks import checking

    return checking.run(sizes, quick=quick)


def _open(sizes: tuple[int, ...], files: Files, quick: bool) -> Result:
    from benchmarks import opening

    return opening.run(sizes, files, quick=quick)


def _save(sizes: tuple[int, ...], files: Files, quick: bool) -> Result:
    from benchmarks import saving

    return saving.run(sizes, files, quick=quick)


def _export(sizes: tuple[int, ...], files: Files, quick: bool) -> Result:
    from benchmarks import exporting

    return exporting.run(sizes, files, quick=quick)


def _office(_sizes: tuple[int, ...], files: Files, quick: bool) -> Result:
    from benchmarks import office

    return office.run(files, quick=quick)


def _start(_sizes: tuple[int, ...], files: Files, quick: bool) -> Result:
    from benchmarks import starting

    return starting.run(files, quick=quick)


def _memory(sizes: tuple[int, ...], files: Files, _quick: bool) -> Result:
    from benchmarks import memory

    return memory.run(sizes, files)


def _diagnose(_sizes: tuple[int, ...], _files: Files, quick: bool) -> Result:
    from benchmarks import diagnosing

    return diagnosing.run(quick=quick)


MEASUREMENTS: dict[str, Run] = {
    "edit": _edit,
    "repaint": _repaint,
    "check": _check,
    "open": _open,
    "save": _save,
    "export": _export,
    "office": _office,
    "start": _start,
    "memory": _memory,
    "diagnose": _diagnose,
}
"""In the order (a) to (h), then what has no letter; a name is what ``--only`` takes."""


def measure(names: Sequence[str], sizes: tuple[int, ...], *, quick: bool) -> Result:
    """Take the measurements named, one after the other, each in a process of its own: none inherits another's heap."""
    report: Result = {"machine": machine(), "started": dt.datetime.now().astimezone().isoformat(timespec="seconds")}
    report |= {"quick": quick, "rows": list(sizes), "load_average_before": load_average()}
    for name in names:
        report[name] = _one(name, sizes, quick) if len(names) == 1 else _apart(name, sizes, quick)
    report["load_average_after"] = load_average()
    return report


def _one(name: str, sizes: tuple[int, ...], quick: bool) -> Result:
    load, started = load_average(), time.perf_counter()
    with temporary() as files:
        found = MEASUREMENTS[name](sizes, files, quick)
    took = round(time.perf_counter() - started, 1)
    sys.stderr.write(f"{name}: {took} s, {found.get('bound', '')} {found.get('holds', '')}\n")
    return {**found, "load_average": load, "took_s": took}


def _apart(name: str, sizes: tuple[int, ...], quick: bool) -> Result:
    chosen = ["--only", name, "--sizes", ",".join(map(str, sizes)), *(["--quick"] if quick else [])]
    command = [sys.executable, "-m", "benchmarks", *chosen]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found: Result = json.loads(done.stdout)[name]
    return found


def machine() -> Result:
    """What the figures depend on."""
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123 (no such file elsewhere)
            return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    except OSError:
        return platform.processor()


def _names(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    if unknown := [name for name in names if name not in MEASUREMENTS]:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}")
    return [name for name in MEASUREMENTS if name in names]


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size.replace("_", "")) for size in text.split(",")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, and print JSON.")
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds: does it run at all")
    parser.add_argument("--only", type=_names, default=list(MEASUREMENTS), metavar="A,B", help=", ".join(MEASUREMENTS))
    parser.add_argument("--sizes", type=_sizes, default=None, metavar="N,N", help="detail rows of the documents")
    options = parser.parse_args(arguments)
    sizes = options.sizes or (QUICK_SIZES if options.quick else SIZES)
    report = measure(options.only, sizes, quick=options.quick)
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
