"""Amounts: integer 分 together with how exactly they are known; reading and writing them as 万元 or 元.

A figure printed as ``94.33`` 万元 stands for anything within 0.005 万元 of it; one given in 元, or with more than two
decimals of 万元, is exact. ``slack`` is that half-width in 分. No binary float ever touches money.
"""

from __future__ import annotations

import ast
import enum
import operator
import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from models.errors import AmountError

ROUNDED_SLACK = 5_000
"""Half a cent of 万元, in 分: what two printed decimals leave open."""
LIMIT_FEN = 10**17
"""Amounts at or beyond this (1 000 万亿元) are typing slips, and would not fit the file."""
PRINTED_DECIMALS = 2
MAX_TEXT = 200


class Unit(enum.Enum):
    """The unit of a form; ``fen`` is how many 分 one of it holds. What is no money counts in hundredths as well."""

    WAN = "万元"
    YUAN = "元"
    COUNT = "个"
    PEOPLE = "人"
    CARS = "辆"
    SETS = "台（套）"
    AREA = "平方米"

    @property
    def fen(self) -> int:
        """分 in one unit."""
        return 1_000_000 if self is Unit.WAN else 100

    @property
    def is_money(self) -> bool:
        """Whether the unit is one of money."""
        return self in (Unit.WAN, Unit.YUAN)


class Amount(NamedTuple):
    """``fen`` 分, known to within ``slack`` 分 (0: exactly)."""

    fen: int
    slack: int = 0


_SUFFIXES = (("亿元", 10_000_000_000), ("万元", 1_000_000), ("亿", 10_000_000_000), ("万", 1_000_000), ("元", 100))
_DASHES = "-－—–―−﹣‐‑"
_ZERO_TEXTS = {"-", "--"}
_SIGNS = ("-", "△", "▲", "+")
_TWO_FIGURES = re.compile(r"\d\s*[\t\r\n]\s*\d|\d\s+(?!\d{3}(?!\d))\d")  # a space only separates thousands
_EXPRESSION = re.compile(r"[\d.+\-*/()]+", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+")
_OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def parse(text: str, unit: Unit = Unit.WAN) -> Amount | None:
    """Read a typed, pasted or imported text; ``None`` is a blank.

    Accepts full-width digits, thousands separators, spaces, a unit written behind, accounting brackets, △ and every
    dash as minus, a lone dash as zero, and ``=12.5+3``.

    :raises AmountError: the text is no amount; the sentence says why.
    """
    stripped = text.strip()
    if len(stripped) > MAX_TEXT:
        raise AmountError(f"“{stripped[:20]}…”太长，不是金额。")
    plain = _normalise(stripped)
    if not plain:
        return None
    if plain in _ZERO_TEXTS:
        return Amount(0)
    if plain.startswith("="):
        amount = _round_half_up(_calculate(plain[1:], text) * unit.fen, unit.fen // 100)
        return _checked(amount, unit, PRINTED_DECIMALS, text)
    sign, digits, factor = _split(plain, text, unit)
    whole, _, decimals_text = digits.replace(",", "").partition(".")
    scaled = Fraction(int(whole + decimals_text or "0"), 10 ** len(decimals_text)) * factor
    if scaled.denominator != 1:
        raise AmountError(f"“{text.strip()}”小到不足一分，请检查小数点。")
    given = Unit.WAN if factor == Unit.WAN.fen else Unit.YUAN
    return _checked(sign * int(scaled), given, len(decimals_text), text)


def _normalise(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if _TWO_FIGURES.search(plain) or any(unicodedata.category(ch) == "No" for ch in text):  # 5² is not 52, ⑴ not -1
        raise _no_amount(text)
    return "".join("-" if ch in _DASHES else ch for ch in plain if not ch.isspace())


def _no_amount(text: str) -> AmountError:
    return AmountError(f"“{text.strip()}”不是金额，请改成数字，例如 1148.53。")


def _split(plain: str, text: str, unit: Unit) -> tuple[int, str, int]:
    """Sign, digits and 分 per unit of a normalised text."""
    negative, factor, rest = 0, unit.fen, plain
    if rest.startswith("(") and rest.endswith(")"):
        negative, rest = 1, rest[1:-1]
    rest = rest.removeprefix("人民币").removeprefix("¥")
    while rest[:1] in _SIGNS:
        negative, rest = negative + (rest[0] != "+"), rest[1:]
    rest = rest.removeprefix("¥")
    for suffix, fen in _SUFFIXES:
        if rest.endswith(suffix):
            rest, factor = rest.removesuffix(suffix), fen
            break
    if rest.startswith("(") and rest.endswith(")"):
        negative, rest = negative + 1, rest[1:-1]
    if not _NUMBER.fullmatch(rest):
        raise _no_amount(text)
    if negative > 1:
        raise AmountError(f"“{text.strip()}”的负号不止一个，看不出正负，请只留一个。")
    return -1 if negative else 1, rest, factor


def _calculate(expression: str, text: str) -> Fraction:
    """The value of ``12.5+3*(2-1)``: numbers, four operations and brackets only."""
    cleaned = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", expression).replace("×", "*").replace("÷", "/")
    try:
        if not _EXPRESSION.fullmatch(cleaned):
            raise ValueError
        return _value(ast.parse(cleaned, mode="eval").body, cleaned)
    except (SyntaxError, ValueError, KeyError, ZeroDivisionError, RecursionError, MemoryError):
        raise AmountError(f"“{text.strip()}”算不出结果，请检查算式。") from None


def _value(node: ast.expr, source: str) -> Fraction:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Fraction(ast.get_source_segment(source, node) or "")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        inner = _value(node.operand, source)
        return -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.BinOp):
        result: Fraction = _OPERATORS[type(node.op)](_value(node.left, source), _value(node.right, source))
        return result
    raise ValueError


def _round_half_up(value: Fraction, step: int) -> int:
    quotient = abs(value) / step
    rounded = int(quotient + Fraction(1, 2)) * step
    return rounded if value >= 0 else -rounded


def _checked(fen: int, unit: Unit, decimals: int, text: str) -> Amount:
    if abs(fen) >= LIMIT_FEN:
        raise AmountError(f"“{text.strip()[:30]}”超出可录入的范围（一千万亿元），请检查位数。")
    rounded = unit is Unit.WAN and decimals <= PRINTED_DECIMALS and fen != 0
    return Amount(fen, ROUNDED_SLACK if rounded else 0)


def to_text(fen: int, unit: Unit = Unit.WAN, *, grouped: bool = False, whole: bool = False) -> str:
    """The amount with two decimals of ``unit``, rounded half up: ``1170.53``, or ``1,170.53`` when ``grouped``.

    ``whole`` leaves decimals out where there are none.
    """
    step = unit.fen // 100
    cents = (abs(fen) + step // 2) // step
    sign = "-" if fen < 0 and cents else ""
    units, rest = divmod(cents, 100)
    digits = f"{units:,}" if grouped else str(units)
    return f"{sign}{digits}" if whole and not rest else f"{sign}{digits}.{rest:02d}"


def exact_text(fen: int, unit: Unit = Unit.WAN) -> str:
    """The amount with as many decimals of ``unit`` as it has, two at least: ``94.327155``."""
    places = 6 if unit is Unit.WAN else 2
    whole, rest = divmod(abs(fen), unit.fen)
    decimals = f"{rest:0{places}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if fen < 0 else ''}{whole}.{decimals}"
