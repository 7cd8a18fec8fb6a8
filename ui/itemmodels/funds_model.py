"""The amounts of one performance form: 实施期 and 年度 below each other, sources side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models import planning
from models.performance.access import ids_of
from models.performance.definitions import ANNUAL, FUNDS, PERIOD
from models.refs import CellRef
from models.workspace import ChangeReport
from ui.itemmodels.cell_entry import notice
from ui.itemmodels.cell_look import NOTHING, CellLook, cell_look, tool_tip
from ui.session import Session

_Index = QModelIndex | QPersistentModelIndex
_NARROW = str.maketrans("（）", "()")
PERIODS = (PERIOD, ANNUAL)


class FundsModel(QAbstractTableModel):
    """Two lines of amounts; :meth:`set_row` says of which form."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form = session.pack.form(ids_of(session.document).forms)
        self.row_id = ""
        session.changed.connect(self._follow)

    def set_row(self, row_id: str) -> None:
        """Show the amounts of another form; "" for none."""
        self.beginResetModel()
        self.row_id = row_id
        self.endResetModel()

    def ref_at(self, line: int, column: int) -> CellRef:
        """The cell at a place."""
        return CellRef(self.form.id, self.row_id, f"{PERIODS[line]}_{FUNDS[column]}")

    def place_of(self, ref: CellRef) -> tuple[int, int] | None:
        """Where a cell stands."""
        for line, period in enumerate(PERIODS):
            fund = ref.column.removeprefix(f"{period}_")
            if ref.form == self.form.id and ref.row == self.row_id and fund != ref.column and fund in FUNDS:
                return line, FUNDS.index(fund)
        return None

    # -- Qt's questions -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Override QAbstractTableModel.rowCount."""
        return len(PERIODS) if self.row_id and not parent.isValid() else 0

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(FUNDS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Override QAbstractTableModel.flags."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if index.isValid() else Qt.ItemFlag.NoItemFlags
        return found if self.session.read_only else found | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.headerData."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.form.column_by_key[f"{PERIODS[section]}_{FUNDS[0]}"].path[0]
        return self.form.column_by_key[f"{PERIOD}_{FUNDS[section]}"].path[-1].removesuffix("资金").translate(_NARROW)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        if not index.isValid() or not self.row_id:
            return None
        ref = self.ref_at(index.row(), index.column())
        workspace = self.session.workspace
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return workspace.shown(ref)
            case Qt.ItemDataRole.EditRole:
                return workspace.raw(ref)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(workspace, ref)
        return None

    def look(self, line: int, column: int) -> CellLook:
        """What a cell looks like."""
        if not self.session.document.has_row(self.form.id, self.row_id):
            return NOTHING
        ref = self.ref_at(line, column)
        return cell_look(
            self.session.workspace, self.form, self.session.document.row(self.form.id, self.row_id),
            self.form.column_by_key[ref.column],
        )  # fmt: skip

    # -- changing -----------------------------------------------------------------------------------------------------

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractTableModel.setData: what was typed, as one edit."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        ref = self.ref_at(index.row(), index.column())
        done = self.session.submit(planning.set_cells(self.session.workspace, {ref: str(value)}), self)
        if done and (words := notice(self.session.workspace, ref)):
            self.session.message.emit(words)
        return done

    def clear(self, places: Iterable[tuple[int, int]]) -> None:
        """Take back what was stated in these cells."""
        refs = [self.ref_at(line, column) for line, column in places]
        self.session.submit(planning.clear(self.session.workspace, refs), self)

    def paste(self, line: int, column: int, grid: Sequence[Sequence[str]]) -> None:
        """Put amounts in from a place on, as one edit; a single one does not spread."""
        wanted = {
            self.ref_at(line + down, column + right): text
            for down, texts in enumerate(grid)
            for right, text in enumerate(texts)
            if line + down < len(PERIODS) and column + right < len(FUNDS)
        }
        self.session.submit(planning.set_cells(self.session.workspace, wanted, "粘贴", "粘贴"), self)

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if self.row_id and any(ref.form == self.form.id and ref.row == self.row_id for ref in report.cells):
            self.dataChanged.emit(self.index(0, 0), self.index(len(PERIODS) - 1, len(FUNDS) - 1))
