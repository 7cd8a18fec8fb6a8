"""Names: equal but for quotes, brackets and spaces; and how much of one stands in another."""

from __future__ import annotations

import functools
import unicodedata

from models.narrative.patterns import compiled

_DROPPED = dict.fromkeys(map(ord, "“”\"'‘’「」『』《》〈〉<>()（）[]【】〔〕·•、,，.。:：;；-—_/"))
_SUFFIX = compiled(
    r"(?:人均)?(?:数量|人数|期数|场次|次数|户数|个数|台数|套数|总数|规模|数|(?:补助|补贴|保障|配置|经费|费用|购置|制作|活动|研究|报销|收费)?"
    r"(?:标准|成本|单价|经费|费用|金额|支出))$"
)
_CLOSING = tuple(")）]】")
_BRACKETED = compiled(r"[(（\[【][^()（）\[\]【】]*[)）\]】]$")


@functools.lru_cache(maxsize=4096)
def normal_name(name: str) -> str:
    """A name without quotes, brackets, spaces and differences of width."""
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(_DROPPED)


def same_name(one: str, other: str) -> bool:
    """Whether two names differ in quotes, brackets, spaces or width at most."""
    return normal_name(one) == normal_name(other)


def policy_name(name: str) -> str:
    """The name without a bracket at its end, by which forms of one policy are told: 生活补贴(市级) and 生活补贴."""
    plain = name.strip()
    return (normal_name(_BRACKETED.sub("", plain)) if plain.endswith(_CLOSING) else "") or normal_name(name)


@functools.lru_cache(maxsize=4096)
def core(indicator: str) -> str:
    """An indicator's name without what says only that it is a count or a cost: 引进高层次人才数量 -> 引进高层次人才."""
    plain = normal_name(indicator)
    shorter = _SUFFIX.sub("", plain)
    return shorter if len(shorter) > 1 else plain


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without its marks."""
    plain = normal_name(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset({plain} - {""})


def coverage(name: str, text: str) -> float:
    """How much of an indicator's name stands in a text, 0 to 1."""
    wanted = pairs(core(name))
    return len(wanted & pairs(text)) / len(wanted) if wanted else 0.0


def spread(name: str, text: str) -> float:
    """How many of the characters of an indicator's name stand in a text, 0 to 1: 培训村级会计 in 培训会计."""
    wanted = set(core(name))
    return len(wanted & set(normal_name(text))) / len(wanted) if wanted else 0.0


def likeness(one: str, other: str) -> float:
    """How alike two indicators' names are: their common pairs over those of the shorter one."""
    left, right = pairs(core(one)), pairs(core(other))
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter else 0.0
