"""Reading a form from JSON."""

from __future__ import annotations

import pytest

from models.performance.form import FormReadError, fen, indicator_lines, read

FORM = '{"project_name": "甲", "page": 3, "funding": {"annual": {"total": "1,000", "other_fund": null}}, "phone": 1}'


def test_unknown_keys_are_ignored_and_missing_ones_blank() -> None:
    form = read(FORM.encode())
    assert (form.project_name, form.basis, form.phone) == ("甲", "", "1")
    assert (fen(form.funding.annual.total), fen(form.funding.annual.other_fund)) == (100_000, None)
    assert read(b"\xef\xbb\xbf" + FORM.encode()) == form


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是 JSON"),
        (b"[1", "不是 JSON"),
        ("名称".encode("gbk"), "不是 JSON"),
        (b"[]", "最外层"),
        (b'{"tables": []}', "没有绩效目标表的内容"),
        (b'{"indicators": {"annual": [1]}}', "indicators.annual"),
        (b'{"funding": []}', "funding"),
        (b"[" * 100_000, "JSON"),
    ],
)
def test_what_is_no_form_is_refused_in_one_chinese_sentence(content: bytes, words: str) -> None:
    with pytest.raises(FormReadError, match=words) as caught:
        read(content)
    assert str(caught.value).endswith("。")


def test_a_target_that_only_the_whole_period_has_is_the_years_too() -> None:
    line = '{"level1": "产出指标", "level2": "数量指标", "level3": "人数", "target": "%s"}'
    content = f'{{"indicators": {{"implementation_period": [{line % "5人"}], "annual": [{line % ""}]}}}}'
    assert [(field, target) for field, _line, target in indicator_lines(read(content.encode()))] == [
        ("indicators.implementation_period.0.target", "5人")
    ]
