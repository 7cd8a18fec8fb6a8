"""A figure in the wrong column is offered its right one, and nothing else is."""

from __future__ import annotations

import pytest

from models.diagnosis.neighbours import moves
from models.refs import CellRef
from tests.support.budgets import cell, put, sample

PERSONNEL, PUBLIC = "table06.基本工资.personnel_expense", "table06.基本工资.public_expense"


def test_a_figure_in_the_wrong_column_is_offered_the_right_one() -> None:
    workspace = sample()
    put(workspace, {PERSONNEL: "", PUBLIC: "94.33"})
    offered = moves(workspace, cell(workspace, PUBLIC))
    assert [repair.title for repair in offered] == ["移到“人员经费”一栏"]
    workspace.apply(offered[0].edit)
    assert workspace.summary().breaks == 0


@pytest.mark.parametrize("address", [PERSONNEL, PUBLIC, "table06.基本工资.total"])
def test_a_figure_that_is_right_stays(address: str) -> None:
    workspace = sample()
    ref: CellRef = cell(workspace, address)
    assert moves(workspace, ref) == []
