"""Texts with figures as they are kept: read and printed without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.narrative import markup
from models.narrative.markup import FigurePiece, ReasonPiece, SettingPiece, TextLine, Words

TYPED = st.text(alphabet="收入1.5{}|=!?@#- \n万元\\", max_size=60)
PLAIN = st.text(alphabet="收入1{}|=!?@", min_size=1, max_size=12)
SOURCES = st.sampled_from(("表一[收入总计].收入", "个数(表十二.项目)", "1"))
UNITS = st.sampled_from(("万元", "%", "个"))
FIGURES = st.builds(FigurePiece, SOURCES, UNITS)
WHY = PLAIN.map(lambda text: text.replace("|", ""))
FROZEN = st.builds(FigurePiece, SOURCES, UNITS, st.just("22.00万元"), WHY)
REASONS = st.builds(ReasonPiece, st.just("income"), SOURCES, st.sampled_from(("", "原因")))
PIECES = st.lists(st.one_of(FIGURES, FROZEN, REASONS, st.just(SettingPiece("department"))), min_size=1, max_size=4)


def test_the_pieces_of_a_line():
    line = (
        "## 共{=表一[收入总计].收入|万元}（{!22.00万元|表一[上年结转].收入|万元|按批复}），{?income|1|原因}{@year}{{}}"
    )
    assert markup.parse(line) == (
        TextLine(
            "subheading",
            (
                Words("共"),
                FigurePiece("表一[收入总计].收入", "万元"),
                Words("（"),
                FigurePiece("表一[上年结转].收入", "万元", "22.00万元", "按批复"),
                Words("），"),
                ReasonPiece("income", "1", "原因"),
                SettingPiece("year"),
                Words("{}"),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("正文\n- 一\n## 标题\n!general_budget_structure", ["body", "item", "subheading", "chart"]),
        ("\n\n  \n正文\n", ["body"]),
        ("！感叹\n!不是图", ["body", "body"]),
        ("", []),
    ],
)
def test_the_styles_of_lines(text, styles):
    assert [line.style for line in markup.parse(text)] == styles


@pytest.mark.parametrize("broken", ["{=没有单位}", "{!只有|三|段}", "{?}", "{@}", "{", "}", "{=a|b|c}", "{若 1}"])
def test_what_cannot_be_read_stays_as_words(broken):
    (line,) = markup.parse(f"前{broken}后")
    assert line.pieces == (Words(f"前{broken}后"),)


@given(TYPED)
def test_printing_is_stable_and_nothing_typed_is_lost(text):
    once = markup.dumps(markup.parse(text))
    assert markup.dumps(markup.parse(once)) == once
    assert markup.parse(once) == markup.parse(text)


@given(PLAIN)
def test_escaped_words_come_back_as_they_were(text):
    (line,) = markup.parse("文" + markup.escape(text))
    assert line.pieces == (Words("文" + text),)


@given(PIECES)
def test_pieces_come_back_as_they_were(pieces):
    line = TextLine("body", (Words("文"), *pieces))
    assert markup.parse(markup.dumps((line,))) == (line,)
