"""A diagnosis that someone waits for stops in time, and leaves no 断差 out."""

from __future__ import annotations

from collections import Counter

import pytest

from models.diagnosis import diagnose as module
from models.diagnosis.diagnose import diagnose
from models.diagnosis.peeling import Peeler
from models.diagnosis.rows import repairs
from models.diagnosis.search import groups
from models.diagnosis.system import System
from models.findings import State
from models.planning import set_cells
from models.workspace import Workspace
from tests.support.budgets import tables


@pytest.fixture
def wrong() -> Workspace:
    """The sample with every fifth figure wrong."""
    workspace = tables()
    workspace.apply(set_cells(workspace, dict.fromkeys(list(workspace.document.entries)[::5], "7.77")))
    return workspace


def breaks(workspace: Workspace) -> Counter[str]:
    return Counter(finding.key for finding in workspace.findings() if finding.state is State.BREAK)


def told(workspace: Workspace, within: float) -> Counter[str]:
    return Counter(key for mistake in diagnose(workspace, within) for key in mistake.keys)


def test_without_time_every_break_is_told_and_nothing_is_proposed(wrong: Workspace) -> None:
    assert told(wrong, 0) == breaks(wrong)
    assert not any(mistake.proposals for mistake in diagnose(wrong, 0))


def test_with_time_enough_it_is_the_whole_diagnosis(wrong: Workspace) -> None:
    assert diagnose(wrong, 60) == diagnose(wrong)
    assert told(wrong, 60) == breaks(wrong)


def test_time_that_runs_out_while_grouping_leaves_the_rest_alone(wrong: Workspace) -> None:
    system = System(wrong)
    assert max(map(len, groups(system, system.broken()))) > 1
    assert {len(group) for group in groups(System(wrong), system.broken(), until=0)} == {1}


def test_time_that_runs_out_peels_nothing_and_tries_no_row(wrong: Workspace) -> None:
    system = System(wrong)
    assert list(Peeler(system, system.broken(), until=0).run()) == []
    assert repairs(system, system.broken(), until=0) is None


def test_too_many_breaks_stand_alone(wrong: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    assert {len(mistake.keys) for mistake in diagnose(wrong, 60)} == {1}
    assert told(wrong, 60) == breaks(wrong)
