"""A document's figures as classes that move together, and its equalities over those classes, in cents.

Figures tied by copies are one class: correcting one means correcting all. What is computed follows from what is
stated, so classes without a stated figure are replaced by the classes that they are worked out from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from models.amounts import ROUNDED_SLACK
from models.equations import Instance
from models.findings import DIFFERENCES, State
from models.instances import CENT, PAIR
from models.refs import CellRef
from models.rounding.lines import Line, figures, lines
from models.workspace import Workspace

FRAGILE = 100
"""Computed figures of no more cents than this are watched, lest they vanish or change sign."""

Moves = dict[int, int]
"""Coefficients by class."""


class FigureClass(NamedTuple):
    """Stated figures that are one figure: ``cents`` each, ``is_total`` where an equality defines every one of them."""

    cells: tuple[CellRef, ...]
    cents: int
    is_total: bool

    @property
    def order(self) -> tuple[int, bool, int, tuple[CellRef, ...]]:
        """Which class to move first among those with the same effect: few cells, leaves, large figures."""
        return len(self.cells), self.is_total, -abs(self.cents), self.cells


class Row(NamedTuple):
    """``low`` ≤ ``residual`` + Σ coefficient × change ≤ ``high``, in cents; ``None`` is no bound.

    ``lines`` are the equalities that it stands for; ``reason`` says why it is left as it is ("": it is not).
    """

    residual: int
    low: int | None
    high: int | None
    moves: Moves
    lines: tuple[Instance, ...]
    reason: str = ""


class Classes:
    """The classes of a document, of which ``movable`` may be changed, and the rows between them."""

    def __init__(self, workspace: Workspace, locked: Collection[CellRef] = frozenset()) -> None:
        self.workspace = workspace
        self.figures = figures(workspace)
        self.lines = lines(workspace, self.figures)
        self._parent: dict[CellRef, CellRef] = {}
        for line in self.lines:
            for ref, _sign in line.terms:
                self._parent.setdefault(ref, ref)
        for line in self.lines:
            self._tie(line)
        members: dict[CellRef, list[CellRef]] = {}
        for ref in self._parent:
            members.setdefault(self._find(ref), []).append(ref)
        self._class_of = {ref: number for number, cells in enumerate(members.values()) for ref in cells}
        self._members = list(members.values())
        self._at = {line.instance: number for number, line in enumerate(self.lines)}
        self.movable: dict[int, FigureClass] = {}
        self._moves: dict[int, Moves] = {}
        self._follow: set[int] = set()
        for number, cells in enumerate(self._members):
            self._sort_out(number, cells, locked)

    def _tie(self, line: Line) -> None:
        if line.operator == "=" and line.state is State.BALANCED and len(line.terms) == PAIR:
            (one, sign), (two, other) = line.terms
            if sign == -other:
                self._parent[self._find(one)] = self._find(two)

    def _find(self, ref: CellRef) -> CellRef:
        parent = self._parent
        while parent[ref] != ref:
            parent[ref] = parent[parent[ref]]
            ref = parent[ref]
        return ref

    def _sort_out(self, number: int, cells: list[CellRef], locked: Collection[CellRef]) -> None:
        """Whether a class may be changed, follows from others, or stays as it is."""
        entries = self.workspace.document.entries
        stated = [ref for ref in cells if ref in entries]
        if any(ref in locked for ref in cells) or not all(self._is_rounded(ref) for ref in stated):
            self._moves[number] = {}
        elif stated:
            lookup = self.workspace.equations.lookup
            is_total = all(lookup.definition(ref) is not None for ref in cells)
            cents = self.figures[stated[0]].fen // CENT
            self.movable[number] = FigureClass(tuple(stated), cents, is_total)
            self._moves[number] = {number: 1}
        else:
            self._follow.add(number)

    def _is_rounded(self, ref: CellRef) -> bool:
        """A figure known to the 分 is a fact, and is never moved."""
        value = self.figures[ref]
        return value.slack == ROUNDED_SLACK and not value.fen % CENT

    def moves(self, number: int) -> Moves:
        """By how much a class moves with each movable one."""
        found = self._moves.get(number)
        if found is None:
            found = self._moves[number] = self._worked_out(number)
        return found

    def _worked_out(self, number: int) -> Moves:
        lookup = self.workspace.equations.lookup
        first = min(self._members[number], key=lookup.turn)
        definer = lookup.definer(first)
        at = self._at.get(definer) if definer is not None else None
        if at is None:
            return {}
        own = 0
        total: Moves = {}
        for ref, sign in self.lines[at].terms:
            other = self._class_of[ref]
            if other == number:
                own += sign
            else:
                _add(total, self.moves(other), sign)
        if abs(own) != 1:
            return {}
        self._at.pop(self.lines[at].instance)  # it always holds: nothing to ask of it
        return {other: -by * own for other, by in total.items()}

    # -- rows -----------------------------------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        """What the equalities demand of the movable classes, equal demands once."""
        for number in self._follow:
            self.moves(number)
        found: dict[tuple[object, ...], Row] = {}
        for row in (*self._demands(), *self._watched()):
            if row.moves or row.reason:
                key = (row.residual, row.low, row.high, row.reason, frozenset(row.moves.items()))
                same = found.get(key)
                found[key] = row if same is None else row._replace(lines=same.lines + row.lines)
        return list(found.values())

    def _demands(self) -> Iterable[Row]:
        for line in self.lines:
            if line.instance not in self._at:
                continue
            moves: Moves = {}
            for ref, sign in line.terms:
                _add(moves, self.moves(self._class_of[ref]), sign)
            yield self._demand(line, {number: by for number, by in moves.items() if by})

    def _demand(self, line: Line, moves: Moves) -> Row:
        own = (line.instance,) if line.state is not State.BALANCED else ()
        cents, rest = divmod(line.instance.residual, CENT)
        if line.state is State.BREAK:
            return Row(cents, None, None, moves, own, "break")
        low, high = None if line.operator == "≤" else 0, None if line.operator == "≥" else 0
        if line.state in DIFFERENCES and (not moves or (rest and line.operator == "=")):
            return Row(cents, cents, cents, moves, own, "exact" if moves else "locked")
        if line.operator == "≤":
            cents += bool(rest)
        if moves and next(iter(moves.values())) < 0:  # the same demand, seen from the other side
            moves = {number: -by for number, by in moves.items()}
            cents, low, high = -cents, (None if high is None else -high), (None if low is None else -low)
        return Row(cents, low, high, moves, own)

    def _watched(self) -> Iterable[Row]:
        """Small computed figures keep their sign."""
        for number in self._follow:
            cents = self.figures[self._members[number][0]].fen // CENT
            if abs(cents) <= FRAGILE:
                yield Row(cents, 1 if cents > 0 else None, None if cents > 0 else -1, self.moves(number), ())


def _add(total: Moves, moves: Moves, times: int) -> None:
    for number, by in moves.items():
        total[number] = total.get(number, 0) + by * times
