"""Names told one after the other and numbers told one after the other: 甲、乙分别为1万元、2万元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from models.narrative.patterns import compiled

_RESPECTIVELY = compiled(r"([^，,；;。：:（(]*)(?:分别|各)(?=[^，,；;。]*$)([^，,；;。]{0,14})$")
_NEXT = compiled(r"\s*(?:、|和|与|及|以及|，)\s*")
_NAMES = compiled(r"、|以及|[和与及]")
_THESE = compiled(r"[二两三四五六七八九][者项类]|前者|上述|以上|其中")
_CLAUSE = compiled("[，,；;：:。（）()、]")
_TOLD = compiled("[：:]([^：:。]+)")
_MARK = compiled("[、；;]")
_AMOUNT = re.compile(r"[\d,.]+万元.*")
_PAIR = 2


def listed_names(texts: Iterable[str]) -> list[str]:
    """The names in a template's lists: what stands between a colon and a full stop, set apart by 、 or ；."""
    names: list[str] = []
    for text in texts:
        for part in _TOLD.findall(text):
            items = [_AMOUNT.sub("", item).strip("；;，, ") for item in _MARK.split(part)]
            names += [item for item in items if len(item) > 1] if len(items) > 1 else []
    return list(dict.fromkeys(names))


def told_apart(gaps: Sequence[str]) -> dict[int, str]:
    """What stands before each number of a line that is one of several told 分别, by the number's place.

    ``gaps`` are the words before each number, back to the one before it. A run of numbers set apart by 、 or 和 takes
    the names before 分别 in their order; where those are none (二者分别占), what was told before is gone on about.
    """
    found: dict[int, str] = {}
    if not any("分别" in gap or "各" in gap for gap in gaps):
        return found
    for first, gap in enumerate(gaps):
        match = _RESPECTIVELY.search(gap)
        if match is None:
            continue
        end = first + 1
        while end < len(gaps) and _NEXT.fullmatch(gaps[end]):
            end += 1
        count = end - first
        if count < _PAIR:
            continue
        head, tail = match[1], match[2]
        names = [name for name in _NAMES.split(head) if name.strip()]
        before = gap[: match.start()]
        if len(names) >= count and not _THESE.search(head):
            found |= {first + at: f"{before if not at else '，'}{name}{tail}" for at, name in enumerate(names[-count:])}
        elif first >= count:
            own = _THESE.sub("", head)
            subjects = [_subject(gaps, found, first - count + at) for at in range(count)]
            found |= {first + at: f"，{subject}{own}{tail}" for at, subject in enumerate(subjects)}
    return found


def _subject(gaps: Sequence[str], found: dict[int, str], at: int) -> str:
    """What the number there is: the words before it, or where it begins its clause, those behind it."""
    gap = found.get(at, gaps[at])
    last = _CLAUSE.split(gap)[-1].strip()
    if last or at + 1 >= len(gaps):
        return last
    return _CLAUSE.split(gaps[at + 1])[0].strip()
