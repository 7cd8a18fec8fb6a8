from __future__ import annotations

from datetime import date

import pytest

from ui.editors.basics import dates


@pytest.mark.parametrize(
    "text",
    [
        "2025-4-11",
        "2025.4.11",
        "2025/04/11",
        "20250411",
        "2025年4月11日",
        "2025年4月11",
        "２０２５－４－１１",
        " 2025 - 4 - 11 ",
    ],
)
def test_what_people_type_is_read(text):
    assert dates.read(text) == date(2025, 4, 11)
    assert dates.worded(dates.read(text)) == "2025年4月11日"
    assert dates.problem(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-2-30", "不是存在的日期"),
        ("20251301", "不是存在的日期"),
        ("四月十一", "看不出是哪一天"),
        ("2025-4", "看不出是哪一天"),
    ],
)
def test_what_is_no_date_is_told(text, words):
    assert dates.read(text) is None
    assert words in dates.problem(text)


def test_nothing_is_no_problem():
    assert dates.problem("  ") == ""
