"""The words around a number: what they say that it is, and how well they fit what a figure is known as.

Words are compared as pairs of characters. A pair that many figures of a section share says little, one that only a
single figure has says much; filler is dropped and words of one meaning are made one before.
"""

from __future__ import annotations

import enum
import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.narrative.listing import told_apart

_SENTENCE = re.compile(r"[。！？\n]")
_ITEM = re.compile("[；;]")
_SUM = re.compile(
    r"(?:^|[，,；;：:）)、])(?:以上|上述)?[一二两三四五六七八九]?[项类]?(?:总计|合计|共计|总共|一共|共)[为是]?$"
)
"""Words that say no more than that a number is the sum of what was told before."""
_REASON = re.compile(r"原因|由于|因为|主要是|系因")
_CLAUSE = re.compile(r"[，,；;：:（）()\s]+|\d+[.、]")
_NOISE = re.compile(r"[^\u4e00-\u9fff]+|\d{4}年度?|截至\S{1,12}日")
_SAME = (
    (re.compile(r"单位资金"), "单资"),
    (re.compile(r"(?:总计|合计|共计|涉及|项目)?(?:金额|资金)(?:总计|合计|共计|总量|总额|共)?"), ""),
    (re.compile(r"总(收入|支出|编制|面积)"), r"\1总计"),
    (re.compile(r"总盘子|总预算|总规模|总收支|总额|总计|合计|共计|总数|总量|总共|一共|规模|共"), "总计"),
    (re.compile(r"本年度|本年|当年|年度"), "当年"),
    (re.compile(r"日常公用|公用"), "公用"),
    (re.compile(r"单位价值|单台价值|原值|价值|单价"), "单价"),
    (re.compile(r"人员方面"), "人员"),
    (re.compile(r"现有|实有|实际(?:拥有|占用|使用)|目前拥有"), "实存"),
    (re.compile(r"增加|增长|提高|上升|增幅|涨幅|净增|调增"), "增加"),
    (re.compile(r"减少|下降|降低|压减|核减|降幅|净减|调减"), "减少"),
    (re.compile(r"比重|比例|占比|占"), "占"),
)
"""Words of one meaning, with the one that stands for them."""
_FILLER = re.compile(
    r"[一二两三四五六七八九]项|同口径|今年|同比|其中|包括|主要|涉及|金额|预算|安排|资金|方面|用于|全部|分别|以及|为主|具体|情况|部分|分为|本部门|我部门|我部|本单位|部门|单位"
    r"|[的为是约达到按由从和与及有即]"
)
_CHANGE = re.compile(
    r"(?:增加|增长|减少|下降|压减|核减|提高|上升|降低|增减|变动|变化|(?:(?<=[年比])|^[，,]?)[多少增减](?:安排)?|[增减][支收]|净增|净减|调增|调减)(?:了|额|数|值|率|额度|幅度|幅)?(?:约|为|是|达|共)?$"
    r"|(?:增幅|降幅|涨幅|增速|差额|增量|增长率|下降率)(?:约|为|是|达)?$"
)
_SHARE = re.compile(r"占|比重|比例")
_QUOTE = re.compile(r"(?<![比占])率(?:为|是|达到?|不低于|不少于|超过)?$")
"""That a percentage says how much of something was done, which is no share of the budget."""
_WHOLE = re.compile(r"(?:占比|占|比重|比例)[^，,；;]*$")
"""What a share is a share of says nothing about what has that share."""
_BRACKETS = re.compile(r"^[（(][^（()）]{0,6}[）)]")
_LAST = re.compile(r"(?:上年|去年|上一年度?)(?!\S{0,8}结转)")
_NEXT = frozenset("、和与及")
"""What begins the next item right behind a number."""
_STARTS = re.compile(r"(?:^|[，,；;：:。])\s*(?:其中|约|近|另有)?$")
"""That a number begins its clause."""
_OPPOSED = (("当年", "结转"), ("结转", "当年"), ("收入", "支出"), ("支出", "收入"), ("基本", "项目"), ("项目", "基本"))
"""Where words say the one, a figure known by the other alone is hardly meant."""
_NEAR, _HARDLY = 0.9, 0.4
_WEIGHT_FAR, _WEIGHT_AFTER, _WEIGHT_BEFORE, _WEIGHT_TOPIC = 0.35, 0.6, 0.4, 0.9
"""What a clause further off weighs, words behind, words before the last number, and a subject that is gone on about."""
_WEIGHT_LED = 0.5
"""What the words before a number weigh that begins its clause and has its name behind it."""
_UNHEARD = 0.2
"""What a pair of characters weighs that no figure of the section has."""
_ENOUGH = 2.0
"""Pairs of this weight together say all that words can."""
_LEFT_OUT = 0.3
"""How much worse words fit a figure that is known by quite others besides."""
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
"""Pairs of characters with their weight."""


