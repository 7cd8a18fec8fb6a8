"""The formula language: parsing a rule's text into a :class:`Formula`, and printing it back.

``对每个 行 于 表三.上级, 列 于 合计、基本支出: 表三[行].列 = Σ 表三[行.下级].列`` says: for each parent row of
表三, and for both columns, the row equals the sum of the rows directly below it. A variable called 行 stands for
one row of one form; any other (科目, 类) stands for a code, and ``表五[科目]`` for the row of 表五 that carries it.
``遇 A、B 则 ≥``: where A or B holds an amount, only ≥ is demanded. The text may come from an untrusted file: it is
parsed, never evaluated.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import msgspec
from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from models.errors import FormulaError

ROW_VARIABLE = "行"
COLUMN_VARIABLE = "列"
CHILDREN = "下级"
MAX_FORMULA = 2_000
_OPERATORS = {"=": "=", "＝": "=", "≥": "≥", ">=": "≥", "≤": "≤", "<=": "≤"}


class Ref(msgspec.Struct, frozen=True):
    """``表三[行.下级].合计``: form number, selector and column as written; ``children`` for ``.下级``."""

    form: str
    selector: str
    column: str
    children: bool = False

    def __str__(self) -> str:
        return f"{self.form}[{self.selector}{'.' + CHILDREN if self.children else ''}].{self.column}"


class Term(msgspec.Struct, frozen=True):
    """A reference with its sign (1 or -1); ``summed`` for Σ."""

    ref: Ref
    sign: int = 1
    summed: bool = False


class Domain(msgspec.Struct, frozen=True):
    """The rows a variable runs over: a form, all of it or one kind (类, 上级, 末级 …)."""

    form: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.form}.{self.kind}" if self.kind else self.form


class Formula(msgspec.Struct, frozen=True):
    """A parsed rule text. ``variable`` is "" for a rule about fixed cells; ``columns`` is () without a 列."""

    left: tuple[Term, ...]
    operator: str
    right: tuple[Term, ...]
    variable: str = ""
    domains: tuple[Domain, ...] = ()
    columns: tuple[str, ...] = ()
    guards: tuple[Ref, ...] = ()
    guard_operator: str = ""

    def __str__(self) -> str:
        quantifiers = []
        if self.variable:
            quantifiers.append(f"对每个 {self.variable} 于 {'、'.join(map(str, self.domains))}")
        if self.columns:
            quantifiers.append(f"列 于 {'、'.join(self.columns)}")
        head = f"{', '.join(quantifiers)}: " if quantifiers else ""
        tail = f" 遇 {'、'.join(map(str, self.guards))} 则 {self.guard_operator}" if self.guards else ""
        return f"{head}{_side(self.left)} {self.operator} {_side(self.right)}{tail}"

    def for_column(self, column: str) -> Formula:
        """The formula with 列 replaced by one of ``columns``."""

        def put(terms: tuple[Term, ...]) -> tuple[Term, ...]:
            return tuple(
                msgspec.structs.replace(term, ref=msgspec.structs.replace(term.ref, column=column))
                if term.ref.column == COLUMN_VARIABLE
                else term
                for term in terms
            )

        return msgspec.structs.replace(self, left=put(self.left), right=put(self.right), columns=())


def _side(terms: tuple[Term, ...]) -> str:
    parts: list[str] = []
    for index, term in enumerate(terms):
        operator = "- " if term.sign < 0 else ("+ " if index else "")
        parts.append(f"{operator}{'Σ ' if term.summed else ''}{term.ref}")
    return " ".join(parts)


class _Builder(Transformer[Token, Formula]):
    """Turns lark's tree into the values above."""

    def ref(self, items: list[Token]) -> Ref:
        form, selector, column = items
        inner = selector[1:-1].strip()
        children = inner.endswith("." + CHILDREN)
        name = inner.removesuffix("." + CHILDREN).strip() if children else inner
        if not name:
            raise FormulaError("方括号里要写行名、科目编码或变量", selector.start_pos or 0)
        return Ref(str(form), name, str(column), children)

    def term(self, items: list[Any]) -> Term:
        sigma, ref = items
        return Term(ref, 1, sigma is not None)

    def sign(self, items: list[Token]) -> int:
        return 1 if items[0].type == "PLUS" else -1

    def sum(self, items: list[Any]) -> tuple[Term, ...]:
        minus, first, *rest = items
        terms = [msgspec.structs.replace(first, sign=-1 if minus is not None else 1)]
        terms += [msgspec.structs.replace(term, sign=sign) for sign, term in zip(rest[::2], rest[1::2], strict=True)]
        return tuple(terms)

    def domain(self, items: list[Token | None]) -> Domain:
        form, kind = items
        return Domain(str(form), str(kind or ""))

    def rows(self, items: list[Any]) -> tuple[str, str, tuple[Domain, ...]]:
        return "rows", str(items[0]), tuple(items[1:])

    def columns(self, items: list[Token]) -> tuple[str, tuple[str, ...]]:
        return "columns", tuple(str(item) for item in items)

    def quantifiers(self, items: list[Any]) -> list[Any]:
        found = [item for item in items if not isinstance(item, Token)]
        if len({kind for kind, *_rest in found}) < len(found):
            raise FormulaError("变量和 列 在一条公式里只能各写一次", (items[1].start_pos or 0) + 1)
        return found

    def guard(self, items: list[Any]) -> tuple[tuple[Ref, ...], str]:
        return tuple(item for item in items if isinstance(item, Ref)), _OPERATORS[items[-1]]

    def start(self, items: list[Any]) -> Formula:
        quantifiers, left, operator, right, guard = items
        variable, domains, columns = "", (), ()
        for quantifier in quantifiers or ():
            if quantifier[0] == "rows":
                _, variable, domains = quantifier
            else:
                _, columns = quantifier
        guards, guard_operator = guard or ((), "")
        return Formula(left, _OPERATORS[operator], right, variable, domains, columns, guards, guard_operator)


@functools.cache
def _parser() -> Lark:
    grammar = resources.files("models").joinpath("formula.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=True)


def parse(text: str) -> Formula:
    """Parse a rule's text.

    :raises FormulaError: with the position and, in Chinese, what was expected there.
    """
    if len(text) > MAX_FORMULA:
        raise FormulaError(f"公式太长（超过 {MAX_FORMULA} 字），请拆成几条", MAX_FORMULA)
    try:
        return _Builder().transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    except VisitError as error:
        if isinstance(error.orig_exc, FormulaError):
            raise error.orig_exc from None
        raise


_EXPECTED = {
    "OP": "= ≥ ≤", "NAME": "表名、行名或列名", "SELECTOR": "[行]", "DOT": ".", "COLON": "冒号", "PLUS": "+",
    "MINUS": "-", "SIGMA": "Σ", "COMMA": "逗号", "$END": "公式结束", "DCOLON": "冒号",
}  # fmt: skip


def _explained(error: UnexpectedInput, text: str) -> FormulaError:
    position: int = getattr(error, "pos_in_stream", -1)
    position = position if position is not None and position >= 0 else len(text)
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        position = len(text)
    names = getattr(error, "accepts", None) or getattr(error, "expected", None) or getattr(error, "allowed", None) or ()
    wanted = "、".join(sorted({_EXPECTED[name] for name in names if name in _EXPECTED}))
    found = f"“{text[position : position + 8]}”" if position < len(text) else "结尾"
    reason = f"第 {position + 1} 个字处看不懂{found}" + (f"，这里应为：{wanted}" if wanted else "")
    return FormulaError(reason, position)
