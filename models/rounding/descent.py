"""Changes for documents with more 尾差 than the exact search can take together: row by row, each at its cheapest.

A mend makes one violated row hold and leaves no other worse than it was, so that every mend comes closer. What a change
spoils has to be made good by further changes of the same mend, which pushes a cent up or across the forms until it
meets another that is missing, or a total that takes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.rounding.components import Component, Steps, Trial
from models.rounding.exact import Answer

DEPTHS = (3, 5)
"""How many changes a mend may take; deeper ones only where none less deep is left."""
SHARE = 200
"""Nodes for one mend, times its depth."""

PATIENCE = 200
"""How often the weights are raised without any change becoming worth while."""


def descend(component: Component, nodes: int) -> Answer:
    """Changes that make as many rows hold as could be mended within ``nodes``; nothing is proven."""
    return _Descent(component, nodes).run()


class _Descent:
    def __init__(self, component: Component, nodes: int) -> None:
        self.component, self.left = component, nodes
        self.trial = Trial(component)
        self.changes: dict[int, int] = {}
        self._base: dict[int, int] = {}
        self._used: set[int] = set()
        self._budget = 0
        self._found: list[tuple[int, int, int, Steps]] = []

    def run(self) -> Answer:
        for depth in DEPTHS:
            given_up: set[int] = set()
            while self.left > 0 and (open_ := self.trial.gaps.keys() - given_up):
                row = min(open_, key=lambda one: (len(self.component.of_row[one]), one))
                if not self._mend(row, depth):
                    given_up.add(row)
        if self.trial.gaps:
            self._shake()
        return Answer(tuple(sorted((column, by) for column, by in self.changes.items() if by)), False)

    def _shake(self) -> None:
        """Cent by cent, the change that helps most; rows that stay violated weigh more until others give way.

        Where that does not end well either, what the mends have reached stays.
        """
        before = dict(self.changes)
        weights = [1] * len(self.component.rows)
        patience = PATIENCE
        while self.left > 0 and patience and self.trial.gaps:
            choices = list(self._single_cents(weights))
            self.left -= len(choices) + 1
            gain, _more, column, cent = min(choices, default=(0, 0, 0, 0))
            if gain < 0:
                self._change(column, cent)
                patience = PATIENCE
                continue
            patience -= 1
            for row in self.trial.gaps:
                weights[row] += 1
        if self.trial.gaps:
            for column, by in list(self.changes.items()):
                self._change(column, before.get(column, 0) - by)

    def _single_cents(self, weights: list[int]) -> Iterator[tuple[int, int, int, int]]:
        """Changes of one cent that move a violated row the right way: what they gain, what they add, column, cent."""
        trial, component = self.trial, self.component
        for row, gap in trial.gaps.items():
            for column, by in component.rows_by[row].items():
                cent = -1 if gap * by > 0 else 1
                have = self.changes.get(column, 0)
                gain = 0
                for other, effect in component.columns[column].effects:
                    after = component.gap(other, trial.residuals[other] + effect * cent)
                    gain += weights[other] * (abs(after) - abs(trial.gaps.get(other, 0)))
                if component.member(column, have + cent) is not None:
                    yield gain, abs(have + cent) - abs(have), column, cent

    def _mend(self, row: int, deepest: int) -> bool:
        """Make a row hold by the fewest changes; whether that was possible."""
        self._base = dict(self.trial.gaps)
        self._found.clear()
        self._budget = SHARE * deepest
        for depth in range(1, deepest + 1):
            self._extend(row, (), depth)
            if self._found:
                for column, by in min(self._found)[-1]:
                    self._change(column, by)
                return True
        return False

    def _change(self, column: int, by: int) -> None:
        self.trial.move(column, by)
        self.changes[column] = self.changes.get(column, 0) + by

    def _extend(self, target: int, steps: Steps, depth: int) -> None:
        if self._budget <= 0:
            return
        self._budget -= 1
        self.left -= 1
        owed = self._owed(target)
        if not owed:
            self._keep(steps)
            return
        if not depth:
            return
        row = min(owed, key=lambda one: (len(self.component.of_row[one]), one))
        for column in self.component.of_row[row]:
            if column in self._used:
                continue
            by = self.component.rows_by[row][column]
            for change in self._wanted(row, by, target):
                if self.component.member(column, self.changes.get(column, 0) + change) is not None:
                    self._used.add(column)
                    self._change(column, change)
                    self._extend(target, (*steps, (column, change)), depth - 1)
                    self._change(column, -change)
                    self._used.discard(column)

    def _owed(self, target: int) -> list[int]:
        """The rows that this mend must still make good: its target, and those that it has made worse."""
        base = self._base
        return [row for row, gap in self.trial.gaps.items() if row == target or abs(gap) > abs(base.get(row, 0))]

    def _wanted(self, row: int, by: int, target: int) -> list[int]:
        """The changes of a column with coefficient ``by`` that make a row hold, or no worse than it was."""
        gap = self.trial.gaps[row]
        before = self._base.get(row, 0) if row != target else 0
        wanted = dict.fromkeys((gap, gap - before, gap + before))
        return [-one // by for one in wanted if one and not one % by]

    def _keep(self, steps: Steps) -> None:
        missing = sum(map(abs, self.trial.gaps.values()))
        columns, figures = self.component.columns, self.component.figures
        cents = sum(abs(by) for _column, by in steps)
        cells = sum(len(figures[columns[column].members[0]].cells) for column, _by in steps)
        self._found.append((missing, cents, cells, steps))
