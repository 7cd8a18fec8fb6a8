"""A section on the page: its heading, its words, and the way between them and the document."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from models import charts
from models.charts import Chart
from models.errors import PlanError
from models.findings import DIFFERENCES, Finding
from models.narrative import markup, planning
from models.narrative.definitions import SectionDef
from models.narrative.numbers import NumberKind
from models.narrative.prose import Rendered
from models.narrative.verdicts import CheckedNumber, NumberState
from models.pack import Severity
from models.workspace import ChangeReport
from ui import theme
from ui.editors.locked_text import lock
from ui.editors.prose import content, formats, marks
from ui.editors.prose.content import Block
from ui.editors.prose.marks import Mark
from ui.editors.prose.section_text import SectionText
from ui.editors.prose.spots import Spot, spot_at
from ui.fonts import body_font
from ui.session import Session

MOST_WAVED = 40
"""Longer words that are found fault with are not underlined: the finding says where they are."""
_WAVES = {Severity.ERROR: marks.WRONG, Severity.WARNING: marks.DOUBTFUL, Severity.INFO: marks.HINT}
PAUSE_MS = 600
"""After so long without a key what was typed is taken as one edit."""


class SectionView(QWidget):
    """One section. ``spot_changed`` brings a Spot or ``None``."""

    spot_changed = Signal(object)

    def __init__(self, session: Session, section: SectionDef, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.section = session, section
        self._shown: tuple[Block, ...] = ()
        self._charts: dict[str, Chart] = {}
        self.numbers: tuple[CheckedNumber, ...] = ()
        self.typing = False
        """Whether something was typed that is not in the document yet."""
        self.heading = QLabel(section.heading, self)
        self.heading.setVisible(bool(section.heading))
        self.heading.setWordWrap(True)
        self.text = SectionText(section.heading or "名词解释", self._chart, self)
        lock(self.text, session)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.commit)
        self.text.typed.connect(self._follow_typing)
        self.text.moved.connect(self._announce)
        self.text.pasting.connect(self.commit)
        self.text.shifted.connect(self._take_shift)
        self.text.gone.connect(self._leave)
        self.zoom(100)

    @property
    def key(self) -> str:
        """The section's key."""
        return self.section.key

    def zoom(self, percent: int) -> None:
        """Show the section at this size."""
        self.heading.setFont(body_font(round(16 * percent / 100), bold=True))
        self.heading.setStyleSheet(f"color: {theme.INK};")
        self.text.zoom(percent)

    def _chart(self, key: str) -> Chart | None:
        return self._charts.get(key)

    # -- from the document --------------------------------------------------------------------------------------------

    def concerns(self, report: ChangeReport) -> bool:
        """Whether an edit may have changed what the section says or what is said about it."""
        rendered = self.rendered
        if any(self._concerns_setting(key) for key in report.settings) or rendered.reads(report.cells):
            return True
        found = (*report.appeared, *report.cleared)
        ours = any(one.place is not None and one.place.key == self.key for one in found)
        return ours or not rendered.forms.isdisjoint(report.forms)

    def _concerns_setting(self, key: str) -> bool:
        """A section's own settings are its alone; any other may stand in every section."""
        prefix, _, rest = key.partition(".")
        return prefix not in ("text", "reason", "basis") or rest.partition(".")[0] == self.key

    def refresh(self) -> None:
        """Show the section as it stands; what is being typed is not touched."""
        if self.typing:
            return
        words = self.session.workspace.words
        self.rendered: Rendered = words.prose.render(self.key)
        prose = words.prose
        unwritten = frozenset(
            span.piece.key
            for line in self.rendered.lines
            for span in line.spans
            if isinstance(span.piece, markup.ReasonPiece) and not prose.reason(self.key, span.piece.key)
        )
        self._shown = content.blocks_of(self.rendered, unwritten)
        self._refresh_charts()
        self.text.show_content(self._shown)

    def _refresh_charts(self) -> None:
        wanted = [line.text for line in self.rendered.lines if line.style == content.CHART]
        found = {key: chart for key in wanted if (chart := charts.chart(self.session.workspace, key)) is not None}
        if found != self._charts:
            self._charts = found
            document = self.text.document()
            document.markContentsDirty(0, document.characterCount())

    def check(self) -> None:
        """Mark the numbers as they were checked last; not while something is being typed."""
        if self.typing:
            return
        found = self.session.workspace.words.section(self.key)
        if found.rendered.lines != self.rendered.lines:
            self.refresh()
        self.numbers = found.numbers
        self.text.set_marks(self._marks())
        self._announce()

    def _marks(self) -> list[Mark]:
        lines = dict(enumerate(zip(self.text.lines(), self._shown, strict=False)))
        made = []
        findings = self._findings()
        off = {(f.place.line, f.place.start) for f in findings if f.place is not None and f.state in DIFFERENCES}
        for number in self.numbers:
            known_date = number.kind in (NumberKind.YEAR, NumberKind.DATE) and number.state is NumberState.CHECKED
            if number.line in lines and number.start < number.end and not known_date:
                look = marks.ROUNDED if (number.line, number.start) in off else number.state
                made.append(self._mark(number.line, number.start, number.end, look))
        for finding in findings:
            place = finding.place
            if place is None or place.line not in lines or finding.state in DIFFERENCES:
                continue
            if 0 <= place.start < place.end <= place.start + MOST_WAVED:
                made.append(self._mark(place.line, place.start, place.end, _WAVES[finding.severity]))
        for at, line in enumerate(self.rendered.lines):
            for span in line.spans if at in lines else ():
                look = self._look(span.piece)
                if look:
                    made.append(self._mark(at, span.start, span.end, look))
        return made

    def _findings(self) -> list[Finding]:
        """What is found fault with in the section's words, wrong numbers and reasons left out: they have marks."""
        wrong = {(n.line, n.start) for n in self.numbers if n.state is NumberState.MISMATCH}
        wrong |= {
            (at, span.start)
            for at, line in enumerate(self.rendered.lines)
            for span in line.spans
            if isinstance(span.piece, markup.ReasonPiece)
        }
        found = self.session.workspace.engine.findings.values()
        own = [one for one in found if one.place is not None and one.place.key == self.key and one.place.line >= 0]
        return [one for one in own if one.place is not None and (one.place.line, one.place.start) not in wrong]

    def _look(self, piece: markup.Piece) -> str:
        if isinstance(piece, markup.SettingPiece):
            return marks.SETTING
        if isinstance(piece, markup.ReasonPiece):
            written = self.session.workspace.words.prose.reason(self.key, piece.key)
            return marks.REASON if written else marks.TODO
        return ""

    def _mark(self, line: int, start: int, end: int, look: marks.Look) -> Mark:
        block, shown = self.text.lines()[line], self._shown[line]
        cursor = self.text.cursor_over(block, content.to_editor(shown, start), content.end_in_editor(shown, end))
        return Mark(cursor, look, cursor.selectedText())

    # -- where the user is --------------------------------------------------------------------------------------------

    @property
    def spot(self) -> Spot | None:
        """What the user is on."""
        if self.typing or not self._shown:
            return None
        cursor = self.text.textCursor()
        ends = (cursor.selectionStart(), cursor.selectionEnd())
        positions = ends if cursor.hasSelection() else (self.text.probe, self.text.probe)
        block = self.text.document().findBlock(positions[0])
        lines = self.text.lines()
        if block not in lines or len(lines) != len(self._shown):
            return None
        at = lines.index(block)
        text = block.text()
        inside = (formats.python_offset(text, one - block.position()) for one in positions)
        start, end = (content.to_shown(self._shown[at], one) for one in inside)
        known = (self.numbers, self._findings())
        return spot_at(self.key, at, self.rendered.lines[at], known, (start, max(start, end)))

    def _announce(self) -> None:
        spot = self.spot if self.text.hasFocus() else None
        cursor = None
        if spot is not None:
            cursor = self._mark(spot.line, spot.start, spot.end, marks.SETTING).cursor
        self.text.set_active(cursor)
        if self.text.hasFocus():
            self.spot_changed.emit(spot)

    def select(self, line: int, start: int, end: int) -> None:
        """Select words as they are shown, and take the keyboard; without a place go to the first line."""
        self.text.setFocus()
        lines = self.text.lines()
        if start >= 0 and line < len(lines) and len(lines) == len(self._shown):
            self.text.setTextCursor(self._mark(line, start, end, marks.SETTING).cursor)
        self._announce()

    # -- to the document ----------------------------------------------------------------------------------------------

    def _follow_typing(self) -> None:
        self.typing = True
        self._timer.start()

    def _take_shift(self) -> None:
        if self.commit("移动文字"):
            self.session.check_words()

    def _leave(self) -> None:
        self.commit()
        self.text.set_active(None)

    def commit(self, label: str = "修改文字") -> bool:
        """Take what was typed as one edit. False: nothing was changed."""
        if not self.typing:
            return False
        if self.text.composing:
            self._timer.start()
            return False
        self._timer.stop()
        self.typing = False
        source = content.source_of(self.text.content())
        words = self.session.workspace.words.prose
        if markup.parse(source) == markup.parse(words.source(self.key)):
            self.check()
            return False
        automatic = words.automatic(self.key)
        if markup.parse(source) == markup.parse(automatic):
            source = automatic
        return self._submit(source, label)

    def _submit(self, source: str, label: str) -> bool:
        try:
            edit = planning.set_section(self.session.workspace, self.key, source, label)
        except PlanError as error:
            self.session.message.emit(str(error))
            self.typing = True  # the words stay on the screen, to be shortened
            return False
        done = self.session.submit(edit, self)
        if not done:
            self.refresh()
        return done
