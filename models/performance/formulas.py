"""Formulas that a text writes out (400元/人/天*7天*50人=14万元), differences, shares and fractions of an amount."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from models.narrative.numbers import Number, NumberKind, scan
from models.narrative.patterns import compiled, is_han
from models.performance.claims import Board, Claim, Kind, plain
from models.performance.tokens import Role, Token

_KINDS = (
    NumberKind.AMOUNT,
    NumberKind.COUNT,
    NumberKind.PERIOD,
    NumberKind.AREA,
    NumberKind.PERCENT,
    NumberKind.FRACTION,
    NumberKind.PLAIN,
)
_MARKS = "()*×xX✕·+-÷/=“” "
_WORDS = r"[^ ()*×xX·+\-÷=,;:\d]{0,8}"
_GAP = re.compile(
    rf"(?P<close>[) ]*){_WORDS}(?P<close2>[) ]*) ?(?P<op>[*×xX·+\-÷/=]) ?(?P<open>[( ]*){_WORDS}(?P<open2>[( ]*)"
)
"""What may stand between two numbers of a formula, where that is Chinese characters and ``_MARKS``."""
_RESULT = compiled(r" ?,? ?(?:共计|合计|共需|共|计|即|约为|约|得|需|为)\S{0,6}")
"""What may stand before a result, where that is Chinese characters behind its comma."""
_OPERATORS = {"*": "×", "×": "×", "x": "×", "X": "×", "✕": "×", "·": "×", "+": "+", "-": "-", "÷": "÷", "/": "÷"}
_TIMES = 2
_LESS = compiled(r"(?:减免|减去|扣除|优惠|抵扣|减)约?$")
_NET = compiled(
    r"(?:实交|实缴|实收|实际(?:缴纳|交纳|支付|需|应)?|应交|应缴|净额|余额|余|剩余|还需)(?:学费|费用|资金|为|约)?$"
)
_BEARS = compiled(r"(?:负担|承担|补助|报销|补贴|配套)[约为]?$")
_RATIO = compiled(r"^的?比例|^(?:全额)?(?:负担|承担|补助|报销|补贴|配套)")
_SPLIT = compiled(r"^的?(?:比例)?(?:进行)?(?:共同)?(?:分担|负担|承担|配套|分配|安排)")
_BORNE = compiled(r"(?:负担|承担|补助)[^,;。]{0,12}$")
_BY_OTHERS = compiled(r",[^,;。]{0,8}(?:个人|单位|自筹|其余|乡镇|企业)[^,;。]{0,6}(?:缴纳|负担|承担|自筹|自付)")
_LOOK_BACK = 30


class _Node(NamedTuple):
    value: Fraction
    is_money: bool


def formulas(board: Board) -> None:
    """Claims that are written as formulas; what stands left of ``=`` takes no part in sums any more."""
    text = board.text
    numbers = [n for n in scan(text.given) if n.kind in _KINDS]
    by_start = {token.number.start: token for token in text.tokens}
    at = 0
    while at < len(numbers):
        chain = [numbers[at]]
        operators: list[re.Match[str]] = []
        while at + len(operators) + 1 < len(numbers):
            following = numbers[at + len(operators) + 1]
            gap = _joint(text.plain[chain[-1].end : following.start], bool(operators))
            if gap is None:
                break
            operators.append(gap)
            chain.append(following)
            if "op" not in gap.groupdict():
                break
        if len(chain) > _TIMES and _judge(board, chain, operators, by_start):
            pass
        elif len(chain) >= _TIMES:
            _bracketed(board, chain, operators, by_start)
        at += max(len(operators), 1)


def _joint(gap: str, begun: bool) -> re.Match[str] | None:
    found = _GAP.fullmatch(gap.replace("✕", "×"))
    if found is not None and all(is_han(ch) or ch in _MARKS for ch in gap):
        return found
    return _RESULT.fullmatch(gap) if begun and is_han(gap.lstrip(" ,")) else None


def _judge(board: Board, chain: list[Number], gaps: list[re.Match[str]], by_start: dict[int, Token]) -> bool:
    sides: list[tuple[list[Number], str]] = []
    side, words = [chain[0]], _opening(board.text.plain, chain[0].start) + _operand(chain[0])
    for number, gap in zip(chain[1:], gaps, strict=True):
        groups = gap.groupdict()
        operator = groups.get("op", "=")
        words += ")" * ((groups.get("close") or "") + (groups.get("close2") or "")).count(")")
        if operator == "=":
            sides.append((side, words))
            side, words = [], ""
        else:
            words += _OPERATORS[operator]
        words += "(" * ((groups.get("open") or "") + (groups.get("open2") or "")).count("(") + _operand(number)
        side.append(number)
    if len(sides) < 1 or len(side) != 1 or len(sides[0][0]) < _TIMES:
        return False
    stated = by_start.get(side[0].start)
    computed = _value(
        sides[0][0], sides[0][1].replace("(", "").replace(")", "") if _unbalanced(sides[0][1]) else sides[0][1]
    )
    if stated is None or computed is None:
        return False
    if stated.is_money and not computed.is_money and stated.value != computed.value:
        scale = stated.number.scaled / stated.number.value if stated.number.value else Fraction(1)
        computed = _Node(computed.value * scale if computed.value * scale == stated.value else computed.value, True)
    parts = [by_start[n.start] for n in sides[0][0] if n.start in by_start]
    board.claim(Kind.FORMULA, stated, computed.value, sides[0][1], parts)
    board.used |= {part.index for part in parts}
    return True


def _bracketed(board: Board, chain: list[Number], gaps: list[re.Match[str]], by_start: dict[int, Token]) -> None:
    """8万元(4期×2万元): brackets that say how the amount before them comes about."""
    text = board.text.plain
    opening = text.rfind("(", max(chain[0].start - _LOOK_BACK, 0), chain[0].start)
    before = [t for t in board.text.tokens if t.number.end == opening and t.is_money]
    signs = [gap.groupdict().get("op", "=") for gap in gaps]
    if (
        opening < 0
        or not before
        or ")" in text[opening : chain[0].start]
        or "=" in signs
        or text[chain[-1].end : chain[-1].end + 1] != ")"
    ):
        return
    words = _operand(chain[0]) + "".join(
        _OPERATORS[sign] + _operand(n) for sign, n in zip(signs, chain[1:], strict=True)
    )
    computed = _value(chain, words)
    parts = [by_start[n.start] for n in chain if n.start in by_start]
    if computed is not None and computed.is_money:
        board.claim(Kind.FORMULA, before[0], computed.value, words, parts)
        board.used |= {part.index for part in parts}


def _unbalanced(words: str) -> bool:
    return words.count("(") != words.count(")")


def _opening(text: str, start: int) -> str:
    return "(" if text[start - 1 : start] == "(" else ""


def _operand(number: Number) -> str:
    if number.kind in (NumberKind.PERCENT, NumberKind.FRACTION):
        return f"{plain(number.value)}%" if number.kind is NumberKind.PERCENT else f"{plain(number.value)}"
    return plain(number.scaled, grouped=False)


def _value(numbers: list[Number], words: str) -> _Node | None:
    """The value of one side, operators by their rank; brackets as written."""
    operands = iter([n.value / 100 if n.kind is NumberKind.PERCENT else n.scaled for n in numbers])
    signs = iter(re.findall(r"[×÷+\-()]|[^×÷+\-()]+", words))
    try:
        value = _sum(list(signs), operands)
    except (ZeroDivisionError, StopIteration, IndexError):
        return None
    return _Node(value, any(n.kind is NumberKind.AMOUNT for n in numbers))


def _sum(signs: list[str], operands: Iterator[Fraction]) -> Fraction:
    total = _product(signs, operands)
    while signs and signs[0] in "+-":
        sign = signs.pop(0)
        part = _product(signs, operands)
        total += part if sign == "+" else -part
    return total


def _product(signs: list[str], operands: Iterator[Fraction]) -> Fraction:
    value = _factor(signs, operands)
    while signs and signs[0] in "×÷":
        sign = signs.pop(0)
        part = _factor(signs, operands)
        value = value * part if sign == "×" else value / part
    return value


def _factor(signs: list[str], operands: Iterator[Fraction]) -> Fraction:
    if signs.pop(0) != "(":
        return next(operands)
    value = _sum(signs, operands)
    signs.pop(0)
    return value


def differences(board: Board) -> None:
    """学费4260元，减免900元，实交3360元，区级负担1680元: what is left, and the share of it that is borne."""
    tokens = [token for token in board.text.tokens if token.is_money]
    shares = _ratios(board)
    for first, less, net in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if not (_LESS.search(less.before) and _NET.search(net.before) and first.sentence == net.sentence):
            continue
        words = f"{plain(first.value, grouped=False)}-{plain(less.value, grouped=False)}"
        board.claim(Kind.DIFFERENCE, net, first.value - less.value, words, (first, less))
        board.used |= {first.index, less.index, net.index}
        borne = tokens[tokens.index(net) + 1] if tokens[-1] is not net else None
        if borne is not None and borne.segment == net.segment and _BEARS.search(borne.before) and len(shares) == 1:
            share = shares[0]
            of = share.value / 100 if share.number.kind is NumberKind.PERCENT else share.value
            words = f"{plain(net.value, grouped=False)}×{share.number.text}"
            board.claim(Kind.DIFFERENCE, borne, net.value * of, words, (net, share))
            board.used.add(borne.index)


def _ratios(board: Board) -> list[Token]:
    return [t for t in board.text.tokens if t.role is Role.SHARE and _RATIO.search(t.after)]


def shares(board: Board) -> None:
    """Shares that must exhaust a whole: 按照40%、30%、30%的比例分担; 负担三分之二，个人缴纳三分之一."""
    run: list[Token] = []
    for token in [t for t in board.text.tokens if t.role is Role.SHARE]:
        joined = (
            run
            and run[-1].index + 1 == token.index
            and board.text.between(run[-1], token).strip() in ("、", "和", ",", ":", "/")
        )
        run = [*run, token] if joined else [token]
        if len(run) >= _TIMES and _SPLIT.search(token.after):
            _exhaust(board, run)
    fractions = [t for t in board.text.tokens if t.role is Role.SHARE]
    for one, other in itertools.pairwise(fractions):
        between = board.text.between(one, other)
        bears = _BORNE.search(one.before) and _BY_OTHERS.fullmatch(between)
        if bears and one.segment == other.segment:
            _exhaust(board, [one, other])


def _exhaust(board: Board, run: list[Token]) -> None:
    total = sum((t.value / 100 if t.number.kind is NumberKind.PERCENT else t.value for t in run), Fraction(0))
    rounded = sum(
        Fraction(1, 2 * 10**t.number.decimals) / 100
        for t in run
        if t.number.kind is NumberKind.PERCENT and t.number.decimals
    )
    words = "+".join(t.number.text for t in run)
    ok = abs(total - 1) <= rounded
    result = f"{plain(total * 100)}%" if run[0].number.kind is NumberKind.PERCENT else plain(total)
    board.claims.append(
        Claim(
            Kind.SHARES,
            board.text.field,
            run[0].number.start,
            run[-1].number.end,
            Fraction(1),
            total,
            ok,
            f"{words} = {result}",
            tuple(t.index for t in run),
        )
    )
