"""Documents of any size, balanced to the cent, for measurements. Seeds are fixed: the same size gives the same
document.
"""

from __future__ import annotations

import random

from models.amounts import ROUNDED_SLACK
from models.document import Document
from models.edits import CellChange, Entry, Row
from models.pack import DEFAULT_PACK, load

CENT = 10_000
"""分 in 0.01 万元."""
ITEMS_SHARE = 10
"""One row in so many is a 科目 of 表二, 表三 and 表五 (each); the rest are projects of 表十二."""


def document(rows: int, seed: int = 20250101) -> Document:
    """A document of about ``rows`` detail rows: leaves stated, everything else left to be computed."""
    rnd = random.Random(seed)
    made = Document(load(DEFAULT_PACK), {"department": "测试部门", "year": "2025"})
    items = max(rows // ITEMS_SHARE // 3, 1)
    total = _items(made, items, rnd)
    _projects(made, max(rows - 3 * items, 1), total, rnd)
    return made


def _state(made: Document, form: str, row: str, column: str, cents: int) -> None:
    sign, (whole, rest) = ("-" if cents < 0 else ""), divmod(abs(cents), 100)
    entry = Entry(f"{sign}{whole}.{rest:02d}", cents * CENT, ROUNDED_SLACK if cents else 0)
    made.apply_change(CellChange(form, row, column, None, entry))


def _items(made: Document, count: int, rnd: random.Random) -> int:
    """科目 in three forms: 40 % 基本支出, the rest 项目支出. Returns the cents of 项目支出."""
    projects = 0
    for form in ("table02", "table03", "table05"):
        codes = _codes(count)
        for number, (code, kind) in enumerate(codes):
            made.insert_row(form, Row(f"r{number}", "main", kind, code, f"科目{code}"))
    for number, (_code, kind) in enumerate(_codes(count)):
        if kind != "function_item":
            continue
        cents = rnd.randrange(100, 1_000_000)
        _state(made, "table02", f"r{number}", "general_public_budget", cents)
        column = "basic_expenditure" if number % 5 < 2 else "project_expenditure"
        _state(made, "table03", f"r{number}", column, cents)
        projects += cents if column == "project_expenditure" else 0
    return projects


def _codes(count: int) -> list[tuple[str, str]]:
    codes: list[tuple[str, str]] = []
    for first in range(201, 999):
        codes.append((str(first), "function_class"))
        for second in range(1, 100):
            codes.append((f"{first}{second:02d}", "function_section"))
            codes += [(f"{first}{second:02d}{third:02d}", "function_item") for third in range(1, 100)]
            if len(codes) >= count:
                return codes[: max(count, 3)]
    return codes


def _projects(made: Document, count: int, total: int, rnd: random.Random) -> None:
    """Projects in units of 50 whose sum is ``total`` cents."""
    made.insert_row("table12", Row("u0", "main", "unit", label="单位0"))
    rest = total
    for number in range(count):
        if number and number % 50 == 0:
            made.insert_row("table12", Row(f"u{number}", "main", "unit", label=f"单位{number}"))
        made.insert_row("table12", Row(f"p{number}", "main", "project", label=f"项目{number}"))
        cents = rest if number == count - 1 else min(rnd.randrange(1, 2 * max(total // count, 1) + 1), rest)
        rest -= cents
        if cents:
            _state(made, "table12", f"p{number}", "general_public_budget", cents)
