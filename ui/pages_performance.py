"""The page of the performance forms: projects at the left, the form as printed, what the checks say at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.edits import Row
from models.findings import Finding
from models.performance.access import forms_of, ids_of
from models.refs import CellRef
from models.workspace import ChangeReport
from ui.delegates.metrics import Metrics
from ui.dialogs.asking import Asker
from ui.editors.performance.audit import AuditPanel, first_cell
from ui.editors.performance.commands import PerformanceCommands
from ui.editors.performance.form_view import FormView
from ui.editors.performance.header import PerformanceHeader
from ui.editors.performance.project_list import WIDTH, ProjectList
from ui.editors.performance.project_view import ProjectView
from ui.itemmodels.project_findings import ProjectFindings
from ui.itemmodels.project_list_model import Project, ProjectListModel, Stand
from ui.session import Session

_SIZES = [WIDTH, 700, 318]
_MARGIN = 60
"""Pixels that stay visible around the cursor."""


class PerformancePage(QWidget):
    """``asker`` may be replaced, so that tests can answer."""

    print_wanted = Signal(object)
    """The ids of the pages to print (``project_performance.P01``)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._ids = ids_of(session.document)
        self.asker = Asker()
        self.commands = PerformanceCommands(self)
        self.findings = ProjectFindings(session, self)
        self.projects = ProjectListModel(session, self.findings, self)
        self.header = PerformanceHeader(session, self)
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.list = ProjectList(self.projects, self._columns)
        self.stack = QStackedWidget(self._columns)
        self.scroll_area = QScrollArea(self.stack)
        self.form = FormView(session, self.findings, self.scroll_area.viewport())
        self.project = ProjectView(session, self.stack)
        self.audit = AuditPanel(session, self.findings, self._columns)
        self._arrange()
        self._connect()
        self._show_first()

    def _arrange(self) -> None:
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setWidget(self.form)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack.addWidget(self.scroll_area)
        self.stack.addWidget(self.project)
        self._columns.setHandleWidth(1)
        self._columns.setChildrenCollapsible(False)
        widgets: tuple[QWidget, ...] = (self.list, self.stack, self.audit)
        for index, widget in enumerate(widgets):
            self._columns.insertWidget(index, widget)
            self._columns.setStretchFactor(index, int(widget is self.stack))
        self._columns.setSizes(_SIZES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._columns, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        header, commands = self.header, self.commands
        header.new.clicked.connect(commands.make_forms)
        header.copy.clicked.connect(commands.copy_form)
        header.to_annual.clicked.connect(lambda: commands.copy_period(to_annual=True))
        header.to_period.clicked.connect(lambda: commands.copy_period(to_annual=False))
        header.import_.clicked.connect(commands.choose_import)
        header.print_one.triggered.connect(self.print_form)
        header.print_all.triggered.connect(self.print_forms)
        self.list.project_chosen.connect(self._show_project)
        self.list.category_wanted.connect(commands.set_category)
        self.list.removal_wanted.connect(commands.delete_form)
        self.project.category_wanted.connect(commands.set_category)
        self.project.forms_wanted.connect(commands.make_forms)
        self.projects.modelReset.connect(self._show_again)
        self.audit.finding_chosen.connect(self.show_finding)
        self.audit.fix_wanted.connect(commands.adopt)
        self.audit.cell_chosen.connect(self.show_cell)
        self.form.seen.connect(self._bring_to_view)
        self.session.changed.connect(self._follow)

    # -- what is shown --------------------------------------------------------------------------------------------

    def _show_first(self) -> None:
        project = self.projects.project_at(0)
        if project is not None:
            self.list.show_project(project.form, project.row_id)
        else:
            self._show_nothing()

    def _show_project(self, project: Project) -> None:
        on_form = project.stand is Stand.FORM
        self.stack.setCurrentWidget(self.scroll_area if on_form else self.project)
        row_id = project.row_id if on_form else ""
        if row_id != self.form.row_id or not on_form:
            self.form.show_form(row_id)
            self.scroll_area.verticalScrollBar().setValue(0)
        self.audit.show_form(row_id)
        if not on_form:
            self.project.show_project(project, read_only=self.session.read_only)
        self.header.set_enabled(on_form=on_form)

    def _show_nothing(self) -> None:
        """No project at all: 表十二 comes first."""
        nothing = Project(Stand.MISSING, self._ids.projects, "", "", "还没有项目", "", "")
        self.stack.setCurrentWidget(self.project)
        self.form.show_form("")
        self.audit.show_form("")
        self.project.show_project(nothing, read_only=True)
        self.header.set_enabled(on_form=False)

    def _show_again(self) -> None:
        """Projects came or went: stay where the user was, else begin at the first."""
        known = self.form.row_id and self.list.show_project(self._ids.forms, self.form.row_id)
        if not known:
            self._show_first()

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        ids = self._ids
        wanted = {ids.forms, ids.indicators, ids.projects, ids.carried}
        if not wanted.isdisjoint(report.forms) or any(ref.form in wanted for ref in report.cells):
            self.header.refresh()
            project = self.projects.project_at(self.list.currentIndex().row())
            if project is not None and project.stand is not Stand.FORM:
                self.project.show_project(project, read_only=self.session.read_only)

    def zoom(self, percent: int) -> None:
        """Show the form at this size."""
        self.form.set_metrics(Metrics(percent))

    def commit(self) -> None:
        """Take over what is being typed."""
        self.form.commit()

    def show_cell(self, ref: CellRef) -> None:
        """Bring a cell of a form or of its indicators to view, and give it the keyboard."""
        self._show_place(ref)

    def show_finding(self, finding: Finding) -> None:
        """Bring to view what a finding is about, and select the words."""
        ref, place = first_cell(self.session, finding), finding.place
        if ref is not None:
            words = (place.start, place.end) if place is not None and place.line < 0 else (-1, -1)
            self._show_place(ref, *words)

    def _show_place(self, ref: CellRef, start: int = -1, end: int = -1) -> None:
        code = self.findings.code_of(ref)
        row = next((row for row in forms_of(self.session.document) if row.code == code and code), None)
        if row is None:
            return
        if row.id != self.form.row_id:
            self.form.commit()
            self.list.show_project(self._ids.forms, row.id)
        self.form.show_cell(ref, start, end)

    def _bring_to_view(self, rect: QRect) -> None:
        middle = rect.center()
        QTimer.singleShot(0, self, lambda: self.scroll_area.ensureVisible(middle.x(), middle.y(), 0, _MARGIN))

    # -- printing -------------------------------------------------------------------------------------------------

    def print_form(self) -> None:
        """Print the form that is shown."""
        self._print([row for row in forms_of(self.session.document) if row.id == self.form.row_id])

    def print_forms(self) -> None:
        """Print all forms."""
        self._print(forms_of(self.session.document))

    def _print(self, rows: Sequence[Row]) -> None:
        from export.performance_pages import page_id

        self.commit()
        if rows:
            self.print_wanted.emit(tuple(page_id(self.session.document, row) for row in rows))
