"""Rows that the sheet has and the document lacks: their kind, their place, and the parents that must come with them."""

from __future__ import annotations

from collections.abc import Iterator

from export.import_rows import SheetRow
from models.blocks import Rows
from models.document import Document
from models.edits import Row, RowInsert
from models.forms import ColumnKind, FormDef, KindDef, Role, Tree
from models.pack import Subject
from models.performance.access import table_of
from models.planning import MAX_LABEL
from models.rowids import new_row_id


class RefusedError(Exception):
    """A row cannot be added; the text says why."""


class Inserter:
    """Adds the new rows of one block, in the sheet's order, to a copy of the document's order."""

    def __init__(self, document: Document, form: FormDef, rows: Rows) -> None:
        self._document, self._form, self._rows = document, form, rows
        self._order = list(rows.details)
        self._added: dict[str, Row] = {}
        self._codes = set(rows.by_code)
        self._subjects = document.pack.subjects.get(rows.block.catalogue)
        self._coded = rows.block.tree is Tree.CODE
        self._prints_code = form.column_of_kind(rows.block.key, ColumnKind.CODE) is not None

    def insert(self, sheet_row: SheetRow, above: list[str]) -> Iterator[RowInsert]:
        """The inserts for a row; ``above`` are the ids of the sheet rows above it, top to bottom.

        :raises RefusedError: the form takes no such row.
        """
        if not self._rows.block.detail_kinds:
            raise RefusedError("本表的行是固定的，不能增加。")
        if self._form.role is Role.PERFORMANCE:
            raise RefusedError(f"文件里没有这个项目的绩效目标表，没有读入；请先从{table_of(self._document)}新建。")
        if self._coded:
            yield from self._insert_coded(sheet_row, above)
            return
        if not sheet_row.label or not sheet_row.amounts:
            raise RefusedError("这一行没有名称或没有金额，没有作为新行读入。")
        kind = self._outline_kind(sheet_row, above)
        index = next((self._order.index(row) + 1 for row in reversed(above) if row in self._order), 0)
        yield self._place(sheet_row, kind, "", index)

    def _row(self, row_id: str) -> Row:
        return self._added.get(row_id) or self._rows.by_id[row_id]

    # -- by code --------------------------------------------------------------------------------------------------

    def _insert_coded(self, sheet_row: SheetRow, above: list[str]) -> Iterator[RowInsert]:
        code = sheet_row.code if self._prints_code else self._code_of(sheet_row.label, above)
        kind = self._rows.block.kind_of_code(code) if code.isdigit() else None
        if kind is None or not kind.detail:
            lengths = "、".join(str(k.code_length) for k in self._rows.block.kinds if k.code_length)
            wrong = f"科目编码“{code}”有误：应为 {lengths} 位数字。"
            raise RefusedError(wrong if code else "没有科目编码，认不出是哪个科目。")
        if code in self._codes:
            raise RefusedError(f"科目编码 {code} 重复，只读入第一行。")
        for level in self._rows.block.kinds:
            part = code[: level.code_length]
            if 0 < level.code_length < len(code) and part not in self._codes:
                known = self._known(part)
                parent = SheetRow(sheet_row.number, part, known.name if known else "", 0, {}, {})
                yield self._place(parent, level, part, self._index_of_code(part))
        yield self._place(sheet_row, kind, code, self._index_of_code(code))

    def _known(self, code: str) -> Subject | None:
        return self._subjects.by_code.get(code) if self._subjects else None

    def _index_of_code(self, code: str) -> int:
        """Behind the last row of a smaller code, as the codes are sorted."""
        return next((at for at, row in enumerate(self._order) if self._row(row).code > code), len(self._order))

    def _code_of(self, label: str, above: list[str]) -> str:
        """The code of a 科目 that is printed by name alone; names repeat, so the class above decides.

        :raises RefusedError: the year's list has no such name.
        """
        named = [s for s in self._subjects.by_code.values() if label in (s.name, *s.also)] if self._subjects else []
        classes = [self._row(row).code for row in reversed(above) if len(self._row(row).code) == self._class_length()]
        inside = [subject for subject in named if classes and subject.code.startswith(classes[0])]
        whole = [subject for subject in named if len(subject.code) == self._class_length()]
        for found in (whole, inside, named):
            free = [subject.code for subject in found if subject.code not in self._codes]
            if free:
                return free[0]
        raise RefusedError(f"本年科目里没有“{label}”，或者它已在表中；请在程序中增加这一行后再导入。")

    def _class_length(self) -> int:
        return min((kind.code_length for kind in self._rows.block.kinds if kind.code_length), default=0)

    # -- by place -------------------------------------------------------------------------------------------------

    def _outline_kind(self, sheet_row: SheetRow, above: list[str]) -> KindDef:
        """By the indent that the export gives each level; without one, the innermost kind that has a parent above."""
        kinds = self._rows.block.detail_kinds
        if sheet_row.indent:
            for kind in kinds:
                if kind.level == sheet_row.indent:
                    return kind
        levels = {self._rows.level(self._row(row)) for row in above if row in self._added or row in self._rows.by_id}
        return next((kind for kind in reversed(kinds) if kind.level - 1 in levels), kinds[0])

    # -- placing --------------------------------------------------------------------------------------------------

    def _place(self, sheet_row: SheetRow, kind: KindDef, code: str, index: int) -> RowInsert:
        label, texts = self._label(sheet_row, code), self._texts(sheet_row)
        row = Row(new_row_id(), self._rows.block.key, kind.key, code, label, texts)
        self._order.insert(index, row.id)
        self._added[row.id] = row
        if code:
            self._codes.add(code)
        return RowInsert(self._form.id, index, row)

    def _label(self, sheet_row: SheetRow, code: str) -> str:
        known = self._known(code) if not sheet_row.label else None
        return known.name if known else sheet_row.label[:MAX_LABEL]

    def _texts(self, sheet_row: SheetRow) -> dict[str, str]:
        return {self._form.columns[at].key: text[:MAX_LABEL] for at, text in sheet_row.texts.items() if text}
