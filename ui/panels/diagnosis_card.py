"""The card above the equalities: which cell is wrong, what it should be, and the button that puts it right."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models.diagnosis import repairs
from models.diagnosis import wording as diagnosis_words
from models.diagnosis.diagnose import Diagnosis, Mistake
from models.refs import CellRef
from ui import theme
from ui.diagnoser import Diagnoser
from ui.fonts import body_font
from ui.itemmodels import mistake_words
from ui.itemmodels.finding_words import short_place
from ui.panels.more_tools import MoreTools
from ui.session import Session

ADOPT_KEYS = "Alt+Enter"
_MOST_LINKS = 3
_STYLE = (
    f"DiagnosisCard {{ background: {theme.ERROR_PALE}; border: 1px solid {theme.ERROR_LINE}; border-radius: 6px; }}"
    "QLabel { background: transparent; }"
)


class DiagnosisCard(QFrame):
    """Belongs to one session; :meth:`show_for` says of which cell it speaks. Hidden where that cell is in order.

    ``bench_wanted`` brings an edit to try out, ``left`` that the keyboard should go back to the form.
    """

    bench_wanted = Signal(object)
    left = Signal()

    def __init__(self, session: Session, diagnoser: Diagnoser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._diagnoser = session, diagnoser
        self._best: Diagnosis | None = None
        self.setStyleSheet(_STYLE)
        self.setAccessibleName("诊断建议")
        self.headline = self._label(f"color: {theme.ERROR};")
        self.headline.setFont(body_font(bold=True))
        self.source, self.reason = self._label(), self._label()
        self.source.linkActivated.connect(self._follow_link)
        self.ways = QVBoxLayout()
        self.ways.setSpacing(4)
        self.adopt_button = self._button("", primary=True)
        self.adopt_button.setToolTip(f"照此改正，可以撤销（{ADOPT_KEYS}）")
        self.adopt_button.clicked.connect(self._adopt)
        self.bench_button = self._button("试算…")
        self.bench_button.setToolTip("先看看会改变什么，不保存")
        self.bench_button.clicked.connect(self._try_out)
        self.more = MoreTools(session, self)
        self.more.installEventFilter(self)
        self._arrange()
        self.hide()

    def _label(self, style: str = "") -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setStyleSheet(style)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        return label

    def _button(self, text: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(True)  # Enter presses the button that has the focus
        button.setObjectName("primary" if primary else "small")
        button.installEventFilter(self)
        return button

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(7)
        buttons.addWidget(self.adopt_button)
        buttons.addWidget(self.bench_button)
        buttons.addStretch(1)
        buttons.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 8, 10)
        layout.setSpacing(5)
        for widget in (self.headline, self.source, self.reason):
            layout.addWidget(widget)
        layout.addLayout(self.ways)
        layout.addSpacing(2)
        layout.addLayout(buttons)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_for(self, ref: CellRef | None) -> None:
        """Speak of a cell's mistake, or of nothing."""
        mistake = self._diagnoser.for_cell(ref) if ref is not None else None
        self._clear_ways()
        self._best = mistake.pinned if mistake is not None else None
        if mistake is None or ref is None:
            self.hide()
            return
        if self._best is not None:
            self._show_pinned(ref, self._best)
        elif mistake.proposals:
            self._show_tie(ref, mistake)
        else:
            self._show_unknown(mistake)
        for widget in (self.source, self.reason):
            widget.setVisible(bool(widget.text()))
        self.adopt_button.setVisible(self._best is not None)
        self.adopt_button.setEnabled(not self._session.read_only)
        self.more.show_for(ref)
        self.show()

    def _show_pinned(self, ref: CellRef, best: Diagnosis) -> None:
        workspace = self._session.workspace
        here = ref in mistake_words.cells(workspace, best) or (
            best.row is not None and best.row.adds and best.row.form == ref.form
        )
        title = diagnosis_words.headline(best)
        self.headline.setText(title if here or best.row is not None else "这一格不平，根源不在这里")
        self.source.setText("" if here else self._source(best))
        self.reason.setText(mistake_words.rich_reason(workspace, best))
        self.adopt_button.setText(mistake_words.adopt(workspace, best))

    def _source(self, best: Diagnosis) -> str:
        workspace = self._session.workspace
        found = (
            mistake_words.cells(workspace, best)[:_MOST_LINKS]
            if best.row is None
            else [mistake_words.place(workspace, best)]
        )
        links = [_link(ref, short_place(workspace, ref)) for ref in found if ref is not None]
        return f"根源在 {'、'.join(links)}" if links else ""

    def _show_tie(self, ref: CellRef, mistake: Mistake) -> None:
        workspace = self._session.workspace
        self.headline.setText(diagnosis_words.headline(mistake.proposals[0]))
        found = mistake_words.ways(mistake)
        own = [way for way in found if ref in mistake_words.cells(workspace, way)]
        listed = [*own, *(way for way in found if way not in own)][: mistake_words.MOST_WAYS]
        for way in listed:
            self.ways.addWidget(_Way(self, way, self._session, self._button("采用")))
        rest = len(found) - len(listed)
        self.source.setText("")
        self.reason.setText(f"先列出 {len(listed)} 种，另有 {rest} 种。" if rest else "")

    def _show_unknown(self, mistake: Mistake) -> None:
        self.headline.setText("没有找到说得通的改法")
        self.source.setText("")
        self.reason.setText(
            f"{len(mistake.keys)} 条公式不平，可能不止一处有误。请先改正能确定的，再按下面的公式逐条核对，或者试算。"
        )

    def _clear_ways(self) -> None:
        while (item := self.ways.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    # -- what is done -------------------------------------------------------------------------------------------------

    def way_buttons(self) -> list[QPushButton]:
        """The 采用 of each way of a tie."""
        rows = (self.ways.itemAt(index).widget() for index in range(self.ways.count()))
        return [row.button for row in rows if isinstance(row, _Way)]

    def take_focus(self) -> bool:
        """Take the keyboard: the first 采用 gets it. False: there is nothing to press."""
        able = [self.adopt_button] if self._best is not None else [*self.way_buttons(), self.bench_button]
        if not self.isVisible() or not able[0].isEnabled():
            return False
        able[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def take(self, diagnosis: Diagnosis) -> None:
        """Carry a proposal out; the keyboard goes back to the form."""
        if self._diagnoser.adopt(diagnosis):
            self.left.emit()

    def _adopt(self) -> None:
        if self._best is not None:
            self.take(self._best)

    def _try_out(self) -> None:
        self._diagnoser.settle()
        best = self._best
        self.bench_wanted.emit(repairs.accept(self._session.workspace, best) if best is not None else None)

    def _follow_link(self, link: str) -> None:
        ref = _cell(link)
        if self._session.document.has_row(ref.form, ref.row):
            self._session.goto(ref)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Esc leaves the card."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)


class _Way(QWidget):
    """One way of a tie, with its own 采用."""

    def __init__(self, card: DiagnosisCard, way: Diagnosis, session: Session, button: QPushButton) -> None:
        super().__init__(card)
        self.button = button
        workspace = session.workspace
        button.setEnabled(not session.read_only)
        button.setToolTip(diagnosis_words.reason(workspace, way))
        button.clicked.connect(lambda: card.take(way))
        parts = (
            f"{_link(ref, place) if ref is not None else place}<br>{escape(what)}"
            for ref, place, what in mistake_words.way(workspace, way)
        )
        label = QLabel("<br>".join(parts), self)
        label.setWordWrap(True)
        label.setToolTip(diagnosis_words.reason(workspace, way))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        label.linkActivated.connect(lambda link: session.goto(_cell(link)))
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label, 1)
        layout.addWidget(button)


def _link(ref: CellRef, text: str) -> str:
    style = f"color:{theme.ACCENT}; text-decoration:none"
    return f'<a href="{ref.form}/{ref.row}/{ref.column}" style="{style}">{escape(text)}</a>'


def _cell(link: str) -> CellRef:
    form, row, column = link.split("/")
    return CellRef(form, row, column)
