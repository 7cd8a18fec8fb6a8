"""A form's text as the quantities in it: rates, counts, amounts and totals, each with the words around it."""

from __future__ import annotations

import enum
import re
from fractions import Fraction

import msgspec

from models.narrative import numbers_words
from models.narrative.numbers import Number, NumberKind, scan
from models.narrative.patterns import compiled, is_han


class Role(enum.StrEnum):
    """What a number does in its sentence."""

    RATE = "rate"  # 每人50元, 20万元/个: an amount for one of something
    AMOUNT = "amount"
    TOTAL = "total"  # an amount after 共计, 合计 and the like
    QUANTITY = "quantity"  # 86个, 340天
    SHARE = "share"  # 40%, 三分之二


class Token(msgspec.Struct, frozen=True):
    """A number of a text, with its role.

    ``dims`` are the classes of measure that a rate is for one of (or a quantity: 每期50人); ``("?",)`` when the text
    does not say. ``before`` and ``after`` are the words of its clause up to the next number. Sentences end at 。,
    segments also at ； and where a list number stands.
    """

    index: int
    number: Number
    role: Role
    dims: tuple[str, ...]
    before: str
    after: str
    sentence: int
    segment: int
    value: Fraction
    """元 for money, pieces for counts."""

    @property
    def measure(self) -> str:
        """The class of its measure word."""
        return measure_class(self.number.unit)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount."""
        return self.number.kind is NumberKind.AMOUNT


class Text(msgspec.Struct, frozen=True):
    """A text read: as given, with folded widths (same length), and its tokens."""

    field: str
    given: str
    plain: str
    tokens: tuple[Token, ...]

    def between(self, left: Token, right: Token) -> str:
        """The words between two tokens."""
        return self.plain[left.number.end : right.number.start]


_CLASSES = {
    "人": ("人", "名", "位", "生", "员", "人次"),
    "期": ("期", "期次", "班次"),
    "场": ("场", "场次", "次"),
    "天": ("天", "日"),
    "月": ("月", "个月"),
    "年": ("年", "年度", "学年"),
    "台": ("台", "套", "台套"),
    "户": ("户", "家庭"),
    "㎡": ("㎡", "平方米", "平米"),
    "时": ("小时", "个小时", "学时", "课时"),
}
_CLASS_OF = {word: name for name, members in _CLASSES.items() for word in members}
_EACH = compiled(
    r"每(人次|期次|场次|平方米|公里|课时|学时|小时|学年|年度|个月|\S)|月?人均月?|[一每]人[一每]([年月天])|户均|月(?:工资|均)|(?:单价|均价)"
)
_STANDARD_BEFORE = compiled(r"(?:标准|档|单价|均价|学费|定额)均?(?:为|是|按|:|约|提高至|提高到)?$")
_STANDARD_AFTER = compiled(
    r"^(?:的|左右的)?(?:补助|补贴|帮扶|奖励|投保|收费|缴费)?标准|^[、和及或] ?\d|^(?:不等|[一二三四五两]?个?档)"
)
_YEARLY = compiled(r"一人一([年月天])[^,;。0-9]{0,6}$")
_SUM = compiled(
    r"(?:共计|合计|总计|总共|一共|小计|累计需|共需|总需|总额|总投资|总预算|总经费|总费用|总金额|共|计)"
    r"(?:约|约为|为|需|需要|预算|安排|投入|申请|资金|经费|费用|支出|金额|补助|补贴|发放|支付|人民币|:|是|达){0,4}$"
)
_TITLES = re.compile(r"《[^》]{0,200}》")
_MEASURED = (NumberKind.COUNT, NumberKind.PERIOD, NumberKind.AREA)
_LENGTHS = ("天", "个月", "小时", "个小时", "学时", "课时", "年", "日")
_MOST = 400
"""Numbers of one text that are read: a form has some dozens, and time must stay bounded."""
_CLAUSE_ENDS = ",;。:!?\n"
_SENTENCE_ENDS = "。!\n"
_NO_COUNT = compiled(
    r"(?:[0-9]+|[一二三四五六七八九两十]+)个(?:档|等级|层次|阶段|方面|类别|标准|级别|环节)|一人一[年月天]|(?<=一人)一[年月天]"
)
"""What looks like a count of things: 三个档次, 一人一年."""


def measure_class(unit: str) -> str:
    """Measure words that count the same are one class: 人, 名 and 位; 期 and 期次."""
    plain = unit.lstrip("万亿")
    return _CLASS_OF.get(plain, plain)


def read_text(field: str, given: str) -> Text:
    """The tokens of a text. Numbers in 《titles》, dates, years, list numbers and ranges are none."""
    plain = given.translate(numbers_words.WIDTHS)
    titles = [match.span() for match in _TITLES.finditer(plain)]
    tokens: list[Token] = []
    places = _Places()
    previous = 0
    numbers = scan(given)
    for at, number in enumerate(numbers[:_MOST]):
        places.pass_over(plain[previous : number.start], is_list_number=number.kind is NumberKind.ORDINAL)
        previous = number.end
        role = _role(number)
        tail = plain[number.end : number.end + 8]
        named = role is None or any(start <= number.start < end for start, end in titles)
        if named or _NO_COUNT.match(plain, number.start):
            continue
        before = _before(plain, numbers[at - 1].end if at else 0, number.start)
        after = _after(plain, number.end, numbers[at + 1].start if at + 1 < len(numbers) else len(plain))
        assert role is not None
        role, dims = _refined(number, role, before, tail)
        if yearly := _YEARLY.search(plain[max(number.start - 12, 0) : number.start]):
            role, dims = Role.RATE, ("人", yearly[1])
        tokens.append(
            Token(len(tokens), number, role, dims, before, after, places.sentence, places.segment, number.scaled)
        )
    return Text(field, given, plain, tuple(tokens))


class _Places:
    """Counts sentences and segments; behind a bracket the segment from before it goes on."""

    def __init__(self) -> None:
        self.sentence = self.segment = self._last = 0
        self._outer: list[int] = []

    def pass_over(self, words: str, *, is_list_number: bool) -> None:
        """Go on over the words up to the next number."""
        for mark in words:
            if mark in _SENTENCE_ENDS:
                self.sentence += 1
                self._outer.clear()
            if mark in _SENTENCE_ENDS or mark == ";":
                self._next()
            elif mark == "(":
                self._outer.append(self.segment)
            elif mark == ")" and self._outer:
                self.segment = self._outer.pop()
        if is_list_number:
            self._next()

    def _next(self) -> None:
        self._last += 1
        self.segment = self._last


def _role(number: Number) -> Role | None:
    if number.kind is NumberKind.AMOUNT:
        return Role.RATE if number.per else Role.AMOUNT
    if number.kind in (NumberKind.PERCENT, NumberKind.FRACTION):
        return Role.SHARE
    if number.kind in _MEASURED:
        is_length = number.unit in _LENGTHS
        return Role.QUANTITY if number.kind is not NumberKind.PERIOD or is_length else None
    return None


def _refined(number: Number, role: Role, before: str, after: str) -> tuple[Role, tuple[str, ...]]:
    if number.per:
        return Role.RATE, tuple(measure_class(part) for part in number.per.split("/"))
    each = _dims(before)
    if role is Role.QUANTITY:
        return role, each
    if role is Role.AMOUNT and each:
        return Role.RATE, each
    if role is Role.AMOUNT and (_STANDARD_BEFORE.search(before) or _STANDARD_AFTER.search(after)):
        return Role.RATE, ("?",)
    return (Role.TOTAL if role is Role.AMOUNT and _SUM.search(before) else role), ()


def _dims(before: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _EACH.finditer(before):
        word = match[0]
        if match[1] and not is_han(match[1]):
            continue
        if word in ("单价", "均价"):
            found.append("?")
        elif "月" in word and word[0] != "每" and not match[2]:
            found += [*(["人"] if "人" in word else []), "月"]
        elif match[2]:
            found += ["人", match[2]]
        else:
            found.append(measure_class(match[1] or word[0]))
    return tuple(dict.fromkeys(found))


def _before(plain: str, previous: int, start: int) -> str:
    text = plain[max(previous, start - 60) : start]
    cut = max(text.rfind(mark) for mark in _CLAUSE_ENDS[:-1] + "\n")
    if text[cut:].strip() == ":":  # 食宿费:1万元
        cut = max(text[:cut].rfind(mark) for mark in _CLAUSE_ENDS)
    return _open_brackets(text[cut + 1 :].strip())


def _open_brackets(text: str) -> str:
    """What stands after a bracket that is still open, the short ones inside (村(社区)) kept."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth < 0:
            return text[at + 1 :]
    return text


def _after(plain: str, end: int, following: int) -> str:
    text = plain[end : min(following, end + 40)]
    cut = min((at for at in (text.find(mark) for mark in ",;。:!\n") if at >= 0), default=len(text))
    text = text[:cut]
    depth = 0
    for at, ch in enumerate(text):
        depth += {"(": 1, ")": -1}.get(ch, 0)
        if depth < 0:
            return text[:at]
    return text
