"""The findings as a Qt table: filtered, in order, what has one origin folded under one line, updated from reports."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from models.diagnosis.diagnose import Mistake
from models.findings import DIFFERENCES, Finding, State
from models.workspace import ChangeReport
from ui.diagnoser import Diagnoser
from ui.itemmodels import mistake_lines
from ui.itemmodels.finding_columns import COLUMNS, EXPECTED, REMEDY, FindingColumns
from ui.itemmodels.findings_order import Line, Order, SortKey
from ui.itemmodels.headed_table_model import HeadedTableModel, Index, side
from ui.levels import Level, level_of
from ui.session import Session

_AFTER_BREAKS = (1,)
MANY = 200
"""A report with more findings than this rebuilds the list in one go."""


class FindingsTableModel(HeadedTableModel):
    """Lines are :class:`Line` values; the findings themselves stay in the workspace."""

    headings = COLUMNS

    def __init__(self, session: Session, parent: QObject | None = None, *, diagnoser: Diagnoser | None = None) -> None:
        super().__init__(parent)
        self._diagnoser = diagnoser
        self._mistakes: list[Mistake] = diagnoser.mistakes if diagnoser is not None else []
        self._session = session
        self._columns = FindingColumns(session.workspace)
        self._words = self._columns.words
        self._order = Order(session.workspace)
        self._levels: frozenset[Level] | None = None
        self._pages: frozenset[str] | None = None
        self._sort: dict[str, SortKey] = {}
        self._groups: dict[str, dict[str, Finding]] = {}
        self._open: set[str] = set()
        self._lines: list[Line] = []
        self._keys: list[SortKey] = []
        self._rebuild()
        session.changed.connect(self._follow)
        if diagnoser is not None:
            diagnoser.diagnosed.connect(self._follow_diagnosis)

    # -- what the panel asks ----------------------------------------------------------------------------------------

    def set_filter(self, levels: frozenset[Level] | None, pages: frozenset[str] | None) -> None:
        """Show only findings of these levels (``None``: all) that mark these forms and sections (``None``: any)."""
        if (levels, pages) == (self._levels, self._pages):
            return
        self._levels, self._pages = levels, pages
        self.beginResetModel()
        self._rebuild()
        self.endResetModel()

    def line(self, row: int) -> Line:
        """The line of a row."""
        return self._lines[row]

    def texts(self, row: int) -> tuple[str, ...]:
        """What stands in the columns of a row."""
        line = self._lines[row]
        group = self._groups.get(line.group, {})
        return tuple(self._columns.text(line, column, group) for column in range(len(COLUMNS)))

    def row_of(self, finding_key: str) -> int | None:
        """The row that shows a finding, or the head that it is folded under."""
        key = self._sort.get(finding_key)
        if key is None:
            return None
        row = bisect_left(self._keys, key)
        if row < len(self._keys) and self._keys[row] == key:
            return row
        return next((at for at in (row - 1,) if at >= 0 and self._stands_for(self._lines[at], finding_key)), None)

    def toggle(self, row: int) -> None:
        """Unfold or fold the head in a row."""
        line = self._lines[row]
        if not line.members:
            return
        self._open ^= {line.group}
        if line.mistake is not None:
            self._replace_breaks()
        else:
            self._replace_group(line.group)

    def is_open(self, row: int) -> bool:
        """Whether the head in a row is unfolded."""
        return self._lines[row].group in self._open

    # -- Qt -----------------------------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """To which side a column and its heading stand."""
        return side(right=EXPECTED <= column < REMEDY)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._columns.text(line, column, self._groups.get(line.group, {}))
            case Qt.ItemDataRole.ToolTipRole:
                return self._columns.tip(line)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.alignment(column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._columns.tip(line) if line.mistake is not None else self._words.sentence(line.finding)
        return None

    # -- keeping up ---------------------------------------------------------------------------------------------------

    def _accepts(self, finding: Finding) -> bool:
        if self._levels is not None and level_of(finding) not in self._levels:
            return False
        return self._pages is None or not self._pages.isdisjoint(finding.pages)

    def _rebuild(self) -> None:
        self._words.forget()
        self._columns.forget_mistakes()
        findings = [one for one in self._session.workspace.engine.findings.values() if one.state is not State.BREAK]
        self._sort = {finding.key: self._order.key(finding) for finding in findings}
        self._groups = {}
        lines = []
        for finding in findings:
            if not self._accepts(finding):
                continue
            if finding.state in DIFFERENCES:
                self._groups.setdefault(_group_of(finding), {})[finding.key] = finding
            else:
                lines.append(Line(self._sort[finding.key], finding))
        for group in self._groups:
            lines += self._group_lines(group)
        self._lines = [*self._break_lines(), *sorted(lines, key=_key_of)]
        self._keys = [line.key for line in self._lines]

    def _break_lines(self) -> list[Line]:
        found = mistake_lines.section(self._session.workspace, self._order, self._mistakes, self._accepts, self._open)
        self._sort |= found.keys
        return found.lines

    def _group_lines(self, group: str) -> list[Line]:
        found = self._groups.get(group, {})
        inside = len(found) > 1
        lines = sorted(
            (Line(self._sort[key], one, inside=inside, group=group) for key, one in found.items()), key=_key_of
        )
        if not inside:
            return lines
        first = lines[0].finding
        head = Line(self._order.head_key(first.state, first.root), first, len(found), group=group)
        return [head, *lines] if group in self._open else [head]

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if report.forms or report.settings or len(report.appeared) + len(report.cleared) > MANY:
            self.beginResetModel()
            self._rebuild()
            self.endResetModel()
            return
        new = {finding.key: finding for finding in report.appeared}
        groups: dict[str, None] = {}
        for finding in report.cleared:
            if finding.state in DIFFERENCES:
                self._groups.get(_group_of(finding), {}).pop(finding.key, None)
                groups[_group_of(finding)] = None
            elif finding.state is not State.BREAK and not self._replaced(finding, new):
                self._remove(finding)
            if finding.key not in new:
                self._sort.pop(finding.key, None)
        for finding in (finding for finding in new.values() if finding.state is not State.BREAK):
            self._add(finding, groups)
        for group in groups:
            self._replace_group(group)
        if self._diagnoser is None:
            self._replace_breaks()

    def _follow_diagnosis(self, mistakes: list[Mistake]) -> None:
        self._mistakes = mistakes
        self._replace_breaks()

    def _replace_breaks(self) -> None:
        """Bring the 断差, which stand first, up to date; lines that stay are not taken out."""
        self._columns.forget_mistakes()
        old = self._keys[: bisect_left(self._keys, _AFTER_BREAKS)]
        lines = self._break_lines()
        new = [line.key for line in lines]
        first = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        pairs = zip(reversed(old[first:]), reversed(new[first:]), strict=False)
        same = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)) - first)
        self._remove_rows(first, len(old) - first - same)
        self._insert_rows(lines[first : len(new) - same])
        self._lines[: len(lines)] = lines
        if lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(COLUMNS) - 1))

    def _replaced(self, old: Finding, new: dict[str, Finding]) -> bool:
        """Whether a finding stays where it is and only its figures change; then that has been done."""
        finding = new.get(old.key)
        if finding is None or finding.state is not old.state or self._sort.get(old.key) != self._order.key(finding):
            return False
        if not (self._accepts(old) and self._accepts(finding)):
            return False
        row = bisect_left(self._keys, self._sort[old.key])
        self._lines[row] = Line(self._sort[old.key], finding)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
        del new[old.key]
        return True

    def _remove(self, finding: Finding) -> None:
        if self._accepts(finding):
            self._remove_rows(bisect_left(self._keys, self._sort[finding.key]), 1)

    def _add(self, finding: Finding, groups: dict[str, None]) -> None:
        self._sort[finding.key] = self._order.key(finding)
        if not self._accepts(finding):
            return
        if finding.state in DIFFERENCES:
            self._groups.setdefault(_group_of(finding), {})[finding.key] = finding
            groups[_group_of(finding)] = None
        else:
            self._insert_rows([Line(self._sort[finding.key], finding)])

    def _replace_group(self, group: str) -> None:
        """Bring the lines of one 尾差 origin up to date: head, members, or the single finding."""
        head = self._order.head_key(*_origin(group))
        first = bisect_left(self._keys, head)
        last = first
        while last < len(self._lines) and self._keys[last][:2] == head[:2]:
            last += 1
        new = self._group_lines(group)
        if [line.key for line in new] == self._keys[first:last]:
            self._lines[first:last] = new
            if new:
                self.dataChanged.emit(self.index(first, 0), self.index(last - 1, len(COLUMNS) - 1))
            return
        self._remove_rows(first, last - first)
        self._insert_rows(new)
        if not self._groups.get(group):
            self._groups.pop(group, None)

    def _remove_rows(self, first: int, count: int) -> None:
        if count:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
            del self._lines[first : first + count], self._keys[first : first + count]
            self.endRemoveRows()

    def _insert_rows(self, lines: list[Line]) -> None:
        """Insert neighbouring lines at their place."""
        if lines:
            first = bisect_left(self._keys, lines[0].key)
            self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
            self._lines[first:first] = lines
            self._keys[first:first] = [line.key for line in lines]
            self.endInsertRows()

    def _stands_for(self, line: Line, finding_key: str) -> bool:
        if line.mistake is not None:
            return bool(line.members) and finding_key in line.mistake.keys
        return bool(line.members) and finding_key in self._groups.get(line.group, {})


def _group_of(finding: Finding) -> str:
    """What the 尾差 of one origin share; a doubtful one is no usual one."""
    return f"{finding.state.value}:{finding.root}"


def _origin(group: str) -> tuple[State, str]:
    state, _, root = group.partition(":")
    return State(state), root


def _key_of(line: Line) -> SortKey:
    return line.key
