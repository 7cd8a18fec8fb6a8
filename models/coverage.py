"""What the checks cover: how many equalities guard each figure, and what every check that the pack owes has said.

An equality guards a figure when a large slip in it would leave the equality in 断差, whatever is computed from the
figure following along. A total that the program works out therefore guards nothing by itself; it does where what it
leads to is stated. A bound (≥, ≤) lets one of two slips pass, and is not counted. Worked out when asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from models.bulk import without_collector
from models.coverage_words import Duty, WordDuties
from models.engine import CRASH_RULE
from models.equations import Instance
from models.findings import WORST_FIRST, State
from models.lookup import Lookup
from models.pack import RuleDef
from models.refs import CellRef
from models.rules import CELL_CHECK, WORD_CHECKS
from models.workspace import Workspace

Moved = dict[Instance, int]
"""By how much equalities move when a figure grows by one."""


class Coverage(msgspec.Struct, frozen=True):
    """``guards`` counts for every filled figure the equalities that would notice it wrong.

    A computed figure is only as well guarded as the weakest of the stated ones that it is worked out from.
    """

    guards: dict[CellRef, int]

    @property
    def unguarded(self) -> tuple[CellRef, ...]:
        """The figures that only a person can check (只能人工核对)."""
        return tuple(ref for ref, count in self.guards.items() if not count)


def coverage(workspace: Workspace) -> Coverage:
    """Count the guards of all figures, in book order by form; well under half a second for 10 000 rows."""
    with without_collector():
        return _Guards(workspace).count()


class _Guards:
    """One count: for each cell, the equalities that it moves, and the cells that are computed from it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.entries = workspace.document.entries
        self.lookup: Lookup = workspace.equations.lookup
        self._moved: dict[CellRef, Moved] = {}
        self._feeds: dict[CellRef, list[CellRef]] = {}
        self._judging: dict[Instance, bool] = {}

    def count(self) -> Coverage:
        weakest: dict[CellRef, int] = {}
        stated = [ref for ref, entry in self.entries.items() if entry.fen is not None]
        computed = [ref for ref, value in self.workspace.equations.computed.items() if value.filled]
        for ref in stated:
            weakest[ref] = sum(1 for instance, by in self.moved(ref).items() if by and self._judges(instance))
            self._pass_on(ref, weakest)
        for ref in sorted(computed, key=self.lookup.turn):
            self.moved(ref)
            weakest.setdefault(ref, 0)
            self._pass_on(ref, weakest)
        order = {form.id: index for index, form in enumerate(self.workspace.pack.all_forms)}
        return Coverage({ref: weakest[ref] for ref in sorted((*stated, *computed), key=lambda ref: order[ref.form])})

    def _pass_on(self, ref: CellRef, weakest: dict[CellRef, int]) -> None:
        own = weakest[ref]
        for target in self._feeds[ref]:
            weakest[target] = min(own, weakest.get(target, own))

    def moved(self, ref: CellRef) -> Moved:
        """The equalities that a cell's growing by one moves, computed cells following; its own definer left out."""
        found = self._moved.get(ref)
        if found is not None:
            return found
        found = self._moved[ref] = {}
        feeds = self._feeds[ref] = []
        is_stated = ref in self.entries
        for use, instance in self.lookup.links(ref):
            if use.guard:
                continue
            targets = [target for target in self.lookup.defined(instance) if target not in self.entries]
            if not targets:
                found[instance] = found.get(instance, 0) + use.sign
            elif is_stated or ref not in targets:
                feeds += targets
                for target in targets:
                    sign, _side = self.lookup.plan.role(instance.template, target)
                    for further, by in self.moved(target).items():
                        found[further] = found.get(further, 0) - use.sign * sign * by
        return found

    def _judges(self, instance: Instance) -> bool:
        """Whether a large difference would be a 断差: nothing unreadable, no bound, no form still to be filled."""
        found = self._judging.get(instance)
        if found is None:
            equations = self.workspace.equations
            found = not instance.bad and equations.operator(instance) == "=" and not equations.awaits_form(instance)
            self._judging[instance] = found
        return found


# -- the ledger --------------------------------------------------------------------------------------------------------


class RuleDuties(msgspec.Struct, frozen=True):
    """What a rule owes and has said: how many of its checks are in which state, the gravest first."""

    rule: RuleDef
    counts: dict[State, int]

    @property
    def owed(self) -> int:
        """How many checks there are."""
        return sum(self.counts.values())

    @property
    def passed(self) -> bool:
        """Whether every check that applies has been made and is 平; 未判 is not."""
        return self.counts.keys() <= {State.BALANCED, State.NOT_APPLICABLE} and State.BALANCED in self.counts


def ledger(workspace: Workspace) -> tuple[RuleDuties, ...]:
    """Every rule of the pack with the states of its checks."""
    found = []
    words = WordDuties(workspace)
    for rule in workspace.pack.rules:
        counts = dict.fromkeys(WORST_FIRST, 0)
        for state in _states(workspace, rule, words):
            counts[state] += 1
        found.append(RuleDuties(rule, {state: count for state, count in counts.items() if count}))
    return tuple(found)


def duties(workspace: Workspace, rule: RuleDef, state: State | None = None) -> list[Duty]:
    """The checks of one rule, or those of them in one state."""
    key_of, state_of = workspace.engine.key_of, workspace.equations.state
    found = [Duty(rule.code, key_of(one), state_of(one)) for one in _instances(workspace, rule)]
    found += [Duty(rule.code, f"{rule.code}:{form}", said, form) for form, said in _on_forms(workspace, rule)]
    found += WordDuties(workspace).of(rule)
    return [duty for duty in found if state in (None, duty.state)]


def _states(workspace: Workspace, rule: RuleDef, words: WordDuties) -> Iterator[State]:
    yield from map(workspace.equations.state, _instances(workspace, rule))
    yield from (state for _form, state in _on_forms(workspace, rule))
    yield from (duty.state for duty in words.of(rule))


def _instances(workspace: Workspace, rule: RuleDef) -> Iterator[Instance]:
    lookup = workspace.equations.lookup
    for template in workspace.plan.templates:
        if template.rule.code == rule.code:
            yield from (lookup.instance(template.index, key) for key in lookup.all_keys(template))


def _on_forms(workspace: Workspace, rule: RuleDef) -> Iterator[tuple[str, State]]:
    """What a rule function has said about each of its forms."""
    if not rule.check or rule.check in WORD_CHECKS:
        return
    said: dict[str, set[State]] = {}
    for key, finding in workspace.engine.findings.items():
        code, _, place = key.partition(":")
        if code == rule.code:
            form = place.partition(":")[0].partition(".")[0]
            said.setdefault(form, set()).add(State.UNEVALUATED if finding.rule == CRASH_RULE else finding.state)
    stated_forms = {ref.form for ref in workspace.document.entries} if rule.check == CELL_CHECK else set()
    forms = [form.id for form in workspace.pack.all_forms] if rule.check == CELL_CHECK else rule.forms
    for form in forms:
        applies = form in stated_forms if rule.check == CELL_CHECK else _has_rows(workspace, form)
        states = said.get(form) or {State.BALANCED if applies else State.NOT_APPLICABLE}
        yield form, next(state for state in WORST_FIRST if state in states)


def _has_rows(workspace: Workspace, form: str) -> bool:
    """Whether there is something for a rule about rows: lines of the user's, or a form of fixed rows alone."""
    blocks = workspace.pack.form(form).blocks
    open_ = [block for block in blocks if block.detail_kinds]
    return not open_ or any(workspace.document.rows(form, block.key).details for block in open_)
