"""Every rule has cases that pass and cases that fail: one file for each code in ``cases``, each finding in one line.

A case starts from the sample as printed (``base = "sample"``), the sample filled from its leaves (``"leaves"``), or a
new document (``"empty"``), changes it, and lists what its rule then says. Cells are named as on the command line.
"""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest

from models import pack, planning
from models.document import Document
from models.equations import Instance
from models.findings import State
from models.rules import WORD_CHECKS
from models.templates import Plan
from models.workspace import Workspace
from tests.support.budgets import described, empty, plan, put, row_id, sample, spoilt_pack, text_cell

pytestmark = pytest.mark.usefixtures("read_once")
FOLDER = Path(__file__).parent / "cases"
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["case"] for path in sorted(FOLDER.glob("*.toml"))}
CASES = [(code, case) for code, cases in FILES.items() for case in cases]


def start(case: dict[str, Any], folder: Path) -> Workspace:
    if "pack" in case:
        spoilt = pack.read(spoilt_pack(folder, **case["pack"]))
        return Workspace(Document(spoilt, {}), Plan(spoilt))
    base = case.get("base", "sample")
    if base == "empty":
        return empty()
    workspace = sample()
    if base == "leaves":
        defined = [ref for ref in workspace.document.entries if workspace.is_defined(ref)]
        workspace.apply(planning.clear(workspace, defined))
    return workspace


def change(workspace: Workspace, case: dict[str, Any]) -> None:
    """Carry out what the case says, in the order of the lines below."""
    for form, block, code in case.get("subjects", ()):
        workspace.apply(planning.add_subject(workspace, form, block, code))
    for form, kind, name in case.get("rows", ()):
        rows = workspace.document.rows(form, "main")
        workspace.apply(planning.insert_row(workspace, form, "main", len(rows.details), kind, label=name))
    for at, text in case.get("texts", {}).items():
        workspace.apply(planning.set_text(workspace, text_cell(workspace, at), text))
    for form, part in case.get("withheld", ()):
        workspace.apply(planning.mark_withheld(workspace, form, row_id(workspace, form, part), True))
    for form, part, by in case.get("moved", ()):
        workspace.apply(planning.move_row(workspace, form, row_id(workspace, form, part), by))
    for form, *parts in case.get("deleted", ()):
        ids = [row_id(workspace, form, part) for part in parts]
        workspace.apply(planning.delete_rows(workspace, form, ids))
    put(workspace, case.get("set", {}))


def equalities(workspace: Workspace, code: str) -> list[Instance]:
    """The rule's equalities in which figures meet."""
    templates = {template.index for template in workspace.plan.templates if template.rule.code == code}
    return [one for one in workspace.equations.all_instances() if one.template in templates and one.left + one.right]


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['name']}" for code, case in CASES])
def test_a_rule_says_what_it_should(code, case, tmp_path, monkeypatch):
    numbers = itertools.count(1)
    monkeypatch.setattr(planning, "new_row_id", lambda: f"new{next(numbers)}")
    workspace = start(case, tmp_path)
    change(workspace, case)
    found = sorted(described(workspace, finding) for finding in workspace.findings() if finding.rule == code)
    assert found == sorted(case["expect"])
    if not found and workspace.pack.rule_by_code[code].formulas:
        states = {workspace.equations.state(one) for one in equalities(workspace, code)}
        assert states == {State.BALANCED}, "nothing was compared"


def test_every_rule_about_cells_has_cases_and_every_file_a_rule():
    """The rules about words have theirs in ``tests/models/narrative`` and ``tests/models/performance``."""
    assert set(FILES) == {rule.code for rule in plan().pack.rules if rule.check not in WORD_CHECKS}


@pytest.mark.parametrize("code", FILES)
def test_every_rule_passes_somewhere_and_fails_somewhere(code):
    verdicts = [not any(line.startswith(("断差", "提示", "未判")) for line in case["expect"]) for case in FILES[code]]
    assert set(verdicts) == {True, False}


def test_a_case_is_named_once():
    names = [(code, case["name"]) for code, case in CASES]
    assert len(names) == len(set(names))
