"""Single cells joined into rectangles, so that a view is told of few changes instead of many."""

from __future__ import annotations

from collections.abc import Iterable

Place = tuple[int, int]
"""Line and column."""
Range = tuple[int, int, int, int]
"""Top, left, bottom and right, all included."""


def joined(places: Iterable[Place]) -> list[Range]:
    """Rectangles that hold exactly the given cells: runs down each column, then equal runs side by side."""
    runs: list[tuple[int, int, int]] = []  # top, bottom, column
    for line, column in sorted(set(places), key=lambda place: (place[1], place[0])):
        if runs and runs[-1][2] == column and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line, column)
        else:
            runs.append((line, line, column))
    ranges: list[Range] = []
    for top, bottom, column in sorted(runs):
        if ranges and ranges[-1][0] == top and ranges[-1][2] == bottom and ranges[-1][3] == column - 1:
            ranges[-1] = (top, ranges[-1][1], bottom, column)
        else:
            ranges.append((top, column, bottom, column))
    return ranges
