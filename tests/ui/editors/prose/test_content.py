"""Sections as blocks of segments: there and back, and places on either side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.narrative import markup
from models.narrative.prose import Line, Rendered, Span
from ui.editors.prose import content
from ui.editors.prose.content import Block, Segment

FIGURE = markup.FigurePiece("表一[收入总计].收入", "万元")
REASON = markup.ReasonPiece("income", "", "收入增加的主要原因")


def rendered(*lines):
    return Rendered("section01", automatic=False, lines=lines, read=frozenset(), forms=frozenset())


def line(*parts, style="body"):
    text, spans = "", []
    for words, piece in parts:
        spans.append(Span(len(text), len(text) + len(words), piece or markup.Words(words)))
        text += words
    return Line(style, text, tuple(spans))


EXAMPLE = line(("共", None), ("22.00万元", FIGURE), ("，原因是", None), ("＿＿＿", REASON), ("。", None))


def test_a_reason_not_written_says_what_is_wanted():
    (block,) = content.blocks_of(rendered(EXAMPLE), frozenset({"income"}))
    assert block.text == "共22.00万元，原因是（请填写收入增加的主要原因）。"
    assert content.source_of([block]) == "共{=表一[收入总计].收入|万元}，原因是{?income||收入增加的主要原因}。"


def test_places_are_found_on_either_side_of_a_placeholder():
    (block,) = content.blocks_of(rendered(EXAMPLE), frozenset({"income"}))
    end = EXAMPLE.text.index("。")
    assert block.text[content.to_editor(block, end)] == "。"
    assert content.to_shown(block, block.text.index("。")) == end
    start = EXAMPLE.text.index("＿")
    placeholder = block.text[content.to_editor(block, start) : content.end_in_editor(block, start + 3)]
    assert placeholder == "（请填写收入增加的主要原因）"
    number = (1, 1 + len("22.00万元"))
    assert block.text[content.to_editor(block, number[0]) : content.end_in_editor(block, number[1])] == "22.00万元"


KEPT = ("## 小标题", "- 一、条目", "!income_by_source", "花括号{{甲}}", "共{=表一[收入总计].收入|万元}。")


@pytest.mark.parametrize("text", KEPT)
def test_what_is_kept_comes_back(text):
    (parsed,) = markup.parse(text)
    pieces = [(piece.text if isinstance(piece, markup.Words) else "7万元", piece) for piece in parsed.pieces]
    blocks = content.blocks_of(rendered(line(*pieces, style=parsed.style)), frozenset())
    assert content.source_of(blocks) == text


def test_empty_lines_are_not_kept():
    blocks = [Block("body", ()), Block("body", (Segment("甲"),)), Block("item", (Segment("  "),))]
    assert content.source_of(blocks) == "甲"


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1), max_size=4))
def test_characters_join_to_what_they_were(words):
    block = Block("body", tuple(Segment(word) for word in words))
    assert "".join(segment.text for segment in content.joined(block.atoms)) == block.text
