"""本表审核: what the checks say about the form that is shown, what can be put right at once, and what is right."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models import wording
from models.findings import Finding, State
from models.pack import Severity
from models.performance.access import ids_of
from models.refs import CellRef
from models.workspace import ChangeReport
from ui import theme
from ui.editors.performance.audit_lines import Line, lines_of
from ui.fonts import body_font
from ui.icons import state_pixmap
from ui.itemmodels.project_findings import ProjectFindings
from ui.session import Session

WIDTH = 318
_MOST_OF_A_FIX = 18
_LOOKS = {
    Severity.ERROR: (theme.ERROR, theme.ERROR_PALE, theme.ERROR_LINE),
    Severity.WARNING: (theme.ROUNDING, theme.ROUNDING_SOFT, theme.LINE),
    Severity.INFO: (theme.HINT, theme.HINT_SOFT, theme.LINE),
}


class AuditPanel(QScrollArea):
    """Cards for the findings of one form, and a line for each equality."""

    finding_chosen = Signal(object)
    fix_wanted = Signal(object)
    cell_chosen = Signal(object)

    def __init__(self, session: Session, findings: ProjectFindings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._findings = session, findings
        self._row_id = ""
        self._is_stale = False
        self._shown: tuple[list[Finding], list[Line]] = ([], [])
        self.cards: list[FindingCard] = []
        self.lines: list[QLabel] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(220)
        self.setStyleSheet(f"AuditPanel {{ border-left: 1px solid {theme.LINE}; }}")
        body = QWidget(self)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(14, 10, 14, 14)
        self._column.setSpacing(8)
        title = QLabel("本表审核", body)
        title.setFont(body_font(bold=True))
        self._column.addWidget(title)
        self._column.addStretch(1)
        self.setWidget(body)
        session.changed.connect(self._follow)

    def sizeHint(self) -> QSize:
        """Override QScrollArea.sizeHint."""
        return QSize(WIDTH, 400)

    def show_form(self, row_id: str) -> None:
        """Show what is said about another form; "" for none."""
        self._row_id = row_id
        self._fill()

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if report.forms or report.cells or report.appeared or report.cleared:
            self._is_stale = True
            if self.isVisible():
                self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QScrollArea.showEvent: nothing is worked out while nobody looks."""
        super().showEvent(event)
        if self._is_stale:
            self._fill()

    def _fill(self) -> None:
        self._is_stale = False
        found, lines = self._content()
        if (found, lines) == self._shown:
            return
        self._shown = found, lines
        focused = next((card.finding.key for card in self.cards if card.go.hasFocus()), "")
        for widget in (*self.cards, *self.lines):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        body = self.widget()
        self.cards = [FindingCard(self._session, finding, body) for finding in found]
        self.lines = [self._line(line, body) for line in lines]
        for card in self.cards:
            card.chosen.connect(self.finding_chosen)
            card.fix_wanted.connect(self.fix_wanted)
            if card.finding.key == focused:
                card.go.setFocus()
        for widget in (*self.cards, *self.lines):
            self._column.insertWidget(self._column.count() - 1, widget)

    def _content(self) -> tuple[list[Finding], list[Line]]:
        document, forms = self._session.document, ids_of(self._session.document).forms
        if not document.has_row(forms, self._row_id):
            return [], []
        code = document.row(forms, self._row_id).code
        return self._findings.of(code), lines_of(self._session.workspace, self._row_id)

    def _line(self, line: Line, parent: QWidget) -> QLabel:
        label = QLabel(parent)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setStyleSheet(f"QLabel {{ border-bottom: 1px solid {theme.LINE_SOFT}; padding-bottom: 7px; }}")
        sign, colour = ("✓", theme.GOOD) if line.good else ("？", theme.UNJUDGED)
        figures = f'<br><span style="color:{theme.MUTED}">{escape(line.figures)}</span>' if line.figures else ""
        words = escape(line.words)
        if line.cell is not None:
            words = f'<a href="cell" style="color:{theme.INK}; text-decoration:none">{words}</a>'
            label.linkActivated.connect(lambda _link, cell=line.cell: self.cell_chosen.emit(cell))
        label.setText(f'<span style="color:{colour}">{sign}</span> {words}{figures}')
        return label


class FindingCard(QFrame):
    """One finding: what it is, what it says, and what can be done."""

    chosen = Signal(object)
    fix_wanted = Signal(object)

    def __init__(self, session: Session, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.finding = finding
        _ink, pale, line = _LOOKS[_gravity(finding)]
        self.setStyleSheet(f"FindingCard {{ background: {pale}; border: 1px solid {line}; border-radius: 6px; }}")
        self.sentence = QLabel(wording.finding_sentence(session.workspace, finding), self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fix: QPushButton | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(11, 9, 11, 9)
        layout.setSpacing(6)
        layout.addLayout(self._head(session, finding))
        layout.addWidget(self.sentence)
        layout.addLayout(self._buttons(session, finding))

    def _head(self, session: Session, finding: Finding) -> QHBoxLayout:
        rule = session.pack.rule_by_code.get(finding.rule)
        title = QLabel(rule.title if rule else finding.rule, self)
        title.setFont(body_font(bold=True))
        title.setStyleSheet(f"color: {_LOOKS[_gravity(finding)][0]};")
        title.setWordWrap(True)
        title.setToolTip(f"{rule.code} {rule.why}" if rule else "")
        mark = QLabel("！", self)
        mark.setStyleSheet(f"color: {_LOOKS[_gravity(finding)][0]};")
        mark.setFont(body_font(bold=True))
        if _gravity(finding) is Severity.ERROR:
            mark.setPixmap(state_pixmap(State.BREAK, 14, 2.0))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        return head

    def _buttons(self, session: Session, finding: Finding) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(7)
        if finding.place is not None and finding.place.fix and not session.read_only:
            self.fix = QPushButton(f"改为 {_short(finding.place.fix)}", self)
            self.fix.setObjectName("primary")
            self.fix.clicked.connect(lambda: self.fix_wanted.emit(finding))
            buttons.addWidget(self.fix)
        self.go = QPushButton("查看", self)
        self.go.setObjectName("small")
        self.go.setToolTip("转到所说的文字或金额")
        self.go.clicked.connect(lambda: self.chosen.emit(finding))
        buttons.addWidget(self.go)
        buttons.addStretch(1)
        return buttons

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QFrame.mouseReleaseEvent: a click anywhere shows the words."""
        event.accept()
        self.chosen.emit(self.finding)


def _gravity(finding: Finding) -> Severity:
    if finding.state is State.VIOLATION:
        return Severity(finding.severity)
    return Severity.ERROR if finding.state is State.BREAK else Severity.WARNING


def _short(text: str) -> str:
    return text if len(text) <= _MOST_OF_A_FIX else f"{text[: _MOST_OF_A_FIX - 1]}…"


def first_cell(session: Session, finding: Finding) -> CellRef | None:
    """The cell of the forms that a finding marks first."""
    ids = ids_of(session.document)
    return next((ref for ref in finding.cells if ref.form in (ids.forms, ids.indicators)), None)
