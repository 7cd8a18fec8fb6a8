"""What cannot succeed is left out of the search, and nothing else."""

from __future__ import annotations

import random

import pytest

from models.diagnosis.search import Search
from models.diagnosis.system import System
from models.planning import set_cells
from models.workspace import Workspace
from tests.support.budgets import tables


@pytest.fixture(scope="module")
def clean() -> Workspace:
    return tables()


def wrong(workspace: Workspace, count: int, rnd: random.Random) -> dict[object, str]:
    cells = rnd.sample(sorted(workspace.document.entries), count)
    return {ref: f"{rnd.randrange(1, 2_000)}.{rnd.randrange(100):02d}" for ref in cells}


@pytest.mark.parametrize("seed", range(12))
def test_leaving_out_what_needs_more_cells_finds_the_same(clean, monkeypatch, seed):
    with clean.trial(set_cells(clean, wrong(clean, 2, random.Random(seed)))):
        system = System(clean)
        violated = system.broken()
        pruned = Search(system, violated, nodes=100_000)
        found = pruned.run()
        monkeypatch.setattr(Search, "_takes_more", lambda *_: False)
        plain = Search(system, violated, nodes=100_000)
        assert {one.moves for one in plain.run()} == {one.moves for one in found}
        assert pruned.left >= plain.left


def test_a_document_with_many_mistakes_is_left_at_once(clean):
    with clean.trial(set_cells(clean, wrong(clean, 25, random.Random(1)))):
        search = Search(System(clean), System(clean).broken(), nodes=100_000)
        assert search.run() == []
        assert search.left == 100_000
