"""Prose on paper: lines, edges and page breaks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from export.book import Figure, Paragraph, Run, TextPage
from export.pdf_flow import LOOKS, ROOM, WIDTH, text_sheets
from export.pdf_paragraph import Look, set_paragraph
from tests.export.books import body, pie

BODY = Look("song", 10, 18, indent=2)
WORDS = "2025年度预算收入1,170.53万元，其中：一般公共预算拨款收入1,148.53万元（占98.12%），上年结转22.00万元。" * 4


def lines_of(setter, text, room=200.0, look=BODY, mark=""):
    return set_paragraph(setter, (Run(text, mark=mark),), look, room)


def text_of(line):
    return "".join(piece.text for piece in line)


def right_edge(setter, line):
    last = line[-1]
    return last.x + setter.width(last.text, last.role, last.size) + (len(last.text) - 1) * last.spacing


def test_lines_keep_marks_and_numbers_together(setter):
    lines = [text_of(line) for line in lines_of(setter, WORDS)]
    assert "".join(lines) == WORDS
    for before, after in pairwise(lines):
        assert after[0] not in "，。、；：）”%"
        assert before[-1] not in "（“"
        assert not (before[-1] in "0123456789,." and after[0] in "0123456789,.")


def test_the_first_line_is_indented_and_the_right_edge_is_even(setter):
    lines = lines_of(setter, WORDS)
    assert [line[0].x for line in lines[:3]] == [20.0, 0.0, 0.0]
    for line in lines[:-1]:
        blank = 5.0 if text_of(line)[-1] in "，。；：）" else 0.0
        assert right_edge(setter, line) - blank == pytest.approx(200.0, abs=0.6)
    assert right_edge(setter, lines[-1]) < 200.0


def test_figures_are_not_spread(setter):
    pieces = [piece for line in lines_of(setter, WORDS) for piece in line]
    assert {piece.spacing for piece in pieces if piece.text[0].isdigit()} == {0.0}
    assert any(piece.spacing for piece in pieces)


def test_marks_give_way_before_a_line_gets_loose(setter):
    text = "甲，乙；丙，丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    look = Look("song", 10, 18)
    (first, *_rest) = lines_of(setter, text, 155.0, look)
    assert text_of(first) == text[:16]
    assert right_edge(setter, first) == pytest.approx(155.0, abs=0.01)
    assert {piece.text for piece in first if piece.spacing < 0} == {"，", "；"}
    assert {piece.spacing < 0 for piece in first if piece.text not in "，；"} == {False}


def test_a_few_lines_do_not_take_a_page_of_their_own(setter):
    counts = [len(sheets_of(setter, *[body("一行") for _number in range(count)])) for count in range(20, 60)]
    assert [count for count, before in zip(counts[1:], counts, strict=False) if count > before] == [2, 3]
    for count in range(20, 60):
        sheets = sheets_of(setter, *[body("一行") for _number in range(count)])
        assert sum(len(sheet.strips) for sheet in sheets) == count + 1


def test_a_word_wider_than_the_line_is_cut(setter):
    lines = lines_of(setter, "x" * 200)
    assert "".join(map(text_of, lines)) == "x" * 200
    assert all(right_edge(setter, line) <= 200.01 for line in lines)


def test_a_mark_is_raised_behind_its_words(setter):
    *_words, mark = lines_of(setter, "占0%", mark="≠")[0]
    assert (mark.text, mark.y > 0, mark.size < 10) == ("≠", True, True)


def test_a_paragraph_without_words_is_an_empty_line(setter):
    assert lines_of(setter, "") == [()]
    assert set_paragraph(setter, (), BODY, 200.0) == [()]


def sheets_of(setter, *blocks, count=1):
    pages = [(f"k{number}", TextPage(f"k{number}", "标题", "标题", blocks)) for number in range(count)]
    return text_sheets(setter, ("", ""), pages)


def sheet_text(sheet):
    return ["".join(piece.text for piece in strip.texts) for _down, strip in sheet.strips]


def test_a_heading_is_never_the_last_line_of_a_page(setter):
    for count in range(16, 28):
        blocks = [body("一行") for _number in range(count)]
        sheets = sheets_of(setter, *blocks, body("小标题", style="subheading"), body("一行"), count=2)
        assert len(sheets) > 1
        assert not any(sheet_text(sheet)[-1] in ("标题", "小标题") for sheet in sheets)


def test_no_single_line_of_a_paragraph_stands_alone(setter):
    long = "这一段共有四行文字用来看分页的地方在哪里" * 6
    for count in range(18, 27):
        sheets = sheets_of(setter, *[body("一行") for _number in range(count)], body(long), body("完"))
        parts = [[line for line in sheet_text(sheet) if line not in ("标题", "一行", "完")] for sheet in sheets]
        assert sum(len(part) for part in parts) == 5
        assert 1 not in [len(part) for part in parts]


def test_nothing_is_lost_and_nothing_runs_over_the_foot(setter):
    blocks = [body(WORDS), Figure(pie(), "图"), Paragraph((Run("注"),), "note"), body("标题", style="subheading")] * 12
    sheets = sheets_of(setter, *blocks)
    assert sum(bool(strip.shapes) for sheet in sheets for _down, strip in sheet.strips) == 12
    assert "".join(line for sheet in sheets for line in sheet_text(sheet)).count(WORDS) == 12
    assert all(down + strip.height <= ROOM + 0.01 for sheet in sheets for down, strip in sheet.strips)
    widest = max(right_edge(setter, strip.texts) for sheet in sheets for _down, strip in sheet.strips if strip.texts)
    assert widest <= WIDTH + LOOKS["body"].size / 2 + 0.01


def test_a_chart_and_its_caption_stay_together(setter):
    for count in range(10, 24):
        for sheet in sheets_of(setter, *[body("一行") for _number in range(count)], Figure(pie(), "结构图")):
            texts = sheet_text(sheet)
            assert ("结构图" in texts) == any(strip.shapes for _down, strip in sheet.strips)
