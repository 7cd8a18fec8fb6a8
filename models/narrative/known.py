"""The figures that a section of prose may tell: all that its template could print, whichever of its wordings holds now,
and the cells that those are worked out from.

Each is known by the words that the template has around it and by the names of its row and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from models.narrative import expression, markup
from models.narrative.contexts import Context, Role, Weights, contexts, name_weights, weights
from models.narrative.expression import Aggregate, Binary, CellOf, Expression, Literal
from models.narrative.numbers import NumberKind, scan
from models.narrative.prose import Line, Prose, Rendered, figures_of, formatted
from models.narrative.template import conditions
from models.narrative.units import MEASURED, amount_of
from models.narrative.values import Evaluator, Figures, Quantity, find_row, row_name
from models.refs import CellRef

_LAST_YEAR = "上年预算数"
_ROW, _COLUMN = 1.0, 0.4
_TOTALS = frozenset(("合计", "总计", "部门", "部门合计", "收入总计", "支出总计"))
_PLAIN_COLUMNS = _TOTALS | {"小计", "收入", "收入金额", "预算数", "年度资金总额"}
"""Rows that say nothing of their own, except in a column that does not either."""


class Candidate(msgspec.Struct, frozen=True):
    """A figure that belongs into a text: what it is known by, what it is worked out from, and what it comes to.

    ``source`` is "" for a number that the template itself writes out; ``implied`` says that the template does not
    print it now: it is a part of others, or of a wording that does not hold. ``place`` is where in the section it
    stands, 0 to 1.
    """

    known_by: Weights
    role: Role
    unit: str
    quantity: Quantity
    source: str
    shown: str
    place: float = 0.5
    implied: bool = False


class Known(msgspec.Struct, frozen=True):
    """The figures of a section; ``read`` and ``forms`` are the cells and the forms' rows that they depend on."""

    candidates: tuple[Candidate, ...]
    read: frozenset[CellRef]
    forms: frozenset[str]


def figures_known(figures: Figures, prose: Prose, automatic: Rendered, strip: tuple[str, ...] = ()) -> Known:
    """The figures of a section, which as its template has it is ``automatic``: those that this prints, in its order,
    then what they are worked out from.
    """
    evaluator, section = prose.evaluator(), automatic.key
    possible, around = prose.possible(section), (strip, prose.setting("last_year"))
    found = (one for line in possible.lines if line.style != "chart" for one in _of_line(line, figures, around))
    # What is less than zero is a change in the other direction.
    printed = [one for one in found if not one.quantity.known or one.quantity.value >= 0]
    now = {span.piece.source for _line, span in figures_of(automatic) if isinstance(span.piece, markup.FigurePiece)}
    for at, one in enumerate(printed):
        absent = bool(one.source) and one.source not in now
        printed[at] = msgspec.structs.replace(one, place=at / len(printed), implied=absent)
    implied = _implied(printed, prose.section(section).template, figures, evaluator)
    read, forms = possible.read | frozenset(evaluator.read), possible.forms | frozenset(evaluator.forms)
    return Known((*printed, *implied), read, forms)


def _of_line(line: Line, figures: Figures, around: tuple[tuple[str, ...], str]) -> Iterator[Candidate]:
    spans = {(s.start, s.end): s for s in line.spans if isinstance(s.piece, markup.FigurePiece)}
    typed = {
        (n.start, n.end): n
        for n in scan(line.text)
        if n.kind in MEASURED and not any(n.start < end and start < n.end for start, end in spans)
    }
    places = tuple(sorted([*spans, *typed]))
    for context, place in zip(contexts(line.text, places, *around), places, strict=True):
        if (span := spans.get(place)) is not None:
            assert isinstance(span.piece, markup.FigurePiece)
            source, unit = span.piece.source, span.piece.format
            parsed = expression.readable(source)
            role = role_of(parsed) if parsed is not None else context.role
            known_by = _known_by(context, parsed, figures)
            yield Candidate(known_by, role, unit, span.quantity, source, span.expected)
        else:
            number = typed[place]
            value = amount_of(number)
            role = context.role if number.kind is NumberKind.PERCENT else Role.LEVEL
            yield Candidate(weights(context), role, number.unit, Quantity(value, value, value), "", number.text)


