"""A new, empty document: its settings, and the 单位 rows that the forms by unit begin with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.document import Document
from models.edits import Row
from models.forms import BlockDef, FormDef
from models.pack import Pack

UNIT_KIND = "unit"
"""The kind of rows that stand for a 单位, in every form that has them."""


LONGEST_NAME = 100
"""So many characters a department's name may have: it stands in one line on every page."""


def name_problem(name: str) -> str:
    """Why a department cannot be called so; "" where it can."""
    if not name:
        return "部门名称不能空着，封面、表头和文字都要用到。"
    if len(name) > LONGEST_NAME:
        return f"部门名称有 {len(name)} 个字，超过 {LONGEST_NAME} 个字，表头里印不下，请写规范名称。"
    return ""


def new_document(pack: Pack, department: str, code: str, year: str, units: Iterable[str] = ()) -> Document:
    """A document without figures for ``department`` in ``year``, which need not be the pack's.

    ``units`` are the names of the 单位 in order; blank and repeated ones are left out. A department without units is
    its own only unit, as it is printed.
    """
    document = Document(
        pack, {"department": " ".join(department.split()), "department_code": code.strip(), "year": year.strip()}
    )
    names = [name for name in dict.fromkeys(" ".join(unit.split()) for unit in units) if name]
    for form in pack.all_forms:
        for block in form.blocks:
            if _lists_units(block):
                _add_units(document, form, block, names or [document.settings["department"]])
    return document


def unit_rows(document: Document) -> Iterator[Row]:
    """The 单位 that the book's tables list."""
    for form in unit_forms(document.pack):
        for block in form.blocks:
            yield from (row for row in document.rows(form.id, block.key) if row.kind == UNIT_KIND)


def unit_forms(pack: Pack) -> tuple[FormDef, ...]:
    """The tables that have a row for each 单位."""
    return tuple(form for form in pack.forms if any(_lists_units(block) for block in form.blocks))


def _lists_units(block: BlockDef) -> bool:
    return any(kind.key == UNIT_KIND and kind.detail for kind in block.kinds)


def _add_units(document: Document, form: FormDef, block: BlockDef, names: list[str]) -> None:
    for number, name in enumerate(names, 1):
        document.insert_row(form.id, Row(f"u{number}", block.key, UNIT_KIND, label=name))
