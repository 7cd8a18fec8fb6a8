"""One item model for all forms. It holds no values: it knows which row stands on which line and asks the workspace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from models import notes, renaming
from models.edits import Row, RowDelete, RowInsert, RowUpdate
from models.errors import PlanError
from models.forms import ColumnKind, FormDef
from models.refs import CellRef
from models.wording import cell_name
from models.workspace import ChangeReport
from ui.itemmodels import cell_entry
from ui.itemmodels.cell_look import NOTHING, CellLook, cell_look, tool_tip
from ui.itemmodels.cell_ranges import joined
from ui.itemmodels.form_lines import FormLines, Structural
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

RefRole = Qt.ItemDataRole.UserRole + 1
"""CellRef of the cell, ``None`` on a blank printed line."""
StateRole = Qt.ItemDataRole.UserRole + 2
"""The worst state of the findings that mark the cell, as the value of a State."""
OriginRole = Qt.ItemDataRole.UserRole + 3
"""Where the figure comes from, as the value of an Origin."""

_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _FIXED | Qt.ItemFlag.ItemIsEditable
MOST_STEPS = 60
"""More rows than this coming and going in one edit are shown by a reset."""


def first_number(form: FormDef) -> int:
    """The number that the first line has on the form as an Excel sheet."""
    above = 3 if form.sheet_mark else 2  # 表号, title and 部门名称 stand above the header
    return above + form.header_depth + form.column_numbers + 1


class FormTableModel(QAbstractTableModel):
    """A form's printed lines by its leaf columns."""

    placed = Signal(str)
    """What was typed went to a row of its own: its id."""

    def __init__(self, session: Session, form_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form: FormDef = session.pack.form(form_id)
        self.lines = FormLines(session.document, self.form)
        self._columns = self.form.columns
        self._column_of = {column.key: number for number, column in enumerate(self._columns)}
        self._amount = [column.kind is ColumnKind.AMOUNT for column in self._columns]
        blocks = [block.key for block in self.form.blocks]
        self._block_of = [blocks.index(column.block) for column in self._columns]
        pairs = zip(self._columns, self._columns[1:], strict=False)
        self._before_label = {
            number
            for number, (left, right) in enumerate(pairs)
            if (left.kind, right.kind, left.block) == (ColumnKind.CODE, ColumnKind.LABEL, right.block)
        }
        self._culprits: frozenset[CellRef] = frozenset()
        self._noted = notes.on_form(session.document, form_id)
        self.first_number = first_number(self.form)
        session.changed.connect(self.follow)

    def set_culprits(self, refs: Iterable[CellRef]) -> None:
        """Say which cells the diagnosis calls wrong; those of other forms are left out."""
        new = frozenset(ref for ref in refs if ref.form == self.form.id)
        moved, self._culprits = new ^ self._culprits, new
        for index in map(self.index_of, moved):
            if index.isValid():
                self.dataChanged.emit(index, index)

    # -- places ---------------------------------------------------------------------------------------------------

    def row_at(self, line: int, column: int) -> Row | None:
        """The row that a cell belongs to; ``None`` on a blank printed line."""
        if not (0 <= line < len(self.lines) and 0 <= column < len(self._columns)):
            return None
        row_id = self.lines.ids[line][self._block_of[column]]
        document = self.session.document
        return document.row(self.form.id, row_id) if row_id and document.has_row(self.form.id, row_id) else None

    def ref_at(self, line: int, column: int) -> CellRef | None:
        """A cell's address; that of a code cell taken by its row's label is the label's."""
        row = self.row_at(line, column)
        if row is None:
            return None
        return CellRef(self.form.id, row.id, self._columns[self._shown_column(row, column)].key)

    def _shown_column(self, row: Row, column: int) -> int:
        """A row of the form without a code, such as 合计, has its label in the code column too."""
        if column not in self._before_label or row.code:
            return column
        return column + self.session.document.rows(self.form.id, row.block).is_fixed(row.id)

    def index_of(self, ref: CellRef) -> QModelIndex:
        """A cell's index, invalid where it is not on this form."""
        line, column = self.lines.line_of.get(ref.row), self._column_of.get(ref.column)
        if ref.form != self.form.id or line is None or column is None:
            return QModelIndex()
        return self.index(line, column)

    def first_column(self, line: int, column: int) -> int:
        """The cell that shows a cell's content: the code cell, where the label takes it as well."""
        row = self.row_at(line, column)
        taken = row is not None and column and self._shown_column(row, column - 1) == column
        return column - 1 if taken else column

    def label_spans(self) -> Iterable[tuple[int, int]]:
        """Line and column of the labels that begin in the code column and take their own as well."""
        for line in range(min(len(self.lines), max(len(block.fixed) for block in self.form.blocks))):
            for column in sorted(self._before_label):
                row = self.row_at(line, column)
                if row and self._shown_column(row, column) != column:
                    yield line, column

    # -- what Qt asks ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Printed lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Leaf columns."""
        return 0 if parent.isValid() else len(self._columns)

    def look(self, line: int, column: int) -> CellLook:
        """What a cell looks like."""
        row = self.row_at(line, column)
        if row is None:
            return NOTHING
        shown = self._shown_column(row, column)
        look = cell_look(self.session.workspace, self.form, row, self._columns[shown])
        if not self._culprits and not self._noted:
            return look
        ref = CellRef(self.form.id, row.id, self._columns[shown].key)
        wrong, noted = ref in self._culprits, ref in self._noted
        return look._replace(culprit=wrong, noted=noted) if wrong or noted else look

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See the roles above; EditRole is the text as typed."""
        ref = self.ref_at(index.row(), index.column()) if index.isValid() else None
        if ref is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(index.row(), index.column()).text
        if role == Qt.ItemDataRole.EditRole:
            return self.raw(ref)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            amount = self.form.column_by_key[ref.column].kind is ColumnKind.AMOUNT
            side = Qt.AlignmentFlag.AlignRight if amount else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return self._extra(ref, role)

    def _extra(self, ref: CellRef, role: int) -> Any:
        workspace = self.session.workspace
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(workspace, ref)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            noted = " 有批注" if ref in self._noted else ""
            return f"{cell_name(workspace, ref)} {workspace.cell_state(ref).title}{noted}"
        if role == RefRole:
            return ref
        if role == StateRole:
            return workspace.cell_state(ref).value
        return workspace.origin(ref).value if role == OriginRole else None

    def raw(self, ref: CellRef) -> str:
        """What an editor starts with."""
        column = self.form.column_by_key[ref.column]
        if column.kind is ColumnKind.AMOUNT:
            return self.session.workspace.raw(ref)
        return self.session.document.text(self.session.document.row(ref.form, ref.row), column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Leaf headings, and the line numbers that the form has as an Excel sheet."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + self.first_number)
        if not 0 <= section < len(self._columns):
            return None
        return self.session.document.fill(self._columns[section].path[-1])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be selected; what belongs to the form cannot be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line, column = index.row(), index.column()
        amount = self._amount[column] and not self.session.read_only  # asked three times for each cell that is painted
        if amount and 0 <= line < len(self.lines) and self.lines.ids[line][self._block_of[column]]:
            return _EDITABLE
        return _FIXED if self.why_fixed(line, column) else _EDITABLE

    def why_fixed(self, line: int, column: int) -> str:
        """Why a cell cannot be edited, or ""."""
        ref = self.ref_at(line, column)
        if self.session.read_only:
            return self.session.refusal
        if ref is None:
            return "这里没有内容可填：这一行在本表中是空行。"
        if self.form.column_by_key[ref.column].kind is ColumnKind.AMOUNT:
            return ""
        fixed = self.session.document.rows_of(ref.form, ref.row).is_fixed(ref.row)
        return "这一行是表格固定的行，名称不能修改；金额可以录入。" if fixed else ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Submit what was typed; a figure that cannot be read stays in its cell, and the reason is told."""
        ref = self.ref_at(index.row(), index.column()) if index.isValid() else None
        if ref is None or role != Qt.ItemDataRole.EditRole:
            return False
        session = self.session
        try:
            edit = cell_entry.entry_edit(session.workspace, ref, str(value))
        except PlanError as error:
            session.message.emit(str(error))
            return False
        renamed = renaming.notice(session.document, edit.changes)
        if not session.submit(edit, self):
            return False
        if (placed := cell_entry.placed_row(edit, self.form.id)) is not None:
            self.placed.emit(placed)
        if sentence := renamed or cell_entry.notice(session.workspace, ref):
            session.message.emit(sentence)
        return True

    # -- following the document -----------------------------------------------------------------------------------

    def follow(self, report: ChangeReport, _initiator: object) -> None:
        """Tell the views what a report changed on this form: rows, texts, and exactly the cells it names."""
        if any(ref.form == self.form.id for ref in notes.noted(report.edit.changes)):
            self._noted = notes.on_form(self.session.document, self.form.id)
        if self.form.id in report.forms:
            self._follow_rows(report)
        if report.settings:
            self._whole_changed()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        places = [
            (line, self._column_of[ref.column])
            for ref in report.cells
            if ref.form == self.form.id and (line := self.lines.line_of.get(ref.row)) is not None
        ]
        for top, left, bottom, right in joined(places):  # created, for index() asks how many rows and columns there are
            self.dataChanged.emit(self.createIndex(top, left), self.createIndex(bottom, right))

    def _whole_changed(self) -> None:
        if len(self.lines):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self._columns) - 1))

    def _follow_rows(self, report: ChangeReport) -> None:
        steps = self.lines.structural(report.edit.changes)
        first = self.lines.first_detail()
        if steps and first is not None and len(steps) <= MOST_STEPS:
            for step in steps:
                self._step(step, first)
            self.lines.index()
        if self.lines.ids != (self.lines.current() if steps else self.lines.ids):
            self.beginResetModel()
            self.lines.reread()
            self.endResetModel()
        for change in report.edit.changes:
            if isinstance(change, RowUpdate) and (line := self.lines.line_of.get(change.new.id)) is not None:
                self.dataChanged.emit(self.index(line, 0), self.index(line, len(self._columns) - 1))

    def _step(self, step: Structural, first: int) -> None:
        """Carry one row's coming, going or moving over to the lines."""
        ids = self.lines.ids
        if isinstance(step, RowInsert):
            line = first + step.index
            self.beginInsertRows(_ROOT, line, line)
            ids.insert(line, (step.row.id,))
            self.endInsertRows()
        elif isinstance(step, RowDelete):
            line = first + step.index
            self.beginRemoveRows(_ROOT, line, line)
            del ids[line]
            self.endRemoveRows()
        elif step.old != step.new:
            old, new = first + step.old, first + step.new
            self.beginMoveRows(_ROOT, old, old, _ROOT, new + 1 if new > old else new)
            ids.insert(new, ids.pop(old))
            self.endMoveRows()
