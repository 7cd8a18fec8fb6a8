"""From a rule's text to a :class:`models.formula.Formula`, by the grammar in ``formula.lark``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import msgspec
from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from models.errors import FormulaError
from models.formula import CHILDREN, MAX_FORMULA, Domain, Formula, Ref, Term

_OPERATORS = {"=": "=", "＝": "=", "≥": "≥", ">=": "≥", "≤": "≤", "<=": "≤"}


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
    grammar = Path(__file__).with_name("formula.lark").read_text(encoding="utf-8")
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
