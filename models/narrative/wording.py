"""Figures of prose in the clerk's words: what a figure is worked out from, and why a number is wrong."""

from __future__ import annotations

from models.errors import FormulaError
from models.findings import State
from models.narrative import expression
from models.narrative.expression import Aggregate, Binary, CellOf, Expression, Literal
from models.narrative.known import row_words
from models.narrative.prose import formatted
from models.narrative.sums import ToldSum
from models.narrative.values import Evaluator, Figures, Quantity
from models.narrative.verdicts import CheckedNumber

WAN = 4
"""万 as a power of ten."""
_SIGNS = {"*": "×", "/": "÷"}


def source_words(figures: Figures, source: str) -> str:
    """``表一 上年结转 ÷ 收入总计``: an expression as a clerk reads it."""
    try:
        parsed = expression.parse(source)
    except FormulaError:
        return source
    return _words(figures, parsed, [])


def _words(figures: Figures, part: Expression, seen: list[str]) -> str:
    match part:
        case Literal(text):
            return text
        case CellOf(form, row, column):
            number = "" if seen and seen[-1] == form else f"{form} "
            seen.append(form)
            name = row_words(figures, form, row, column)
            return (
                f"{number}{name}"
                if column in ("收入", "合计", "收入金额", "小计", "数量", "预算数", "上年预算数", "人数")
                else f"{number}{name} {column}"
            )
        case Aggregate(form, kind, column, _where, equals):
            seen.append(form)
            what = f"{equals}{kind}" if equals else kind
            return f"{form} {what}{column}之和" if column else f"{form} {what}个数"
        case Binary(operator, left, right):
            one, other = _words(figures, left, seen), _words(figures, right, seen)
            if operator == "/" and isinstance(left, Binary):
                one = f"（{one}）"
            return f"{one} {_SIGNS.get(operator, operator)} {other}"


def computation(figures: Figures, source: str) -> str:
    """``22.00 ÷ 1,170.53``: the figures of an expression; "" for a single cell."""
    try:
        parsed = expression.parse(source)
    except FormulaError:
        return ""
    return _figures(figures, parsed) if isinstance(parsed, Binary) else ""


def _figures(figures: Figures, part: Expression) -> str:
    if isinstance(part, Binary):
        one, other = _figures(figures, part.left), _figures(figures, part.right)
        if part.operator == "/" and isinstance(part.left, Binary):
            one = f"（{one}）"
        return f"{one} {_SIGNS.get(part.operator, part.operator)} {other}"
    quantity = Evaluator(figures).value(part)
    money = not (isinstance(part, Aggregate) and not part.column)
    return formatted(quantity, "万元" if money else "").removesuffix("万元")


def rounding_sentence(told: ToldSum) -> str:
    """What a 尾差 in words is: the sum that is printed, what its parts come to, and that nothing is to be done."""
    gap = told.total - told.whole.value
    total, off = (formatted(Quantity(v, v, v), "万元") for v in (told.total, abs(gap)))
    said = f"“{told.whole.text}”：所列{told.parts}项相加为{total}，比它{'多' if gap > 0 else '少'}{off}"
    if told.state is State.ROUNDING:
        return f"{said}，是四舍五入的尾差，与报表一致，不必改数。"
    return f"{said}，在四舍五入允许的范围内，但这样大的尾差很少见，请核对。"


def mismatch_sentence(figures: Figures, number: CheckedNumber) -> str:
    """Why a number is wrong: what it should be, from where, and what may have happened."""
    if number.state.value == "mismatch" and number.source:
        words = source_words(figures, number.source)
        sums = computation(figures, number.source)
        where = f"{words} = {sums} = {number.expected}" if sums else f"{words} = {number.expected}"
    else:
        where = f"应为{number.expected}"
    slip = ""
    if number.power:
        slip = (
            "，疑似“元”与“万元”写错"
            if abs(number.power) == WAN
            else f"，相差 {10 ** abs(number.power):,} 倍，疑似小数点或单位写错"
        )
    return f"“{number.text}”与报表不符：{where}{slip}。"
