"""舍位平衡: the fewest and then smallest whole-cent changes after which every printed sum is exact.

What is changed is a figure with all its copies: one change. Figures that are locked or known to the 分, blanks and
signs stay as they are, computed figures follow. Equalities in 断差 are left alone, with all that hangs together with
them: they must be put right first. The result is a proposal to be looked at cell by cell, and one undoable edit.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec

from models import planning
from models.amounts import Unit, to_text
from models.edits import Edit
from models.errors import PlanError
from models.findings import DIFFERENCES, State
from models.instances import CENT
from models.refs import CellRef
from models.rounding.classes import Classes, Row
from models.rounding.components import Component, Trial, split
from models.rounding.descent import descend
from models.rounding.exact import fewest
from models.workspace import Workspace

NODES = 20_000
"""Steps for the search that proves; beyond them a component is left to the descent."""
ROW_NODES = 500
"""Steps for the descent, for each row of a component."""
LABEL, CAUSE = "舍位平衡", "平衡"


class Reason(enum.StrEnum):
    """Why a 尾差 is not balanced."""

    BREAK = "break"
    """It hangs together with a 断差."""
    LOCKED = "locked"
    """All its figures are locked or known to the 分."""
    EXACT = "exact"
    """It is off by a fraction of a cent: a figure known to the 分 is among its own."""
    UNSOLVED = "unsolved"
    """No changes were found that the locked figures allow."""


class Change(NamedTuple):
    """A stated cell, and what it holds and would hold, in 分."""

    ref: CellRef
    old: int
    new: int


class Left(NamedTuple):
    """A 尾差 that stays, by its finding's key."""

    key: str
    reason: Reason


class Balance(msgspec.Struct, frozen=True):
    """A proposal. ``groups`` are the changes, each a figure (where it is typed) with its copies.

    ``edit`` carries them out; computed figures follow.

    ``optimal``: it is proven that no fewer changes do, nor as many smaller ones, however they are chosen among changes
    that are no greater than the greatest 尾差 (or two cents). ``left`` are the 尾差 that stay.
    """

    groups: tuple[tuple[Change, ...], ...]
    optimal: bool
    edit: Edit
    left: tuple[Left, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """All cells that change, group by group."""
        return tuple(change for group in self.groups for change in group)

    @property
    def classes(self) -> int:
        """How many figures change, copies not counted."""
        return len(self.groups)

    @property
    def cents(self) -> int:
        """By how many cents in all, copies not counted."""
        return sum(abs(group[0].new - group[0].old) // CENT for group in self.groups)


def balance(workspace: Workspace, locked: Collection[CellRef] = frozenset(), nodes: int = NODES) -> Balance:
    """Plan the balance of the whole document without touching ``locked`` cells; nothing is changed yet.

    A balanced document gives an empty proposal. On documents of thousands of rows it takes about a second. The edit is
    tried out on the workspace and taken back, so nobody else may be using that meanwhile.

    :raises PlanError: there are 尾差, and 断差 stand in the way of all of them.
    """
    return _Balancer(workspace, locked).run(nodes)


class _Balancer:
    def __init__(self, workspace: Workspace, locked: Collection[CellRef]) -> None:
        self.workspace = workspace
        self.classes = Classes(workspace, frozenset(locked))
        self.groups: list[tuple[Change, ...]] = []
        self.left: list[Left] = []
        self.optimal = True

    def run(self, nodes: int) -> Balance:
        for part in split(self.classes.rows()):
            if any(row.reason == Reason.BREAK for row in part):
                self._leave(part, Reason.BREAK)
            elif any(row.lines for row in part):
                self._solve(Component(part, self.classes.movable), nodes)
        if not self.groups and any(one.reason is Reason.BREAK for one in self.left):
            raise PlanError("还有断差没有改正，舍位平衡会把错数一起调平。请先按清单改正断差，再做舍位平衡。")
        balance = Balance(tuple(sorted(self.groups)), self.optimal, self._edit(), tuple(self.left))
        return balance if self._holds(balance) else self._nothing()

    def _solve(self, component: Component, nodes: int) -> None:
        answer = fewest(component, nodes) or descend(component, ROW_NODES * len(component.rows))
        self.optimal &= answer.proven
        trial = Trial(component)
        for column, cents in answer.steps:
            trial.move(column, cents)
            self.groups.append(self._group(component, column, cents))
        self._leave((component.rows[row] for row in trial.gaps), Reason.UNSOLVED)
        self._leave((row for row in component.rows if row.reason), Reason.EXACT)

    def _group(self, component: Component, column: int, cents: int) -> tuple[Change, ...]:
        member = component.member(column, cents)
        assert member is not None, "the searches ask before they move"
        figure = self.classes.movable[member]
        definition = self.workspace.equations.lookup.definition
        inputs_first = sorted(figure.cells, key=lambda ref: definition(ref) is not None)
        return tuple(Change(ref, figure.cents * CENT, (figure.cents + cents) * CENT) for ref in inputs_first)

    def _leave(self, rows: Iterable[Row], reason: Reason) -> None:
        for row in rows:
            why = Reason(row.reason) if row.reason else reason
            keys = map(self.workspace.engine.key_of, row.lines)
            differences = (key for key in keys if self.workspace.engine.findings[key].state in DIFFERENCES)
            self.left += (Left(key, why) for key in differences)

    def _edit(self) -> Edit:
        return planning.set_cells(self.workspace, dict(self._texts()), LABEL, CAUSE)

    def _texts(self) -> Iterator[tuple[CellRef, str]]:
        for change in (change for group in self.groups for change in group):
            unit = self.workspace.pack.form(change.ref.form).unit
            yield change.ref, to_text(change.new, Unit.WAN) + ("" if unit is Unit.WAN else Unit.WAN.value)

    def _holds(self, balance: Balance) -> bool:
        """The engine has the last word: tried out, the edit leaves the 尾差 that it says, and no 断差 that was not."""
        expected = {one.key for one in balance.left} | set(self._off(State.BREAK))
        with self.workspace.trial(balance.edit):
            return all(key in expected for key in [*self._off(State.BREAK), *self._off(*DIFFERENCES)])

    def _nothing(self) -> Balance:
        left = tuple(Left(key, Reason.UNSOLVED) for key in self._off(*DIFFERENCES))
        return Balance((), False, Edit(LABEL, CAUSE, ()), left)

    def _off(self, *states: State) -> list[str]:
        found = self.workspace.engine.findings.items()
        return [key for key, finding in found if finding.state in states and finding.place is None]
