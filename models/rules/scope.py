"""What a rule function sees, and what it yields."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from models.blocks import Rows
from models.document import Document
from models.edits import Row
from models.equations import Equations
from models.forms import ColumnKind, FormDef
from models.pack import RuleDef
from models.refs import CellRef


class Violation(NamedTuple):
    """``reason`` picks the sentence, ``params`` fill it, ``cells`` are marked."""

    reason: str
    cells: tuple[CellRef, ...]
    params: dict[str, str]


class Scope(msgspec.Struct, frozen=True):
    """A row (for a form check: any row) of a form in a document, and the rule that asks."""

    document: Document
    equations: Equations
    form: FormDef
    rows: Rows
    row: Row
    rule: RuleDef

    def cell(self, kind: ColumnKind, row: Row | None = None) -> tuple[CellRef, ...]:
        """The row's cell in the block's first column of a kind, or nothing."""
        where = row or self.row
        column = self.form.column_of_kind(where.block, kind)
        return (CellRef(self.form.id, where.id, column.key),) if column else ()

    def amount(self, column: str) -> int:
        """The row's figure in a column, in 分; 0 for a blank."""
        return self.equations.value(CellRef(self.form.id, self.row.id, column)).fen

    def words(self, param: str) -> tuple[str, ...]:
        """The texts of one of the rule's ``params``; see :mod:`models.rules.params`."""
        found = self.rule.params[param]
        return (found,) if isinstance(found, str) else found

    def word(self, param: str) -> str:
        """The only text of one of the rule's ``params``."""
        return self.words(param)[0]

    @property
    def name(self) -> str:
        """The row's printed name."""
        return self.document.label(self.row)
