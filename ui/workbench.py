"""One open document on the screen: navigator, page, findings, inspector and status bar around one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.findings import Finding, TextPlace
from models.refs import CellRef
from ui import page_making
from ui.diagnoser import Diagnoser
from ui.editors.form_editor import FormEditor
from ui.pages import Kind, Page
from ui.panels import navigator
from ui.panels.cell_bar import CellBar
from ui.panels.findings_panel import FindingsPanel
from ui.panels.navigator import Navigator
from ui.panels.notice_bar import NoticeBar
from ui.panels.side_room import SideRoom
from ui.panels.status_bar import ZOOMS, StatusBar
from ui.session import Session
from ui.settings import Settings
from ui.tally import Tally
from ui.trail import Trail

if TYPE_CHECKING:
    from ui.panels.figure_inspector import FigureInspector
    from ui.panels.inspector import Inspector

_FINDINGS_HEIGHT = 208
_INSPECTOR_SIZE = QSize(318, 500)
_PAGE_KEY = "form"
"""What the page is remembered under in the file: once there were forms alone."""
_PANELS = ("navigator", "findings", "inspector")


class Workbench(QWidget):
    """Shows one page at a time; pages are made when first shown."""

    page_shown = Signal(str)
    panel_shown = Signal(str, bool)
    bench_wanted = Signal(object)
    """An edit to try out, or ``None`` for the current cell."""
    print_wanted = Signal(object)
    """The ids of sections of the book to be looked at and printed."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._settings = session, settings
        self._zoom = settings.number("zoom", 100)
        self._made: dict[str, QWidget] = {}
        self.diagnoser = Diagnoser(session, self)
        self.tally = Tally(session, self, diagnoser=self.diagnoser)
        self.pages = {page.id: page for page in self.tally.pages}
        self._last_form = session.pack.forms[0].id
        self.trail = Trail(session, self)
        self._arrange()
        self.navigator.page_chosen.connect(self.show_page)
        self.navigator.list.clicked.connect(self.focus_page)
        self.diagnoser.diagnosed.connect(self._mark_culprits)
        session.goto_requested.connect(self.show_cell)
        session.text_requested.connect(self.show_words)
        session.finding_requested.connect(self._show_finding)
        self.status.zoom_chosen.connect(self.set_zoom)
        self.status.set_zoom(self._zoom)
        self.status.painted.connect(session.check_some_words)
        self.notice.say(session.file.notice if session.file is not None else "")
        self.show_page(self._first_page())

    def _arrange(self) -> None:
        """Every widget is made inside the one that holds it: moving it there later would style it twice."""
        self._columns = _Splitter(Qt.Orientation.Horizontal, self)
        self.navigator = Navigator(self.session, self.tally, self._columns)
        self._rows = _Splitter(Qt.Orientation.Vertical, self._columns)
        self.side = SideRoom(self._make_inspector, self._make_figures, _INSPECTOR_SIZE, self._columns)
        self._columns.hold((self.navigator, self._rows, self.side), (0, 3, 1))
        middle = QWidget(self._rows)
        self.findings = FindingsPanel(self.session, self.tally, self._rows, diagnoser=self.diagnoser)
        self._rows.hold((middle, self.findings), (1, 0))
        self.notice = NoticeBar(middle)
        self.cell_bar = CellBar(self.session, middle)
        self.stack = QStackedWidget(middle)
        self.status = StatusBar(self.session, self.tally, self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.notice, self.cell_bar):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        self._rows.setSizes([600, _FINDINGS_HEIGHT])
        self._columns.setSizes([navigator.WIDTH, 880, _INSPECTOR_SIZE.width()])
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

    def _make_inspector(self, room: QWidget) -> Inspector:
        from ui.panels.inspector import Inspector  # late, as the panel itself

        made = Inspector(self.session, room, diagnoser=self.diagnoser)
        made.left.connect(self.focus_page)
        made.bench_wanted.connect(self.bench_wanted)
        return made

    def _make_figures(self, room: QWidget) -> FigureInspector:
        from ui.panels.figure_inspector import FigureInspector

        return FigureInspector(self.session, room)

    @property
    def inspector(self) -> Inspector:
        """勾稽追踪, made now where it is not there yet."""
        return self.side.inspector

    def _first_page(self) -> str:
        """The page shown last, else the first table."""
        remembered = self.session.view_state(_PAGE_KEY)
        return remembered if isinstance(remembered, str) and remembered in self.pages else self._last_form

    # -- pages --------------------------------------------------------------------------------------------------------

    @property
    def page(self) -> QWidget:
        """What is shown."""
        return self._made[self.current_page]

    @property
    def editor(self) -> FormEditor:
        """The table shown last."""
        return self._table(self.current_form)

    @property
    def current_form(self) -> str:
        """The table that is shown, else the one shown last."""
        return self._last_form

    def show_page(self, page_id: str) -> None:
        """Show a page."""
        page = self.pages[page_id]
        made = self._page(page)
        self.current_page = page_id
        if page.kind is Kind.TABLE:
            self._last_form = page_id
        self.cell_bar.setVisible(page.kind is Kind.TABLE)
        if self.stack.currentWidget() is not made:
            self.stack.setCurrentWidget(made)
        self.navigator.set_current(page_id)
        self.findings.set_page(page.keys)
        self.side.show_for(page.kind, made)
        self._enter(page, made)
        self.page_shown.emit(page_id)

    show_form = show_page

    def _page(self, page: Page) -> QWidget:
        made = self._made.get(page.id)
        if made is None:
            made = self._made[page.id] = page_making.make(self.session, page, self.stack)
            if isinstance(made, FormEditor):
                made.model.set_culprits(self.diagnoser.culprits)
                made.extras.set_traced(shown=self._settings.flag("trace", default=True))
            page_making.follow_zoom(made, self._zoom, self.set_zoom)
            page_making.pass_on(made, "print_wanted", self.print_wanted)
            self.stack.addWidget(made)
        return made

    def _table(self, form: str) -> FormEditor:
        made = self._page(self.pages[form])
        assert isinstance(made, FormEditor)
        return made

    def focus_page(self) -> None:
        """Give the keyboard to the page."""
        self.page.setFocus()

    def answering(self, method: str) -> QWidget | None:
        """What has the keyboard, or holds it, and can do what a command of that name asks; ``None`` for nothing."""
        widget = QApplication.focusWidget()
        widget = widget if widget is not None and self.stack.isAncestorOf(widget) else self.page
        while widget is not None and widget is not self.stack:
            if callable(getattr(widget, method, None)):
                return widget
            widget = widget.parentWidget()
        return None

    def _enter(self, page: Page, made: QWidget) -> None:
        """The current cell of a table's page is always on it: the one that it was left on, else the first."""
        if not isinstance(made, FormEditor):
            if self.session.current is not None and self.session.current.form not in page.keys:
                self.session.set_current(None)
                self.session.set_selection(())
            return
        current = self.session.current
        if current is not None and current.form == page.id:
            return
        if made.view.currentIndex().isValid():
            made.announce()
        elif (first := page_making.first_cell(self.session, page.id)) is not None:
            in_list = self.navigator.list.hasFocus()
            made.show_cell(first)
            if in_list:
                self.navigator.list.setFocus()  # the arrow keys go on through the list

    def _mark_culprits(self, _mistakes: object = None) -> None:
        culprits = self.diagnoser.culprits
        for made in self._made.values():
            if isinstance(made, FormEditor):
                made.model.set_culprits(culprits)

    def show_cell(self, ref: CellRef) -> None:
        """Bring a cell to view, on whichever page it is."""
        page_id = self.tally.page_of(ref.form)
        if page_id and self.current_page != page_id:
            self.show_page(page_id)
        if page_id:
            page_making.show_cell(self.page, ref)

    def show_words(self, place: TextPlace) -> None:
        """Bring words of a section to view and select them."""
        page_id = self.tally.page_of(place.key)
        if page_id and self.current_page != page_id:
            self.show_page(page_id)
        if page_id:
            page_making.show_words(self.page, place)

    def _show_finding(self, finding: Finding) -> None:
        ref = next(iter(finding.cells), None)
        page_id = self.tally.page_of(ref.form) if ref is not None else ""
        if page_id and ref is not None:
            if self.current_page != page_id:
                self.show_page(page_id)
            page_making.show_finding(self.page, finding)

    def step_form(self, by: int) -> None:
        """Show the next (1) or previous (-1) page, around the ends."""
        ids = list(self.pages)
        self.show_page(ids[(ids.index(self.current_page) + by) % len(ids)])
        self.focus_page()

    # -- zoom and panels ----------------------------------------------------------------------------------------------

    def set_zoom(self, percent: int) -> None:
        """Zoom all pages."""
        percent = max(ZOOMS[0], min(percent, ZOOMS[-1]))
        if percent == self._zoom:
            return
        self._zoom = percent
        for made in self._made.values():
            page_making.zoom(made, self._zoom)
        self.status.set_zoom(self._zoom)
        self._settings.set_number("zoom", self._zoom)

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) of the usual percentages."""
        larger = [percent for percent in ZOOMS if percent > self._zoom]
        smaller = [percent for percent in ZOOMS if percent < self._zoom]
        self.set_zoom((larger[:1] or [self._zoom])[0] if by > 0 else (smaller[-1:] or [self._zoom])[0])

    def panel(self, name: str) -> QWidget:
        """The panel of that name: ``navigator``, ``findings`` or ``inspector``."""
        panels: dict[str, QWidget] = {
            "navigator": self.navigator, "findings": self.findings, "inspector": self.side,
        }  # fmt: skip
        return panels[name]

    def set_panel_shown(self, name: str, *, shown: bool) -> None:
        """Show or hide a panel."""
        if name == "inspector":
            self.side.set_wanted(wanted=shown)
        else:
            self.panel(name).setVisible(shown)
        self._settings.set_number(f"show_{name}", shown)
        self.panel_shown.emit(name, shown)

    def set_traced(self, *, shown: bool) -> None:
        """Tint what the current cell of a form depends on, and what depends on it, or do not."""
        self._settings.set_number("trace", shown)
        for made in self._made.values():
            if isinstance(made, FormEditor):
                made.extras.set_traced(shown=shown)

    def leave(self) -> None:
        """Before the document is closed: keep the splitters for the next run and the page for this file."""
        self.side.stop()
        self._settings.set_bytes("rows", self._rows.saveState())
        self._settings.set_bytes("columns", self._columns.saveState())
        self.session.remember(_PAGE_KEY, self.current_page)


class _Splitter(QSplitter):
    """A thin splitter whose panels cannot be folded away."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def hold(self, widgets: tuple[QWidget, ...], stretches: tuple[int, ...]) -> None:
        """Put widgets side by side, sharing what room is over."""
        for index, (widget, stretch) in enumerate(zip(widgets, stretches, strict=True)):
            self.insertWidget(index, widget)
            self.setStretchFactor(index, stretch)
