"""Projects: R032."""

from __future__ import annotations

from collections.abc import Iterator

from models.forms import ColumnKind
from models.refs import CellRef
from models.rules.scope import Scope, Violation


def projects(scope: Scope) -> Iterator[Violation]:
    """A project has a name of its own, and money."""
    row = scope.row
    if row.kind != scope.word("kind"):
        return
    named = row.label.strip()
    if not named:
        yield Violation("no_name", scope.cell(ColumnKind.LABEL), {})
        return
    if len(scope.rows.by_label[row.label]) > 1 and _in_two_places(scope):
        yield Violation("duplicate_name", scope.cell(ColumnKind.LABEL), {"name": row.label})
    total = CellRef(scope.form.id, row.id, scope.word("amount_column"))
    value = scope.equations.value(total)
    if value.fen <= 0 and not value.bad:
        yield Violation("no_money", (total,), {"name": row.label})


def _in_two_places(scope: Scope) -> bool:
    """Whether another project has the name; a 单位 may be called like its only project."""
    names = scope.rows.by_label[scope.row.label]
    return any(scope.rows.by_id[other].kind == scope.row.kind for other in names if other != scope.row.id)
