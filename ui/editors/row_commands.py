"""What is done with detail rows: insert, delete, move, add a 科目, mark as holding 涉密 ones."""

from __future__ import annotations

from collections.abc import Callable

from models import planning, wording
from models.blocks import Rows
from models.edits import Edit, Row
from models.errors import PlanError
from models.forms import BlockDef, Tree
from models.pack import Subjects
from models.refs import CellRef
from ui.editors.cursor import Cursor
from ui.itemmodels.cell_entry import placed_row
from ui.itemmodels.form_table_model import FormTableModel

AskSubject = Callable[[Subjects | None, str], str]
"""Asks for a 科目 of a list, with a title; "" for none."""


class RowCommands:
    """The row commands of one form. ``ask_subject`` may be replaced, so that tests can answer."""

    def __init__(self, model: FormTableModel, cursor: Cursor, ask_subject: AskSubject) -> None:
        self._model, self._cursor, self.ask_subject = model, cursor, ask_subject
        self._session, self._form = model.session, model.form

    # -- where the user is ----------------------------------------------------------------------------------------

    def row(self) -> Row | None:
        """The current row."""
        return self._model.row_at(*self._cursor.place)

    def block(self) -> BlockDef:
        """The block that the user is in."""
        column = max(self._cursor.place[1], 0)
        return self._form.block_by_key[self._form.columns[column].block]

    def _rows(self) -> Rows:
        return self._session.document.rows(self._form.id, self.block().key)

    def can_insert(self) -> bool:
        """Whether users may add rows here."""
        return bool(self.block().detail_kinds) and not self._session.read_only

    def is_detail(self) -> bool:
        """Whether the current row is the user's own."""
        row = self.row()
        return row is not None and not self._rows().is_fixed(row.id) and not self._session.read_only

    def can_add_subject(self) -> bool:
        """Whether rows here have 科目编码."""
        return self.can_insert() and self.block().tree is Tree.CODE

    def can_withhold(self) -> bool:
        """Whether the current row is a parent that may hold 涉密 rows not listed."""
        row = self.row()
        return self.is_detail() and row is not None and row.id in self._rows().children

    # -- commands -------------------------------------------------------------------------------------------------

    def insert(self, *, above: bool = True) -> None:
        """An empty row above or below the current one, ready to be named."""
        if not self.can_insert():
            self._session.message.emit("本表的行是固定的，不能插入行。")
            return
        index, kind = self._place(above=above)
        edit = planning.insert_row(self._session.workspace, self._form.id, self.block().key, index, kind)
        if self._session.submit(edit, self._model):
            self._go_to_added(edit, self.block())

    def _place(self, *, above: bool) -> tuple[int, str]:
        """Where the new row goes, and its kind: the current row's, or below an outer row the next one in."""
        row, rows, kinds = self.row(), self._rows(), self.block().detail_kinds
        keys = [kind.key for kind in kinds]
        if row is None:
            return len(rows.details), keys[-1]
        if rows.is_fixed(row.id):
            return 0, keys[0]
        index = rows.index_of(row.id)
        kind = row.kind if row.kind in keys else keys[-1]
        if above:
            return index, kind
        if row.id in rows.children or rows.block.tree is Tree.OUTLINE:
            kind = keys[min(keys.index(kind) + 1, len(keys) - 1)]
        return index + 1, kind

    def delete(self) -> None:
        """Take the selected detail rows away."""
        ids = {ref.row for ref in self._cursor.refs()}
        document = self._session.document
        own = [row for row in ids if not document.rows_of(self._form.id, row).is_fixed(row)]
        if not own:
            self._session.message.emit("选中的行是表格固定的行，不能删除。")
            return
        line, column = min(self._model.lines.line_of[row] for row in own), self._cursor.place[1]
        left = self._below(own)
        edit = planning.delete_rows(self._session.workspace, self._form.id, own)
        if self._session.submit(edit, self._model):
            self._cursor.go(line, column)
            if left:
                self._session.message.emit(self._heirs(len(own), left))

    def _below(self, going: list[str]) -> list[str]:
        """The rows right below those that go, and that stay."""
        document = self._session.document
        children = (document.rows_of(self._form.id, row).children.get(row, ()) for row in going)
        return [child for some in children for child in some if child not in going]

    def _heirs(self, gone: int, left: list[str]) -> str:
        """Whose the rows below deleted ones are now."""
        document = self._session.document
        parents = (document.rows_of(self._form.id, row).parent.get(row) for row in left)
        names = dict.fromkeys(
            wording.row_name(self._session.workspace, self._form.id, document.row(self._form.id, parent))
            for parent in parents
            if parent is not None
        )
        now = f"，现在归到“{'”“'.join(names)}”" if names else ""
        return f"已删除 {gone} 行；下级 {len(left)} 行保留{now}。要一并删除，请选中它们再删。"

    def move(self, by: int) -> None:
        """The current row up (-1) or down (1)."""
        row, place = self.row(), self._cursor.place
        if row is None:
            return
        try:
            edit = planning.move_row(self._session.workspace, self._form.id, row.id, by)
        except PlanError as error:
            self._session.message.emit(str(error))
            return
        if self._session.submit(edit, self._model):
            line = self._model.lines.line_of.get(row.id, place[0])
            self._cursor.go(line, place[1])

    def add_subject(self) -> None:
        """Ask for a 科目编码 and add its row with the parents that are missing."""
        if not self.can_add_subject():
            self._session.message.emit("本表的行没有科目编码，请用“插入行”。")
            return
        block = self.block()
        answer = self.ask_subject(self._session.pack.subjects.get(block.catalogue), f"{self._form.number} 增加科目")
        code, _, label = answer.strip().partition(" ")
        if not code:
            return
        try:
            edit = planning.add_subject(self._session.workspace, self._form.id, block.key, code, label.strip())
        except PlanError as error:
            self._session.message.emit(str(error))
            return
        if self._session.submit(edit, self._model):
            self._go_to_added(edit, block)

    def withhold(self, withheld: bool) -> None:
        """Mark the current parent as holding 涉密 rows that are not listed, or take that back."""
        row = self.row()
        if row is not None and self.can_withhold():
            edit = planning.mark_withheld(self._session.workspace, self._form.id, row.id, withheld)
            self._session.submit(edit, self._model)

    def _go_to_added(self, edit: Edit, block: BlockDef) -> None:
        added = placed_row(edit, self._form.id)
        if added is None:
            return
        first = self._form.columns_of(block.key)[0].key
        index = self._model.index_of(CellRef(self._form.id, added, first))
        self._cursor.go(index.row(), index.column())
