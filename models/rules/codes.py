"""科目 codes and names: R009, R012, R064."""

from __future__ import annotations

from collections.abc import Iterator

from models.forms import ColumnKind
from models.refs import CellRef
from models.rules.scope import Scope, Violation


def subject_codes(scope: Scope) -> Iterator[Violation]:
    """A detail row's code is there, has a right length, is unique, in order, and its parent is listed."""
    row, rows = scope.row, scope.rows
    if rows.is_fixed(row.id):
        return
    if not row.code:
        yield Violation("no_code", _code_cell(scope), {"name": row.label})
        return
    kind = rows.block.kind_of_code(row.code)
    if not (row.code.isascii() and row.code.isdigit()) or kind is None:
        yield Violation("bad_code", _code_cell(scope), {"code": row.code})
        return
    if len(rows.by_code[row.code]) > 1:
        yield Violation("duplicate_code", _code_cell(scope), {"code": row.code})
    shorter = max((k.code_length for k in rows.block.kinds if 0 < k.code_length < len(row.code)), default=0)
    if shorter and row.code[:shorter] not in rows.by_code:
        yield Violation("no_parent", _code_cell(scope), {"code": row.code, "parent": row.code[:shorter]})
    index = rows.index_of(row.id)
    above = rows.by_id[rows.details[index - 1]].code if index else ""
    if row.code < above:
        yield Violation("unsorted", _code_cell(scope), {"code": row.code, "above": above})


def _code_cell(scope: Scope) -> tuple[CellRef, ...]:
    """Where the code stands, or, in a form that prints none, the name."""
    return scope.cell(ColumnKind.CODE) or scope.cell(ColumnKind.LABEL)


def subject_names(scope: Scope) -> Iterator[Violation]:
    """A row's name is the catalogue's name for its code, where the catalogue has the code."""
    row = scope.row
    subjects = scope.document.pack.subjects.get(scope.rows.block.catalogue)
    subject = subjects.by_code.get(row.code) if subjects and row.code else None
    if subject is None or scope.rows.is_fixed(row.id) or row.label.strip() in (subject.name, *subject.also):
        return
    yield Violation(
        "wrong_name", scope.cell(ColumnKind.LABEL), {"code": row.code, "name": row.label, "right": subject.name}
    )


def fixed_rows_in_order(scope: Scope) -> Iterator[Violation]:
    """A fixed row with a code stands behind smaller codes only, so that the form is the year's layout."""
    row = scope.row
    if not row.code or not scope.rows.is_fixed(row.id):
        return
    codes = [fixed.code for fixed in scope.rows.fixed if fixed.code]
    larger = [code for code in codes[: codes.index(row.code)] if code > row.code]
    if larger:
        yield Violation("unsorted", scope.cell(ColumnKind.LABEL), {"code": row.code, "above": larger[0]})
