"""Where the user is on a form, and what is selected: as in Excel, the current cell stays while the selection grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, QObject, Signal

from models.refs import CellRef
from ui.itemmodels.cell_ranges import Place, Range
from ui.itemmodels.form_table_model import FormTableModel

_Flag = QItemSelectionModel.SelectionFlag


def block_edge(filled: Callable[[int], bool], start: int, end: int) -> int:
    """Where Ctrl and an arrow go from ``start`` towards ``end``, both included: the edge of a run of filled cells."""
    if start == end:
        return start
    step = 1 if end > start else -1
    place = start + step
    if filled(start) and filled(place):
        while place != end and filled(place + step):
            place += step
        return place
    while place != end and not filled(place):
        place += step
    return place


def _parts(selection: QItemSelectionModel) -> Iterator[QItemSelectionRange]:
    found = selection.selection()
    return (found.at(number) for number in range(found.count()))


class Cursor(QObject):
    """The current cell and the selection of one form, over the selection model that its views share."""

    reached = Signal(int, int)
    """Line and column to bring into view."""

    def __init__(self, model: FormTableModel, selection: QItemSelectionModel) -> None:
        super().__init__(selection)
        self._model, self.selection = model, selection
        self._extent: Place = (0, 0)
        self._run_start: int | None = None  # the column at which a run of Tabs began
        self._moving = False
        self._last: CellRef | None = None
        selection.currentChanged.connect(self._followed)

    # -- where ----------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """The current cell; (-1, -1) for none."""
        index = self.selection.currentIndex()
        return index.row(), index.column()

    @property
    def ref(self) -> CellRef | None:
        """The current cell's address."""
        return self._model.ref_at(*self.place)

    def ranges(self) -> list[Range]:
        """The selected rectangles; the current cell where nothing is selected."""
        found = [(r.top(), r.left(), r.bottom(), r.right()) for r in _parts(self.selection) if r.isValid()]
        line, column = self.place
        return found or ([(line, column, line, column)] if line >= 0 else [])

    def rectangle(self) -> Range | None:
        """The selection as one rectangle, ``None`` where it is not one."""
        ranges = self.ranges()
        if not ranges:
            return None
        box = (
            min(r[0] for r in ranges), min(r[1] for r in ranges), max(r[2] for r in ranges), max(r[3] for r in ranges)
        )  # fmt: skip
        area = sum((r[2] - r[0] + 1) * (r[3] - r[1] + 1) for r in ranges)
        return box if area == (box[2] - box[0] + 1) * (box[3] - box[1] + 1) else None

    def lines(self) -> list[int]:
        """The selected lines, from the top."""
        return sorted({line for top, _left, bottom, _right in self.ranges() for line in range(top, bottom + 1)})

    def refs(self) -> Iterator[CellRef]:
        """The selected cells' addresses."""
        for top, left, bottom, right in self.ranges():
            for line in range(top, bottom + 1):
                for column in range(left, right + 1):
                    ref = self._model.ref_at(line, column)
                    if ref is not None:
                        yield ref

    # -- going ----------------------------------------------------------------------------------------------------

    def start(self, line: int, column: int) -> None:
        """Be on a cell before the form is shown: nothing is scrolled."""
        self.selection.setCurrentIndex(self._model.index(*self._within(line, column)), _Flag.ClearAndSelect)

    def go(self, line: int, column: int) -> None:
        """Go to a cell and select it alone."""
        line, column = self._within(line, column)
        if line < 0:
            return
        self._extent = (line, column)
        self._set_current(line, column, _Flag.ClearAndSelect)

    def go_back(self) -> None:
        """After a reset, in which views and headers forget: to the cell where the user was, if it is still there."""
        index = self._model.index_of(self._last) if self._last is not None else QModelIndex()
        if index.isValid():
            self.go(index.row(), index.column())

    def extend(self, line: int, column: int) -> None:
        """Select from the current cell to this one."""
        line, column = self._within(line, column)
        if line < 0 or self.place[0] < 0:
            return
        self._extent = (line, column)
        model, (top, left) = self._model, self.place
        corners = model.index(min(top, line), min(left, column)), model.index(max(top, line), max(left, column))
        self.selection.select(QItemSelection(*corners), _Flag.ClearAndSelect)
        self.reached.emit(line, column)

    def select_all(self) -> None:
        """Select the whole form; the user stays where they are."""
        last = self._model.index(self._model.rowCount() - 1, self._model.columnCount() - 1)
        self.selection.select(QItemSelection(self._model.index(0, 0), last), _Flag.ClearAndSelect)

    def move(self, lines: int, columns: int, *, extend: bool = False) -> None:
        """Step by lines or columns; the two cells that 合计 takes are one step."""
        line, column = self._extent if extend else self.place
        target = column + columns
        if columns and self._within(line, target)[1] == self._within(line, column)[1]:
            target += 1 if columns > 0 else 0
        (self.extend if extend else self.go)(line + lines, target)

    def jump(self, lines: int, columns: int, *, extend: bool = False) -> None:
        """Go to the edge of the run of filled cells in one direction."""
        line, column = self._extent if extend else self.place
        model = self._model
        if lines:
            end = model.rowCount() - 1 if lines > 0 else 0
            line = block_edge(lambda at: bool(model.look(at, column).text), line, end)
        else:
            end = model.columnCount() - 1 if columns > 0 else 0
            column = block_edge(lambda at: bool(model.look(line, at).text), column, end)
        (self.extend if extend else self.go)(line, column)

    def tab(self, by: int) -> None:
        """Tab and Shift+Tab: along the line, and through a selection line by line."""
        if self._cycle(by, across=True):
            return
        start = self._run_start if self._run_start is not None else self.place[1]
        self.move(0, by)
        self._run_start = start

    def enter(self, by: int) -> None:
        """Enter and Shift+Enter: down, back to the column where a run of Tabs began; through a selection by columns."""
        if self._cycle(by, across=False):
            return
        column = self._run_start if self._run_start is not None and by > 0 else self.place[1]
        self.go(self.place[0] + by, column)
        self._run_start = None

    def _cycle(self, by: int, *, across: bool) -> bool:
        box = self.rectangle()
        if box is None or box[:2] == box[2:] or not self.selection.isSelected(self.selection.currentIndex()):
            return False
        top, left, bottom, right = box
        width, height = right - left + 1, bottom - top + 1
        line, column = self.place[0] - top, self.place[1] - left
        order = line * width + column if across else column * height + line
        order = (order + by) % (width * height)
        line, column = divmod(order, width) if across else divmod(order, height)[::-1]
        self._set_current(top + line, left + column, _Flag.NoUpdate)
        return True

    def _set_current(self, line: int, column: int, flags: QItemSelectionModel.SelectionFlag) -> None:
        self._moving = True
        try:
            self.selection.setCurrentIndex(self._model.index(line, column), flags)
        finally:
            self._moving = False
        self._run_start = None
        self.reached.emit(line, column)

    def _within(self, line: int, column: int) -> Place:
        """The nearest cell of the form; of a label that takes two cells the first."""
        line = max(0, min(line, self._model.rowCount() - 1))
        column = max(0, min(column, self._model.columnCount() - 1))
        return line, self._model.first_column(line, column)

    def _followed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """The current cell is another one; moved by a click or by the views, it also ends what went on before."""
        self._last = self._model.ref_at(current.row(), current.column())
        if not self._moving:
            self._extent = (current.row(), current.column())
            self._run_start = None
