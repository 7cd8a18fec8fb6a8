"""The list of projects, and the findings that it counts."""

from __future__ import annotations

import pytest

from models import planning
from models.amounts import Unit
from models.findings import State
from models.performance import planning as forms
from models.performance.access import forms_of
from models.planning import entry_for
from models.refs import CellRef
from tests.support.form_ids import FORM
from tests.ui.support import listened, session
from ui.itemmodels.project_findings import ProjectFindings
from ui.itemmodels.project_list_model import ProjectListModel, Stand, filled


@pytest.fixture
def made(qapp):
    return session()


@pytest.fixture
def findings(made):
    return ProjectFindings(made)


@pytest.fixture
def model(made, findings):
    return ProjectListModel(made, findings)


def break_form(made, row):
    """A source that does not add up."""
    ref = CellRef(FORM, row.id, "annual_other_fund")
    made.submit(planning.set_cells(made.workspace, {ref: "3"}))
    assert made.document.entries[ref] == entry_for("3", Unit.YUAN)


def test_projects_stand_with_their_amounts_in_wan(model):
    first = model.project_at(0)
    assert (first.stand, first.amount, first.category) == (Stand.FORM, "10.00", "其他运转类")
    assert model.index(14).data() == "表十三　上年结转项目（不公开）"
    assert model.project_at(14) is None
    assert "结转，不公开" in model.index(15).data(model_role())


def model_role():
    from PySide6.QtCore import Qt

    return Qt.ItemDataRole.ToolTipRole


def test_a_break_counts_for_its_project_alone(made, findings, model):
    row, other = forms_of(made.document)[:2]
    heard = listened(findings.updated)
    break_form(made, row)
    assert frozenset({row.code}) in [codes for (codes,) in heard]
    assert findings.counts(row.code).of(State.BREAK) == 1
    assert findings.counts(other.code).of(State.BREAK) == 0
    assert [finding.rule for finding in findings.of(row.code)] == ["R102"]
    made.undo_stack.undo()
    assert findings.of(row.code) == []


def test_only_what_changed_is_painted(made, model):
    changed, reset = listened(model.dataChanged), listened(model.modelReset)
    row = forms_of(made.document)[3]
    made.submit(forms.set_field(made.workspace, row.id, "project_name", "新名称"))
    assert {signal[0].row() for signal in changed} == {3}
    assert reset == []
    assert model.index(3).data() == "新名称"


def test_a_form_without_words_is_not_filled(made):
    assert len(filled(made)) == 14
    row = forms_of(made.document)[0]
    made.submit(forms.set_field(made.workspace, row.id, "project_overview", ""))
    assert len(filled(made)) == 13
