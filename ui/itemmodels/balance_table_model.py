"""The preview of a 舍位平衡 as a Qt table: each figure with its copies, a box to lock every cell, locked cells last."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from models import wording
from models.refs import CellRef
from models.rounding.balance import Balance
from models.workspace import Workspace
from ui import theme
from ui.fonts import body_font
from ui.itemmodels.finding_words import has_row
from ui.itemmodels.headed_table_model import HeadedTableModel, Index, side

COLUMNS = ("锁定", "单元格", "原数", "改为", "差")
LOCK, PLACE, OLD, NEW, GAP = range(5)


class BalanceLine(NamedTuple):
    """A cell: ``copy`` follows the figure above it; ``new`` is ``None`` for a locked cell, which stays."""

    ref: CellRef
    old: int
    new: int | None
    copy: bool = False


class BalanceTableModel(HeadedTableModel):
    """``lock_changed`` says which cell was locked (``True``) or freed; the lines follow by :meth:`show`."""

    headings = COLUMNS
    lock_changed = Signal(object, bool)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.lines: list[BalanceLine] = []

    def show(self, balance: Balance | None, locked: Collection[CellRef]) -> None:
        """Show a proposal, and the cells that are locked."""
        workspace = self._workspace
        self.beginResetModel()
        groups = balance.groups if balance is not None else ()
        self.lines = [
            BalanceLine(change.ref, change.old, change.new, at > 0)
            for group in groups
            for at, change in enumerate(group)
        ]
        self.lines += [
            BalanceLine(ref, workspace.value(ref).fen, None) for ref in sorted(locked) if has_row(workspace, ref)
        ]
        self.endResetModel()

    def row_of(self, ref: CellRef) -> int | None:
        """The row of a cell."""
        return next((row for row, line in enumerate(self.lines) if line.ref == ref), None)

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """To which side a column and its heading stand."""
        if column == LOCK:
            return Qt.AlignmentFlag.AlignCenter
        return side(right=column >= OLD)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractTableModel.flags."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == LOCK else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == LOCK:
            return Qt.CheckState.Checked if line.new is None else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == LOCK:
            return "锁定的格不会被调整，例如批复数"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, index.column())
        looks = {
            Qt.ItemDataRole.TextAlignmentRole: self.alignment(index.column()),
            Qt.ItemDataRole.FontRole: body_font(bold=not line.copy and line.new is not None),
            Qt.ItemDataRole.ForegroundRole: QColor(theme.MUTED) if line.copy else None,
        }
        return looks.get(Qt.ItemDataRole(role))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractTableModel.setData: lock or free a cell."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or index.column() != LOCK:
            return False
        self.lock_changed.emit(self.lines[index.row()].ref, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _text(self, line: BalanceLine, column: int) -> str:
        if column == PLACE:
            name = wording.cell_name(self._workspace, line.ref)
            return f"　　同一个数：{name}" if line.copy else name
        if column == OLD:
            return wording.money(self._workspace, line.ref, line.old)
        if column == NEW:
            return "不改" if line.new is None else wording.money(self._workspace, line.ref, line.new)
        if column == GAP and line.new is not None:
            gap = wording.money(self._workspace, line.ref, line.new - line.old)
            return gap if gap.startswith("-") else f"+{gap}"
        return ""
