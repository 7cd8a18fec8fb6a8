"""勾稽追踪: every equality of the current cell in words and figures; each cell named there is a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from models.errors import GoujiError
from models.findings import State
from models.refs import CellRef
from models.workspace import ChangeReport
from ui import icons, theme
from ui.diagnoser import Diagnoser
from ui.fonts import body_font
from ui.itemmodels.finding_words import has_row
from ui.panels.diagnosis_card import DiagnosisCard
from ui.panels.inspector_page import empty_page, head, page
from ui.session import Session

if TYPE_CHECKING:
    from storage import HistoryLine

DELAY_MS = 40
"""The page follows a moment later than the form, so that fast typing and moving never wait for it."""
HISTORY_LINES = 6


class Inspector(QWidget):
    """Rebuilt when the current cell, or a cell that stands on its page, changes.

    Above the page stands the card of the cell's mistake. ``bench_wanted`` brings an edit to try out (``None``: the cell
    itself), ``left`` that the keyboard should go back to the form.
    """

    bench_wanted = Signal(object)
    left = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        diagnoser: Diagnoser | None = None,
        delay_ms: int = DELAY_MS,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._cells: frozenset[CellRef] = frozenset()
        self._opened: frozenset[str] = frozenset()
        title = QLabel("勾稽追踪", self)
        title.setFont(body_font(14, bold=True))
        title.setContentsMargins(16, 12, 0, 0)
        self.browser = _Browser(self)
        self.browser.anchorClicked.connect(self._follow_link)
        self.head = QLabel(self)
        self.head.setWordWrap(True)
        self.head.setTextFormat(Qt.TextFormat.RichText)
        self.head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.head.setContentsMargins(16, 2, 12, 4)
        self.card = self._card(session, diagnoser)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(title)
        layout.addWidget(self.head)
        if self.card is not None:
            around = QVBoxLayout()
            around.setContentsMargins(14, 4, 12, 4)
            around.addWidget(self.card)
            layout.addLayout(around)
        layout.addWidget(self.browser, 1)
        self.setMinimumWidth(200)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(self.refresh)
        session.current_changed.connect(self._start)
        session.changed.connect(self._follow)
        self.refresh()

    def _card(self, session: Session, diagnoser: Diagnoser | None) -> DiagnosisCard | None:
        if diagnoser is None:
            return None
        card = DiagnosisCard(session, diagnoser, self)
        card.bench_wanted.connect(self.bench_wanted)
        card.left.connect(self.left)
        diagnoser.diagnosed.connect(self._start)
        return card

    def enter_card(self) -> bool:
        """Give the keyboard to the card; False where there is none for the current cell."""
        self.refresh()
        return self.card is not None and self.card.take_focus()

    def stop(self) -> None:
        """Follow nothing any more: the document is being closed."""
        self._timer.stop()
        self._timer.blockSignals(True)
        self._session.current_changed.disconnect(self._start)
        self._session.changed.disconnect(self._follow)

    def _start(self, *_what: object) -> None:
        self._timer.start()

    def refresh(self) -> None:
        """Write the page anew."""
        self._timer.stop()
        ref, workspace = self._session.current, self._session.workspace
        ref = ref if ref is not None and has_row(workspace, ref) else None
        if self.card is not None:
            self.card.show_for(ref)
        self.head.setText(head(workspace, ref) if ref is not None else "")
        self.head.setVisible(ref is not None)
        if ref is None:
            self._cells = frozenset()
            self.browser.setHtml(empty_page())
            return
        made = page(workspace, ref, self._opened, self._history(ref))
        self._cells = made.cells
        place = self.browser.verticalScrollBar().value()
        self.browser.setHtml(made.html)
        self.browser.verticalScrollBar().setValue(place)

    def _history(self, ref: CellRef) -> list[HistoryLine]:
        if self._session.file is None:
            return []
        try:
            return self._session.file.history(limit=HISTORY_LINES, cell=ref)
        except GoujiError:
            return []  # whoever saves next is told; a panel does not interrupt

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if report.forms or report.settings or not self._cells.isdisjoint(report.cells):
            self._timer.start()

    def _follow_link(self, url: QUrl) -> None:
        kind, _, rest = url.toString().partition(":")
        if kind == "why":
            self._opened ^= {rest}
            self.refresh()
            return
        form, _, tail = rest.partition(".")
        row, _, column = tail.rpartition(".")
        ref = CellRef(form, row, column)
        if has_row(self._session.workspace, ref):
            self._session.goto(ref)


_STATES = frozenset(state.value for state in State)


class _Browser(QTextBrowser):
    """A text browser that paints the marks of states and opens nothing by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFont(body_font())
        self.setAccessibleName("勾稽追踪")
        self.setStyleSheet(f"QTextBrowser {{ border: 0; background: {theme.PAPER}; padding: 0 4px 0 10px; }}")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802  Qt's name
        """Override QTextBrowser.loadResource."""
        text = name.toString() if isinstance(name, QUrl) else name
        if kind == QTextDocument.ResourceType.ImageResource.value and text in _STATES:
            return icons.state_image(State(text))
        return None
