"""The words around a number, and what they say that it is.

Words are compared as pairs of characters; filler is dropped and words of one meaning are made one before.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.narrative.listing import told_apart
from models.narrative.patterns import compiled, has_any, is_han

_SENTENCE_ENDS = "。！？\n"
_ITEM = re.compile("[；;]")
_SUM = compiled(
    r"(?:^|[，,；;：:）)、])(?:以上|上述)?[一二两三四五六七八九]?[项类]?(?:总计|合计|共计|总共|一共|共)[为是]?$"
)
"""Words that say no more than that a number is the sum of what was told before."""
_REASON = ("原因", "由于", "因为", "主要是", "系因")
_CLAUSE = re.compile(r"[，,；;：:（）()\s]+|\d+[.、]")  # not ``compiled``: it is tried on every clause of a book
_UNTIL = re.compile(r"截至\S{1,12}日")
_PAST = compiled(r"\d{4}年度?|截至\S{1,12}日")
_SAME = (
    (re.compile("单位资金"), "单资"),
    (compiled(r"(?:总计|合计|共计|涉及|项目)?(?:金额|资金)(?:总计|合计|共计|总量|总额|共)?"), ""),
    (re.compile(r"总(收入|支出|编制|面积)"), r"\1总计"),
    (compiled(r"总盘子|总预算|总规模|总收支|总额|总计|合计|共计|总数|总量|总共|一共|规模|共"), "总计"),
    (compiled(r"本年度|本年|当年|年度"), "当年"),
    (re.compile(r"日常公用|公用"), "公用"),
    (compiled(r"单位价值|单台价值|原值|价值|单价"), "单价"),
    (re.compile(r"人员方面"), "人员"),
    (compiled(r"现有|实有|实际(?:拥有|占用|使用)|目前拥有"), "实存"),
    (compiled(r"增加|增长|提高|上升|增幅|涨幅|净增|调增"), "增加"),
    (compiled(r"减少|下降|降低|压减|核减|降幅|净减|调减"), "减少"),
    (re.compile(r"比重|比例|占比|占"), "占"),
)
"""Words of one meaning, with the one that stands for them."""
_FILLER = compiled(
    r"[一二两三四五六七八九]项|同口径|今年|同比|其中|包括|主要|涉及|金额|预算|安排|资金|方面|用于|全部|分别|以及|为主|具体|情况|部分|分为|本部门|我部门|我部|本单位|部门|单位"
    r"|[的为是约达到按由从和与及有即]"
)
_CHANGE = compiled(
    r"(?:增加|增长|减少|下降|压减|核减|提高|上升|降低|增减|变动|变化|(?:(?<=[年比])|^[，,]?)[多少增减](?:安排)?|[增减][支收]|净增|净减|调增|调减)(?:了|额|数|值|率|额度|幅度|幅)?[约为是达共]?$"
    r"|(?:增幅|降幅|涨幅|增速|差额|增量|增长率|下降率)[约为是达]?$"
)
_SHARE = ("占", "比重", "比例")
_QUOTE = compiled(r"(?<![比占])率(?:为|是|达到?|不低于|不少于|超过)?$")
"""That a percentage says how much of something was done, which is no share of the budget."""
_WHOLE = compiled(r"(?:占比|占|比重|比例)[^，,；;]*$")
"""What a share is a share of says nothing about what has that share."""
_GOING_ON = compiled(r"上年|比|较|同|相|增加|减少|合|占")
_BRACKETS = re.compile(r"^[（(][^（()）]{0,6}[）)]")
_LAST = re.compile(r"(?:上年|去年|上一年度?)(?!\S{0,8}结转)")
_NEXT = frozenset("、和与及")
"""What begins the next item right behind a number."""
_STARTS = compiled(r"(?:^|[，,；;：:。])\s*(?:其中|约|近|另有)?$")
"""That a number begins its clause."""
OPPOSED = (("当年", "结转"), ("结转", "当年"), ("收入", "支出"), ("支出", "收入"), ("基本", "项目"), ("项目", "基本"))
"""Where words say the one, a figure known by the other alone is hardly meant."""
NEAR = 0.9
"""What words weigh at least that stand right before a number."""
_WEIGHT_FAR, _WEIGHT_AFTER, _WEIGHT_BEFORE, _WEIGHT_TOPIC = 0.35, 0.6, 0.4, 0.9
"""What a clause further off weighs, words behind, words before the last number, and a subject that is gone on about."""
_WEIGHT_LED = 0.5
"""What the words before a number weigh that begins its clause and has its name behind it."""
_DEPTH, _CLAUSES = 4, 2
"""So many numbers back, and so many clauses before each, are looked at."""
_AFTER = 14


class Role(enum.StrEnum):
    """What a number tells about its subject: how much it is, was, changed (in money or per cent), or its share."""

    LEVEL = "level"
    LAST = "last"
    CHANGE = "change"
    RATE = "rate"
    SHARE = "share"


class Context(NamedTuple):
    """The words around a number: those before it back to the last number, then before that one and so on within the
    sentence; those right behind it; and its role.
    """

    before: tuple[str, ...] = ()
    after: str = ""
    role: Role = Role.LEVEL


Weights = Mapping[str, float]
"""Pairs of characters with their weight, at most 1."""


@functools.lru_cache(maxsize=2_048)
def contexts(
    text: str, places: tuple[tuple[int, int], ...], strip: tuple[str, ...] = (), last_year: str = ""
) -> tuple[Context, ...]:
    """The context of each number of a line; ``places`` in order, ``strip`` are names that say nothing there."""
    gaps: list[str] = []
    found = []
    ends = (0, *(stop for _start, stop in places))
    plain = [text[end:start] for end, (start, _stop) in zip(ends, places, strict=False)]
    apart = told_apart(plain)
    for at, (start, stop) in enumerate(places):
        gap = apart.get(at, plain[at])
        if cut := max(map(gap.rfind, _SENTENCE_ENDS)) + 1:
            gaps = []  # a new sentence: what was before says nothing
            gap = gap[cut:]
        for name in strip:
            gap = gap.replace(name, "")
        if last_year:
            gap = re.sub(rf"{last_year}年度?", "上年", gap)
        gaps.insert(0, _PAST.sub("", gap))
        role = _role(gaps, percent=text[start:stop].endswith(("%", "％", "个百分点")))
        if role is Role.SHARE:
            gaps[0] = _WHOLE.sub("占", gaps[0])
        until = places[at + 1][0] if at + 1 < len(places) else len(text)
        behind = _BRACKETS.sub("", text[stop : min(until, stop + _AFTER)])
        after = "" if behind[:1] in _NEXT else _CLAUSE.split(_first_sentence(behind))[0]
        found.append(Context(tuple(gaps[:_DEPTH]), "" if at in apart else after, role))
    return tuple(found)


def _first_sentence(text: str) -> str:
    for mark in _SENTENCE_ENDS:
        text = text.partition(mark)[0]
    return text


def _role(gaps: Sequence[str], *, percent: bool) -> Role:
    near = gaps[0].rstrip("（( ：:为")
    if percent:
        if _CHANGE.search(near):
            return Role.RATE
        if _QUOTE.search(near):
            return Role.LEVEL
        return Role.SHARE if has_any(near, _SHARE) or not any(_CHANGE.search(gap) for gap in gaps[:2]) else Role.RATE
    if _CHANGE.search(near):
        return Role.CHANGE
    clause = _CLAUSE.split(near)[-1]
    return Role.LAST if _LAST.search(clause) else Role.LEVEL


@functools.lru_cache(maxsize=16_384)
def _plain(words: str) -> str:
    for pattern, one in _SAME:
        words = pattern.sub(one, words)
    words = _UNTIL.sub("", words)
    return _FILLER.sub("", words if is_han(words) else "".join(filter(is_han, words)))


@functools.lru_cache(maxsize=16_384)
def weights(context: Context) -> Weights:
    """What a context says: pairs of characters, the nearest words weighing most."""
    found: dict[str, float] = {}
    after = _plain(context.after)
    leads = bool(after) and (not context.before or _STARTS.search(context.before[0]) is not None)
    weight = _WEIGHT_LED if leads else 1.0
    for gap in context.before:
        own = _ITEM.split(gap)
        near = weight
        told = (clause for clause in _CLAUSE.split(own[-1]) if not has_any(clause, _REASON))
        clauses = [plain for clause in told if (plain := _plain(clause))]
        for plain in clauses[: -_CLAUSES - 1 : -1]:
            if not any(one in plain and found.get(other, 0.0) >= NEAR for one, other in OPPOSED):
                _add(found, plain, near)
            near *= _WEIGHT_FAR
        if ("计" in gap or "共" in gap) and _SUM.search(gap):
            break
        subject = _subject("".join(clauses))
        weight *= _WEIGHT_BEFORE if subject else _WEIGHT_TOPIC
        if len(own) > 1:
            weight *= _WEIGHT_FAR
    if after:
        bare = leads or not _plain(_ITEM.split(context.before[0])[-1])
        _add(found, after, 1.0 if bare else _WEIGHT_AFTER)
    return found


def _subject(plain: str) -> bool:
    """Whether the words name a subject of their own, rather than going on about the one before."""
    return len(_GOING_ON.sub("", plain)) > 1


def _add(found: dict[str, float], plain: str, weight: float) -> None:
    pairs = [plain[at : at + 2] for at in range(len(plain) - 1)] or [plain]
    for pair in pairs:
        found[pair] = max(found.get(pair, 0.0), weight)


@functools.lru_cache(maxsize=4_096)
def name_weights(*names: tuple[str, float]) -> Weights:
    """What names say, each with its own weight."""
    found: dict[str, float] = {}
    for name, weight in names:
        for clause in _CLAUSE.split(name):
            if plain := _plain(clause):
                _add(found, plain, weight)
    return found


def overlap(one: str, other: str) -> float:
    """The share of the pairs of characters of ``one`` that ``other`` has too."""
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    return sum(pair in other for pair in pairs) / len(pairs) if pairs else 0.0
