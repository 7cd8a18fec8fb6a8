"""The engine: crashing rules, unreadable texts, severities, and that no finding is left without a sentence."""

from __future__ import annotations

import ast
import inspect

import pytest

from models import planning, rules, wording
from models.engine import CRASH_RULE
from models.findings import State
from models.pack import Severity
from models.rules import FORM_CHECKS, ROW_CHECKS, Violation, codes, economic, projects
from models.workspace import Workspace
from tests.support.budgets import cell, checked_anew, plan, put, sample


def broken(scope):
    """A rule function that says something and then fails."""
    yield Violation("no_money", (), {"name": "?"})
    raise ZeroDivisionError


def by_rule(workspace, code):
    return [finding for finding in workspace.findings() if finding.rule == code]


@pytest.mark.expects_log
def test_a_crashing_rule_is_a_finding_and_the_others_still_run(monkeypatch, caplog):
    before = sample().findings()
    monkeypatch.setitem(ROW_CHECKS, "projects", broken)
    workspace = checked_anew(sample())
    crashes = by_rule(workspace, CRASH_RULE)
    assert len(crashes) == 22  # every row of 表十二 and 表十三
    assert [finding for finding in workspace.findings() if finding.rule != CRASH_RULE] == before
    assert crashes[0].params == {"reason": "crash", "rule": "R032", "error": "ZeroDivisionError"}
    assert crashes[0].cells[0].column == "project_name"
    assert "rule R032 failed" in caplog.text
    report = put(workspace, {"table03.2013299.project_expenditure": "823.71"})
    assert {finding.rule for finding in report.appeared} == {"R013", "R014", "R048"}


@pytest.mark.expects_log
def test_a_crash_clears_when_the_rule_works_again(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(FORM_CHECKS, "one_mapping_side", broken)
        workspace = checked_anew(sample())
        assert len(by_rule(workspace, CRASH_RULE)) == 1
    ref = cell(workspace, "table06.办公费.total")._replace(column="department_economic_subject")
    workspace.apply(planning.set_text(workspace, ref, "差旅费"))
    assert by_rule(workspace, CRASH_RULE) == []
    assert len(by_rule(workspace, "R025")) == 1


def test_every_reason_of_a_rule_has_a_sentence():
    sources = [inspect.getsource(module) for module in (codes, economic, projects)]
    calls = [node for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    reasons = {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Violation" and isinstance(call.args[0], ast.Constant)
    }
    assert len(reasons) > 8
    assert reasons | {"unreadable", "words", "crash"} == set(wording._VIOLATIONS)


def test_every_rule_function_says_in_its_docstring_what_it_demands():
    functions = [*ROW_CHECKS.values(), *FORM_CHECKS.values()]
    assert [function.__name__ for function in functions if not function.__doc__] == []
    assert rules.CELL_CHECK not in ROW_CHECKS


def test_what_cannot_be_read_is_flagged_and_makes_its_equalities_undecided():
    workspace = sample()
    report = put(workspace, {"table05.2080501.basic_expenditure": "十一万"})
    ref = cell(workspace, "table05.2080501.basic_expenditure")
    assert {(finding.rule, finding.state) for finding in report.appeared} == {
        ("R069", State.VIOLATION),
        ("R019", State.UNEVALUATED),
        ("R047", State.UNEVALUATED),
        ("R054", State.UNEVALUATED),
    }
    assert {finding.rule for finding in report.cleared} == {"R019"}  # the 尾差 of 20805 cannot be seen now
    assert workspace.cell_state(ref) is State.VIOLATION
    assert workspace.summary().unevaluated == 5  # one is the form without the amounts of its year
    put(workspace, {"table05.2080501.basic_expenditure": "11.01"})
    assert workspace.summary() == sample().summary()


@pytest.mark.parametrize(
    ("texts", "rule", "severity"),
    [
        ({"table01.支出总计.expenditure_total": "1170.54"}, "R006", Severity.ERROR),
        ({"table11.部门合计.general_public_budget": "36.00"}, "R056", Severity.WARNING),
        ({"table06.合计.total": "三百"}, "R053", Severity.INFO),
        ({}, "R004", Severity.INFO),
    ],
)
def test_severities(texts, rule, severity):
    workspace = sample()
    put(workspace, texts)
    assert {finding.severity for finding in by_rule(workspace, rule)} == {severity}


def test_the_gravest_come_first_then_book_order():
    workspace = sample()
    put(workspace, {"table05.合计.project_expenditure": "801.71", "table01.支出总计.expenditure_total": "1170.54"})
    found = workspace.findings()
    states = [finding.state for finding in found]
    assert states == sorted(states, key=[State.BREAK, State.VIOLATION, State.UNEVALUATED, State.ROUNDING].index)
    breaks = [finding.cells[0].form for finding in found if finding.state is State.BREAK]
    assert breaks == sorted(breaks)


def test_marks_lead_from_cells_to_findings():
    workspace = sample()
    put(workspace, {"table03.2013299.project_expenditure": "823.71"})
    ref = cell(workspace, "table03.2013299.project_expenditure")
    assert {finding.rule for finding in workspace.findings_at(ref)} == {"R013", "R048"}
    for at, keys in workspace.engine.marks.items():
        assert keys
        assert all(at in workspace.engine.findings[key].cells for key in keys)


def test_a_full_check_says_what_the_engine_says():
    workspace = sample()
    put(workspace, {"table03.2013299.project_expenditure": "823.71", "table12.党建研究会.total": "三万"})
    assert workspace.engine.check_all() == workspace.engine.findings
    assert Workspace(workspace.document, plan()).summary() == workspace.summary()


def test_the_code_of_a_check_is_its_own():
    names = [template.code for template in plan().templates]
    assert len(names) == len(set(names))
