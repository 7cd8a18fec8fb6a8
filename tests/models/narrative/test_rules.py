"""What each rule about prose says and does not say: cases in ``rules.toml``, by code."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from models.findings import State
from models.narrative import changing, planning
from models.workspace import Workspace
from tests.support.budgets import plan, put
from tests.support.copies import sample_copy

CASES = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
LISTED = [(code, case) for code, cases in CASES.items() for case in cases]
NAMES = [f"{code}: {case['name']}" for code, case in LISTED]
MENDED = [one for one in LISTED if any(" -> " in said for said in one[1]["expect"])]


@pytest.fixture(scope="module")
def checked():
    workspace = Workspace(sample_copy(clean=True), plan())
    workspace.refresh_words()
    return workspace


class Case:
    """A workspace that is brought to what a case says, and back: checking all words from nothing takes its time."""

    def __init__(self, workspace):
        self.workspace, self.done = workspace, []

    def open(self, case):
        workspace = self.workspace
        self.done.append(put(workspace, case.get("set", {})).edit)
        self.apply(planning.set_facts(workspace, case.get("settings", {})))
        if "text" in case:
            self.apply(planning.set_section(workspace, case["section"], case["text"]))
        workspace.refresh_words()
        return workspace

    def apply(self, edit):
        self.workspace.apply(edit)
        self.done.append(edit)

    def take_back(self):
        for edit in reversed(self.done):
            self.workspace.apply(edit.inverse())
        self.workspace.refresh_words()


@pytest.fixture
def opened(checked):
    made = Case(checked)
    yield made
    made.take_back()


def found(workspace, code, section):
    mine = [f for f in workspace.findings() if f.rule == code and f.place and f.place.key == section]
    return sorted(mine, key=lambda finding: (finding.place.line, finding.place.start))


def described(finding):
    place = finding.place
    return f"{place.text} -> {place.fix}" if place.fix else place.text


@pytest.mark.parametrize(("code", "case"), LISTED, ids=NAMES)
def test_a_rule_says_what_it_should(code, case, opened):
    workspace = opened.open(case)
    remarks = found(workspace, code, case["section"])
    assert [described(remark) for remark in remarks] == case["expect"]
    assert all(remark.state is State.VIOLATION for remark in remarks)
    if "sentence" in case:
        assert any(case["sentence"] in remark.params["sentence"] for remark in remarks)


@pytest.mark.parametrize(("code", "case"), MENDED, ids=[f"{code}: {case['name']}" for code, case in MENDED])
def test_a_remark_is_gone_once_it_is_put_right(code, case, opened):
    workspace = opened.open(case)
    remarks = [remark for remark in found(workspace, code, case["section"]) if remark.place.fix]
    assert remarks
    for remark in reversed(remarks):
        opened.apply(changing.fix(workspace, remark))
    workspace.refresh_words()
    assert not {remark.key for remark in remarks} & workspace.engine.findings.keys()
    text = workspace.words.section(case["section"]).rendered.text
    assert all(remark.place.fix in text for remark in remarks)


def test_every_rule_about_prose_has_cases():
    words = {rule.code for rule in plan().pack.rules if rule.check == "words"}
    assert words <= set(CASES)


@pytest.mark.parametrize("code", CASES)
def test_every_rule_passes_somewhere_and_fails_somewhere(code):
    assert {bool(case["expect"]) for case in CASES[code]} == {True, False}
