"""What a number in a text is worked out from: parsing such a text, and printing it back.

``表一[上年结转].收入 / 表一[收入总计].收入`` names cells as formulas do; ``合计(表十二.项目.合计,
类别=特定目标类)`` adds up and ``个数(表十二.项目)`` counts the rows of a kind, all of them or those whose text of
that name says so. The text may come from an untrusted file: it is parsed, never evaluated as code::

    condition = sum [("=" | "≠" | ">" | "<" | "≥" | "≤") sum]
    sum       = product {("+" | "-") product}
    product   = factor {("*" | "/") factor}
    factor    = ("+" | "-") factor | number | cell | call | "(" sum ")"
    cell      = name "[" row "]." name
    call      = ("合计" | "个数") "(" name "." name ["." name] ["," name "=" name] ")"

It is read by hand: a parser made from a grammar takes longer to make than the whole book to check.
"""

from __future__ import annotations

import functools
import re

import msgspec

from models.errors import FormulaError
from models.narrative.patterns import compiled

MAX_EXPRESSION = 500
ROW_VARIABLE = "行"
_OPERATORS = dict(zip("+-*/−－＋×÷", "+-*/--+*/", strict=True))
_COMPARED = {"＞": ">", "＜": "<"}
"""How operators are written, and what they are kept as."""
_SPACE = " \t\f\r\n"
_SIGN, _COMPARISON = compiled("[-+−＋－]"), compiled("[=≠><≥≤＞＜]")
_BRACKET, _CLOSED, _DOT, _COMMA, _EQUALS = (re.compile(re.escape(mark)) for mark in "().,=")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FUNCTION = compiled("合计|个数")
_SELECTOR = re.compile(r"\[[^\[\]\n]{1,80}\]")
_NOT_IN_NAMES = r"\s\[\].,，、:：=＝≠≥≤<>＜＞+＋\-−－*/×÷Σ∑()\"'`{};|"
_NAME = re.compile(rf"(?!\d)[^{_NOT_IN_NAMES}]{{1,61}}")


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


class _Reader:
    """Reads one expression, operator by operator; nothing is looked at twice."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._depth = text, 0, 0

    def whole(self) -> Expression:
        """All of the text: a value, or two that are compared."""
        found = self._terms()
        if compared := self._taken(_COMPARISON):
            found = Binary(_COMPARED.get(compared, compared), found, self._terms())
        if self._at < len(self._text):
            raise self._error()
        return found

    def _terms(self, least: int = 1) -> Expression:
        """Factors with operators of at least that rank between them, read from the left."""
        found = self._factor()
        while (operator := _OPERATORS.get(self._ahead(), "")) and _RANK[operator] >= least:
            self._at += 1
            found = Binary(operator, found, self._terms(_RANK[operator] + 1))
        return found

    def _factor(self) -> Expression:
        if sign := self._taken(_SIGN):
            self._go_deeper()
            value = self._factor()
            self._depth -= 1
            return value if _OPERATORS[sign] == "+" else Binary("-", Literal("0"), value)
        if self._taken(_BRACKET):
            self._go_deeper()
            inner = self._terms()
            self._depth -= 1
            self._take(_CLOSED)
            return inner
        if number := self._taken(_NUMBER):
            return Literal(number)
        start = self._at
        if function := self._taken(_FUNCTION):
            return self._call(function, start)
        form, selector, _dot, column = (self._take(one) for one in (_NAME, _SELECTOR, _DOT, _NAME))
        return CellOf(form, selector[1:-1].strip(), column)

    def _call(self, function: str, start: int) -> Expression:
        _bracket, form, _dot, kind = (self._take(one) for one in (_BRACKET, _NAME, _DOT, _NAME))
        column = self._take(_NAME) if self._taken(_DOT) else ""
        where = self._take(_NAME) if self._taken(_COMMA) else ""
        equals = self._take(_EQUALS) and self._take(_NAME) if where else ""
        self._take(_CLOSED)
        if (function == "合计") != bool(column):
            raise FormulaError("合计 要写明表、行类型和列，个数 只写表和行类型", start)
        return Aggregate(form, kind, column, where, equals)

    def _go_deeper(self) -> None:
        """A bracket or a sign was read: no more of them than could be closed again."""
        self._depth += 1
        if self._depth > MAX_EXPRESSION // 2:
            raise self._error()

    def _ahead(self) -> str:
        """The next character that is no space; where it stands is where reading goes on."""
        while (found := self._text[self._at : self._at + 1]) and found in _SPACE:
            self._at += 1
        return found

    def _taken(self, what: re.Pattern[str]) -> str:
        """What comes next, and reading goes on behind it; "" where it is something else."""
        self._ahead()
        match = what.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match[0]

    def _take(self, what: re.Pattern[str]) -> str:
        found = self._taken(what)
        if not found:
            raise self._error()
        return found

    def _error(self) -> FormulaError:
        ahead = self._text[self._at : self._at + 8]
        return FormulaError(f"第 {self._at + 1} 个字处看不懂{f'“{ahead}”' if ahead else '结尾'}", self._at)


@functools.lru_cache(maxsize=4_096)
def parse(text: str) -> Expression:
    """Parse what a figure is worked out from.

    :raises FormulaError: with the position of what is not understood.
    """
    if len(text) > MAX_EXPRESSION:
        raise FormulaError(f"取数公式太长（超过 {MAX_EXPRESSION} 字）", MAX_EXPRESSION)
    return _Reader(text).whole()


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
