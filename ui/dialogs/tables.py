"""A plain table for dialogs: texts in rows, figures right-aligned, made at once or on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.itemmodels.headed_table_model import HeadedTableModel, Index, side


class TextTableModel(HeadedTableModel):
    """Rows of texts below headings; the columns in ``right`` are figures."""

    def __init__(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        right: Sequence[int] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.headings, self._rows, self._right = headings, rows, frozenset(right)

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """To which side a column and its heading stand."""
        return side(right=column in self._right)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return self.alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None


def text_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    right: Sequence[int] = (),
    parent: QWidget | None = None,
) -> QTableView:
    """A read-only table; a width of 0 takes what is left."""
    model = TextTableModel(headings, rows, right)
    view = plain_table(widths, model, parent, height=27)
    model.setParent(view)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setAlternatingRowColors(True)
    return view


def plain_table(
    widths: Sequence[int], model: QAbstractTableModel, parent: QWidget | None = None, *, height: int
) -> QTableView:
    """A table whose whole rows are selected, in lines of ``height``; a width of 0 takes what is left."""
    view = QTableView(parent)
    view.setObjectName("list")
    view.setModel(model)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(height)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    for column, width in enumerate(widths):
        if width:
            header.resizeSection(column, width)
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return view
