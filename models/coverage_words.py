"""The ledger of the words: every number of the prose and every rule about words, with what the checks have said.

A number that the checks could not place, one that the user froze, and all that is still to be checked are 未判.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from models.edits import Row
from models.engine import WORDS
from models.findings import State, TextPlace
from models.narrative.definitions import SectionDef, SectionKind
from models.narrative.numbers import NumberKind
from models.narrative.rules import LISTING, SHARES
from models.narrative.verdicts import NumberState
from models.pack import RuleDef
from models.performance import check_totals
from models.performance.access import forms_of, has_forms
from models.performance.checks import budget_year
from models.performance.claims import Kind
from models.performance.definitions import ANNUAL, PERIOD
from models.performance.facts import Facts, facts_of
from models.performance.from_document import cell_of, form_of
from models.refs import CellRef
from models.rules import WORD_CHECKS
from models.words import SectionCheck, number_rule
from models.workspace import Workspace

FORMS = "performance"
"""The check of the rules about performance forms."""
_NUMBERS = {
    NumberState.BOUND: State.BALANCED, NumberState.CHECKED: State.BALANCED, NumberState.MISMATCH: State.VIOLATION,
    NumberState.UNKNOWN: State.UNEVALUATED, NumberState.FROZEN: State.UNEVALUATED,
}  # fmt: skip
_CHANGES = re.compile(r"增加|增长|减少|下降|持平")


class Duty(msgspec.Struct, frozen=True):
    """One check that is owed: an equality, a rule function on a form (``form``), a number or a rule in words.

    ``key`` as in its findings, or what the keys of its findings begin with; ``place`` and ``cell`` say where the words
    are.
    """

    rule: str
    key: str
    state: State
    form: str = ""
    place: TextPlace | None = None
    cell: CellRef | None = None


def _everywhere(_section: SectionDef, _check: SectionCheck) -> bool:
    return True


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

    def of(self, rule: RuleDef) -> Iterator[Duty]:
        """The checks of words that a rule owes; of one about words alone at least one, 不适用."""
        owed = list(self._on_forms(rule) if rule.check == FORMS else self._on_sections(rule))
        if not owed and rule.check in WORD_CHECKS:
            owed = [Duty(rule.code, f"{WORDS}{rule.code}", State.NOT_APPLICABLE)]
        yield from owed

    # -- prose ----------------------------------------------------------------------------------------------------

    def _on_sections(self, rule: RuleDef) -> Iterator[Duty]:
        for section in self._sections:
            owns = rule.code in (section.amount_rule, section.percent_rule, section.count_rule)
            looks = rule.check in WORD_CHECKS and rule.code not in self._numeric
            key = f"{WORDS}{section.key}:{rule.code}"
            if self.words.is_stale or (section.key, "crash") in self._said:
                if owns or looks:
                    yield Duty(rule.code, key, State.UNEVALUATED, place=TextPlace(section.key, 0, 0, 0, ""))
                continue
            check = self.words.section(section.key)
            numbers = list(self._numbers(rule, section, check)) if owns else []
            yield from numbers
            if set(self._said.get((section.key, rule.code), ())) - {duty.key for duty in numbers}:
                yield Duty(rule.code, key, State.VIOLATION)
            elif looks and check.rendered.text.strip() and _LOOKS_AT.get(rule.code, _everywhere)(section, check):
                yield Duty(rule.code, key, State.BALANCED)

    def _numbers(self, rule: RuleDef, section: SectionDef, check: SectionCheck) -> Iterator[Duty]:
        for one in check.numbers:
            if one.kind in (NumberKind.YEAR, NumberKind.DATE) or number_rule(section, one.kind) != rule.code:
                continue
            key = f"{WORDS}{section.key}:{rule.code}:{one.line}:{one.start}"
            place = TextPlace(section.key, one.line, one.start, one.end, one.text)
            yield Duty(rule.code, key, _NUMBERS[one.state], place=place)

    # -- performance forms ----------------------------------------------------------------------------------------

    def _on_forms(self, rule: RuleDef) -> Iterator[Duty]:
        document = self.workspace.document
        for row in forms_of(document) if has_forms(document) else ():
            if row.code:
                cell = cell_of(self.workspace, row, "project_name")
                yield Duty(rule.code, f"{WORDS}forms:{row.id}:{rule.code}", self._of_form(rule, row), cell=cell)

    def _of_form(self, rule: RuleDef, row: Row) -> State:
        if self.words.is_stale or (row.id, "crash") in self._said:
            return State.UNEVALUATED
        if (row.id, rule.code) in self._said:
            return State.VIOLATION
        if row.id not in self._facts:
            form = form_of(self.workspace, row)
            year = budget_year(form, self.workspace.document.settings.get("year", ""))
            self._facts[row.id] = facts_of(form, year, None)
        return _read_state(rule.code, self._facts[row.id])


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
