"""Sums that a text tells with all their parts: where the tables' 尾差 show in the words, they are told there too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from models.amounts import Unit
from models.engine import Engine
from models.equations import Instance
from models.findings import DIFFERENCES, State
from models.narrative.contexts import Role
from models.narrative.numbers import NumberKind
from models.narrative.totals import whole_column
from models.narrative.verdicts import CheckedNumber, NumberState
from models.refs import CellRef

_SAID = (NumberState.CHECKED, NumberState.BOUND)
_PARTS = 2


class ToldSum(NamedTuple):
    """A sum in words that is off by rounding: its number, how many parts are told, what they come to in 万元; the state
    and origin of the tables' 尾差 behind it.
    """

    whole: CheckedNumber
    parts: int
    total: Fraction
    state: State
    root: str


def told_sums(numbers: Sequence[CheckedNumber], engine: Engine) -> Iterator[ToldSum]:
    """The sums of a section that the tables have with 尾差 and that it tells whole: all their parts that are not zero,
    and the sum, each to the cent.
    """
    equations = engine.equations
    said = _said(numbers, engine)
    seen: set[CheckedNumber] = set()
    for ref in said:
        for instance in equations.touching(ref):
            state = equations.state(instance)
            found = _told(instance, said, numbers, engine) if state in DIFFERENCES else None
            if found is None or found[0] in seen:
                continue
            whole, parts = found
            seen.add(whole)
            finding = engine.findings.get(engine.key_of(instance))
            total = sum((part.value for part in parts), Fraction(0))
            yield ToldSum(whole, len(parts), total, state, finding.root if finding is not None else "")


def read_by_sums(numbers: Sequence[CheckedNumber], engine: Engine) -> Iterator[CellRef]:
    """What :func:`told_sums` depends on besides the numbers: the columns of the cells told, and the other cells of
    their sums.
    """
    for ref in _said(numbers, engine):
        yield whole_column(ref)
        for instance in engine.equations.touching(ref):
            yield from (cell for cell, _sign, _side in engine.equations.cells(instance, summed=False))


def _said(numbers: Sequence[CheckedNumber], engine: Engine) -> dict[CellRef, CheckedNumber]:
    """The cells whose figures are told to the cent, each with the first number that does."""
    found: dict[CellRef, CheckedNumber] = {}
    for number in numbers:
        if _is_exact(number, engine):
            found.setdefault(number.cells[0], number)
    return found


def _is_exact(number: CheckedNumber, engine: Engine) -> bool:
    """Whether a number says one cell's figure to the cent."""
    if number.kind is not NumberKind.AMOUNT or number.state not in _SAID or len(number.cells) != 1:
        return False
    return bool(number.value) and number.value * Unit.WAN.fen == engine.equations.value(number.cells[0]).fen


def _told(
    instance: Instance, said: dict[CellRef, CheckedNumber], numbers: Sequence[CheckedNumber], engine: Engine
) -> tuple[CheckedNumber, list[CheckedNumber]] | None:
    """The number of an equality's sum and those of its parts, where the words tell them all."""
    value = engine.equations.value
    sides: tuple[list[CellRef], list[CellRef]] = ([], [])
    untold = 0
    for ref, sign, side in engine.equations.cells(instance):
        if value(ref).fen:
            untold += ref not in said
            if (sign > 0) != (side == 0) or untold > 1:
                return None  # something is taken away, or a part is not told
            sides[side].append(ref)
    whole, parts = sorted(sides, key=len)
    if len(whole) != 1 or len(parts) < _PARTS or any(ref not in said for ref in parts):
        return None
    told = [said[ref] for ref in parts]
    first = min((one.line, one.start) for one in told)
    wanted = Fraction(value(whole[0]).fen, Unit.WAN.fen)
    sums = [
        one
        for one in numbers
        if one.kind is NumberKind.AMOUNT and one.state in _SAID and one.value == wanted and one not in told
        and one.context.role is Role.LEVEL and one.cells
    ]  # fmt: skip
    own = [one for one in sums if whole[0] in one.cells]
    near = [one for one in sums if one.line == first[0]]
    number = next(iter([one for one in own if one in near] or near or own or sums), None)
    return (number, told) if number is not None else None
