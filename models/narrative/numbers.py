"""Numbers in Chinese prose: :func:`scan` finds them, with kind, unit and value, and never guesses.

Every text of the program is read through this one door: the book's prose, the forms' descriptions, indicator values.
"""

from __future__ import annotations

import enum
import functools
from fractions import Fraction

import msgspec

from models.narrative import numbers_words as words


class NumberKind(enum.StrEnum):
    """What a number counts."""

    AMOUNT = "amount"  # money
    PERCENT = "percent"
    COUNT = "count"  # things, with their measure word
    AREA = "area"  # ㎡
    FRACTION = "fraction"  # 三分之二, 2/3
    YEAR = "year"  # 2025年, 2025年度
    DATE = "date"  # 2025年4月11日, 4月11日, 11日
    PERIOD = "period"  # 3年, 一季度, 6月, 340天
    DOCUMENT = "document"  # 〔2024〕7号
    ORDINAL = "ordinal"  # 1、 (一) 第3
    RANGE = "range"  # 9年至16年: low and high
    PLAIN = "plain"  # a figure without a unit


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a text.

    ``start`` to ``end`` (exclusive, offsets into the text given) hold ``text``, unit included but neither ≥ nor 约;
    ``digits_start`` to ``digits_end`` the figures alone. ``value`` is in ``unit`` as written: 98.12% is 98.12, 3万元
    is 3 万元; a date is YYYYMMDD, MMDD or DD, a fraction its ratio, a range its lower end. ``per`` is what 元 are paid
    for: ``人/天``. ``relation`` is ≥ ≤ = > < or blank, whether written as sign or in words (不少于, 以内).
    ``leaning`` is "above" where somewhat more is meant (3万余元, 超3万元), "below" where somewhat less (近3万元).
    """

    start: int
    end: int
    text: str
    kind: NumberKind
    value: Fraction
    unit: str
    digits_start: int
    digits_end: int
    decimals: int = 0
    low: Fraction | None = None
    high: Fraction | None = None
    approximate: bool = False
    per: str = ""
    relation: str = ""
    leaning: str = ""

    @property
    def fen(self) -> int | None:
        """An amount in 分; ``None`` when it is no money, or no whole 分."""
        if self.kind is not NumberKind.AMOUNT:
            return None
        fen = self.value * words.MONEY_FEN[self.unit]
        return int(fen) if fen.denominator == 1 else None

    @property
    def scaled(self) -> Fraction:
        """The value in ones: 元 for money, people for 万人."""
        if self.kind is NumberKind.AMOUNT:
            return self.value * (words.MONEY_FEN[self.unit] // 100)
        return self.value * words.SCALES.get(self.unit[:1], 1)


@functools.lru_cache(maxsize=1_024)
def scan(text: str) -> tuple[Number, ...]:
    """All numbers of ``text``, in order and not overlapping. Never raises; takes time in proportion to the text."""
    from models.narrative.numbers_reading import Reader

    return tuple(Reader(text).numbers())
