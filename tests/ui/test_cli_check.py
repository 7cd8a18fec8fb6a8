"""`check`: the JSON's shape, what if, cases, addresses, and that no single wrong figure of the sample escapes."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import pytest

from models.addresses import address
from models.findings import State
from models.planning import insert_row, set_text
from models.refs import CellRef
from models.samples import sample_document
from models.workspace import Workspace
from storage import DocumentFile
from ui import cli
from ui.cli_check import case_assignments, split_assignment

CELL = "table03.2013299.project_expenditure"
SUMMARY = {
    "break", "rounding", "rounding_roots", "word_rounding", "suspect", "unevaluated", "balanced", "not_applicable",
    "violation", "errors", "warnings", "word_errors",
}  # fmt: skip
FINDING = ["rule", "state", "severity", "message", "cells", "expected", "actual", "difference"]


@pytest.fixture(scope="module")
def document():
    return sample_document()


@pytest.fixture
def check_cases(tables_file, tmp_path, capsys):
    """`check_cases(line, …)`: exit code and the results, one for each line."""

    def call(*lines):
        path = tmp_path / "cases.jsonl"
        path.write_bytes("\n".join(lines).encode())
        code = cli.main(["check", str(tables_file), "--cases", str(path), "--json"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return call


def breaks(result):
    return [finding for finding in result["findings"] if finding["state"] == "break"]


def test_the_sample_has_its_known_rounding_and_no_break(run, sample_file):
    code, result = run("check", sample_file, "--json")
    assert code == 0
    assert set(result) == {"summary", "findings", "diagnoses"}
    assert set(result["summary"]) == SUMMARY
    counts = {"break": 0, "rounding": 24, "rounding_roots": 5, "word_rounding": 2, "unevaluated": 1, "errors": 0}
    assert counts.items() <= result["summary"].items()
    tables = [finding for finding in result["findings"] if "place" not in finding]
    assert [list(finding) for finding in tables] == [FINDING] * 26
    assert result["diagnoses"] == []


def test_the_wrong_cell_is_proposed_first_with_its_right_figure(run, tables_file):
    code, result = run("check", tables_file, "--json", "--set", "table03.2013299.project_expenditure=823.71")
    assert code == 1
    best = result["diagnoses"][0]
    assert best["cells"] == [{"cell": "table03.2013299.project_expenditure", "actual": "823.71", "proposed": "832.71"}]
    assert best["mends"] == 3
    assert "录反" in best["reason"]


def test_figures_left_out_are_proposed_again(run, tables_file):
    wanted = [f"table12.党建研究会.{column}=" for column in ("total", "general_public_budget")]
    _code, result = run("check", tables_file, "--json", "--set", *wanted)
    cells = [{"cell": "table12.党建研究会.general_public_budget", "actual": "", "proposed": "3.00"}]
    assert result["diagnoses"][0]["cells"] == cells


def test_a_finding_says_rule_cells_and_figures(run, tables_file):
    code, result = run("check", tables_file, "--json", "--set", f"{CELL}=823.71")
    assert code == 1
    found = {finding["rule"]: finding for finding in breaks(result)}
    assert set(found) == {"R013", "R014", "R048"}
    copy = found["R048"]
    assert (copy["expected"], copy["actual"], copy["difference"]) == ("832.71", "823.71", "-9.00")
    assert copy["severity"] == "error"
    assert copy["message"].endswith("表上 823.71，应为 832.71，少 9.00。")
    assert copy["cells"] == [CELL, "table05.2013299.project_expenditure", "table02.2013299.carryover"]
    assert found["R014"]["cells"] == ["table03.20132.project_expenditure", CELL]
    assert result["summary"]["break"] == 3


def test_a_marked_cell_comes_first_then_all_filled_cells_of_a_sum(run, tables_file):
    _code, result = run("check", tables_file, "--json")
    salaries = next(f for f in result["findings"] if f["rule"] == "R021" and f["cells"][0].endswith(".total"))
    assert salaries["cells"][0] == "table06.工资福利支出.total"
    assert len(salaries["cells"]) == 12
    assert "table06.绩效工资.total" in salaries["cells"]


def test_an_exact_figure_keeps_its_decimals(run, tables_file):
    _code, result = run("check", tables_file, "--json", "--set", f"{CELL}=8237100.01元")
    copy = next(finding for finding in breaks(result) if finding["rule"] == "R048")
    assert (copy["actual"], copy["difference"]) == ("823.710001", "-8.999999")


def test_what_if_is_not_saved(run, tables_file):
    run("check", tables_file, "--json", "--set", f"{CELL}=1")
    code, result = run("check", tables_file, "--json")
    assert (code, result["summary"]["break"]) == (0, 0)


@pytest.mark.parametrize(
    "written",
    [
        [f"{CELL}=823.71"],
        ["表三.2013299.项目支出=823.71"],
        ["table03.其他组织事务支出.project_expenditure=823.71"],
        [f" {CELL} = 823.71 "],
        [f"{CELL}==800+23.71"],
        [f"{CELL}=823.71", f"{CELL}=823.71"],
    ],
)
def test_every_way_to_write_an_address_and_a_figure(written, run, tables_file):
    code, result = run("check", tables_file, "--json", "--set", *written)
    assert (code, len(breaks(result))) == (1, 3)


def test_the_file_may_stand_behind_the_assignments(run, tables_file):
    code, result = run("check", "--json", "--set", f"{CELL}=823.71", "table03.合计.total=1", tables_file)
    assert (code, len(breaks(result)) > 3) == (1, True)


def test_an_empty_value_is_a_blank_that_is_worked_out_again(run, tables_file):
    """Nothing else determines the leaf; the total is a sum of its parts."""
    code, _result = run("check", tables_file, "--json", "--set", f"{CELL}=")
    assert code == 1
    code, result = run("check", tables_file, "--json", "--set", "table03.20132.project_expenditure=")
    assert (code, result["summary"]["break"]) == (0, 0)


def test_an_unreadable_figure_is_a_finding_and_1(run, tables_file):
    code, result = run("check", tables_file, "--json", "--set", f"{CELL}=八百")
    assert code == 1
    unreadable = [finding for finding in result["findings"] if finding["rule"] == "R069"]
    assert [(f["state"], f["cells"], f["expected"]) for f in unreadable] == [("violation", [CELL], None)]
    assert "八百" in unreadable[0]["message"]
    assert result["summary"]["errors"] == 1
    assert result["summary"]["unevaluated"] > 0


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("table03.9999999.total=1", "没有行“9999999”"),
        ("table03.2013299.totals=1", "没有金额列“totals”"),
        ("table99.201.total=1", "应写成 表.行.列"),
        ("=1", "应写成 表.行.列"),
    ],
)
def test_an_address_of_nothing_is_refused(written, words, tables_file, capsys):
    assert cli.main(["check", str(tables_file), "--set", written]) == 2
    assert words in capsys.readouterr().err


def test_an_ambiguous_address_is_refused_with_addresses_that_work(run, tables_file, capsys):
    assert cli.main(["check", str(tables_file), "--set", "table04.一、一般公共预算.income_amount=1"]) == 2
    error = capsys.readouterr().err
    for row in ("income_general_public_budget", "carryover_general_public_budget"):
        candidate = f"table04.{row}.income_amount"
        assert candidate in error
        assert run("check", tables_file, "--json", "--set", f"{candidate}=1")[0] == 1


def test_one_cell_with_two_figures_is_refused(tables_file, capsys):
    assert cli.main(["check", str(tables_file), "--set", f"{CELL}=1", "表三.2013299.项目支出=2"]) == 2
    assert "给了两个不同的数：“1”和“2”" in capsys.readouterr().err


def test_a_name_may_hold_dots_and_equal_signs():
    named = sample_document()
    row = next(row for row in named.rows("table12", "main") if row.label == "党建研究会")
    row_ref = CellRef("table12", row.id, "total")
    workspace = Workspace(named)
    workspace.apply(set_text(workspace, row_ref._replace(column="project_name"), "3.5期=甲.total=乙"))
    written = address(named, row_ref)
    assert written == "table12.3.5期=甲.total=乙.total"
    assert split_assignment(named, f"{written}==1+2") == (written, "=1+2")


def test_text_output_names_places_and_groups_rounding(sample_file, capsys):
    assert cli.main(["check", str(sample_file), "--set", f"{CELL}=823.71"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("断差 3 处，尾差 24 处（5 处源头）、文字中 2 处，提示 ")
    at = lines.index("断差：")
    assert lines[at + 1 : at + 6 : 2] == [
        "  R014  表三 · 20132 组织事务 · 项目支出",
        "  R013  表三 · 2013299 其他组织事务支出 · 合计",
        "  R048  表三 · 2013299 其他组织事务支出 · 项目支出 ↔ 表五、表二",
    ]
    assert lines[at + 4].strip().endswith("表上 832.71，应为 823.71，多 9.00。")
    assert "  20805 行政事业单位养老支出：比算得的少 0.01，6 处" in lines


def test_a_cleared_cell_is_among_those_of_its_findings(tables_file, run):
    cleared = "table02.2013201.general_public_budget"
    _code, result = run("check", tables_file, "--json", "--set", f"{cleared}=")
    assert [one["cell"] for one in result["diagnoses"][0]["cells"]] == [cleared]
    assert [finding["rule"] for finding in breaks(result) if cleared in finding["cells"]] == ["R011", "R010", "R046"]


# -- cases -------------------------------------------------------------------------------------------------------------


def test_cases_are_independent_of_each_other(check_cases):
    wrong, right = json.dumps({"set": {CELL: "823.71"}}), json.dumps({"set": {}})
    code, results = check_cases(wrong, right, wrong)
    assert code == 1
    assert [result["summary"]["break"] for result in results] == [3, 0, 3]
    assert results[0] == results[2]


def test_cases_without_a_break_are_0(check_cases):
    code, results = check_cases('{"set": {}}', "", '{"set": {"table03.20132.project_expenditure": null}, "name": "x"}')
    assert (code, len(results)) == (0, 2)


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", "{}", '{"set": []}', '{"set": {"table99.x.y": "1"}}', '{"set": {"table03.合计.total": true}}',
        '{"set": {"table04.一、一般公共预算.income_amount": "1"}}', '{"set": {}, "set": {}}', "[" * 100_000,
        '{"set": {"table03.合计.total": "1", "table03.合计.total": "2"}}', '{"set": {"\\ud800": "1"}}',
    ],
)  # fmt: skip
def test_a_bad_line_is_an_error_and_the_others_still_run(line, check_cases):
    code, results = check_cases('{"set": {}}', line, f'{{"set": {{"{CELL}": 823.71}}}}')
    assert code == 2
    assert list(results[1]) == ["error"]
    assert results[1]["error"].startswith("第 2 行：")
    assert [results[at]["summary"]["break"] for at in (0, 2)] == [0, 3]


def test_broken_lines_are_named_on_stderr(tables_file, tmp_path, capsys):
    path = tmp_path / "cases.jsonl"
    path.write_text('x\n{"set": {}}\n' + "x\n" * 11, encoding="utf-8")
    assert cli.main(["check", str(tables_file), "--cases", str(path)]) == 2
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 13
    assert printed.err.startswith("第 1、3、4、5、6、7、8、9、10、11 … 行等 12 行看不懂")


def test_numbers_are_taken_as_written():
    line = b'{"set": {"a.b.c": 832.710, "d.e.f": -1, "g.h.i": null, "j.k.l": "1,170.53"}}'
    assert [value for _address, value in case_assignments(line)] == ["832.710", "-1", "", "1,170.53"]


def test_cases_from_standard_input(tables_file, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"set": {}}\n')))
    assert cli.main(["check", str(tables_file), "--cases", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["break"] == 0


def test_a_cases_file_that_is_not_there(tables_file, capsys, tmp_path):
    assert cli.main(["check", str(tables_file), "--cases", str(tmp_path / "none.jsonl"), "--json"]) == 2
    error = capsys.readouterr().err
    assert "读不了" in error
    assert "（没有这个文件或文件夹）" in error


def test_every_printed_figure_mistyped_is_found_at_its_cell(document, check_cases):
    """One digit more in front: each of the tables' 253 cells alone turns an equality that it is in into a 断差."""
    tables = {form.id for form in document.pack.forms}
    figures = ((ref, entry.text) for ref, entry in document.entries.items() if ref.form in tables)
    wanted = {address(document, ref): f"7{text}" for ref, text in figures}
    assert len(wanted) == 253
    code, results = check_cases(*(json.dumps({"set": {cell: text}}) for cell, text in wanted.items()))
    assert code == 1
    missed = [
        cell
        for cell, result in zip(wanted, results, strict=True)
        if not any(cell in finding["cells"] for finding in breaks(result))
    ]
    assert missed == []


def test_a_duplicate_code_is_1(tmp_path, capsys):
    document = sample_document()
    rows = document.rows("table03", "main")
    workspace = Workspace(document)
    last = len(rows.details)
    workspace.apply(insert_row(workspace, "table03", "main", last, "function_item", code="2210201", label="住房公积金"))
    assert workspace.summary().breaks == 0
    assert [f.state for f in workspace.findings() if f.rule == "R012"] == [State.VIOLATION] * 2
    path = tmp_path / "twice.gouji"
    DocumentFile.create(path, document).close()
    assert cli.main(["check", str(path)]) == 1
    assert "2210201" in capsys.readouterr().out
