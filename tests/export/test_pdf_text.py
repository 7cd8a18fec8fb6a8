"""Setting text: lines that fit, that break where Chinese breaks, and a stand-in for what no font has."""

from __future__ import annotations

from itertools import pairwise

import pytest

from export.pdf_breaks import may_break
from export.pdf_text import SMALLEST


def test_lines_are_no_wider_than_the_room(setter):
    text = "农村“两委”干部学历提升工程毕业学员（第3批）学费报销专项经费，2025年度续拨款项及补助"
    for room in (20, 47, 90, 200):
        fitted = setter.fit(text, "song", 9, room, 400)
        assert "".join(fitted.lines) == text
        assert all(setter.width(line, "song", fitted.size) <= room + 0.01 for line in fitted.lines)


def test_lines_do_not_begin_with_closing_marks_nor_split_numbers(setter):
    lines = setter.fit("甲乙丙丁，戊己1234567庚（辛）", "song", 10, 52, 400).lines
    assert not any(line[0] in "，）" or line[-1] == "（" for line in lines)
    assert any("1234567" in line for line in lines)


def test_what_does_not_fit_becomes_smaller_and_at_last_shorter(setter):
    smaller = setter.fit("长" * 60, "song", 9, 100, 60)
    assert smaller.size < 9
    assert "".join(smaller.lines) == "长" * 60
    shorter = setter.fit("长" * 2000, "song", 9, 100, 60)
    assert shorter.height <= 60
    assert shorter.lines[-1].endswith("…")


def test_a_long_name_in_a_head_stays_readable_and_ends_in_dots(setter):
    assert setter.cut_line("长" * 30, "song", 10, 200) == ("长" * 30, pytest.approx(200 / 30))
    line, size = setter.cut_line("长" * 500, "song", 10, 200)
    assert line == "长" * (len(line) - 1) + "…"
    assert (size, setter.width(line, "song", size) <= 200) == (SMALLEST, True)


def test_headings_break_evenly(setter):
    assert setter.fit_evenly("当年预算安排", "hei", 9, 48, 400).lines == ("当年预", "算安排")


def test_rare_characters_are_drawn_by_whichever_face_has_them(setter):
    assert setter.drawable("㐂镕①㎡￥", "song") == "㐂镕①㎡￥"
    assert setter.missing == {}


@pytest.mark.parametrize(
    "marked",
    [
        "收|入|1,170.53|万|元",
        "占|98.12%，|比|上|年",
        "（甲）|乙",
        "〔2024〕|7|号",
        "见|《书》。|又",
        "甲……|乙",
        "≥95%",
        "3-5|日",
        "“两|委”|主|干",
        "Word |文|档",
        "单|价|350|元/|人",
    ],
)
def test_places_where_a_line_may_end(marked):
    plain = marked.replace("|", "")
    pieces = [plain[start:end] for start, end in pairwise([0, *ends(plain), len(plain)])]
    assert "|".join(pieces) == marked


def ends(text):
    return [at for at in range(1, len(text)) if may_break(text, at)]
