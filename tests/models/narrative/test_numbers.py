"""The number scanner: cases as data, and what holds for any text."""

from __future__ import annotations

import itertools
import time
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.narrative.numbers import Number, NumberKind, scan

CASES = tomllib.loads(Path(__file__).with_name("numbers.toml").read_text(encoding="utf-8"))["cases"]
UNITS = ["元", "万元", "亿元"]


def described(number: Number) -> list[str]:
    return [
        number.text, number.kind.value, *([f"per {number.per}"] if number.per else []),
        *([number.relation] if number.relation else []), *(["about"] if number.approximate else []),
        *([f"{number.low}..{number.high}"] if number.low is not None else []),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_text_holds_these_numbers(text: str, expected: list[list[str]]) -> None:
    found = scan(text)
    assert [described(number) for number in found] == [[row[0], row[1], *row[4:]] for row in expected]
    assert [(number.value, number.unit) for number in found] == [(Fraction(row[2]), row[3]) for row in expected]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.5万元", 12_500_000),
        ("0.01元", 1),
        ("0.001元", None),
        ("1亿元", 10**10),
        ("3千元", 300_000),
        ("30人", None),
        ("1-2元", None),
    ],
)
def test_an_amount_in_fen(text: str, fen: int | None) -> None:
    assert scan(text)[0].fen == fen


def test_the_figure_without_its_unit_has_a_place_of_its_own() -> None:
    text = "预算约１，２００．５０ 万元/年。"
    (number,) = scan(text)
    assert text[number.digits_start : number.digits_end] == "１，２００．５０"
    assert text[number.start : number.end] == "１，２００．５０ 万元/年"
    assert number.decimals == 2


@given(
    st.integers(1, 10**12), st.integers(0, 4), st.sampled_from(UNITS), st.booleans(), st.booleans(),
    st.sampled_from(["", "预算", "共计：", "（", "其中"]), st.sampled_from(["", "。", "，其余", "；"]),
)  # fmt: skip
def test_a_written_amount_is_read_back(
    digits: int, decimals: int, unit: str, grouped: bool, wide: bool, before: str, after: str
) -> None:  # fmt: skip
    whole, rest = divmod(digits, 10**decimals)
    written = (f"{whole:,}" if grouped else str(whole)) + (f".{rest:0{decimals}d}" if decimals else "")
    if wide:
        written = written.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    (number,) = scan(before + written + unit + after)
    assert (number.kind, number.value, number.unit) == (NumberKind.AMOUNT, Fraction(digits, 10**decimals), unit)
    assert number.text == written + unit
    assert number.decimals == decimals


@given(st.text() | st.text("0123456789０５，,.．万亿元人年月第一二三十百（）()〔〕号%-至、/ 余"))
def test_any_text_is_read_without_failing(text: str) -> None:
    numbers = scan(text)
    assert all(text[number.start : number.end] == number.text for number in numbers)
    assert all(left.end <= right.start for left, right in itertools.pairwise(numbers))
    assert all(n.start <= n.digits_start < n.digits_end <= n.end for n in numbers)


PIECES = ["1", "一", "1,", "1,000", "第", "(1", "1.1", "2025年", "十百", "万", "12人、", "9年至", "百分之"]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        scan(text)
        return time.process_time() - started

    assert seconds(30_000) < 0.2 + 40 * seconds(1_500)
