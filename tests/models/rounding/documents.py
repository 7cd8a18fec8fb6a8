"""Documents as printed from true figures: true amounts to the 分 that agree everywhere, each rounded for print."""

from __future__ import annotations

import random

from benchmarks import generate
from models.amounts import ROUNDED_SLACK, to_text
from models.edits import CellChange, Edit, Entry
from models.instances import CENT
from models.refs import CellRef
from models.workspace import Workspace
from tests.support.budgets import plan, rebuilt


def printed(rows: int, seed: int) -> Workspace:
    """A generated document whose figures, stated throughout, were each rounded from true ones."""
    true = Workspace(generate.document(rows, seed), plan())
    hidden = _hidden(true, random.Random(seed))
    true.apply(Edit("", "", tuple(_moved(true, ref, by) for ref, by in hidden.items() if by)))
    assert not true.summary().breaks
    document = rebuilt(true.document)
    for ref in [*true.equations.computed, *true.document.entries]:
        cents = (true.value(ref).fen + ROUNDED_SLACK) // CENT
        document.entries[ref] = Entry(to_text(cents * CENT), cents * CENT, ROUNDED_SLACK if cents else 0)
    return Workspace(document, plan())


def _moved(workspace: Workspace, ref: CellRef, by: int) -> CellChange:
    entry = workspace.document.entries[ref]
    assert entry.fen is not None
    return CellChange(*ref, entry, Entry("true", entry.fen + by))


def _hidden(workspace: Workspace, chance: random.Random) -> dict[CellRef, int]:
    """What print hides of each leaf, in 分: sums that must agree between forms are made to, by their last leaf."""
    leaves: dict[tuple[str, str], list[CellRef]] = {}
    for ref in workspace.document.entries:
        leaves.setdefault((ref.form, ref.column), []).append(ref)
    hidden = {ref: chance.randrange(-ROUNDED_SLACK, ROUNDED_SLACK) for ref in workspace.document.entries}

    def total(form: str, column: str) -> int:
        return sum(hidden[ref] for ref in leaves.get((form, column), ()))

    for ref in leaves["table02", "general_public_budget"]:
        carried = hidden.get(ref._replace(column="carryover"), 0)
        for column, beside in (("basic_expenditure", 0), ("project_expenditure", carried)):
            if (same := CellRef("table03", ref.row, column)) in hidden:
                hidden[same] = hidden[ref] + beside
    carryover = total("table02", "carryover")
    projects = total("table03", "project_expenditure") - carryover
    for form, wanted in (("table12", projects), ("table13", carryover)):
        found = leaves[form, "general_public_budget"]
        hidden[found[-1]] += wanted - total(form, "general_public_budget")
    basic = (
        total("table03", "basic_expenditure")
        - total("table06", "personnel_expense")
        - total("table06", "public_expense")
    )
    hidden[leaves["table06", "personnel_expense"][-1]] += basic
    hidden[leaves["table11", "general_public_budget"][-1]] = total("table06", "public_expense")
    return hidden
