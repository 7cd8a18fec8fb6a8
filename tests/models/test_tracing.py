"""追踪引用/从属 within a form: what the formulas say, whether or not the figures are stated."""

from __future__ import annotations

import pytest

from models.tracing import trace
from tests.support.budgets import cell, sample


@pytest.fixture(scope="module")
def workspace():
    return sample()


def names(workspace, refs):
    document = workspace.document
    return {f"{document.row(ref.form, ref.row).code or '合计'}.{ref.column}" for ref in refs}


@pytest.mark.parametrize(
    ("address", "precedents", "dependents"),
    [
        (
            "table03.2013299.project_expenditure",
            set(),
            {"2013299.total", "20132.project_expenditure"},
        ),
        (
            "table03.20132.basic_expenditure",
            {f"{code}.basic_expenditure" for code in ("2013201", "2013250", "2013299")},
            {"20132.total", "201.basic_expenditure"},
        ),
        (
            "table03.合计.total",
            {"201.total", "208.total", "210.total", "221.total", "合计.basic_expenditure", "合计.project_expenditure"},
            set(),
        ),
    ],
)
def test_cells_that_make_a_figure_up_and_those_it_goes_into(workspace, address, precedents, dependents):
    found = trace(workspace, cell(workspace, address))
    assert names(workspace, found.precedents) == precedents
    assert names(workspace, found.dependents) == dependents


def test_texts_have_neither(workspace):
    ref = cell(workspace, "table03.20132.total")._replace(column="label")
    assert trace(workspace, ref) == (frozenset(), frozenset())