def contexts(
    text: str, places: Sequence[tuple[int, int]], strip: Sequence[str] = (), last_year: str = ""
) -> list[Context]:
    """The context of each number of a line; ``places`` in order, ``strip`` are names that say nothing there."""
    gaps: list[str] = []
    found = []
    ends = (0, *(stop for _start, stop in places))
    plain = [text[end:start] for end, (start, _stop) in zip(ends, places, strict=False)]
    apart = told_apart(plain)
    for at, (start, stop) in enumerate(places):
        gap = apart.get(at, plain[at])
        if cut := [m.end() for m in _SENTENCE.finditer(gap)]:
            gaps = []  # a new sentence: what was before says nothing
            gap = gap[cut[-1] :]
        for name in strip:
            gap = gap.replace(name, "")
        if last_year:
            gap = re.sub(rf"{last_year}年度?", "上年", gap)
        gaps.insert(0, re.sub(r"\d{4}年度?|截至\S{1,12}日", "", gap))
        role = _role(gaps, percent=text[start:stop].endswith(("%", "％", "个百分点")))
        if role is Role.SHARE:
            gaps[0] = _WHOLE.sub("占", gaps[0])
        until = places[at + 1][0] if at + 1 < len(places) else len(text)
        behind = _BRACKETS.sub("", text[stop : min(until, stop + _AFTER)])
        after = "" if behind[:1] in _NEXT else _CLAUSE.split(_SENTENCE.split(behind)[0])[0]
        found.append(Context(tuple(gaps[:_DEPTH]), "" if at in apart else after, role))
    return found


def _role(gaps: Sequence[str], *, percent: bool) -> Role:
    near = gaps[0].rstrip("（( ：:为")
    if percent:
        if _CHANGE.search(near):
            return Role.RATE
        if _QUOTE.search(near):
            return Role.LEVEL
        return Role.SHARE if _SHARE.search(near) or not any(_CHANGE.search(gap) for gap in gaps[:2]) else Role.RATE
    if _CHANGE.search(near):
        return Role.CHANGE
    clause = _CLAUSE.split(near)[-1]
    return Role.LAST if _LAST.search(clause) else Role.LEVEL


@functools.lru_cache(maxsize=16_384)
def _plain(words: str) -> str:
    for pattern, one in _SAME:
        words = pattern.sub(one, words)
    return _FILLER.sub("", _NOISE.sub("", words))


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
        told = (clause for clause in _CLAUSE.split(own[-1]) if not _REASON.search(clause))
        clauses = [plain for clause in told if (plain := _plain(clause))]
        for plain in clauses[: -_CLAUSES - 1 : -1]:
            if not any(one in plain and found.get(other, 0.0) >= _NEAR for one, other in _OPPOSED):
                _add(found, plain, near)
            near *= _WEIGHT_FAR
        if _SUM.search(gap):
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
    return len(re.sub(r"上年|比|较|同|相|增加|减少|合|占", "", plain)) > 1


def _add(found: dict[str, float], plain: str, weight: float) -> None:
    pairs = [plain[at : at + 2] for at in range(len(plain) - 1)] or [plain]
    for pair in pairs:
        found[pair] = max(found.get(pair, 0.0), weight)


def name_weights(names: Iterable[tuple[str, float]]) -> dict[str, float]:
    """What names say, each with its own weight."""
    found: dict[str, float] = {}
    for name, weight in names:
        for clause in _CLAUSE.split(name):
            if plain := _plain(clause):
                _add(found, plain, weight)
    return found


def rarity(known: Sequence[Weights]) -> dict[str, float]:
    """How much each pair of characters says, where these are the figures that it may mean."""
    counts = Counter(pair for weights in known for pair in weights)
    size = max(len(known), 1)
    return {pair: math.log(1 + size / count) / math.log(1 + size) for pair, count in counts.items()}


def fit(said: Weights, known: Weights, rare: Mapping[str, float]) -> float:
    """How well words fit a figure, from 0 to 1.

    The share of what they say that it has too, less where they say little, or leave out what it is known by.
    """
    total = common = own = met = 0.0
    for pair, weight in said.items():
        worth = rare.get(pair)
        if worth is None:
            total += weight * _UNHEARD
            continue
        total += weight * worth
        common += weight * worth * min(1.0, known.get(pair, 0.0))
    if not common:
        return 0.0
    for pair, weight in known.items():
        worth = weight * weight * rare.get(pair, 0.0)
        own += worth
        met += worth * min(1.0, said.get(pair, 0.0))
    opposed = any(
        said.get(one, 0.0) >= _NEAR > said.get(other, 0.0) and known.get(other, 0.0) >= _NEAR > known.get(one, 0.0)
        for one, other in _OPPOSED
    )
    share = common / total * min(1.0, 0.4 + common / _ENOUGH) * (1 - _LEFT_OUT * (1 - met / own))
    return share * _HARDLY if opposed else share


def familiar(said: Weights, rare: Mapping[str, float]) -> float:
    """The share of what words say, from 0 to 1, that any figure of the section has; 1 where they say nothing."""
    total = sum(said.values())
    return sum(weight for pair, weight in said.items() if pair in rare) / total if total else 1.0


def overlap(one: str, other: str) -> float:
    """The share of the pairs of characters of ``one`` that ``other`` has too."""
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    return sum(pair in other for pair in pairs) / len(pairs) if pairs else 0.0
