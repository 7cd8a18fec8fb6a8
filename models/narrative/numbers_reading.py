"""The reader behind ``models.narrative.numbers.scan``: one pass, and at each place the first pattern that fits.

Every pattern is bounded, or is left behind as a whole when it fails, so that time grows with the text and not faster.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from models.narrative import numbers_words as words
from models.narrative.numbers import Number, NumberKind
from models.narrative.numbers_units import Unit, chinese_unit, per_at, unit_at
from models.narrative.patterns import compiled

_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]{1,24})(?:\.[0-9]{1,12})?(?![0-9])"
_HERE = re.compile(r"[0-9]+|一|第|[\[(][ 0-9]|[\[(]一|[①-⑳]")  # this and others with a bare 一: of the shape
_ARABIC = re.compile(_FIGURE)
_CHINESE = re.compile("一{1,12}(?:[万亿]一{0,12}){0,2}")
_MIXED = re.compile(r"([0-9]{1,6})亿([0-9]{1,4})万元|([0-9]{1,8})万([0-9]{1,4})(千?)元")
_DOCUMENT = compiled(r"\[ ?(?:19|20)[0-9]{2} ?\] ?第?([0-9]{1,5}) ?号|第? ?([0-9]{1,5}) ?号(?![楼码院])")
_BRACKET_DOCUMENT = re.compile(r"\((?:19|20)[0-9]{2}\) ?第?([0-9]{1,5}) ?号")
_DATE = compiled(
    r"(?:((?:19|20)[0-9]{2})(?:年 ?|[-./]))?([01]?[0-9])(?:月 ?|(?<=[0-9])[-./])"
    r"([0-3]?[0-9])(?:[日号]|(?![0-9年月%个人./-]))"
)
_DAY = compiled(r"([0-3]?[0-9])日(?!内|以内|之内|后|起?算|均|常)")
_YEAR = compiled(r"((?:19|20)[0-9]{2}) ?年[度初底末]?|([一二][〇零○九][〇零○一二三四五六七八九]{2})年度?")
_YEARS = compiled(r"((?:19|20)[0-9]{2})年?度? ?[-~至到] ?((?:19|20)[0-9]{2}) ?年度?")
_QUARTER = compiled(r"第?(?:([1-4一二三四])[-~至到、]?([1-4一二三四])|([1-4一二三四]))个?季度")
_ORDINAL = re.compile("第([0-9]{1,4}|一{1,4})|[①-⑳]")
_LISTED = re.compile(r"\(([0-9]{1,2}|一{1,3})\)")
_HEADING = re.compile(r"([0-9]{1,2}(?:[、)]|\.(?![0-9]))|一{1,3}[、.])")
_GLUED = re.compile(r"([0-9]{1,2})\.(?=[0-9]{1,5}(?:人|名|个(?!百分|月)|辆|台|套|户|家|场|期|次))")
_OUTLINE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,6}")
_RATIO = re.compile(r"([0-9]{1,3})/([0-9]{1,3})(?![0-9/.])")
_PARTS = re.compile(rf"(一{{1,4}})分之(一{{1,5}}(?:点一{{1,4}})?|{_FIGURE})")
_JOINT = compiled(r" ?(?:--?|~|至|到) ?")
_RELATION = re.compile(r"(?:[≥≧≤≦=<>]|[<>]=) ?$")
_AFTER = compiled(r"(?:\+|(余|左右|上下|多(?=[元名个人])|以上|及以上|以下|以内|之内)(?![级]))")
_EACH = compiled(r"一[^年月天人次期]$")  # 一村一名, 一户一档: "each", not a count
_OPENING = "“\"'‘「『《<"
_LIST_PLACES = ",。;:!?、\n\r“(" + " "


class Reader:
    """Reads one text."""

    def __init__(self, text: str) -> None:
        self._given = text
        self._text = text.translate(words.WIDTHS)
        self._shape = self._text.translate(words.SHAPE)

    def numbers(self) -> Iterator[Number]:
        """The numbers, in order."""
        position = 0
        while here := _HERE.search(self._shape, position):
            number = self._read(here.start())
            if number is not None:
                yield number
                position = number.end
            else:
                position = here.end() if here[0][0].isascii() and here[0][0].isdigit() else here.start() + 1

    def _read(self, at: int) -> Number | None:
        first = self._text[at]
        if first.isascii() and first.isdigit():
            readers = self._arabic_readers(at)
        elif first in "第[(":
            readers = (self._quarter, self._document, self._ordinal)
        else:
            readers = (self._parts, self._quarter, self._year, self._heading, self._ordinal, self._chinese)
        return next((number for reader in readers if (number := reader(at)) is not None), None)

    def _arabic_readers(self, at: int) -> tuple[Callable[[int], Number | None], ...]:
        before = self._text[at - 1 : at]
        if before.isascii() and before.isalpha():
            return ()
        return (
            self._parts, self._document, self._years, self._date, self._year, self._quarter, self._heading,
            self._outline, self._ratio, self._mixed, self._arabic,
        )  # fmt: skip

    # ------------------------------------------------------------ names of things: documents, dates, list numbers

    def _document(self, at: int) -> Number | None:
        match = _DOCUMENT.match(self._text, at) or _BRACKET_DOCUMENT.match(self._text, at)
        if match is None:
            return None
        group = match.lastindex or 1
        return self._make(match, match.span(group), NumberKind.DOCUMENT, Fraction(int(match[group])), unit="号")

    def _years(self, at: int) -> Number | None:
        match = _YEARS.match(self._text, at)
        if match is None or int(match[1]) >= int(match[2]):
            return None
        low, high = Fraction(int(match[1])), Fraction(int(match[2]))
        return self._make(match, (at, match.end(2)), NumberKind.RANGE, low, unit="年", low=low, high=high)

    def _date(self, at: int) -> Number | None:
        match = _DATE.match(self._text, at)
        if match is not None and _is_date(match[1], match[2], match[3]) and (match[1] or match[0][-1] in "日号"):
            value = int(match[1] or 0) * 10000 + int(match[2]) * 100 + int(match[3])
            return self._make(match, match.span(), NumberKind.DATE, Fraction(value), unit="日")
        match = _DAY.match(self._text, at)
        if match is not None and 1 <= int(match[1]) <= 31:  # noqa: PLR2004 - days of a month
            return self._make(match, match.span(1), NumberKind.DATE, Fraction(int(match[1])), unit="日")
        return None

    def _year(self, at: int) -> Number | None:
        match = _YEAR.match(self._text, at)
        if match is None:
            return None
        value = Fraction(int(match[1])) if match[1] else words.chinese_value(match[2])
        group = match.lastindex or 1
        return None if value is None else self._make(match, match.span(group), NumberKind.YEAR, value, unit="年")

    def _quarter(self, at: int) -> Number | None:
        match = _QUARTER.match(self._text, at)
        if match is None or "个季度" in match[0]:
            return None
        ends = tuple(_quarter_number(match[group]) for group in (1, 2, 3) if match[group])
        digits = (match.start(1 if match[1] else 3), match.end(2 if match[2] else 3))
        if len(ends) == 1:
            return self._make(match, digits, NumberKind.PERIOD, ends[0], unit="季度")
        if ends[0] >= ends[1]:
            return None
        return self._make(match, digits, NumberKind.RANGE, ends[0], unit="季度", low=ends[0], high=ends[1])

    def _heading(self, at: int) -> Number | None:
        if at and self._text[at - 1] not in _LIST_PLACES:
            return None
        match = _GLUED.match(self._text, at) or _HEADING.match(self._shape, at)
        if match is None or (match[0][-1] == "、" and _enumerates(self._text, at, match.end())):
            return None
        digits = self._said(match, 1).rstrip("、.)")
        value = Fraction(int(digits)) if digits.isascii() else words.chinese_value(digits)
        return None if value is None else self._make(match, (at, at + len(digits)), NumberKind.ORDINAL, value)

    def _ordinal(self, at: int) -> Number | None:
        match = _ORDINAL.match(self._shape, at) or _LISTED.match(self._shape, at)
        if match is None or (match[0][0] == "第" and self._text[match.end() : match.end() + 1] in words.ORDINAL_STOP):
            return None
        if match[1] is None:
            return self._make(match, match.span(), NumberKind.ORDINAL, Fraction(ord(match[0]) - ord("①") + 1))
        said = self._said(match, 1)
        value = Fraction(int(said)) if said.isascii() else words.chinese_value(said)
        return None if value is None else self._make(match, match.span(1), NumberKind.ORDINAL, value)

    def _outline(self, at: int) -> Number | None:
        match = _OUTLINE.match(self._text, at)
        if match is None:
            return None
        return self._make(match, match.span(), NumberKind.ORDINAL, Fraction(int(match[0].split(".", 1)[0])))

    # ------------------------------------------------------------ quantities

    def _parts(self, at: int) -> Number | None:
        match = _PARTS.match(self._shape, at)
        if match is None:
            return None
        whole, upper = self._said(match, 1), _plain_value(self._said(match, 2))
        if upper is None:
            return None
        if whole == "百":
            return self._make(match, match.span(), NumberKind.PERCENT, upper, unit="%")
        lower = Fraction(1000) if whole == "千" else words.chinese_value(whole)
        return self._make(match, match.span(), NumberKind.FRACTION, upper / lower) if lower else None

    def _ratio(self, at: int) -> Number | None:
        match = _RATIO.match(self._text, at)
        if match is None or self._text[at - 1 : at] == "/" or not 0 < int(match[1]) < int(match[2]):
            return None
        return self._make(match, match.span(), NumberKind.FRACTION, Fraction(int(match[1]), int(match[2])))

    def _mixed(self, at: int) -> Number | None:
        match = _MIXED.match(self._text, at)
        if match is None:
            return None
        if match[1]:
            value, unit = Fraction(int(match[1]) * 10**4 + int(match[2])), "万元"
        else:
            value, unit = Fraction(int(match[3]) * 10**4 + int(match[4]) * (1000 if match[5] else 1)), "元"
        per, end = per_at(self._text, match.end())
        digits = (at, match.end() - len(unit if match[1] else "元"))
        return self._number(at, end, digits, NumberKind.AMOUNT, value, unit=unit, per=per)

    def _arabic(self, at: int) -> Number | None:
        match = _ARABIC.match(self._text, at)
        if match is None:
            return None
        unit = unit_at(self._text, match.end())
        ranged = self._range(match, unit)
        if ranged is not None:
            return ranged
        if unit is None and re.match(r"[A-Za-z]", self._text[match.end() : match.end() + 1]):
            return None
        if unit is None:
            return self._make(match, match.span(), NumberKind.PLAIN, _value(match[0]), decimals=_decimals(match[0]))
        return self._quantity(at, match.end(), _value(match[0]), unit, decimals=_decimals(match[0]))

    def _range(self, first: re.Match[str], unit: Unit | None) -> Number | None:
        start = first.start() if unit is None else unit.end
        joint = _JOINT.match(self._text, first.end() if unit is None else unit.end)
        second = _ARABIC.match(self._text, joint.end()) if joint else None
        if second is None or self._text[start - 1 : start] == "-" or self._text[second.end() : second.end() + 1] == "-":
            return None
        low, high = _value(first[0]), _value(second[0])
        after = unit_at(self._text, second.end())
        same = after is not None and (unit is None or (unit.kind, unit.name) == (after.kind, after.name))
        padded = any(len(part) > 1 and part[0] == "0" and part[1] != "." for part in (first[0], second[0]))
        if low >= high or padded or not (same or (unit is None and after is None and "-" not in joint[0])):  # type: ignore[index]
            return None
        end, name, per = (after.end, after.name, after.per) if after else (second.end(), "", "")
        return self._number(
            first.start(), end, (first.start(), second.end()), NumberKind.RANGE, low, unit=name, per=per, low=low,
            high=high, decimals=max(_decimals(first[0]), _decimals(second[0])),
            approximate=bool(after and after.approximate),
        )  # fmt: skip

    def _chinese(self, at: int) -> Number | None:
        match, before = _CHINESE.match(self._shape, at), self._text[at - 1] if at else ""
        barred = before and before in words.STOP_BEFORE + _OPENING
        if match is None or barred or words.STOP_WORDS.match(self._text, at):
            return None
        found = chinese_unit(self._text, match.end(), self._said(match))
        if found is None:
            return None
        unit, digits = found
        value = words.chinese_value(digits)
        if value is None or (digits == "一" and _EACH.search(self._text[max(at - 2, 0) : at])):
            return None
        return self._quantity(at, at + len(digits), value, unit, decimals=0)

    # ------------------------------------------------------------ results

    def _said(self, match: re.Match[str], group: int = 0) -> str:
        """What the text has where a pattern matched its shape."""
        return self._text[match.start(group) : match.end(group)]

    def _quantity(self, start: int, digits_end: int, value: Fraction, unit: Unit, *, decimals: int) -> Number:
        return self._number(
            start, unit.end, (start, digits_end), unit.kind, value, unit=unit.name, per=unit.per, decimals=decimals,
            approximate=unit.approximate,
        )  # fmt: skip

    def _make(
        self, match: re.Match[str], digits: tuple[int, int], kind: NumberKind, value: Fraction, *, unit: str = "",
        decimals: int = 0, low: Fraction | None = None, high: Fraction | None = None,
    ) -> Number:  # fmt: skip
        return self._number(*match.span(), digits, kind, value, unit=unit, decimals=decimals, low=low, high=high)

    def _number(
        self, start: int, end: int, digits: tuple[int, int], kind: NumberKind, value: Fraction, *, unit: str = "",
        per: str = "", decimals: int = 0, low: Fraction | None = None, high: Fraction | None = None,
        approximate: bool = False,
    ) -> Number:  # fmt: skip
        relation, about = self._around(start, end)
        leaning = self._leaning(start, end, inside=approximate) if approximate or about else ""
        return Number(
            start=start, end=end, text=self._given[start:end], kind=kind, value=value, unit=unit,
            digits_start=digits[0], digits_end=digits[1], decimals=decimals, low=low, high=high, per=per,
            relation=relation, approximate=approximate or about, leaning=leaning,
        )  # fmt: skip

    def _around(self, start: int, end: int) -> tuple[str, bool]:
        """The relation, and whether the words around say "about"."""
        before, after = self._text[max(start - 4, 0) : start].rstrip(" "), _AFTER.match(self._text, end)
        sign = _RELATION.search(before)
        relation = words.RELATIONS.get(sign[0].strip(), "") if sign else ""
        if before.endswith(words.AT_LEAST) or (after and after[0] in ("以上", "及以上")):
            relation = relation or "≥"
        elif before.endswith(words.AT_MOST) or (after and after[0] in ("以下", "以内", "之内")):
            relation = relation or "≤"
        return relation, bool(after) or before.endswith(words.ROUGHLY)

    def _leaning(self, start: int, end: int, *, inside: bool) -> str:
        """On which side of the number the figure lies; ``inside`` says that 余 or 多 stands in its unit."""
        before, after = self._text[max(start - 4, 0) : start].rstrip(" "), _AFTER.match(self._text, end)
        behind = after[0] if after else ""
        if behind in ("以下", "以内", "之内") or before.endswith(words.BELOW):
            return "below"
        above = inside or behind in ("+", "余", "多", "以上", "及以上") or before.endswith(words.ABOVE)
        return "above" if above else ""


def _value(digits: str) -> Fraction:
    whole, _, decimals = digits.replace(",", "").partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _plain_value(text: str) -> Fraction | None:
    if text[0].isascii():
        return _value(text)
    whole, _, decimals = text.partition("点")
    value = words.chinese_value(whole)
    if value is None or not all(ch in words.DIGITS for ch in decimals):
        return None
    shift = 10 ** len(decimals)
    return value + Fraction(int("".join(str(words.DIGITS[ch]) for ch in decimals) or "0"), shift)


def _quarter_number(text: str) -> Fraction:
    return Fraction(int(text) if text.isascii() else words.DIGITS[text])


def _is_date(year: str | None, month: str, day: str) -> bool:
    try:
        dt.date(int(year or 2024), int(month), int(day))
    except ValueError:
        return False
    return True


def _enumerates(text: str, at: int, end: int) -> bool:
    """Whether ``20、`` is the first of several figures (20、30人) rather than the number of a heading."""
    return re.match(r"[0-9]", text[end : end + 1]) is not None and text[at - 1 : at] not in ("", "\n", "。", ";")
