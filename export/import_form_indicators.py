"""The indicators of a performance form: levels, names and values of both periods, from rows that may be shifted."""

from __future__ import annotations

import re
from typing import NamedTuple

from export.import_form_cells import Word
from export.import_sheets import plain

FIRST_LEVEL = re.compile(r"(?:产出|效益|满意度)指标")
SECOND_LEVEL = re.compile(
    r"(?:数量|质量|时效|成本|经济成本|社会成本|生态(?:环境)?成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度)(?:指标)?"
)
_FIRST_OF = {
    "数量": "产出指标", "质量": "产出指标", "时效": "产出指标", "成本": "产出指标",
    "经济效益": "效益指标", "社会效益": "效益指标", "生态效益": "效益指标", "可持续影响": "效益指标",
    "服务对象满意度": "满意度指标",
}  # fmt: skip
"""Which first level a second one belongs to, where the sheet's own cell slipped out of its row."""
_FIGURE = re.compile(r"[≥≤<>=＞＜±≧≦]|约|不(?:少|低|高|多|超)|\d")


class Half(NamedTuple):
    """What a row says of one period: second level, name and value, each a word of the sheet or absent."""

    level: Word | None = None
    name: Word | None = None
    target: Word | None = None


class Indicator(NamedTuple):
    """An indicator: its levels, and both periods' words."""

    level1: str
    level2: str
    first: Half
    second: Half


class IndicatorReader:
    """Reads rows one by one. ``annual`` is the column where the annual side begins, 0 while it is not known."""

    def __init__(self) -> None:
        self.annual = 0
        self.found: list[Indicator] = []
        self.unread: list[Word] = []
        self._level1 = self._level2 = ""

    def read_header(self, words: list[Word]) -> None:
        """The row of headings: a second 二级指标 or 三级指标 begins the annual side."""
        for key in ("level2", "level3"):
            columns = [word.column for word in words if word.label == key]
            if len(columns) > 1:
                self.annual = columns[1]
                break
        for word in words:
            if FIRST_LEVEL.fullmatch(plain(word.text)):
                self._level1 = plain(word.text)

    def read(self, words: list[Word]) -> None:
        """A row of indicators."""
        rest = self._without_first_level(words)
        first, second, unread = _halves(rest, self.annual)
        self.unread += unread
        level = first.level or second.level
        if level is not None:
            self._level2 = level.text
            key = plain(level.text).removesuffix("指标")
            if key in _FIRST_OF and (key, self._level1) != ("成本", "成本指标"):
                self._level1 = _FIRST_OF[key]
        if level is not None or first.name or second.name:
            self.found.append(Indicator(self._level1, self._level2, first, second))

    def _without_first_level(self, words: list[Word]) -> list[Word]:
        """The words behind the first level. 成本指标 is one where a second level of costs follows, as of late."""
        rest: list[Word] = []
        for at, word in enumerate(words):
            known = plain(word.text)
            follows = at + 1 < len(words) and not 0 < self.annual <= words[at + 1].column  # else it is the other side's
            below = plain(words[at + 1].text) if follows else ""
            cost = known == "成本指标" and not rest and "成本" in below and bool(SECOND_LEVEL.fullmatch(below))
            if FIRST_LEVEL.fullmatch(known) or cost:
                self._level1 = known
            else:
                rest.append(word)
        return rest


Group = tuple[Word | None, list[Word]]
"""A second level, or none, and the words up to the next one."""


def _groups(words: list[Word]) -> list[Group]:
    groups: list[Group] = []
    for at, word in enumerate(words):
        if SECOND_LEVEL.fullmatch(plain(word.text)) and not _is_name(words, at):
            groups.append((word, []))
        elif groups:
            groups[-1][1].append(word)
        else:
            groups.append((None, [word]))
    return groups


def _is_name(words: list[Word], at: int) -> bool:
    """Whether 服务对象满意度 is an indicator's own name here: under the level of that name, with a value behind it."""
    before = plain(words[at - 1].text) if at else ""
    return (
        "满意度" in before
        and SECOND_LEVEL.fullmatch(before) is not None
        and at + 1 < len(words)
        and bool(_FIGURE.match(plain(words[at + 1].text)))
    )


def _halves(words: list[Word], annual: int) -> tuple[Half, Half, list[Word]]:
    """Both periods' words of a row, and those that belong to neither."""
    groups = _groups(words)
    if len(groups) < 2:  # noqa: PLR2004 (two periods)
        level, items = groups[0] if groups else (None, [])
        cut = _cut(items, annual)
        groups = [(level, items[:cut]), (None, items[cut:])]
    sides: list[Half] = []
    unread = [word for level, items in groups[2:] for word in (level, *items) if word is not None]
    for level, items in groups[:2]:
        sides.append(_half(level, items[:2]))
        unread += items[2:]
    return sides[0], sides[1], unread


def _half(level: Word | None, items: list[Word]) -> Half:
    """A period's words. A lone value under 服务对象满意度 belongs to an indicator of that very name."""
    if len(items) == 1 and level is not None and "满意度" in level.text and _FIGURE.match(plain(items[0].text)):
        return Half(level, level, items[0])
    return Half(level, *items)


def _cut(items: list[Word], annual: int) -> int:
    """How many words of a row that names its second level once, or never, belong to the first period.

    A name that is repeated begins the second; else the columns tell.
    """
    texts = [plain(item.text) for item in items]
    repeated = next((at for at, text in enumerate(texts) if at and text == texts[0]), 0)
    if repeated and not _FIGURE.match(texts[0]):
        return repeated
    if len(items) in (1, 2) or not annual:
        beyond = bool(items) and 0 < annual <= items[0].column
        return 0 if beyond else min(len(items), 2)
    if len(items) == 4:  # noqa: PLR2004 (a name and a value for each period)
        return 2
    return sum(item.column < annual for item in items)
