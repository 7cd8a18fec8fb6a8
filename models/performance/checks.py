"""The checker of one form's words, and the chips that show what it read. Needs no document."""

from __future__ import annotations

import functools
import re

from models.performance import (
    check_costs,
    check_counts,
    check_money,
    check_records,
    check_sources,
    check_standards,
    check_totals,
)
from models.performance.facts import Facts, facts_of
from models.performance.form import PerformanceForm
from models.performance.word_findings import ERROR, OVERVIEW, WARNING, Chip, WordsFinding

_RANK = {ERROR: 0, WARNING: 1}
_YEAR = 2025
_CHIPS = ("R108", "R109", "R110", "R111", "R117")
"""Rules whose findings are chips though no claim was read there."""


@functools.lru_cache(maxsize=128)
def check(form: PerformanceForm, year: str = "", table_amount_fen: int | None = None) -> tuple[WordsFinding, ...]:
    """What the form's words and cells get wrong, the gravest first.

    ``year`` is the budget year, read from the form where blank; ``table_amount_fen`` the project's 合计 in 表十二.
    A form that was checked before is not checked again.
    """
    facts = facts_of(form, budget_year(form, year), table_amount_fen)
    return findings(facts)


def findings(facts: Facts) -> tuple[WordsFinding, ...]:
    """The findings about a form that was read already."""
    found = [
        *check_money.check(facts),
        *check_totals.check(facts),
        *check_sources.check(facts),
        *check_counts.check(facts),
        *check_standards.check(facts),
        *check_costs.check(facts),
        *check_records.check(facts),
    ]
    unique = {(one.rule, one.field, one.start, one.end, one.message): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: _RANK.get(one.severity, 2)))


def budget_year(form: PerformanceForm, year: str = "") -> int:
    """The year that is given, or the form's own; 2025 where neither says."""
    found = re.search(r"(?:19|20)\d\d", year) or re.search(r"(?:19|20)\d\d", form.form_year)
    return int(found[0]) if found else _YEAR


def chips(form: PerformanceForm, year: str = "") -> tuple[Chip, ...]:
    """Every claim that was read in the texts, right or wrong, in order."""
    facts = facts_of(form, budget_year(form, year), None)
    claims = [*facts.overview.claims, *facts.plan.claims]
    if (split := check_costs.split(facts)) is not None:
        claims.append(split)
    states = {True: "ok", False: "wrong", None: "unread"}
    found = [Chip(c.field, c.start, c.end, states[c.ok], c.computation) for c in claims]
    wrong = {(one.field, one.start, one.end) for one in findings(facts) if one.start >= 0}
    for token in check_totals.grand_totals(facts):
        place = (OVERVIEW, token.number.start, token.number.end)
        if not any((chip.field, chip.start, chip.end) == place for chip in found):
            found.append(
                Chip(*place, "wrong" if place in wrong else "ok", f"年度资金总额 {facts.form.funding.annual.total}")
            )
    shown = {(chip.field, chip.start, chip.end) for chip in found}
    found += [
        Chip(one.field, one.start, one.end, "wrong", one.computation or one.message)
        for one in findings(facts)
        if one.start >= 0 and (one.field, one.start, one.end) not in shown and one.rule in _CHIPS
    ]
    return tuple(sorted(found, key=lambda chip: (chip.field, chip.start)))
