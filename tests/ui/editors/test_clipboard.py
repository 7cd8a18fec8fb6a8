"""The clipboard's formats, without a window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from tests.support.budgets import sample
from ui.editors import clipboard
from ui.editors.clipboard import Cell

FIELDS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=8)


@given(st.lists(st.lists(FIELDS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_written_is_read(texts):
    written = clipboard.to_tsv(texts)
    assert written.endswith("\r\n")
    if any(field for line in texts for field in line):
        assert clipboard.from_tsv(written) == texts


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1", [["1"]]),
        ('"a\tb"\t"两\r\n行"\t"说""好"""\r\n', [["a\tb", "两\r\n行", '说"好"']]),
        ("1\r\n\r\n3\r\n", [["1"], [""], ["3"]]),
        ("", []),
        ("\r\n", []),
        ("1\0", [["1"]]),
    ],
)
def test_blocks_of_excel_and_wps_are_read(text, block):
    assert clipboard.from_tsv(text) == block


def test_three_forms_are_written():
    block = [[Cell("201", "201", figure=False), Cell("94.33", "94.327155", figure=True)]]
    data = clipboard.write(block)
    assert data.text() == "201\t94.33\r\n"
    cells = '<td style=\'mso-number-format:"\\@"\'>201</td><td align="right">94.33</td>'
    assert f"<table><tr>{cells}</tr></table>" in data.html()
    assert clipboard.read(data) == [["201", "94.327155"]]


def test_a_label_over_two_columns_is_merged_for_excel_and_two_fields_for_others():
    data = clipboard.write([[Cell("合计", "合计", figure=False, span=2), Cell("", "", figure=False, span=0)]])
    assert '<tr><td colspan="2" style=\'mso-number-format:"\\@"\'>合计</td></tr>' in data.html()
    assert data.text() == "合计\t\r\n"


def test_an_unknown_private_form_falls_back_to_the_text():
    data = QMimeData()
    data.setData(clipboard.OWN_TYPE, b"{")
    data.setText("7\t8")
    assert clipboard.read(data) == [["7", "8"]]


def test_a_block_larger_than_any_form_is_refused():
    data = QMimeData()
    data.setText("1\n" * (clipboard.MOST_LINES + 1))
    with pytest.raises(ValueError, match="太大"):
        clipboard.read(data)


@pytest.mark.parametrize(
    ("lines", "columns", "expected"),
    [
        (3, 1, [["1"], ["1"], ["1"]]),
        (2, 2, [["1", "1"], ["1", "1"]]),
        (1, 1, [["1"]]),
    ],
)
def test_one_value_fills(lines, columns, expected):
    assert clipboard.tiled([["1"]], lines, columns) == expected


def test_a_block_is_repeated_only_a_whole_number_of_times():
    block = [["1", "2"], ["3", "4"]]
    assert clipboard.tiled(block, 4, 2) == block * 2
    assert clipboard.tiled(block, 3, 2) == block
    assert clipboard.tiled([["1", "2"], ["3"]], 2, 4) == [["1", "2", "1", "2"], ["3", "", "3", ""]]


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        ([["1810800"], ["684900"], ["8,327,100.00"]], True),
        ([["181.08"], ["68.49"]], False),
        ([["1810800元"], ["684900元"]], False),
        ([["0"], [""]], False),
        ([["甲"]], False),
        ([["99999999999999"]], False),
    ],
)
def test_figures_in_yuan_are_recognised(texts, answer):
    workspace = sample()
    assert clipboard.looks_like_yuan(workspace, workspace.pack.form("table03"), 2, texts) is answer


def test_yuan_is_written_behind_figures_only():
    form = sample().pack.form("table03")
    block = [["2013201", "行政运行", "1810800", "", "x"]]
    assert clipboard.as_yuan(form, 0, block) == [["2013201", "行政运行", "1810800元", "", "x"]]
