"""Sums in words: what stands in brackets behind an amount, lists behind a head, and 共计, 合计, 以上."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from models.narrative.patterns import compiled, has_any
from models.performance.claims import Board, Claim, Item, Kind, agrees, figure
from models.performance.tokens import Role, Text, Token

_FEW = 2
_ALL = ("以上", "上述", "总共", "总计", "总投资", "总预算", "资金总额", "项目总", "全部")
_HEAD = compiled(
    r"^(?:\([^()]{0,30}\))?(?:[^,;。:\d(]{0,14}[,。:;])? ?(?:主要)?"
    r"(?:用于|包括|包含|分别[为是]|具体(?:为|包括|如下)|分解如下|明细[如为]|构成为|由)"
)
_WITHIN = compiled(r"^(?:[^,;。:\d(]{0,10}[,。:;])? ?\(?其中[:,]?")
_OTHER = compiled(
    r"原(?![则材因])|由[^,;。]{0,8}(?:提高|增加|降)|上年|去年|往年|结余|累计|已(?:投入|安排|支付|下达|拨付|使用)"
)
_PART = "其中"
_LISTED = compiled(r"(?:^|[(,;、 ])\d[.、]")
_FAR = 5


def details(board: Board) -> None:
    """20万元(1.培训费14万元 2.师资费6万元): the brackets make up the amount before them."""
    text = board.text
    for head in [token for token in text.tokens if token.is_money]:
        opening = re.match(r" ?\(", text.plain[head.number.end : head.number.end + 2])
        close = _closing(text.plain, head.number.end + opening.end() - 1) if opening else None
        if opening is None or close is None:
            continue
        inner = [t for t in board.free(text.tokens) if head.number.end < t.number.start < close]
        parts = [t for t in inner if t.role in (Role.AMOUNT, Role.TOTAL)]
        words = text.plain[head.number.end : close]
        if len(parts) < _FEW or _OTHER.search(words):
            continue
        value = sum((part.value for part in parts), Fraction(0))
        listed = len(_LISTED.findall(words)) >= _FEW or words[1:].lstrip().startswith(("其中", "含", "包括"))
        if listed or value == head.value:
            board.claim(Kind.SUM, head, value, "+".join(map(figure, parts)), parts)
            board.used |= {t.index for t in inner}


def _closing(text: str, opening: int) -> int | None:
    depth = 0
    for at in range(opening, min(len(text), opening + 400)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return None


def heads(board: Board) -> None:
    """专项经费3983000元。用于…80万元；…34万元: a list behind its head, where every entry has an amount."""
    text = board.text
    for head in [t for t in board.free(text.tokens) if t.role in (Role.AMOUNT, Role.TOTAL)]:
        rest = text.plain[head.number.end : head.number.end + 40]
        used, within = _HEAD.match(rest), _WITHIN.match(rest)
        if not (used or within) or any(c.start == head.number.start and c.kind is Kind.SUM for c in board.claims):
            continue
        found = used or within
        assert found is not None
        sentence = head.sentence + found[0].count("。")
        listed = [i for i in items(board) if i.token.sentence == sentence and i.token.index > head.index]
        end = listed[-1].token.number.end if listed else 0
        closing = [i for i in listed if i.token.role is Role.TOTAL and not i.is_virtual]
        parts = [i for i in listed if i not in closing or i.quantity is not None]
        if len(parts) < _FEW or not _complete(text.plain[head.number.end : end], parts, head.number.end):
            continue
        value = sum((item.value for item in parts), Fraction(0))
        if within and not (
            _nearly(value, head.value) or _slipped(parts, head) or (_in_reach(parts, head) and value > head.value)
        ):
            continue
        if used and not _in_reach(parts, head):
            continue
        _sum_claim(board, head, parts, value)
        board.used |= {item.token.index for item in parts}
        board.items = [item for item in board.items if item not in parts]


def is_head(board_text: Text, token: Token) -> bool:
    """Whether a list of uses follows an amount."""
    rest = board_text.plain[token.number.end : token.number.end + 40]
    return _HEAD.match(rest) is not None or _WITHIN.match(rest) is not None


def _nearly(value: Fraction, whole: Fraction) -> bool:
    """Parts after 其中 need not be all of them; a judgement only where they nearly are, or are more."""
    return value * 5 >= whole * 4 and value <= whole * _FAR


def _complete(words: str, parts: Sequence[Item], start: int) -> bool:
    """Whether each entry of a list has an amount."""
    places = [(i.token.number.start - start, i.token.number.end - start) for i in parts]
    separator = ";" if ";" in words else None
    if separator is None:
        return True
    at = 0
    for entry in words.split(separator):
        if entry.strip(" 。)") and not any(at <= begin < at + len(entry) + 1 for begin, _ in places):
            return False
        at += len(entry) + 1
    return True


def items(board: Board) -> list[Item]:
    """Amounts that may be parts of a sum, in order: those of products, virtual ones, and amounts that stand alone."""
    known = {item.token.index for item in board.items}
    alone = [
        Item(t.value, t, figure(t))
        for t in board.free(board.text.tokens)
        if t.role in (Role.AMOUNT, Role.TOTAL) and t.index not in known
    ]
    return sorted(
        [i for i in board.items if i.token.index not in board.used or i.is_virtual] + alone, key=lambda i: i.token.index
    )


def totals(board: Board) -> list[Token]:
    """Every 共计 and 合计 against what it adds up; returns the totals that no other total takes up."""
    opened: list[Item] = []
    last: list[Token] = []
    judged = {claim.start for claim in board.claims if claim.kind in (Kind.PRODUCT, Kind.SUM, Kind.FORMULA)}
    for item in items(board):
        token = item.token
        if token.role is not Role.TOTAL or item.is_virtual:
            opened.append(item)
            continue
        parts = None if token.number.start in judged and item.quantity is not None else _parts(board, token, opened)
        if parts is not None:
            last = [one for one in last if not any(part.token is one for part in parts)]
            kept = [one for one in opened if one not in parts]
            opened = [*kept, Item(token.value, token, figure(token))]
        else:
            opened.append(item)
        last.append(token)
    return last


def _parts(board: Board, total: Token, opened: list[Item]) -> list[Item] | None:
    """The items that a total adds up, with the claim noted; ``None`` where that cannot be told."""
    same = [item for item in opened if item.token.sentence == total.sentence]
    wide = has_any(total.before, _ALL) or len(same) < _FEW
    scopes = [opened, same] if wide else [same, opened]
    scopes = [scope for scope in scopes if len(scope) >= _FEW or (scope and scope[0].is_virtual)]
    tries = [scope for base in scopes for scope in (base, base[1:] if _is_whole(board, base[0], total) else base)]
    tries = [scope for scope in tries if len(scope) >= _FEW or (scope and scope[0].is_virtual)]
    for parts in tries:
        if agrees(total, sum((item.value for item in parts), Fraction(0))):
            return _note(board, total, parts)
    if opened and opened[0].value == total.value:  # 预算50万元…共计50万元: said twice
        return [opened[0]]
    plausible = [scope for scope in scopes if _addends(scope) and _in_reach(scope, total)]
    return _note(board, total, plausible[0]) if plausible and _PART not in total.before else None


def _is_whole(board: Board, first: Item, total: Token) -> bool:
    """Whether the first amount is what the others make up, and not one of them."""
    if first.is_virtual or first.quantity is not None:
        return False
    rest = board.text.plain[first.token.number.end : first.token.number.end + 40]
    return first.value == total.value or _HEAD.match(rest) is not None or _WITHIN.match(rest) is not None


def _note(board: Board, total: Token, parts: list[Item]) -> list[Item]:
    _sum_claim(board, total, parts, sum((item.value for item in parts), Fraction(0)))
    return parts


def _sum_claim(board: Board, total: Token, parts: Sequence[Item], value: Fraction) -> Claim:
    return board.claim(Kind.SUM, total, value, "+".join(item.words for item in parts), [item.token for item in parts])


def _addends(parts: Sequence[Item]) -> bool:
    return not any(_OTHER.search(item.token.before) or _PART in item.token.before for item in parts)


def _in_reach(parts: Sequence[Item], total: Token) -> bool:
    """Whether a total may be meant as the sum of these: not far off, or off by a zero too many in one of them."""
    value = sum((item.value for item in parts), Fraction(0))
    if not value or not total.value:
        return False
    return 1 / Fraction(_FAR) < total.value / value < _FAR or _slipped(parts, total)


def _slipped(parts: Sequence[Item], total: Token) -> bool:
    """Whether the decimal point of the total or of one part stands wrong."""
    value = sum((item.value for item in parts), Fraction(0))
    tens = [Fraction(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4)]
    return any(value * ten == total.value for ten in tens) or any(
        value - item.value + item.value * ten == total.value for item in parts for ten in tens
    )
