"""Documents of any size, balanced to the cent, for measurements. The same size and seed give the same document.

Three tenths of the rows are 科目 (表二, 表三 and 表五, the same codes in each), a tenth projects paid from 上年结转
(表十三), the rest projects of the year (表十二); 表六 and 表十一 are as long as they are in life. Only leaves are
stated, as a clerk would type them: everything else is left to be computed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from models.amounts import ROUNDED_SLACK
from models.document import Document
from models.edits import CellChange, Entry, Row
from models.pack import DEFAULT_PACK, Pack, load
from models.refs import CellRef

CENT = 10_000
"""分 in 0.01 万元."""
ECONOMIC_CLASSES = ("301", "302", "303")
MATCHED = ("30108", "30109", "30110", "30111", "30113", "30212", "30217", "30231", "30301", "30302")
"""款 that are not used for the same reason (R054, R055)."""
ITEMS_SHARE, CARRYOVER_SHARE, ECONOMIC_SHARE = 10, 10, 20
"""One row in so many: 科目 of each of the three forms, projects of 表十三, 款 of 表六 (and no more than there are)."""
CODE_FORMS = ("table02", "table03", "table05")
SECTION_ITEMS, UNIT_PROJECTS = 40, 50
LEFT_OUT = ("208", "210", "221", "230", "231")
"""类 that are not used: some of their 项 must equal a 款 of 表六 (R054), which chance figures do not."""


def document(rows: int, seed: int = 20250101) -> Document:
    """A document of about ``rows`` detail rows (at least 30)."""
    return _Maker(rows, seed).made


def leaves(made: Document) -> list[CellRef]:
    """The stated cells that clerks type most: figures of 项 and of projects, in a fixed order."""
    forms = ("table02", "table03", "table12", "table13")
    return [ref for ref in made.entries if ref.form in forms]


def typed(cents: int) -> str:
    """Hundredths of 万元 as a clerk types them."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}"


class _Maker:
    """Builds one document, form by form: each next form spends what the ones before have set."""

    def __init__(self, rows: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.pack = load(DEFAULT_PACK)
        self.made = Document(self.pack, {"department": "测试部门", "department_code": "001", "year": "2025"})
        items = max(rows // ITEMS_SHARE, 4)
        carried = max(rows // CARRYOVER_SHARE, 4)
        economic = min(rows // ECONOMIC_SHARE, 60)
        basic, projects, carryover = self._items(items)
        self._economic(max(economic, 2), basic)
        self._projects("table13", carried, carryover)
        self._projects("table12", max(rows - 3 * items - carried - economic - 1, 4), projects)

    def _state(self, form: str, row: str, column: str, cents: int) -> None:
        if cents:
            entry = Entry(typed(cents), cents * CENT, ROUNDED_SLACK)
            self.made.apply_change(CellChange(form, row, column, None, entry))

    def _items(self, count: int) -> tuple[int, int, int]:
        """科目 in three forms. Returns the cents of 基本支出, of 项目支出 of the year and of 上年结转."""
        codes = list(_codes(self.pack, count))
        names = self.pack.subjects["functional"].by_code
        for form in CODE_FORMS:
            for code, kind in codes:
                label = names[code].name if code in names else f"科目{code}"
                self.made.insert_row(form, Row(f"c{code}", "main", kind, code, label))
        basic = projects = carryover = 0
        for number, code in enumerate(code for code, kind in codes if kind == "function_item"):
            cents = self.random.randrange(10_000, 1_000_000)
            self._state("table02", f"c{code}", "general_public_budget", cents)
            if number % 5 in (1, 3):
                self._state("table03", f"c{code}", "basic_expenditure", cents)
                basic += cents
                continue
            left = self.random.randrange(1_000, 10_000) if number % 5 == 0 else 0
            self._state("table02", f"c{code}", "carryover", left)
            self._state("table03", f"c{code}", "project_expenditure", cents + left)
            projects, carryover = projects + cents, carryover + left
        return basic, projects, carryover

    def _economic(self, count: int, total: int) -> None:
        """表六 with the 基本支出 of 表五, and 表十一 with its 公用经费."""
        known = [code for code in self.pack.mapping if code[:3] in ECONOMIC_CLASSES and code not in MATCHED]
        chosen = sorted(known, key=lambda code: (code[3:], code))[:count]
        public = 0
        parts = dict(zip(sorted(chosen), self._parts(total, len(chosen)), strict=True))
        for head in sorted({code[:3] for code in chosen}):
            self._economic_row(head, "economic_class")
            for code in (code for code in parts if code.startswith(head)):
                self._economic_row(code, "economic_item")
                column = "public_expense" if head == "302" else "personnel_expense"
                self._state("table06", f"c{code}", column, parts[code])
                public += parts[code] if head == "302" else 0
        self.made.insert_row("table11", Row("u0", "main", "unit", label="测试部门本级"))
        self._state("table11", "u0", "general_public_budget", public)

    def _economic_row(self, code: str, kind: str) -> None:
        name = self.pack.subjects["department_economic"].by_code[code].name
        mapped = self.pack.mapping.get(code)
        texts = {"government_economic_subject": mapped.agency_name} if mapped else {}
        self.made.insert_row("table06", Row(f"c{code}", "main", kind, code, name, texts))

    def _projects(self, form: str, count: int, total: int) -> None:
        """Projects, by units, whose sum is ``total`` cents."""
        for number, cents in enumerate(self._parts(total, count)):
            if number % UNIT_PROJECTS == 0:
                self.made.insert_row(form, Row(f"u{number}", "main", "unit", label=f"单位{number}"))
            self.made.insert_row(form, Row(f"p{number}", "main", "project", label=f"项目{number}"))
            self._state(form, f"p{number}", "general_public_budget", cents)

    def _parts(self, total: int, count: int) -> list[int]:
        """``total`` in ``count`` parts, uneven and, where it is enough for that, none of them 0."""
        share, rest = divmod(total, count)
        parts = [share + (index < rest) for index in range(count)]
        for index in range(1, count, 2):
            moved = self.random.randrange(parts[index] // 2 + 1)
            parts[index] -= moved
            parts[index - 1] += moved
        return parts


def _codes(pack: Pack, count: int) -> Iterator[tuple[str, str]]:
    """``count`` 科目 with their kinds, in order: of as many 类 as are worth it, each with 款 and 项."""
    known = [code for code in pack.subjects["functional"].codes if len(code) == 3 and code not in LEFT_OUT]
    classes = known[: max(min(len(known), count // SECTION_ITEMS), 1)]
    for index, head in enumerate(classes):
        quota = (count * (index + 1)) // len(classes) - (count * index) // len(classes)
        yield head, "function_class"
        for place in range(quota - 1):
            section, item = divmod(place, SECTION_ITEMS)
            code = f"{head}{section + 1:02d}"
            yield (f"{code}{item:02d}", "function_item") if item else (code, "function_section")
