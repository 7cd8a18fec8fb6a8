"""The ledger of the words: every number of the prose and every rule about words, with what the checks have said.

A number that the checks could not place, one that the user froze, and all that is still to be checked are 未判.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from models.engine import WORDS
from models.findings import State
from models.narrative.checking import NumberState
from models.narrative.definitions import SectionDef, SectionKind
from models.narrative.numbers import NumberKind
from models.narrative.rules import LISTING, SHARES
from models.pack import RuleDef
from models.performance import check_totals
from models.performance.access import forms_of, has_forms
from models.performance.checks import budget_year
from models.performance.claims import Kind
from models.performance.facts import ANNUAL, PERIOD, Facts, facts_of
from models.performance.from_document import form_of
from models.rules import WORD_CHECKS
from models.words import SectionCheck, number_rule
from models.workspace import Workspace

FORMS = "performance"
"""The check of the rules about performance forms."""
Said = Iterator[tuple[str, State]]
"""The keys of checks, as their findings' keys begin, with their states."""
_NUMBERS = {
    NumberState.BOUND: State.BALANCED, NumberState.CHECKED: State.BALANCED, NumberState.MISMATCH: State.VIOLATION,
    NumberState.UNKNOWN: State.UNEVALUATED, NumberState.FROZEN: State.UNEVALUATED,
}  # fmt: skip
_CHANGES = re.compile(r"增加|增长|减少|下降|持平")


def _compares(_section: SectionDef, check: SectionCheck) -> bool:
    return _CHANGES.search(check.rendered.text) is not None


def _shares(section: SectionDef, _check: SectionCheck) -> bool:
    return section.percent_rule == SHARES


_LOOKS_AT: dict[str, Callable[[SectionDef, SectionCheck], bool]] = {
    "R072": _compares,
    "R073": _compares,
    "R077": _shares,
    "R078": _shares,
    "R079": lambda section, _check: section.amount_rule in LISTING,
    "R082": lambda section, _check: section.amount_rule == "R082",
    "R092": lambda _section, check: "设备" in check.rendered.text,
    "R135": lambda _section, check: any(number.kind is NumberKind.YEAR for number in check.numbers),
    "R137": lambda section, _check: section.kind is SectionKind.GLOSSARY,
}
"""Which sections a rule has something to say about, where that is not every one."""


class WordDuties:
    """What the rules about words owe in a document, and have said; ``workspace.refresh_words`` makes the checks."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.words = workspace, workspace.words
        self._sections = workspace.pack.narrative.sections
        self._numeric = {
            code for one in self._sections for code in (one.amount_rule, one.percent_rule, one.count_rule)
        } - _LOOKS_AT.keys()
        self._said: dict[tuple[str, str], list[str]] = {}
        for key in workspace.engine.findings:
            if key.startswith(WORDS):
                place, rule, *_rest = key.removeprefix(WORDS).removeprefix("forms:").split(":")
                self._said.setdefault((place, rule), []).append(key)
        self._facts: dict[str, Facts] = {}

    def of(self, rule: RuleDef) -> Said:
        """The checks of words that a rule owes; of one about words alone at least one, 不适用."""
        owed = list(self._on_forms(rule) if rule.check == FORMS else self._on_sections(rule))
        if not owed and rule.check in WORD_CHECKS:
            owed = [(f"{WORDS}{rule.code}", State.NOT_APPLICABLE)]
        yield from owed

    # -- prose ----------------------------------------------------------------------------------------------------

    def _on_sections(self, rule: RuleDef) -> Said:
        for section in self._sections:
            key = f"{WORDS}{section.key}:{rule.code}"
            owns = rule.code in (section.amount_rule, section.percent_rule, section.count_rule)
            if self.words.is_stale or (section.key, "crash") in self._said:
                if owns or (rule.check in WORD_CHECKS and rule.code not in self._numeric):
                    yield key, State.UNEVALUATED
                continue
            check = self.words.section(section.key)
            others = set(self._said.get((section.key, rule.code), ()))
            for number in check.numbers if owns else ():
                if number.kind not in (NumberKind.YEAR, NumberKind.DATE):
                    if number_rule(section, number.kind) == rule.code:
                        own = f"{key}:{number.line}:{number.start}"
                        others.discard(own)
                        yield own, _NUMBERS[number.state]
            if others:
                yield key, State.VIOLATION
            elif rule.check in WORD_CHECKS and rule.code not in self._numeric and check.rendered.text.strip():
                if _LOOKS_AT.get(rule.code, lambda *_: True)(section, check):
                    yield key, State.BALANCED

    # -- performance forms ----------------------------------------------------------------------------------------

    def _on_forms(self, rule: RuleDef) -> Said:
        document = self.workspace.document
        for row in forms_of(document) if has_forms(document) else ():
            if not row.code:
                continue
            key = f"{WORDS}forms:{row.id}:{rule.code}"
            if self.words.is_stale or (row.id, "crash") in self._said:
                yield key, State.UNEVALUATED
            elif (row.id, rule.code) in self._said:
                yield key, State.VIOLATION
            else:
                if row.id not in self._facts:
                    form = form_of(self.workspace, row)
                    year = budget_year(form, document.settings.get("year", ""))
                    self._facts[row.id] = facts_of(form, year, None)
                yield key, _read_state(rule.code, self._facts[row.id])


def _read_state(rule: str, facts: Facts) -> State:
    """What a form without findings of a rule says for it: 平 where there was something to check, and it was."""
    match rule:
        case "R103":
            there = facts.has_any(ANNUAL) and facts.has_any(PERIOD)
        case "R105":
            there = bool(list(check_totals.grand_totals(facts)))
        case "R106" | "R107":
            claims = [one for one in (*facts.overview.claims, *facts.plan.claims) if _claim_rule(one.kind) == rule]
            if any(one.ok is None for one in claims):
                return State.UNEVALUATED
            there = bool(claims)
        case "R110":
            there = bool(facts.quantities or facts.costs)
        case "R111":
            there = bool(facts.quantities and facts.costs)
        case _:
            there = True
    return State.BALANCED if there else State.NOT_APPLICABLE


def _claim_rule(kind: Kind) -> str:
    return {Kind.SUM: "R107", Kind.SHARES: "R107", Kind.REPEAT: "R110"}.get(kind, "R106")
