"""What a number in a text is worked out from: parsing such a text, and printing it back.

``表一[上年结转].收入 / 表一[收入总计].收入`` names cells as formulas do; ``合计(表十二.项目.合计,
类别=特定目标类)`` adds up and ``个数(表十二.项目)`` counts the rows of a kind, all of them or those whose text of
that name says so. The text may come from an untrusted file: it is parsed, never evaluated as code.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import msgspec
from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from models.errors import FormulaError

MAX_EXPRESSION = 500
ROW_VARIABLE = "行"
_TIMES = {"×": "*", "÷": "/"}
_SIGNS = {"−": "-", "－": "-", "＋": "+"}
_COMPARED = {"＞": ">", "＜": "<"}


class Literal(msgspec.Struct, frozen=True):
    """A number as written."""

    text: str

    def __str__(self) -> str:
        return self.text


class CellOf(msgspec.Struct, frozen=True):
    """A cell: form number, row (name, code or id) and column as written."""

    form: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.form}[{self.row}].{self.column}"


class Aggregate(msgspec.Struct, frozen=True):
    """A sum of a column, or with column "" a count, over the rows of a kind; ``where`` names a text of the row."""

    form: str
    kind: str
    column: str = ""
    where: str = ""
    equals: str = ""

    def __str__(self) -> str:
        name = f"合计({self.form}.{self.kind}.{self.column}" if self.column else f"个数({self.form}.{self.kind}"
        return name + (f", {self.where}={self.equals})" if self.where else ")")


class Binary(msgspec.Struct, frozen=True):
    """Two values with an operator: + - * / or a comparison (= ≠ > < ≥ ≤), which gives 1 or 0."""

    operator: str
    left: Expression
    right: Expression

    def __str__(self) -> str:
        return f"{_inner(self.left, self, right=False)} {self.operator} {_inner(self.right, self, right=True)}"


Expression = Literal | CellOf | Aggregate | Binary

_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


def _inner(part: Expression, outer: Binary, *, right: bool) -> str:
    """An operand, in brackets where it would else be read otherwise."""
    if isinstance(part, Binary):
        mine, its = _RANK.get(outer.operator, 0), _RANK.get(part.operator, 0)
        if its < mine or (its == mine and right):
            return f"({part})"
    return str(part)


class _Builder(Transformer[Token, Expression]):
    """Turns lark's tree into the values above."""

    def start(self, items: list[Expression]) -> Expression:
        return items[0]

    def number(self, items: list[Token]) -> Expression:
        return Literal(str(items[0]))

    def signed(self, items: list[Any]) -> Expression:
        sign, value = items
        return value if _SIGNS.get(sign, sign) == "+" else Binary("-", Literal("0"), value)

    def ref(self, items: list[Token]) -> Expression:
        form, selector, column = items
        return CellOf(str(form), selector[1:-1].strip(), str(column))

    def domain(self, items: list[Token]) -> tuple[str, str]:
        return str(items[0]), str(items[1])

    def call(self, items: list[Any]) -> Expression:
        function, (form, kind), column, where, equals = items
        if (function == "合计") != (column is not None):
            raise FormulaError("合计 要写明表、行类型和列，个数 只写表和行类型", function.start_pos or 0)
        return Aggregate(form, kind, str(column or ""), str(where or ""), str(equals or ""))

    def sum(self, items: list[Any]) -> Expression:
        return _chain(items, _SIGNS)

    def product(self, items: list[Any]) -> Expression:
        return _chain(items, _TIMES)

    def condition(self, items: list[Any]) -> Expression:
        return _chain(items, _COMPARED)


def _chain(items: list[Any], spellings: dict[str, str]) -> Expression:
    result: Expression = items[0]
    for operator, value in zip(items[1::2], items[2::2], strict=True):
        result = Binary(spellings.get(operator, str(operator)), result, value)
    return result


@functools.cache
def _parser() -> Lark:
    grammar = resources.files("models.narrative").joinpath("figure.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=True)


@functools.lru_cache(maxsize=4_096)
def parse(text: str) -> Expression:
    """Parse what a figure is worked out from.

    :raises FormulaError: with the position of what is not understood.
    """
    if len(text) > MAX_EXPRESSION:
        raise FormulaError(f"取数公式太长（超过 {MAX_EXPRESSION} 字）", MAX_EXPRESSION)
    try:
        return _Builder().transform(_parser().parse(text))
    except UnexpectedInput as error:
        position: int = getattr(error, "pos_in_stream", None) or 0
        if isinstance(error, UnexpectedToken) and error.token.type == "$END":
            position = len(text)
        found = f"“{text[position : position + 8]}”" if 0 <= position < len(text) else "结尾"
        raise FormulaError(f"第 {max(position, 0) + 1} 个字处看不懂{found}", max(position, 0)) from None
    except VisitError as error:
        if isinstance(error.orig_exc, FormulaError):
            raise error.orig_exc from None
        raise


def readable(text: str) -> Expression | None:
    """:func:`parse`, with ``None`` for what is not understood."""
    try:
        return parse(text)
    except FormulaError:
        return None


def for_row(expression: Expression, row: str) -> Expression:
    """The expression with the variable 行 replaced by a row's code or id."""
    match expression:
        case CellOf(form, selector, column) if selector == ROW_VARIABLE:
            return CellOf(form, row, column)
        case Binary(operator, left, right):
            return Binary(operator, for_row(left, row), for_row(right, row))
    return expression


def parts(expression: Expression) -> tuple[CellOf | Aggregate, ...]:
    """The cells and aggregates that an expression reads, in order."""
    match expression:
        case Binary(_operator, left, right):
            return parts(left) + parts(right)
        case Literal():
            return ()
    return (expression,)