def _known_by(context: Context, parsed: Expression | None, figures: Figures) -> Weights:
    found = dict(weights(context))
    names = _named(parsed, figures) if parsed is not None else {}
    for pair, weight in names.items():
        found[pair] = max(found.get(pair, 0.0), weight)
    return found


def _named(parsed: Expression, figures: Figures) -> Weights:
    """What an expression's rows and columns are called; of a share or change, only what it is the share or change of;
    of a sum, what its parts have in common.
    """
    match parsed:
        case Binary("/" | "-", left, right):
            return _named(right if parsed.operator == "-" and role_of(left) is Role.LAST else left, figures)
        case Binary("+", left, right):
            one, other = _named(left, figures), _named(right, figures)
            common = {pair: weight for pair, weight in one.items() if pair in other}
            return {**(common or {**one, **other}), **name_weights(("总计", _COLUMN))}
        case Aggregate(_form, kind, column, _where, equals):
            return name_weights((equals + kind, _ROW), (column, _COLUMN))
        case CellOf(form, row, column):
            name = row_words(figures, form, row, column)
            if name in _TOTALS and column not in _PLAIN_COLUMNS:
                return name_weights((column, _ROW))
            return name_weights((name, _ROW), (column, _COLUMN), (form, _COLUMN))
    return {}


def row_words(figures: Figures, number: str, row: str, column: str) -> str:
    """The name of the row that an expression names by name, code or id."""
    document = figures.document
    form = document.pack.form_by_number.get(number)
    for one in form.amount_columns if form is not None else ():
        if form is not None and one.title == column and (found := find_row(document, form, one, row)) is not None:
            return row_name(document, document.row(form.id, found))
    return row


def role_of(parsed: Expression) -> Role:
    """What a figure tells about its subject, from how it is worked out."""
    match parsed:
        case Binary("-", _left, _right):
            return Role.CHANGE
        case Binary("/", Binary("-", _left, _right), _whole):
            return Role.RATE
        case Binary("/", _part, _whole):
            return Role.SHARE
        case CellOf(_form, _row, column):
            return Role.LAST if column == _LAST_YEAR else Role.LEVEL
    return Role.LEVEL


def _implied(printed: Sequence[Candidate], template: str, figures: Figures, evaluator: Evaluator) -> list[Candidate]:
    """The parts of the figures printed, and what the template's conditions compare."""
    seen = {one.source for one in printed}
    found: dict[str, Candidate] = {}
    wholes = [parsed for one in printed if one.source and (parsed := expression.readable(one.source)) is not None]
    for part in (part for whole in (*wholes, *conditions(template)) for part in _parts(whole)):
        source = str(part)
        if source in seen or source in found or isinstance(part, Literal):
            continue
        quantity = evaluator.value(part)
        if not quantity.known or quantity.value < 0:
            continue
        unit = _unit(part, figures)
        shown = formatted(quantity, unit)
        found[source] = Candidate(_named(part, figures), role_of(part), unit, quantity, source, shown, implied=True)
    return list(found.values())


def _parts(whole: Expression) -> Iterator[Expression]:
    if isinstance(whole, Binary):
        for side in (whole.left, whole.right):
            if not (isinstance(side, Binary) and side.operator == "/"):
                yield side
            yield from _parts(side)


def _unit(part: Expression, figures: Figures) -> str:
    leaves = expression.parts(part)
    form = figures.document.pack.form_by_number.get(leaves[0].form) if leaves else None
    counts = isinstance(leaves[0], Aggregate) and not leaves[0].column if leaves else False
    return "万元" if form is not None and form.unit.is_money and not counts else ""
