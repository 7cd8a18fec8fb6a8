"""Where a page's parts stand on its Excel sheet, and how its texts are written there."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from export.book import FormPage
from export.packages import printable, units

MAX_SHEET_NAME = 31
MAX_TEXT = 32_767
"""Excel's limit for a cell's text."""
_UNIT_PIXELS, _TEXT_PIXELS, _PADDING_PIXELS, _INDENT_PIXELS = 7.0, 7.4, 6, 9
"""What a character's width, half a Chinese character, a cell's edges and an indent take on the screen."""
PORTRAIT_WIDTH, LANDSCAPE_WIDTH, _NARROWEST = 94, 138, 18
"""What fits on A4 at full size, and the narrowest column for labels."""
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class Grid(NamedTuple):
    """1-based rows of a sheet; ``mark`` and ``note`` are 0 where the page has none. ``last`` is the last row used."""

    mark: int
    heading: int
    caption: int
    header: int
    body: int
    note: int
    last: int


def grid(page: FormPage) -> Grid:
    """The rows of a page's sheet."""
    heading = 2 if page.mark else 1
    header = heading + 2
    body = header + page.header_rows
    end = body + len(page.lines)
    note = end if page.note else 0
    return Grid(1 if page.mark else 0, heading, heading + 1, header, body, note, note or end - 1)


def sheet_name(name: str, taken: set[str]) -> str:
    """A tab's name that Excel accepts and that is not yet taken; adds it to ``taken``."""
    plain = _FORBIDDEN_IN_NAMES.sub(" ", clean(name)).strip().strip("'")[:MAX_SHEET_NAME].rstrip("' ") or "表"
    chosen, number = plain, 1
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{plain[: MAX_SHEET_NAME - 4]}({number})"
    taken.add(chosen.casefold())
    return chosen


def clean(text: str) -> str:
    """The text as XML and Excel can hold it: characters that they cannot hold become U+FFFD."""
    plain = printable(text)
    return plain if len(plain) <= MAX_TEXT else plain[: MAX_TEXT - 1] + "…"


def line_count(text: str, width: int, indent: int = 0) -> int:
    """How many lines a text of 11 points takes in a column ``width`` characters wide."""
    room = max(width * _UNIT_PIXELS - _PADDING_PIXELS - indent * _INDENT_PIXELS, 2 * _TEXT_PIXELS)
    return sum(max(1, math.ceil(units(part) * _TEXT_PIXELS / room)) for part in text.split("\n"))


def column_widths(page: FormPage) -> list[int]:
    """Excel's widths: the paper's width filled, labels no wider than they need where it is short of room."""
    widths = [column.width + 1 for column in page.columns]
    paper = LANDSCAPE_WIDTH if page.landscape else PORTRAIT_WIDTH
    for at, column in enumerate(page.columns):
        if column.kind in ("label", "text") and sum(widths) > paper:
            cells = (line.cells[at] for line in page.lines)
            needed = max((units(c.text) + 2 * c.indent for c in cells if c is not None), default=0) + 3
            spared = min(widths[at] - max(needed, _NARROWEST), sum(widths) - paper)
            widths[at] -= max(spared, 0)
    spare = paper - sum(widths)
    if spare > 0:
        widths = [width + spare * width // (paper - spare) for width in widths]
    return widths
