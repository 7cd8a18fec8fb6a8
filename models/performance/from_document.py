"""A performance form of a document as plain values, for the checks that need no document; and the way back to cells."""

from __future__ import annotations

from models.edits import Row
from models.narrative.values import Figures
from models.performance.access import ids_of, indicators_of
from models.performance.definitions import ANNUAL, FOOT, FUNDS, LONG, PERIOD, SHORT
from models.performance.form import Funding, FundingPair, GoalPair, Indicator, IndicatorPair, PerformanceForm
from models.refs import CellRef

PLAIN_TEXTS = (*SHORT, *LONG, *FOOT)
"""The texts that have the same name in a document as in :class:`PerformanceForm`."""


def form_of(figures: Figures, row: Row) -> PerformanceForm:
    """A form of the document: ``row`` is its row. Amounts in 元, blank where nothing stands."""
    document = figures.document
    plain = {key: row.texts.get(key, "") for key in PLAIN_TEXTS}
    lines = indicators_of(document, row.code)
    return PerformanceForm(
        project_name=row.label,
        funding=FundingPair(_funding(figures, row, PERIOD), _funding(figures, row, ANNUAL)),
        overall_goal=GoalPair(row.texts.get(f"{PERIOD}_goal", ""), row.texts.get(f"{ANNUAL}_goal", "")),
        indicators=IndicatorPair(_indicators(lines, PERIOD), _indicators(lines, ANNUAL)),
        form_year=document.settings.get("year", ""),
        **plain,
    )


def _funding(figures: Figures, row: Row, period: str) -> Funding:
    forms = ids_of(figures.document).forms
    return Funding(**{fund: _amount(figures, CellRef(forms, row.id, f"{period}_{fund}")) for fund in FUNDS})


def _amount(figures: Figures, ref: CellRef) -> str:
    value = figures.value(ref)
    if value.bad:
        entry = figures.document.entries.get(ref)
        return entry.text if entry is not None else ""
    return figures.document.pack.form(ref.form).shown(value.fen, grouped=True) if value.filled else ""


def _indicators(lines: list[Row], period: str) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            row.texts.get("level1", ""), row.texts.get("level2", ""), row.label, row.texts.get(f"{period}_target", "")
        )
        for row in lines
    )


def cell_of(figures: Figures, row: Row, field: str) -> CellRef:
    """The cell of a field's path such as ``project_overview`` or ``indicators.annual.3.target``."""
    ids = ids_of(figures.document)
    match field.split("."):
        case ["funding", period]:
            return CellRef(ids.forms, row.id, f"{period}_total")
        case ["funding", period, fund]:
            return CellRef(ids.forms, row.id, f"{period}_{fund}")
        case ["overall_goal", period]:
            return CellRef(ids.forms, row.id, f"{period}_goal")
        case ["indicators", period, number, *rest]:
            lines = indicators_of(figures.document, row.code)
            key = rest[0] if rest else "level3"
            column = f"{period}_target" if key == "target" else key
            if int(number) < len(lines):
                return CellRef(ids.indicators, lines[int(number)].id, column)
        case [key] if key in PLAIN_TEXTS:
            return CellRef(ids.forms, row.id, key)
    return CellRef(ids.forms, row.id, "project_name")
