"""What follows a figure: its unit, and what it is paid for."""

from __future__ import annotations

import re
from typing import NamedTuple

from models.narrative import numbers_words as words
from models.narrative.numbers import NumberKind

_LOOK_BACK = 40
_INNER = re.compile(r"[余多()]")


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
    if found is None:
        return None
    end, approximate = found.end(), bool(found["approx"] or found["mid"] or found["inner"])
    if found["yuan"]:
        per, end = per_at(text, end)
        return Unit(end, NumberKind.AMOUNT, f"{found['scale']}元", per, approximate)
    if found["bare"]:
        return Unit(end, NumberKind.AMOUNT, f"{found['bare']}元", "", approximate) if _of_money(text, at) else None
    if found["percent"]:
        return Unit(end, NumberKind.PERCENT, "%" if found["percent"] == "%" else "个百分点")
    if found["area"]:
        return Unit(end, NumberKind.AREA, "㎡", "", approximate)
    kind = NumberKind.PERIOD if found["period"] else NumberKind.COUNT
    return Unit(end, kind, _named(found), "", approximate)


def _of_money(text: str, at: int) -> bool:
    clause = re.split(r"[。;\n]", text[max(at - _LOOK_BACK, 0) : at])[-1]
    return words.MONEY_CLAUSE.search(clause) is not None


def _named(found: re.Match[str]) -> str:
    return found["period"].replace("月份", "月") if found["period"] else _INNER.sub("", found["count"])


def chinese_unit(text: str, numeral: re.Match[str]) -> tuple[Unit, str] | None:
    """The unit behind a Chinese numeral, and the numeral without the 万 that belongs to the unit (三万元)."""
    found = words.UNIT_CHINESE.match(text, numeral.end())
    if found is None or numeral[0][0] in "百千佰仟零":
        return None
    scale = numeral[0][-1] if numeral[0][-1] in words.SCALES else ""
    digits = numeral[0].removesuffix(scale)
    approximate, end = bool(found["approx"]), found.end()
    if found["yuan"]:
        per, end = per_at(text, end)
        return Unit(end, NumberKind.AMOUNT, f"{scale}元", per, approximate), digits
    if found["percent"]:
        return Unit(end, NumberKind.PERCENT, "个百分点"), digits
    if found["area"]:
        return Unit(end, NumberKind.AREA, "㎡", "", approximate), digits
    kind = NumberKind.PERIOD if found["period"] else NumberKind.COUNT
    return Unit(end, kind, scale + (found["period"] or found["count"]).replace("月份", "月"), "", approximate), digits


def per_at(text: str, at: int) -> tuple[str, int]:
    """What 元 are paid for (``人/天`` of 50元/人/天), and where that ends."""
    found = words.PER.match(text, at)
    return ("", at) if found is None else (found[0].removeprefix("/").removeprefix("每"), found.end())
