"""What follows a figure: its unit, and what it is paid for."""

from __future__ import annotations

import re
from typing import NamedTuple

from models.narrative import numbers_words as words
from models.narrative.numbers import NumberKind
from models.narrative.patterns import compiled, has_any, is_han

_LOOK_BACK = 40
_CLAUSE_END = compiled(r"[。;\n]")


class Unit(NamedTuple):
    """A unit that ends at ``end``; ``approximate`` when 余 or 多 stands inside it (3万余元)."""

    end: int
    kind: NumberKind
    name: str
    per: str = ""
    approximate: bool = False


def unit_at(text: str, at: int) -> Unit | None:
    """The unit behind a figure that ends at ``at`` of a text of folded widths."""
    found = words.UNIT.match(text, at)
    assert found is not None  # it may be empty
    if found["percent"]:
        return Unit(found.end(), NumberKind.PERCENT, "%" if found["percent"] == "%" else "个百分点")
    if found["yuan"]:
        per, end = per_at(text, found.end())
        return Unit(end, NumberKind.AMOUNT, f"{found['scale']}元", per, bool(found["approx"] or found["mid"]))
    return _counted(text, found.end("approx"), bool(found["approx"])) or _bare(text, at, found)


def _counted(text: str, start: int, approximate: bool) -> Unit | None:
    """What is no money: areas, times, and things, of which there may be 万 or 亿."""
    if area := words.word_at(words.AREAS, text, start):
        return Unit(start + len(area), NumberKind.AREA, "㎡", "", approximate)
    if period := words.word_at(words.PERIODS, text, start):
        return Unit(start + len(period), NumberKind.PERIOD, period.replace("月份", "月"), "", approximate)
    scale = text[start : start + 1] if text[start : start + 1] in words.SCALES else ""
    at = start + len(scale)
    is_inner = text[at : at + 1] in ("余", "多")
    measure = words.word_at(words.MEASURES, text, at + is_inner)
    if not measure:
        return None
    name = scale + measure.replace("(", "").replace(")", "")
    return Unit(at + is_inner + len(measure), NumberKind.COUNT, name, "", approximate or is_inner)


def _bare(text: str, at: int, found: re.Match[str]) -> Unit | None:
    """万 or 亿 before punctuation, money only where the clause speaks of money."""
    end = found.end("scale")
    if found["scale"] not in words.SCALES or is_han(text[end : end + 1]) or not _of_money(text, at):
        return None
    return Unit(end, NumberKind.AMOUNT, f"{found['scale']}元", "", bool(found["approx"]))


def _of_money(text: str, at: int) -> bool:
    clause = _CLAUSE_END.split(text[max(at - _LOOK_BACK, 0) : at])[-1]
    return has_any(clause, words.MONEY_CLAUSE)


def chinese_unit(text: str, at: int, numeral: str) -> tuple[Unit, str] | None:
    """The unit behind a Chinese numeral that ends at ``at``, and the numeral without the 万 that belongs to the unit
    (三万元).
    """
    if numeral[0] in "百千佰仟零":
        return None
    found = words.UNIT_CHINESE.match(text, at)
    assert found is not None  # it may be empty
    scale = numeral[-1] if numeral[-1] in words.SCALES else ""
    digits = numeral.removesuffix(scale)
    approximate, end = bool(found["approx"]), found.end()
    if found["yuan"]:
        per, end = per_at(text, end)
        return Unit(end, NumberKind.AMOUNT, f"{scale}元", per, approximate), digits
    if found["percent"]:
        return Unit(end, NumberKind.PERCENT, "个百分点"), digits
    if found["area"]:
        return Unit(end, NumberKind.AREA, "㎡", "", approximate), digits
    if found["period"]:
        return Unit(end, NumberKind.PERIOD, scale + found["period"].replace("月份", "月"), "", approximate), digits
    measure = words.word_at(words.MEASURES_CHINESE, text, end)
    return (Unit(end + len(measure), NumberKind.COUNT, scale + measure, "", approximate), digits) if measure else None


def per_at(text: str, at: int) -> tuple[str, int]:
    """What 元 are paid for (``人/天`` of 50元/人/天), and where that ends."""
    end = at
    while text[end : end + 1] == "/" and (word := words.word_at(words.PAID_FOR, text, end + 1)):
        end += 1 + len(word)
    if end > at:
        return text[at + 1 : end], end
    found = words.PER_ONE.match(text, at)
    return ("", at) if found is None else (found[0].removeprefix("每"), found.end())
