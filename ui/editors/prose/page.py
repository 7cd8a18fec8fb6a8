"""A page of words: its sections below one another as on paper, with a bar above that counts their numbers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from models.findings import TextPlace
from models.workspace import ChangeReport
from ui import theme
from ui.editors.prose.commands import Commands
from ui.editors.prose.header import ProseHeader
from ui.editors.prose.menu import words_menu
from ui.editors.prose.section_view import SectionView
from ui.editors.prose.spots import Spot
from ui.pages import Page
from ui.panels.paste_bar import PasteBar
from ui.session import Session

PAPER_WIDTH, MARGIN = 700, 48


class ProsePage(QWidget):
    """Belongs to one session and page. ``spot_changed`` brings what the user is on, or ``None``."""

    spot_changed = Signal(object)
    checked = Signal()
    """The numbers were checked again: what is said about them may be old."""

    def __init__(self, session: Session, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.page = session, page
        self.spot: Spot | None = None
        self._stale: dict[SectionView, None] = {}
        sections = [section for key in page.keys if (section := session.pack.narrative.section(key)) is not None]
        self.commands = Commands(self)
        self.header = ProseHeader(self)
        self.paste_bar = PasteBar(self)
        self._area = _Area(self)
        self.paper = QFrame(self._area.desk)
        self.sections = {section.key: SectionView(session, section, self.paper) for section in sections}
        self._current = next(iter(self.sections.values()))
        self._arrange()
        for view in self.sections.values():
            self._connect(view)
        self.paste_bar.all_wanted.connect(self.commands.bind_all)
        self.paste_bar.each_wanted.connect(self.commands.bind_each)
        session.changed.connect(self._follow)
        session.words_checked.connect(self._check)
        self.setFocusProxy(self._current.text)
        self._stale = dict.fromkeys(self.sections.values())
        self._refresh()

    def _arrange(self) -> None:
        inner = self._inner = QVBoxLayout(self.paper)
        inner.setSpacing(18)
        for view in self.sections.values():
            inner.addWidget(view)
        inner.addStretch(1)
        self._area.hold(self.paper)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.header, self.paste_bar):
            layout.addWidget(widget)
        layout.addWidget(self._area, 1)
        self.zoom(100)

    def _connect(self, view: SectionView) -> None:
        view.spot_changed.connect(self._follow_spot)
        view.text.focused.connect(lambda: self._enter(view))
        view.text.moved.connect(lambda: self._keep_visible(view))
        view.text.dragged_over.connect(lambda place: self._keep_near(view, place))
        view.text.left.connect(lambda way: self._step(view, way))
        view.text.asked.connect(self.commands.answer)
        view.text.pasted.connect(lambda text: self.commands.pasted(view, text))
        view.text.menu_wanted.connect(self._show_menu)

    def zoom(self, percent: int) -> None:
        """Show the page at this size."""
        scale = percent / 100
        self.paper.setFixedWidth(round(PAPER_WIDTH * scale))
        margin = round(MARGIN * scale)
        self._inner.setContentsMargins(margin, margin, margin, margin)
        for view in self.sections.values():
            view.zoom(percent)

    # -- where the user is --------------------------------------------------------------------------------------------

    @property
    def current(self) -> SectionView:
        """The section that the user is in."""
        return self._current

    def _enter(self, view: SectionView) -> None:
        if view is not self._current:
            self._current.text.set_active(None)
            self._current = view
            self.setFocusProxy(view.text)
            self.header.refresh()
        self._follow_spot(view.spot)

    def _follow_spot(self, spot: Spot | None) -> None:
        self.spot = spot
        self.spot_changed.emit(spot)

    def _step(self, view: SectionView, way: int) -> None:
        """The arrow keys go on in the next section."""
        views = list(self.sections.values())
        at = views.index(view) + way
        if 0 <= at < len(views):
            text = views[at].text
            cursor = text.textCursor()
            cursor.movePosition(cursor.MoveOperation.Start if way > 0 else cursor.MoveOperation.End)
            text.setTextCursor(cursor)
            text.setFocus()

    def _keep_visible(self, view: SectionView) -> None:
        if view.text.hasFocus():
            corner = view.text.mapTo(self._area.desk, view.text.cursorRect().center())
            self._area.ensureVisible(corner.x(), corner.y(), 20, 60)

    def _keep_near(self, view: SectionView, place: QPoint) -> None:
        """What is dragged to the edge goes on beyond it."""
        near = view.text.mapTo(self._area.desk, place)
        self._area.ensureVisible(near.x(), near.y(), 0, 40)

    def show_words(self, place: TextPlace) -> None:
        """Bring words to view and select them; without a place within the section its beginning."""
        view = self.sections.get(place.key)
        if view is None:
            return
        self._refresh()
        view.check()
        view.select(place.line, place.start, place.end)
        QTimer.singleShot(0, self, lambda: self._keep_visible(view))  # once it has been laid out

    # -- following ----------------------------------------------------------------------------------------------------

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        self._stale |= {view: None for view in self.sections.values() if view.concerns(report)}
        if self.isVisible():
            for view in self._stale:
                view.refresh()

    def _refresh(self) -> None:
        for view in self._stale:
            view.refresh()

    def _check(self) -> None:
        """The words were checked: mark the numbers of the sections that may have changed."""
        if not self.isVisible():
            return
        stale, self._stale = self._stale, {}
        for view in stale:
            view.check()
        self._follow_spot(self._current.spot)
        self.header.refresh()
        self.checked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: what changed while nobody looked."""
        super().showEvent(event)
        self._refresh()
        QTimer.singleShot(0, self, self._check)

    def commit(self) -> None:
        """Take what was typed as entered."""
        self._current.commit()

    def adopt_fix(self) -> None:
        """Put the number that the user is on right."""
        self.commands.adopt()

    def _show_menu(self, place: QPoint) -> None:
        words_menu(self).popup(place)


class _Area(QScrollArea):
    """The grey desk that the paper lies on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = QWidget(self)
        self.desk.setObjectName("desk")
        self.setStyleSheet(
            f"QWidget#desk {{ background: {theme.DESK}; }}"
            f"QFrame#paper {{ background: {theme.PAPER}; border: 1px solid {theme.LINE}; }}"
        )
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def hold(self, paper: QFrame) -> None:
        """Lay the paper in the middle."""
        paper.setObjectName("paper")
        layout = QVBoxLayout(self.desk)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.addWidget(paper, 1, Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self.desk)
