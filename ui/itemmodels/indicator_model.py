"""The indicators of one project: three levels, and the values of 实施期 and 年度."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.edits import Row
from models.findings import State
from models.performance import indicator_planning
from models.performance.access import ids_of, indicators_of
from models.performance.definitions import LINE
from models.refs import CellRef
from models.workspace import ChangeReport
from ui.itemmodels.cell_look import NOTHING, CellLook, tool_tip
from ui.session import Session

_Index = QModelIndex | QPersistentModelIndex
MERGED = 2
"""So many columns from the left are levels, of which neighbours that agree are one cell."""
_PERIOD, _ANNUAL = 3, 4


class Span(NamedTuple):
    """Lines that share a level."""

    line: int
    column: int
    lines: int


class IndicatorModel(QAbstractTableModel):
    """One line for each indicator; :meth:`set_project` says of which project. ``spans_changed``: see ``modelReset``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form = session.pack.form(ids_of(session.document).indicators)
        self.code = ""
        self.rows: list[Row] = []
        session.changed.connect(self._follow)

    def set_project(self, code: str) -> None:
        """Show the indicators of another project; "" for none."""
        self.beginResetModel()
        self.code = code
        self.rows = indicators_of(self.session.document, code) if code else []
        self.endResetModel()

    def ref_at(self, line: int, column: int) -> CellRef:
        """The cell at a place."""
        return CellRef(self.form.id, self.rows[line].id, LINE[column])

    def place_of(self, ref: CellRef) -> tuple[int, int] | None:
        """Where a cell stands; the third level for a row as a whole."""
        if ref.form != self.form.id:
            return None
        column = LINE.index(ref.column) if ref.column in LINE else 2
        return next(((line, column) for line, row in enumerate(self.rows) if row.id == ref.row), None)

    def text(self, line: int, column: int) -> str:
        """What stands at a place."""
        row, key = self.rows[line], LINE[column]
        return row.label if key == "level3" else row.texts.get(key, "")

    def spans(self) -> Iterator[Span]:
        """The levels that several lines share."""
        for column in range(MERGED):
            start = 0
            while start < len(self.rows):
                end = start + 1
                while end < len(self.rows) and self._same(start, end, column):
                    end += 1
                if end - start > 1:
                    yield Span(start, column, end - start)
                start = end

    def _same(self, one: int, other: int, column: int) -> bool:
        return all(self.text(one, at) == self.text(other, at) for at in range(column + 1)) and bool(
            self.text(one, column)
        )

    def span_at(self, line: int, column: int) -> range:
        """The lines that a cell stands for."""
        for span in self.spans():
            if span.column == column and span.line <= line < span.line + span.lines:
                return range(span.line, span.line + span.lines)
        return range(line, line + 1)

    def differs(self, line: int) -> bool:
        """Whether the values of 实施期 and 年度 are not the same."""
        return self.text(line, _PERIOD) != self.text(line, _ANNUAL)

    # -- Qt's questions -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Override QAbstractTableModel.rowCount."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(LINE)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Override QAbstractTableModel.flags."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if index.isValid() else Qt.ItemFlag.NoItemFlags
        return found if self.session.read_only else found | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.headerData."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self.form.column_by_key[LINE[section]].title

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(index.row(), index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(index.row(), index.column())
        return None

    def _tip(self, line: int, column: int) -> str | None:
        tip = tool_tip(self.session.workspace, self.ref_at(line, column))
        if column == _ANNUAL and self.differs(line):
            words = f"与实施期指标值“{self.text(line, _PERIOD)}”不同"
            return f"{tip}\n{words}" if tip else words
        return tip

    def look(self, line: int, column: int) -> CellLook:
        """What a cell looks like: marked where a finding is about it, or 年度 differs from 实施期."""
        if line >= len(self.rows):
            return NOTHING
        state = self.session.workspace.cell_state(self.ref_at(line, column))
        return CellLook(self.text(line, column), state=state)

    def marked(self, line: int, column: int) -> bool:
        """Whether the sign of a difference between the two periods stands here."""
        quiet = self.look(line, column).state is State.BALANCED
        return column == _ANNUAL and quiet and self.differs(line)

    # -- changing -----------------------------------------------------------------------------------------------------

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractTableModel.setData: what was typed, as one edit; a shared level changes for all."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        lines, key = self.span_at(index.row(), index.column()), LINE[index.column()]
        wanted = {(self.rows[line].id, key): str(value) for line in lines}
        return self.session.submit(indicator_planning.set_texts(self.session.workspace, wanted), self)

    def clear(self, places: Iterable[tuple[int, int]]) -> None:
        """Take the texts of these cells away."""
        wanted = {(self.rows[line].id, LINE[column]): "" for line, column in places}
        self.session.submit(indicator_planning.set_texts(self.session.workspace, wanted, "清除内容"), self)

    def paste(self, line: int, column: int, grid: Sequence[Sequence[str]]) -> None:
        """Put texts in from a place on, as one edit; lines beyond the last are added."""
        edit = indicator_planning.paste(self.session.workspace, self.code, line, LINE[column:], grid)
        self.session.submit(edit, self)

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if not self.code:
            return
        if self.form.id in report.forms:
            fresh = indicators_of(self.session.document, self.code)
            if [row.id for row in fresh] != [row.id for row in self.rows]:
                self.set_project(self.code)
                return
            self.rows = fresh
        elif not any(ref.form == self.form.id for ref in report.cells):
            return
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(LINE) - 1))
