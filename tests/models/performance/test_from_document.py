"""A document's performance forms as values, and several of them filled in one edit."""

from __future__ import annotations

import pytest

from models.performance.access import forms_of, indicators_of
from models.performance.from_document import cell_of, form_of
from models.performance.indicator_planning import line_of, paste, set_texts
from models.performance.planning import Filling, fill_forms
from models.refs import CellRef
from tests.support.budgets import sample
from tests.support.form_ids import FORM, INDICATORS


@pytest.fixture(scope="module")
def workspace():
    return sample()


@pytest.fixture
def row(workspace):
    return next(row for row in forms_of(workspace.document) if row.label == "农村(社区)党员教育培训经费")


def test_a_form_holds_what_the_document_holds(workspace, row):
    form = form_of(workspace, row)
    assert (form.project_name, form.form_year) == (row.label, "2025")
    assert form.funding.annual.total == "436,500"
    assert form.project_overview == row.texts["project_overview"]
    assert form.overall_goal.annual == row.texts["annual_goal"]
    labels = [one.label for one in indicators_of(workspace.document, row.code)]
    assert [line.level3 for line in form.indicators.annual] == labels


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("project_overview", "project_overview"),
        ("overall_goal.annual", "annual_goal"),
        ("funding.annual.county_fund", "annual_county_fund"),
        ("funding.implementation_period", "implementation_period_total"),
        ("project_name", "project_name"),
    ],
)
def test_a_fields_path_leads_to_its_cell(workspace, row, field, column):
    assert cell_of(workspace, row, field) == CellRef(FORM, row.id, column)


def test_an_indicators_path_leads_to_its_cell(workspace, row):
    third = indicators_of(workspace.document, row.code)[2]
    assert cell_of(workspace, row, "indicators.annual.2.target") == CellRef(INDICATORS, third.id, "annual_target")
    level3 = CellRef(INDICATORS, third.id, "level3")
    assert cell_of(workspace, row, "indicators.implementation_period.2.level3") == level3


def test_forms_that_are_filled_together_do_not_disturb_each_other():
    workspace = sample()
    document = workspace.document
    rows = forms_of(document)[:4]
    lines = [[line_of(one) for one in indicators_of(document, row.code)][1:] for row in rows]
    before = dict(document.entries)
    fillings = [Filling(row.id, {"phone": "1"}, {}, some) for row, some in zip(rows, lines, strict=True)]
    edit = fill_forms(workspace, fillings)
    assert document.entries == before
    workspace.apply(edit)
    assert [[line_of(one) for one in indicators_of(document, row.code)] for row in rows] == lines
    workspace.apply(edit.inverse())
    assert [len(indicators_of(document, row.code)) for row in rows] == [len(some) + 1 for some in lines]


def test_several_texts_of_one_indicator_are_one_change(workspace, row):
    one = indicators_of(workspace.document, row.code)[0]
    edit = set_texts(workspace, {(one.id, "level3"): "甲", (one.id, "annual_target"): " ≥1 人 "})
    assert [(change.new.label, change.new.texts["annual_target"]) for change in edit.changes] == [("甲", "≥1 人")]


def test_pasting_beyond_the_end_adds_lines_behind_the_last(workspace, row):
    own = indicators_of(workspace.document, row.code)
    keys = ("level3", "implementation_period_target", "annual_target")
    edit = paste(workspace, row.code, len(own) - 1, keys, [["甲", "1", "2"], ["乙", "3", "4"]])
    details = workspace.document.rows(INDICATORS, "main").details
    assert edit.changes[0].new.label == "甲"
    assert (edit.changes[1].row.label, edit.changes[1].index) == ("乙", details.index(own[-1].id) + 1)
