"""Written addresses of cells: ``table03.2013299.project_expenditure``.

The row part is the 科目编码, the printed label, or the row's id; what names more than one row is refused with the
choices.
"""

from __future__ import annotations

from models.document import Document
from models.edits import Row
from models.errors import AddressError
from models.forms import ColumnKind, FormDef
from models.refs import CellRef


def _squeezed(text: str) -> str:
    return "".join(text.split())


def row_part(document: Document, form: FormDef, row: Row) -> str:
    """The shortest part that names the row alone: printed code, else printed label, else id."""
    rows = document.rows(form.id, row.block)
    if row.code and form.column_of_kind(row.block, ColumnKind.CODE) and _only(document, form, row.code, row):
        return row.code
    label = _squeezed(document.label(row))
    if label and _only(document, form, label, row) and not rows.is_fixed(label):
        return label
    return row.id


def _only(document: Document, form: FormDef, part: str, row: Row) -> bool:
    return [found.id for found in _matching(document, form, part)] == [row.id]


def _matching(document: Document, form: FormDef, part: str) -> list[Row]:
    """The rows that a part may mean; an id beats everything else."""
    if document.has_row(form.id, part):
        return [document.row(form.id, part)]
    found: dict[str, Row] = {}
    for block in form.blocks:
        rows = document.rows(form.id, block.key)
        ids = [*rows.by_code.get(part, ()), *rows.by_label.get(part, ())]
        ids += [fixed.id for fixed in block.fixed if part in (fixed.name, _squeezed(document.fill(fixed.label)))]
        found |= {row_id: rows.by_id[row_id] for row_id in ids}
    if not found:
        found = {row.id: row for row in document.all_rows(form) if _squeezed(document.label(row)) == part}
    return list(found.values())


def address(document: Document, ref: CellRef) -> str:
    """The cell's address as people write it."""
    form = document.pack.form(ref.form)
    return f"{form.id}.{row_part(document, form, document.row(ref.form, ref.row))}.{ref.column}"


def resolve(document: Document, text: str) -> CellRef:
    """The cell that an address names.

    :raises AddressError: none, or several, in which case ``candidates`` holds their addresses by id.
    """
    form_id, _, rest = text.strip().partition(".")
    part, _, column_key = rest.rpartition(".")
    form = document.pack.form_by_id.get(form_id) or document.pack.form_by_number.get(form_id)
    if form is None or not part:
        raise AddressError(f"地址“{text}”有误：应写成 表.行.列，例如 table03.2013299.project_expenditure。")
    columns = [c for c in form.columns if c.kind is ColumnKind.AMOUNT and column_key in (c.key, c.title)]
    if not columns:
        known = "、".join(column.key for column in form.amount_columns)
        raise AddressError(f"地址“{text}”有误：{form.number}没有金额列“{column_key}”，可用的列：{known}。")
    blocks = {column.block: column for column in columns}
    rows = [row for row in _matching(document, form, _squeezed(part)) if row.block in blocks]
    if not rows:
        raise AddressError(f"地址“{text}”有误：{form.number}没有行“{part}”。")
    candidates = tuple(str(CellRef(form.id, row.id, blocks[row.block].key)) for row in rows)
    if len(rows) > 1:
        raise AddressError(f"地址“{text}”指的行不止一个，请改用其中之一：{'、'.join(candidates)}。", candidates)
    return CellRef(form.id, rows[0].id, blocks[rows[0].block].key)
