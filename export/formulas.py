"""Excel formulas of live totals: sums and differences of cells and ranges, written and read back.

Only this much of Excel's language is known: ``=SUM(C6:C8,C10)-'表八 政府性基金支出'!D7``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

MAX_LENGTH = 8_000
"""Excel takes 8192 characters."""
MAX_ARGUMENTS = 255
"""Excel takes no more in one SUM."""
MAX_CELLS = 200_000
"""A formula over more is none of ours."""
_FEW = 4


class Place(NamedTuple):
    """A cell of a workbook: sheet name ("" for the formula's own), row and column, both 1-based."""

    sheet: str
    row: int
    column: int


def letters(column: int) -> str:
    """The name of a 1-based column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def quoted(sheet: str) -> str:
    """A sheet's name as it stands before the exclamation mark."""
    return "'" + sheet.replace("'", "''") + "'"


# -- writing -----------------------------------------------------------------------------------------------------------


def write(parts: Iterable[tuple[Place, int]]) -> str:
    """The formula that adds the places of sign 1 and subtracts those of -1; "" when Excel would not take it."""
    signed = list(parts)
    pieces: list[str] = []
    for wanted, mark in ((1, "+"), (-1, "-")):
        areas = _areas(place for place, sign in signed if sign == wanted)
        pieces += [mark + piece for piece in _summed(areas)]
    text = "=" + "".join(pieces).removeprefix("+")
    return text if pieces and len(text) <= MAX_LENGTH else ""


def _summed(areas: list[str]) -> list[str]:
    """A few single cells as they are; ranges, or many cells, in as few SUMs as Excel allows."""
    if len(areas) < _FEW and not any(":" in area for area in areas):
        return areas
    chunks = (areas[start : start + MAX_ARGUMENTS] for start in range(0, len(areas), MAX_ARGUMENTS))
    return [f"SUM({','.join(chunk)})" for chunk in chunks]


def _areas(places: Iterable[Place]) -> list[str]:
    """Cells and ranges: neighbours below each other are joined, else neighbours beside each other."""
    found: list[list[Place]] = []
    for place in places:
        last = found[-1] if found else []
        if last and _continues(last, place):
            last.append(place)
        else:
            found.append([place])
    return [_area(run) for run in found]


def _continues(run: list[Place], place: Place) -> bool:
    sheet, row, column = run[-1]
    step = (place.row - row, place.column - column)
    if place.sheet != sheet or step not in ((1, 0), (0, 1)):
        return False
    return len(run) == 1 or step == (row - run[-2].row, column - run[-2].column)


def _area(run: list[Place]) -> str:
    first, last = run[0], run[-1]
    sheet = f"{quoted(first.sheet)}!" if first.sheet else ""
    name = f"{sheet}{letters(first.column)}{first.row}"
    return name if len(run) == 1 else f"{name}:{letters(last.column)}{last.row}"


# -- reading -----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""(?P<sum>SUM\()|(?P<close>\))|(?P<sign>[+-])|(?P<gap>[,\s]+)|
    (?:\$?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\s'!+\-*/(),:=$]+))!)?
    \$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d{1,7})(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d{1,7}))?""",
    re.VERBOSE,
)


def read(text: str) -> list[tuple[Place, int]] | None:
    """The places that a formula adds and subtracts; ``None`` when it does anything else."""
    found: list[tuple[Place, int]] = []
    body = text.removeprefix("=")
    sign, inside, position = 1, False, 0
    while position < len(body):
        token = _TOKEN.match(body, position)
        if token is None or (inside and (token["sum"] or token["sign"])):
            return None
        position = token.end()
        if token["sign"]:
            sign = -1 if token["sign"] == "-" else 1
        elif token["sum"] or token["close"]:
            inside = bool(token["sum"])
        elif token["c1"]:
            places = _places(token)
            if not places or len(found) + len(places) > MAX_CELLS:
                return None
            found += [(place, sign) for place in places]
    return found if found and not inside else None


def _number(name: str) -> int:
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return column


def _places(token: re.Match[str]) -> list[Place]:
    """The cells of a reference; none where it is too large to be one of ours."""
    sheet = (token["quoted"] or token["plain"] or "").replace("''", "'")
    top, left = int(token["r1"]), _number(token["c1"])
    bottom, right = (int(token["r2"]), _number(token["c2"])) if token["c2"] else (top, left)
    if bottom < top or right < left or (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        return []
    return [Place(sheet, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
