"""审核结果: the list of findings below the form, its filters, and the way from one finding to the next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from models import wording
from models.diagnosis.diagnose import Mistake
from models.errors import PlanError
from models.findings import DIFFERENCES, Finding
from ui.diagnoser import Diagnoser
from ui.itemmodels import mistake_words
from ui.itemmodels.finding_words import has_row
from ui.itemmodels.findings_order import Line
from ui.itemmodels.findings_table_model import FindingsTableModel
from ui.panels.findings_filter import FindingsFilter
from ui.panels.findings_view import FindingsView
from ui.session import Session
from ui.tally import Tally


class FindingsPanel(QWidget):
    """Shows and filters findings; :meth:`step` goes to the next or previous one.

    ``balance_wanted``: the user would rather balance the 尾差 than look at them.
    """

    balance_wanted = Signal()

    def __init__(
        self, session: Session, tally: Tally, parent: QWidget | None = None, *, diagnoser: Diagnoser | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._diagnoser = session, diagnoser
        self._page: frozenset[str] = frozenset()
        self._known: set[frozenset[str]] = set()
        self._kept = ""  # the finding that is current, over a rebuilding of the list
        self.model = FindingsTableModel(session, self, diagnoser=diagnoser)
        self.filter = FindingsFilter(tally, self)
        self.table = FindingsView(self.model, self)
        self._empty = QLabel(self.table.viewport())
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filter)
        layout.addWidget(self.table)
        self.setMinimumHeight(90)
        self.filter.changed.connect(self._refilter)
        self.table.activated_row.connect(self._activate)
        self.table.remedy_wanted.connect(self.remedy)
        self.table.customContextMenuRequested.connect(self._menu)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._update_empty)
        self.model.modelAboutToBeReset.connect(self._keep)
        self.model.modelReset.connect(self._restore)
        session.changed.connect(self.table.executeDelayedItemsLayout)  # else the list is painted twice
        if diagnoser is not None:
            self._known = {mistake.keys for mistake in diagnoser.mistakes}
            diagnoser.diagnosed.connect(self._follow_diagnosis)
        self._update_empty()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(800, 200)

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) finding of the list, around its ends; False: the list is empty."""
        count = self.model.rowCount()
        if not count:
            self._session.message.emit("没有发现问题。" if self.filter.shows_all else "当前筛选下没有问题。")
            return False
        row = self.table.currentIndex().row()
        row = (0 if by > 0 else count - 1) if row < 0 else (row + by) % count
        line = self.model.line(row)
        if line.members and line.mistake is None and self.model.is_open(row):
            row = (row + by) % count  # the unfolded lines speak for themselves
        self.table.setCurrentIndex(self.model.index(row, 0))
        self._goto(self.model.line(row))
        return True

    def _refilter(self) -> None:
        self.model.set_filter(self.filter.levels, self._page if self.filter.only_page else None)

    def set_page(self, keys: Iterable[str]) -> None:
        """The user went to a page with these forms and sections."""
        self._page = frozenset(keys)
        if self.filter.only_page:
            self._refilter()

    def _activate(self, row: int) -> None:
        line = self.model.line(row)
        if line.members:
            self.model.toggle(row)
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._goto(line)

    def _goto(self, line: Line) -> None:
        """Show a line's cell; for a mistake the one to be corrected."""
        workspace = self._session.workspace
        if line.finding.place is not None:
            self._session.goto_finding(line.finding)
            return
        culprit = mistake_words.place_of(workspace, line.mistake) if line.mistake is not None and line.members else None
        for ref in (culprit, *line.finding.cells):
            if ref is not None and has_row(workspace, ref):
                self._session.goto(ref)
                return

    def remedy(self, row: int) -> None:
        """Do what stands in 处理: adopt a proposal, go where one has to be chosen, balance 尾差."""
        line = self.model.line(row)
        best = line.mistake.pinned if line.mistake is not None else None
        if best is not None and line.members and self._diagnoser is not None:
            self._diagnoser.adopt(best)
        elif line.mistake is not None:
            self._goto(line._replace(members=1))
        elif line.finding.state in DIFFERENCES and not line.inside:
            self.balance_wanted.emit()
        elif line.finding.place is not None and line.finding.place.fix:
            self._fix(line.finding)

    def _fix(self, finding: Finding) -> None:
        """Put what the finding proposes in the place of its words."""
        from models.narrative import changing  # late, as all that reads words

        try:
            edit = changing.fix(self._session.workspace, finding)
        except PlanError as error:
            self._session.message.emit(str(error))
            return
        if self._session.submit(edit):
            self._session.message.emit(f"已{edit.label}，可以撤销。")

    def adopt(self) -> bool:
        """Put right what the current line says of words; False where it says nothing of the kind."""
        row = self.table.currentIndex().row()
        finding = self.model.line(row).finding if 0 <= row < self.model.rowCount() else None
        if finding is None or finding.place is None or not finding.place.fix:
            return False
        self._fix(finding)
        return True

    def _follow_diagnosis(self, mistakes: list[Mistake]) -> None:
        """A new mistake is where the next step leads."""
        before, self._known = self._known, {mistake.keys for mistake in mistakes}
        if self._known - before:
            self.table.setCurrentIndex(QModelIndex())

    def _menu(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if index.isValid():
            self.menu_for(index.row()).popup(self.table.viewport().mapToGlobal(place))

    def menu_for(self, row: int) -> QMenu:
        """What can be done with a line: unfold it, go to each of its cells."""
        line, workspace = self.model.line(row), self._session.workspace
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if line.mistake is not None and line.mistake.pinned is not None and line.members:
            menu.addAction(mistake_words.adopt(workspace, line.mistake.pinned), lambda: self.remedy(row))
        if line.finding.place is not None:
            menu.addAction("转到这里的文字", lambda: self._goto(line))
            if line.finding.place.fix:
                menu.addAction(f"改为 {line.finding.place.fix}".replace("&", "&&"), lambda: self.remedy(row))
        if line.members:
            text = "收起" if self.model.is_open(row) else f"展开 {line.members} 处"
            menu.addAction(text, lambda: self.model.toggle(row))
            menu.addSeparator()
        culprits = mistake_words.cells(workspace, line.mistake.pinned) if line.mistake and line.mistake.pinned else []
        for ref in dict.fromkeys((*culprits, *line.finding.cells)):
            if has_row(workspace, ref):
                name = wording.cell_name(workspace, ref).replace("&", "&&")
                menu.addAction(f"转到 {name}", lambda ref=ref: self._session.goto(ref))
        return menu

    def _keep(self) -> None:
        row = self.table.currentIndex().row()
        self._kept = self.model.line(row).finding.key if 0 <= row < self.model.rowCount() else ""

    def _restore(self) -> None:
        row = self.model.row_of(self._kept) if self._kept else None
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _update_empty(self) -> None:
        words = "没有发现问题，全部勾稽关系平衡。" if self.filter.shows_all else "当前筛选下没有问题。"
        self._empty.setText(words)
        self._empty.setVisible(not self.model.rowCount())
        self._empty.setGeometry(self.table.viewport().rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._empty.setGeometry(self.table.viewport().rect())
