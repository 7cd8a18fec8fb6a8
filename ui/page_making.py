"""Pages made for the workbench, each from its own module and only when wanted, and what the workbench asks of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from models.findings import Finding, TextPlace
from models.forms import ColumnKind
from models.refs import CellRef
from ui.editors.form_editor import FormEditor
from ui.pages import Kind, Page
from ui.session import Session


def make(session: Session, page: Page, parent: QWidget) -> QWidget:
    """The widget of a page."""
    match page.kind:
        case Kind.TABLE:
            return FormEditor(session, page.id, parent)
        case Kind.WORDS:
            from ui.editors.prose.page import ProsePage

            return ProsePage(session, page, parent)
        case Kind.BASICS:
            from ui.pages_basics import BasicsPage

            return BasicsPage(session, parent)
        case Kind.PERFORMANCE:
            from ui.pages_performance import PerformancePage

            return PerformancePage(session, parent)


def follow_zoom(made: QWidget, percent: int, follow: Callable[[int], object]) -> None:
    """Give a new page its zoom, and hear when it is zoomed by itself."""
    zoom(made, percent)
    zoomed = getattr(made, "zoomed", None)
    if zoomed is not None:
        zoomed.connect(follow)


def pass_on(made: QWidget, name: str, signal: SignalInstance) -> None:
    """Let a page's signal of that name, where it has one, come out of another."""
    found = getattr(made, name, None)
    if found is not None:
        found.connect(signal)


def zoom(made: QWidget, percent: int) -> None:
    """Zoom a page that can be zoomed."""
    _ask(made, "zoom", percent)


def show_cell(made: QWidget, ref: CellRef) -> None:
    """Bring a cell of a page to view."""
    _ask(made, "show_cell", ref)


def show_words(made: QWidget, place: TextPlace) -> None:
    """Bring words of a page to view and select them."""
    _ask(made, "show_words", place)


def show_finding(made: QWidget, finding: Finding) -> None:
    """Bring to view what a finding is about: words within a form where the page can, else the cell."""
    if hasattr(made, "show_finding"):
        made.show_finding(finding)
    else:
        show_cell(made, finding.cells[0])


def _ask(made: QWidget, method: str, argument: object) -> None:
    found = getattr(made, method, None)
    if callable(found):
        found(argument)


def first_cell(session: Session, form_id: str) -> CellRef | None:
    """The cell that a table begins with: its first amount."""
    form = session.pack.form(form_id)
    row = next(session.document.all_rows(form), None)
    if row is None:
        return None
    column = form.column_of_kind(row.block, ColumnKind.AMOUNT) or form.columns_of(row.block)[0]
    return CellRef(form_id, row.id, column.key)
