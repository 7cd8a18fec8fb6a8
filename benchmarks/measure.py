"""Taking times: percentiles, turns, and what the cyclic collector adds. Times are milliseconds."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Result = dict[str, Any]
SIZES = (100, 1_000, 10_000, 100_000)
QUICK_SIZES = (100, 1_000)


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the times lie (nearest rank)."""
    ordered = sorted(times)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def spread(times: Sequence[float], *shares: int) -> Result:
    """Median, the percentiles asked for, and the least."""
    found = {f"p{share}_ms": round(percentile(times, share / 100), 4) for share in shares}
    middle, least = statistics.median(times), min(times)
    return {"median_ms": round(middle, 4), **found, "min_ms": round(least, 4), "runs": len(times)}


def milliseconds(action: Callable[..., object], *arguments: object) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    action(*arguments)
    return (time.perf_counter() - started) * 1_000


def in_turns(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The times of several actions, taken in turns, so that a busy moment of the machine meets all of them.

    Who begins changes from round to round. Rubbish is collected before each action, not inside it.
    """
    times: dict[str, list[float]] = {name: [] for name in actions}
    names = list(actions)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            gc.collect()
            times[name].append(milliseconds(actions[name]))
    return times


def ratio(ours: Sequence[float], peer: Sequence[float]) -> float:
    """The median of the ratios, round by round: what both met in a round cancels out."""
    return round(statistics.median(mine / theirs for mine, theirs in zip(ours, peer, strict=True)), 3)


def judged(result: Result, measured: float, bound: float, what: str) -> Result:
    """The result with the bound, and whether it holds."""
    return {**result, "bound": f"{what} <= {bound:g}", "holds": bool(measured <= bound)}


class CollectorClock:
    """Adds up the time that the cyclic collector takes."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.runs = [0, 0, 0]
        self._started = 0.0

    def __call__(self, phase: str, info: Mapping[str, int]) -> None:
        """As ``gc.callbacks`` calls it."""
        if phase == "start":
            self._started = time.perf_counter()
        else:
            self.seconds += time.perf_counter() - self._started
            self.runs[info["generation"]] += 1


@contextmanager
def collector_clock() -> Iterator[CollectorClock]:
    """A clock of the collector's time, running inside the block."""
    clock = CollectorClock()
    gc.callbacks.append(clock)
    try:
        yield clock
    finally:
        gc.callbacks.remove(clock)


@contextmanager
def frozen() -> Iterator[None]:
    """What is loaded by now is not walked by the collector any more, as after the program has opened a file."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def load_average() -> list[float] | None:
    """How busy the machine is, over 1, 5 and 15 minutes; ``None`` where the system does not say."""
    try:
        return [round(value, 2) for value in os.getloadavg()]
    except (AttributeError, OSError):
        return None
