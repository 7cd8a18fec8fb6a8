"""Rules that are no equalities, as functions. A pack names them in ``check``; each yields what is wrong about a row.

A rule function sees a :class:`Scope` and never a widget, a file or another rule. What it yields is data; the
sentences are in ``models.wording``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.rules import codes, economic, projects
from models.rules.scope import Scope, Violation

RowCheck = Callable[[Scope], Iterator[Violation]]

ROW_CHECKS: dict[str, RowCheck] = {
    "subject_codes": codes.subject_codes,
    "subject_names": codes.subject_names,
    "fixed_rows_in_order": codes.fixed_rows_in_order,
    "expense_side": economic.expense_side,
    "economic_mapping": economic.economic_mapping,
    "projects": projects.projects,
}
"""Checks of one row; run again when the row, a neighbour or a namesake changes."""

AMOUNT_CHECKS = frozenset({"expense_side", "projects"})
"""The row checks that look at figures: only these run again when nothing but a figure of the row changes."""

FORM_CHECKS: dict[str, RowCheck] = {"one_mapping_side": economic.one_mapping_side}
"""Checks of a whole form; run again when a row of it changes, so they must not be used on long forms."""

CELL_CHECK = "readable_amounts"
"""The check of a single statement, built into the engine."""

WORD_CHECKS = frozenset({"words", "performance"})
"""The checks of words, which :mod:`models.words` makes a moment after an edit."""

CHECKS = frozenset((*ROW_CHECKS, *FORM_CHECKS, CELL_CHECK, *WORD_CHECKS))
"""All that a rule's ``check`` may name."""

__all__ = [
    "AMOUNT_CHECKS", "CELL_CHECK", "CHECKS", "FORM_CHECKS", "ROW_CHECKS", "WORD_CHECKS", "RowCheck", "Scope",
    "Violation",
]  # fmt: skip
