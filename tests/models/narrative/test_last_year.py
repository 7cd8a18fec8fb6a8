from __future__ import annotations

from models.narrative import last_year
from tests.support.budgets import sample


def test_last_years_totals_are_read_from_its_tables():
    workspace, last = sample(stated=False), sample()
    taken = last_year.figures(workspace, last)
    assert [(one.ref.row, one.now, one.new) for one in taken] == [
        ("total_income", "", "1170.53"),
        ("total_expenditure", "", "1170.53"),
        ("general_public_budget", "", "1148.53"),
        ("three_public", "", "0.00"),
        ("agency_operation", "", "37.00"),
    ]
    workspace.apply(last_year.take(workspace, taken))
    assert workspace.shown(taken[0].ref) == "1,170.53"


def test_what_is_the_same_already_is_no_edit():
    workspace, last = sample(), sample()
    workspace.apply(last_year.take(workspace, last_year.figures(workspace, last)))
    assert not last_year.take(workspace, last_year.figures(workspace, last))
