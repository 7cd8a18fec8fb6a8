"""`words`: prose from standard input against a document, as JSON and as lines."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import pytest

from ui import cli

SPENDING = "2025年度支出预算1170.53万元，其中：基本支出373.82万元，占28.86%；项目支出832.71万元，占71.14%。"


@pytest.fixture
def words(sample_file, monkeypatch, capsys):
    """`words(text, *options)`: exit code, standard output and standard error."""

    def call(text, *options):
        data = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        code = cli.main(["words", str(sample_file), *options])
        return code, *capsys.readouterr()

    return call


def checked(outcome):
    code, out, err = outcome
    assert err == ""
    return code, json.loads(out)


def test_each_number_has_its_state_cells_and_right_value(words):
    code, result = checked(words(SPENDING, "--section", "三", "--json"))
    assert code == 1
    assert [(n["text"], n["state"], n["expected"]) for n in result["numbers"]] == [
        ("2025年度", "checked", None),
        ("1170.53万元", "checked", "1,170.53万元"),
        ("373.82万元", "mismatch", "337.82万元"),
        ("28.86%", "checked", "28.86%"),
        ("832.71万元", "checked", "832.71万元"),
        ("71.14%", "checked", "71.14%"),
    ]
    wrong = result["numbers"][2]
    assert wrong["cells"] == ["table03.合计.basic_expenditure"]
    assert SPENDING[wrong["start"] : wrong["end"]] == "373.82万元"


def test_findings_are_those_of_check(words):
    _code, result = checked(words(SPENDING, "--section", "section03", "--json"))
    found = {finding["rule"]: finding for finding in result["findings"]}
    assert set(found) == {"R075", "R094"}
    wrong = found["R075"]
    assert (wrong["state"], wrong["severity"], wrong["actual"]) == ("violation", "error", "373.82万元")
    assert "337.82" in wrong["message"]


@pytest.mark.parametrize("section", ["三", "section03", "三、支出预算情况说明", "支出预算情况说明"])
def test_ways_to_name_a_section(words, section):
    assert checked(words("支出预算1,170.53万元。", "--section", section, "--json"))[1]["section"] == "section03"


def test_the_section_that_fits_best_is_taken(words):
    code, result = checked(words("政府采购货物预算1.69万元、服务预算2.00万元。", "--json"))
    assert (code, result["section"]) == (0, "section09")


def test_a_whole_book_is_cut_at_its_headings(words):
    text = f"三、支出预算情况说明\n{SPENDING}\n八、机关运行经费增减变动原因说明\n机关运行经费38.00万元。"
    _code, result = checked(words(text, "--json"))
    assert [n["text"] for n in result["numbers"] if n["state"] == "mismatch"] == ["373.82万元", "38.00万元"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_may_come_as_windows_pipes_it(words, encoding):
    code, result = checked(words("支出预算1,170.53万元。".encode(encoding), "--section", "三", "--json"))
    assert (code, [n["state"] for n in result["numbers"]]) == (0, ["checked"])


def test_lines_for_people(words):
    code, out, _err = words(SPENDING, "--section", "三")
    assert code == 1
    assert "按“三、支出预算情况说明”核对" in out
    assert "不符  373.82万元，应为 337.82万元" in out
    assert words("没有数字。", "--section", "三")[:2] == (0, "没有读到数字。\n")


@pytest.mark.parametrize(
    ("data", "options", "sentence"),
    [
        ("文字", ("--section", "二十"), "没有第“二十”节"),
        (b"\xff\xfe\xff", (), "看不懂标准输入的文字"),
        ("字" * 200_001, (), "请分节核对"),
    ],
)
def test_what_cannot_be_checked_is_said(words, data, options, sentence):
    code, out, err = words(data, *options)
    assert (code, out) == (2, "")
    assert sentence in err


def test_without_a_file_or_a_form_there_is_nothing_to_check(capsys):
    assert cli.main(["words"]) == 2
    assert "FILE" in capsys.readouterr().err
