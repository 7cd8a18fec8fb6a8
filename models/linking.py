"""Rows that the forms of a group list alike: a 单位 entered on one of 表十一, 表十二 and 表十三 stands on all."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from models.blocks import Rows
from models.document import Document
from models.edits import Row, RowInsert
from models.forms import FormDef, Tree
from models.rowids import new_row_id


def same_row_elsewhere(document: Document, form: FormDef, row: Row) -> Iterator[RowInsert]:
    """The row by name, inserted on each linked form that lacks it, behind the same neighbour as here.

    Nothing where the forms are linked by code, or where one of them has no such rows (项目 stand on two of three).
    """
    own = document.rows(form.id, row.block)
    linked = document.pack.linked_forms(form.id)
    blocks = [document.pack.form(other).block_by_key.get(row.block) for other in linked]
    if own.block.tree is not Tree.OUTLINE or any(
        block is None or row.kind not in {kind.key for kind in block.detail_kinds} for block in blocks
    ):
        return
    neighbours = _before(own, row)
    for other in linked:
        rows = document.rows(other, row.block)
        if _named(rows, row.kind, row.label) is None:
            made = msgspec.structs.replace(row, id=new_row_id(), texts={}, withheld=False)
            yield RowInsert(other, _index_behind(rows, row.kind, neighbours), made)


def _of_kind(rows: Rows, kind: str) -> list[Row]:
    """The rows of a kind below the top row, in order; the rows below them are not walked."""
    found = (rows.by_id[row_id] for row_id in rows.children.get(rows.root or "", ()))
    wanted = (row for row in found if row.kind == kind and not rows.is_fixed(row.id))
    return sorted(wanted, key=lambda row: rows.index_of(row.id))


def _before(rows: Rows, row: Row) -> list[str]:
    """The names of the rows of that kind above it, the nearest first."""
    own = rows.index_of(row.id)
    return [one.label for one in reversed(_of_kind(rows, row.kind)) if one.label and rows.index_of(one.id) < own]


def _named(rows: Rows, kind: str, label: str) -> Row | None:
    return next((row for row in _of_kind(rows, kind) if row.label == label), None)


def _index_behind(rows: Rows, kind: str, neighbours: list[str]) -> int:
    """Where a row goes that stands behind the first of these names that is known here; else before all others."""
    listed = _of_kind(rows, kind)
    names = [row.label for row in listed]
    at = next((names.index(name) + 1 for name in neighbours if name in names), 0)
    return rows.index_of(listed[at].id) if at < len(listed) else len(rows.details)
