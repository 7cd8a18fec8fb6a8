"""A form with what is read from it once, for all its checks."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import msgspec

from models.narrative.numbers import Number, NumberKind, scan
from models.performance.definitions import ANNUAL, FUNDS, PERIOD
from models.performance.factors import Standard
from models.performance.form import Funding, Indicator, PerformanceForm, fen, indicator_lines
from models.performance.reading import Reading, read, standards_of
from models.performance.tokens import measure_class


class Target(msgspec.Struct, frozen=True):
    """An indicator with the one number of its target."""

    field: str
    line: Indicator
    number: Number

    @property
    def measure(self) -> str:
        """The class of its measure word."""
        return measure_class(self.number.unit)

    @property
    def dims(self) -> tuple[str, ...]:
        """What its 元 are for one of."""
        return tuple(measure_class(part) for part in self.number.per.split("/") if part)


class Facts(msgspec.Struct):
    """A form read: its texts, its money in 元, the targets of its indicators that are numbers."""

    form: PerformanceForm
    year: int
    table_fen: int | None
    standards: list[Standard]
    overview: Reading
    plan: Reading
    quantities: list[Target]
    costs: list[Target]

    def money(self, horizon: str, fund: str = "total") -> Fraction | None:
        """An amount of the funding in 元; ``None`` where the cell is blank."""
        amount = fen(getattr(self.funding(horizon), fund))
        return None if amount is None else Fraction(amount, 100)

    def funding(self, horizon: str) -> Funding:
        """The funding of ``annual`` or ``implementation_period``."""
        return self.form.funding.annual if horizon == ANNUAL else self.form.funding.implementation_period

    def has_any(self, horizon: str) -> bool:
        """Whether anything of a horizon's money is filled in."""
        return any(self.money(horizon, fund) is not None for fund in FUNDS)

    @property
    def whole(self) -> Fraction | None:
        """What the project may spend this year: the annual total, the table's, or that of 实施期."""
        annual = self.money(ANNUAL)
        table = None if self.table_fen is None else Fraction(self.table_fen, 100)
        return next((one for one in (annual, table, self.money(PERIOD)) if one is not None), None)


def facts_of(form: PerformanceForm, year: int, table_fen: int | None, more: Iterable[PerformanceForm] = ()) -> Facts:
    """Read a form; ``more`` are other printings of it, whose indicators count as its own."""
    standards = [standard for one in (form, *more) for standard in standards_of(one)]
    return Facts(
        form,
        year,
        table_fen,
        standards,
        read("project_overview", form.project_overview, standards),
        read("implementation_plan", form.implementation_plan),
        _targets(form, "数量"),
        _targets(form, "成本"),
    )


def _targets(form: PerformanceForm, level: str) -> list[Target]:
    found = []
    for field, line, target in indicator_lines(form):
        numbers = scan(target)
        kinds = (NumberKind.AMOUNT,) if level == "成本" else (NumberKind.COUNT, NumberKind.PERIOD, NumberKind.AREA)
        if level in line.level2 and len(numbers) == 1 and numbers[0].kind in kinds:
            found.append(Target(field, line, numbers[0]))
    return found
