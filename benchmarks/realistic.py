"""Clean documents as offices make them: true 元 behind every figure, all printed figures stated, rounded one by one.

Several units, two funds, carry-over, and the small 尾差 that rounding leaves. Seeds are fixed.
"""

from __future__ import annotations

import itertools
import random

from models.amounts import ROUNDED_SLACK, to_text
from models.document import Document
from models.edits import CellChange, Entry, Row
from models.equations import Equations
from models.pack import DEFAULT_PACK, load
from models.refs import CellRef
from models.templates import Plan

CENT = 10_000
FUND_CLASS = "212"
FUND_ITEM = "2120899"
PERSONNEL = ("30101", "30102", "30103", "30107", "30199", "30399")
PUBLIC = ("30201", "30202", "30205", "30206", "30207", "30211", "30213", "30228", "30239", "30299")
CLASSES = ("201", "204", "205", "206", "207", "211", "213", "214", "215", "220", "224")


def document(rows: int, plan: Plan, seed: int = 1, units: int = 5) -> Document:
    """A clean document of about ``rows`` detail rows."""
    rnd = random.Random(seed * 100_003 + rows)
    exact = _Maker(rnd, max(rows // 10, 4), max(rows // 2, 6), units).make()
    equations = Equations(plan, exact)
    printed = _copy_rows(exact)
    for ref in [*exact.entries, *equations.computed]:
        fen = _rounded(equations.value(ref).fen)
        if fen:
            entry = Entry(to_text(fen), fen, ROUNDED_SLACK)
            printed.apply_change(CellChange(*ref, None, entry))
    return printed


def _rounded(fen: int) -> int:
    return (abs(fen) + CENT // 2) // CENT * CENT * (1 if fen >= 0 else -1)


def _copy_rows(source: Document) -> Document:
    made = Document(source.pack, source.settings)
    for form in source.pack.forms:
        for block in form.blocks:
            for row_id in source.rows(form.id, block.key).details:
                made.insert_row(form.id, source.row(form.id, row_id))
    return made


class _Maker:
    """One document in exact 元."""

    def __init__(self, rnd: random.Random, items: int, projects: int, units: int) -> None:
        self.rnd, self.items, self.projects, self.units = rnd, items, projects, units
        self.made = Document(load(DEFAULT_PACK), {"department": "测试部门", "year": "2025"})
        self.counter = 0

    def make(self) -> Document:
        codes = self._codes()
        for form in ("table02", "table03", "table05"):
            self._rows(form, [*codes, FUND_ITEM] if form != "table05" else codes)
        self._rows("table08", [FUND_ITEM])
        basic = project = carry = 0
        for code in codes:
            parts = (self._money(0.8), self._money(0.6), self._money(0.2))
            self._item(code, *parts)
            basic, project, carry = basic + parts[0], project + parts[1], carry + parts[2]
        fund = self._fund()
        self._economic(basic)
        self._projects("table12", self.projects, {"general_public_budget": project, "government_fund": fund})
        self._projects("table13", max(self.projects // 10, 1), {"general_public_budget": carry})
        return self.made

    def _money(self, chance: float) -> int:
        """Exact 元, in 分, or nothing."""
        return self.rnd.randrange(20_000, 3_000_000_00) * 100 if self.rnd.random() < chance else 0

    def _state(self, form: str, row: str, column: str, fen: int) -> None:
        if fen:
            self.made.apply_change(CellChange(form, row, column, None, Entry(str(fen), fen)))

    def _codes(self) -> list[str]:
        every = [
            f"{first}{second:02d}{third:02d}"
            for first in CLASSES
            for second in range(1, 20)
            for third in (1, 2, 50, 99)
        ]
        return sorted(self.rnd.sample(every, min(self.items, len(every))))

    def _rows(self, form: str, codes: list[str]) -> None:
        wanted = sorted({code[:length] for code in codes for length in (3, 5, 7)})
        kinds = {3: "function_class", 5: "function_section", 7: "function_item"}
        for code in wanted:
            self.made.insert_row(form, Row(f"c{code}", "main", kinds[len(code)], code, self._name("functional", code)))

    def _name(self, catalogue: str, code: str) -> str:
        subject = self.made.pack.subjects[catalogue].by_code.get(code)
        return subject.name if subject else f"科目{code}"

    def _item(self, code: str, basic: int, project: int, carry: int) -> None:
        row = f"c{code}"
        self._state("table02", row, "general_public_budget", basic + project)
        self._state("table02", row, "carryover", carry)
        self._state("table03", row, "basic_expenditure", basic)
        self._state("table03", row, "project_expenditure", project + carry)

    def _fund(self) -> int:
        """A 政府性基金 that pays projects only."""
        fund = self.rnd.randrange(1_000_000, 90_000_000) * 100
        row = f"c{FUND_ITEM}"
        self._state("table02", row, "government_fund", fund)
        self._state("table03", row, "project_expenditure", fund)
        self._state("table08", row, "project_expenditure", fund)
        self.made.insert_row("table07", Row("f1", "main", "income_section", "10301", "政府性基金收入"))
        self._state("table07", "f1", "government_fund_income_budget", fund)
        self._state("table04", f"class_{FUND_CLASS}", "government_fund", fund)
        return fund

    def _economic(self, basic: int) -> None:
        codes = [*PERSONNEL, *PUBLIC]
        for code in sorted({code[:3] for code in codes} | set(codes)):
            kind = "economic_item" if code in codes else "economic_class"
            self.made.insert_row(
                "table06", Row(f"e{code}", "main", kind, code, self._name("department_economic", code))
            )
        parts = self._split(basic, len(codes))
        public = 0
        for code, fen in zip(codes, parts, strict=True):
            self._state("table06", f"e{code}", "public_expense" if code in PUBLIC else "personnel_expense", fen)
            public += fen if code in PUBLIC else 0
        for index, fen in enumerate(self._split(public, self.units)):
            self.made.insert_row("table11", Row(f"u{index}", "main", "unit", label=f"单位{index + 1}"))
            self._state("table11", f"u{index}", "general_public_budget", fen)

    def _projects(self, form: str, count: int, funds: dict[str, int]) -> None:
        owners = sorted(self.rnd.randrange(self.units) for _ in range(count))
        shares = {
            fund: self._split(fen, count if fund != "government_fund" else max(count // 8, 1))
            for fund, fen in funds.items()
        }
        for number, owner in enumerate(owners):
            if not number or owners[number - 1] != owner:
                self.made.insert_row(form, Row(f"u{owner}", "main", "unit", label=f"单位{owner + 1}"))
            self.made.insert_row(form, Row(f"p{number}", "main", "project", label=f"项目{number + 1}"))
            for fund, parts in shares.items():
                if number < len(parts):
                    self._state(form, f"p{number}", fund, parts[number])

    def _split(self, fen: int, count: int) -> list[int]:
        """Whole-元 parts that add up to ``fen``."""
        cuts = sorted(self.rnd.randrange(fen // 100 + 1) for _ in range(count - 1)) if fen else [0] * (count - 1)
        ends = [0, *cuts, fen // 100]
        return [(after - before) * 100 for before, after in itertools.pairwise(ends)]


def cells(document: Document) -> list[CellRef]:
    """The stated cells of the tables, in a fixed order."""
    forms = {form.id for form in document.pack.forms}
    return sorted(ref for ref in document.entries if ref.form in forms)
