"""One open document on the screen: navigator, form, findings, inspector and status bar around one session."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.forms import ColumnKind
from models.refs import CellRef
from ui.diagnoser import Diagnoser
from ui.editors.form_editor import FormEditor
from ui.panels import inspector, navigator
from ui.panels.cell_bar import CellBar
from ui.panels.findings_panel import FindingsPanel
from ui.panels.inspector import Inspector
from ui.panels.navigator import Navigator
from ui.panels.notice_bar import NoticeBar
from ui.panels.status_bar import ZOOMS, StatusBar
from ui.session import Session
from ui.settings import Settings
from ui.tally import Tally

_FINDINGS_HEIGHT = 208
_FORM_KEY = "form"
_PANELS = ("navigator", "findings", "inspector")


class Workbench(QWidget):
    """Shows one form at a time; forms are made when first shown."""

    form_shown = Signal(str)
    panel_shown = Signal(str, bool)

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._settings = session, settings
        self._zoom = settings.number("zoom", 100)
        self._editors: dict[str, FormEditor] = {}
        self.diagnoser = Diagnoser(session, self)
        self.tally = Tally(session, self, diagnoser=self.diagnoser)
        self.navigator = Navigator(session, self.tally, self)
        self.inspector = Inspector(session, self, diagnoser=self.diagnoser)
        self.findings = FindingsPanel(session, self.tally, self, diagnoser=self.diagnoser)
        self.status = StatusBar(session, self.tally, self)
        self.notice = NoticeBar(self)
        self.forms = QStackedWidget(self)
        self._arrange()
        self.navigator.form_chosen.connect(self.show_form)
        self.navigator.list.clicked.connect(self._enter_editor)
        self.inspector.left.connect(self._focus_form)
        self.diagnoser.diagnosed.connect(self._mark_culprits)
        session.goto_requested.connect(self.show_cell)
        self.status.zoom_chosen.connect(self.set_zoom)
        self.status.set_zoom(self._zoom)
        self.notice.say(session.file.notice if session.file is not None else "")
        self.show_form(self._first_form())

    def _arrange(self) -> None:
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.notice, CellBar(self.session, form)):
            column.addWidget(widget)
        column.addWidget(self.forms, 1)
        self._rows = _splitter(Qt.Orientation.Vertical, (form, self.findings), (1, 0))
        self._columns = _splitter(Qt.Orientation.Horizontal, (self.navigator, self._rows, self.inspector), (0, 3, 1))
        self._rows.setSizes([600, _FINDINGS_HEIGHT])
        self._columns.setSizes([navigator.WIDTH, 880, inspector.WIDTH])
        for splitter, key in ((self._rows, "rows"), (self._columns, "columns")):
            if (state := self._settings.bytes_of(key)) is not None:
                splitter.restoreState(state)
        for name in _PANELS:
            self.set_panel_shown(name, shown=self._settings.flag(f"show_{name}", default=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._columns, 1)
        layout.addWidget(self.status)

    def _first_form(self) -> str:
        """The form shown last, else the first one."""
        remembered = self.session.view_state(_FORM_KEY)
        known = self.session.pack.form_by_id
        return remembered if isinstance(remembered, str) and remembered in known else self.session.pack.forms[0].id

    # -- forms --------------------------------------------------------------------------------------------------------

    @property
    def editor(self) -> FormEditor:
        """The form that is shown."""
        return self._editors[self.current_form]

    def show_form(self, form_id: str) -> None:
        """Show a form."""
        editor = self._editors.get(form_id)
        if editor is None:
            editor = self._editors[form_id] = FormEditor(self.session, form_id, self.forms)
            editor.zoom(self._zoom)
            editor.model.set_culprits(self.diagnoser.culprits)
            editor.zoomed.connect(self.set_zoom)
            self.forms.addWidget(editor)
        self.current_form = form_id
        if self.forms.currentWidget() is not editor:
            self.forms.setCurrentWidget(editor)
        self.navigator.set_current(form_id)
        self._enter_form(form_id)
        self.form_shown.emit(form_id)

    def _enter_editor(self) -> None:
        self.editor.setFocus()

    def _enter_form(self, form_id: str) -> None:
        """The current cell is always on the form that is shown: the one that it was left on, else the first."""
        current = self.session.current
        if current is not None and current.form == form_id:
            return
        if self.editor.view.currentIndex().isValid():
            self.editor.announce()
        elif (first := self._first_cell(form_id)) is not None:
            in_list = self.navigator.list.hasFocus()
            self.editor.show_cell(first)
            if in_list:
                self.navigator.list.setFocus()  # the arrow keys go on through the list

    def _focus_form(self) -> None:
        self.editor.setFocus()

    def _mark_culprits(self, _mistakes: object = None) -> None:
        culprits = self.diagnoser.culprits
        for editor in self._editors.values():
            editor.model.set_culprits(culprits)

    def _first_cell(self, form_id: str) -> CellRef | None:
        form = self.session.pack.form(form_id)
        row = next(self.session.document.all_rows(form), None)
        if row is None:
            return None
        column = form.column_of_kind(row.block, ColumnKind.AMOUNT) or form.columns_of(row.block)[0]
        return CellRef(form_id, row.id, column.key)

    def show_cell(self, ref: CellRef) -> None:
        """Bring a cell to view, on whichever form it is."""
        if self.current_form != ref.form:
            self.show_form(ref.form)
        self.editor.show_cell(ref)

    def step_form(self, by: int) -> None:
        """Show the next (1) or previous (-1) form, around the ends."""
        ids = [form.id for form in self.session.pack.forms]
        self.show_form(ids[(ids.index(self.current_form) + by) % len(ids)])
        self.editor.view.setFocus()

    # -- zoom and panels ----------------------------------------------------------------------------------------------

    def set_zoom(self, percent: int) -> None:
        """Zoom all forms."""
        percent = max(ZOOMS[0], min(percent, ZOOMS[-1]))
        if percent == self._zoom:
            return
        self._zoom = percent
        for editor in self._editors.values():
            editor.zoom(self._zoom)
        self.status.set_zoom(self._zoom)
        self._settings.set_number("zoom", self._zoom)

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) of the usual percentages."""
        larger = [percent for percent in ZOOMS if percent > self._zoom]
        smaller = [percent for percent in ZOOMS if percent < self._zoom]
        self.set_zoom((larger[:1] or [self._zoom])[0] if by > 0 else (smaller[-1:] or [self._zoom])[0])

    def panel(self, name: str) -> QWidget:
        """The panel of that name: ``navigator``, ``findings`` or ``inspector``."""
        panel: QWidget = getattr(self, name)
        return panel

    def set_panel_shown(self, name: str, *, shown: bool) -> None:
        """Show or hide a panel."""
        self.panel(name).setVisible(shown)
        self._settings.set_number(f"show_{name}", shown)
        self.panel_shown.emit(name, shown)

    def leave(self) -> None:
        """Before the document is closed: keep the splitters for the next run and the form for this file."""
        self.inspector.stop()
        self._settings.set_bytes("rows", self._rows.saveState())
        self._settings.set_bytes("columns", self._columns.saveState())
        self.session.remember(_FORM_KEY, self.current_form)


def _splitter(orientation: Qt.Orientation, widgets: tuple[QWidget, ...], stretches: tuple[int, ...]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for index, (widget, stretch) in enumerate(zip(widgets, stretches, strict=True)):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, stretch)
    return splitter
