"""The two tables of a performance form: its amounts, and its indicators."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from models.errors import PlanError
from models.performance import indicator_planning
from ui.delegates.metrics import Metrics
from ui.editors.performance.boxes import HEAD_WIDTH
from ui.editors.performance.small_table import SmallTable
from ui.itemmodels.funds_model import FundsModel
from ui.itemmodels.indicator_model import IndicatorModel

_Index = QModelIndex | QPersistentModelIndex
_SHARES = (14, 18, 32, 18, 18)
"""Widths of the indicators' columns, in hundredths."""


_FUNDS = (17, 16, 16, 19, 16, 16)
"""Widths of the amounts' columns, in hundredths."""


class FundsTable(SmallTable):
    """Amounts in 元."""

    def __init__(self, model: FundsModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.funds = model
        self.setAccessibleName("项目资金（元）")
        model.modelReset.connect(self.fit)

    def set_metrics(self, metrics: Metrics) -> None:
        """Override SmallTable.set_metrics: the heads at the left line up with those of the fields."""
        super().set_metrics(metrics)
        self.verticalHeader().setFixedWidth(metrics.px(HEAD_WIDTH) + 1)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def automatic(self) -> None:
        """Give the selected cells back to what works them out (恢复自动计算)."""
        self.delete_contents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override SmallTable.resizeEvent: columns keep their shares."""
        super().resizeEvent(event)
        self.share(_FUNDS)


class IndicatorTable(SmallTable):
    """Indicators; rows come, go and move by keys and by :attr:`actions_`."""

    def __init__(self, model: IndicatorModel, parent: QWidget) -> None:
        super().__init__(model, parent, words=True)
        self.indicators = model
        self._kept = ("", 0)  # the indicator and column that the user was on
        self.setAccessibleName("绩效指标")
        self.setWordWrap(True)
        self.verticalHeader().hide()
        for key in (Qt.Key.Key_Plus, Qt.Key.Key_Insert):
            self.commands[key, True, False] = self.insert_row
        self.commands[Qt.Key.Key_Minus, True, False] = self.delete_rows
        self.commands[Qt.Key.Key_Up, False, True] = lambda: self.move_row(-1)
        self.commands[Qt.Key.Key_Down, False, True] = lambda: self.move_row(1)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._relay)
        model.dataChanged.connect(self._relay)
        self._relay()

    def _keep_place(self) -> None:
        index = self.currentIndex()
        known = index.isValid() and index.row() < len(self.indicators.rows)
        self._kept = (self.indicators.rows[index.row()].id, index.column()) if known else ("", 0)

    def _relay(self, *_changed: object) -> None:
        """Merge the levels that lines share, give long lines their height, and stay where the user was."""
        self.clearSpans()
        for span in self.indicators.spans():
            self.setSpan(span.line, span.column, span.lines, 1)
        row_id, column = self._kept
        line = next((at for at, row in enumerate(self.indicators.rows) if row.id == row_id), -1)
        if line >= 0 and not self.currentIndex().isValid():
            index = self.model().index(line, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._fit_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override SmallTable.resizeEvent: columns keep their shares."""
        super().resizeEvent(event)
        self.share(_SHARES)
        self._fit_lines()

    def set_metrics(self, metrics: Metrics) -> None:
        """Override SmallTable.set_metrics."""
        super().set_metrics(metrics)
        if hasattr(self, "indicators"):
            self._fit_lines()

    def _fit_lines(self) -> None:
        metrics = self.delegate.metrics
        usual, measure = metrics.row_height, metrics.text
        shared = {
            (line, span.column) for span in self.indicators.spans() for line in range(span.line, span.line + span.lines)
        }
        for line in range(self.indicators.rowCount()):
            needed = usual
            for column in range(self.indicators.columnCount()):
                if (line, column) in shared:
                    continue
                width = self.columnWidth(column) - metrics.padding * 2
                text = self.indicators.text(line, column)
                if measure.horizontalAdvance(text) > width > 0:
                    box = measure.boundingRect(0, 0, width, 10_000, int(Qt.TextFlag.TextWordWrap), text)
                    needed = max(needed, box.height() + metrics.px(7))
            self.setRowHeight(line, needed)
        self.fit()

    # -- rows -----------------------------------------------------------------------------------------------------

    def insert_row(self) -> None:
        """An empty indicator of the same levels behind the current one, and go there."""
        model, index = self.indicators, self.currentIndex()
        after = model.rows[index.row()].id if index.isValid() else ""
        if model.code and model.session.submit(indicator_planning.add(model.session.workspace, model.code, after)):
            self.go(index.row() + 1 if index.isValid() else model.rowCount() - 1, 2)

    def delete_rows(self) -> None:
        """Take the selected indicators away."""
        model = self.indicators
        rows = [model.rows[line].id for line in sorted({line for line, _column in self.places()})]
        line = self.currentIndex().row()
        if rows and model.session.submit(indicator_planning.delete(model.session.workspace, rows)) and model.rows:
            self.go(min(line, model.rowCount() - 1), 2)

    def move_row(self, by: int) -> None:
        """The current indicator up (-1) or down (1)."""
        model, index = self.indicators, self.currentIndex()
        if not index.isValid():
            return
        try:
            model.session.submit(indicator_planning.move(model.session.workspace, model.rows[index.row()].id, by))
        except PlanError as error:
            model.session.message.emit(str(error))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override QTableView.contextMenuEvent."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("复制\tCtrl+C", self.copy)
        paste = menu.addAction("粘贴\tCtrl+V", self.paste)
        menu.addSeparator()
        rows = [
            menu.addAction("增加指标\tCtrl++", self.insert_row),
            menu.addAction("删除指标\tCtrl+-", self.delete_rows),
            menu.addAction("上移\tAlt+↑", lambda: self.move_row(-1)),
            menu.addAction("下移\tAlt+↓", lambda: self.move_row(1)),
        ]
        for action in (paste, *rows):
            action.setEnabled(not self.indicators.session.read_only)
        menu.popup(event.globalPos())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Override QTableView.currentChanged."""
        super().currentChanged(current, previous)
        self.viewport().update()
