"""Reading a form's text: every claim in it, its open totals, and the rates that indicators add."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from models.narrative.numbers import NumberKind, scan
from models.performance import formulas, groups, products, sums
from models.performance.claims import Board, Claim, Item
from models.performance.factors import Standard
from models.performance.form import PerformanceForm, indicator_lines
from models.performance.tokens import Text, Token, measure_class, read_text


class Reading(msgspec.Struct, frozen=True):
    """A text with the claims read in it; ``totals`` are the totals that no other one takes up, ``items`` the
    amounts that may be parts of a sum, rate × quantity (virtual) where no amount stands.
    """

    text: Text
    claims: tuple[Claim, ...]
    totals: tuple[Token, ...]
    items: tuple[Item, ...] = ()


def read(field: str, given: str, standards: Sequence[Standard] = ()) -> Reading:
    """Read one text, with the indicators' ``standards`` for the rates that it does not repeat."""
    board = Board(read_text(field, given))
    formulas.formulas(board)
    sums.details(board)
    formulas.differences(board)
    formulas.shares(board)
    products.products(board, standards)
    groups.grouped(board, standards)
    groups.built_up(board)
    sums.heads(board)
    items = tuple(sums.items(board))
    totals = sums.totals(board)
    return Reading(board.text, tuple(board.claims), tuple(totals), items)


def standards_of(form: PerformanceForm) -> list[Standard]:
    """The rates that a form's indicators of cost give."""
    found: list[Standard] = []
    for _field, line, target in indicator_lines(form):
        numbers = scan(target)
        if "成本" in line.level2 and len(numbers) == 1 and numbers[0].kind is NumberKind.AMOUNT:
            dims = tuple(measure_class(part) for part in numbers[0].per.split("/") if part)
            value = numbers[0].scaled
            digits = str(value) if value.denominator == 1 else str(float(value))
            found.append(Standard(line.level3, value, dims, digits))
    return found
