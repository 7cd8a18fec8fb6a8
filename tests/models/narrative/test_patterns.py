from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.narrative.patterns import cheaper, compiled, has_any, is_han

PATTERNS = (
    "[年月日]",
    "[^，。；]{0,3}人",
    r"^(?:[^,;。:\d(]{0,4}[,。:;])? ?其中",
    "(增加|增长|减少)[了额为]?约?$",
    "(?<![期人场班])次|[，,；;：:]",
    r"[\s、“”\-/]+",
    "第[①-⑳一二]?[百千万亿]+号",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("年月日，。；,;: \n-/、“”1(增加长减少了额为约期人场班次第①②一百万号其中x", max_size=12))
def test_a_cheap_pattern_matches_what_the_plain_one_does(pattern: str, text: str) -> None:
    plain, cheap = re.compile(pattern), compiled(pattern)
    assert [(m.span(), m.groups()) for m in cheap.finditer(text)] == [
        (m.span(), m.groups()) for m in plain.finditer(text)
    ]
    assert (cheap.fullmatch(text) is None) == (plain.fullmatch(text) is None)


@pytest.mark.parametrize("pattern", ["[年月日]", "[^，。；a-c]", "[，,；;]?"])
def test_no_character_is_told_otherwise(pattern: str) -> None:
    every = [chr(code) for code in range(0x10000)]
    plain, cheap = re.compile(pattern).fullmatch, compiled(pattern).fullmatch
    assert [ch for ch in every if cheap(ch)] == [ch for ch in every if plain(ch)]


def test_few_characters_stay_a_set_and_long_ranges_are_refused() -> None:
    assert cheaper("[，。]") == "[，。]"
    with pytest.raises(ValueError, match="long range"):
        compiled("[一-鿿]")


def test_words_and_characters() -> None:
    assert has_any("本年预算", ("收入", "预算"))
    assert not has_any("", ("收入",))
    assert is_han("一鿿")
    assert not any(map(is_han, ("", "一a", "㐀", "ア")))
