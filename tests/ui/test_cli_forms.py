"""``words --form``: one performance form by itself."""

from __future__ import annotations

import json

import pytest

from ui import cli

GOOD = {
    "project_name": "示范项目", "project_attribute": "一次性项目", "project_period": "1年", "phone": "1",
    "handler": "甲",
    "person_in_charge": "乙", "filled_at": "2024年12月3日", "form_year": "(2025年度)",
    "overall_goal": {"implementation_period": "完成", "annual": "完成"},
    "project_overview": "电脑5台，单价4000元，计20000元。",
    "funding": {side: {"total": "20,000", "county_fund": "20,000"} for side in ("implementation_period", "annual")},
}  # fmt: skip


@pytest.fixture
def written(tmp_path):
    def write(**changes):
        file = tmp_path / "form.json"
        file.write_text(json.dumps(GOOD | changes, ensure_ascii=False), encoding="utf-8")
        return str(file)

    return write


def test_a_form_with_remarks_only_is_0(written, capsys):
    assert cli.main(["words", "--form", written(), "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["rule"], finding["state"], finding["severity"], finding["start"]) == (
        "R112",
        "violation",
        "warning",
        None,
    )


def test_an_error_is_1_with_its_place_and_computation(written, capsys):
    path = written(project_overview="电脑5台，单价4000元，计25000元。")
    assert cli.main(["words", "--form", path, "--json"]) == 1
    finding = json.loads(capsys.readouterr().out)["findings"][0]
    assert {key: finding[key] for key in ("rule", "field", "text", "computation", "start", "end", "fix")} == {
        "rule": "R106", "field": "project_overview", "text": "25000元", "computation": "4000×5 = 20,000", "start": 14,
        "end": 20, "fix": None,
    }  # fmt: skip


def test_without_json_each_finding_is_a_line(written, capsys):
    assert cli.main(["words", "--form", written(phone="", project_overview="培训5人。")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in out] == [["R112", "提示"], ["R113", "提示"]]


def test_what_cannot_be_read_is_2(tmp_path, capsys):
    assert cli.main(["words", "--form", str(tmp_path / "none.json"), "--json"]) == 2
    err = capsys.readouterr().err
    assert "没有文件" in err
    assert err.count("\n") == 1
    (tmp_path / "table.json").write_text('{"tables": []}', encoding="utf-8")
    assert cli.main(["words", "--form", str(tmp_path / "table.json")]) == 2
    assert "没有绩效目标表的内容" in capsys.readouterr().err
