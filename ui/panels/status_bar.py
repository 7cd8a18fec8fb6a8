"""The line at the bottom: saved when, the selection's sum, counts of findings, unit, draft or final, zoom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from models.amounts import to_text
from models.findings import State
from models.refs import CellRef
from models.workspace import ChangeReport, Workspace
from ui import icons, levels, theme
from ui.fonts import body_font
from ui.levels import LEVELS, Level
from ui.panels.still import Still
from ui.session import Session
from ui.tally import Tally

HEIGHT = 27
MESSAGE_MS = 8000
ZOOMS = (50, 75, 90, 100, 110, 125, 150, 175, 200)


class StatusBar(Still):
    """Belongs to one session. ``zoom_chosen`` brings a percentage."""

    zoom_chosen = Signal(int)
    painted = Signal()
    """The window has been painted for the first time; comes once."""

    def __init__(self, session: Session, tally: Tally, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        self._session, self._tally = session, tally
        self._was_painted = False
        self._broken: bool | None = None  # how the count of 断差 looks now
        self.setStyleSheet(
            f"StatusBar {{ background: {theme.SIDE}; border: 0; border-top: 1px solid {theme.LINE}; }}"
            f"QLabel {{ color: {theme.MUTED}; }} QToolButton {{ border: 0; padding: 1px 5px; color: {theme.MUTED}; }}"
            f"QToolButton:hover {{ background: {theme.HOVER}; }}"
            "QToolButton::menu-indicator { image: none; width: 0; }"
        )
        self._layout = QHBoxLayout(self.inside)
        self._layout.setContentsMargins(12, 0, 6, 0)
        self._layout.setSpacing(5)
        self.saved, self.selection, self.message = QLabel(self), QLabel(self), QLabel(self)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.message.setStyleSheet(f"color: {theme.INK};")
        self._mark = self._icon(State.BALANCED)
        self._layout.addWidget(self.saved)
        self._layout.addSpacing(10)
        self._layout.addWidget(self.selection)
        self._layout.addSpacing(10)
        self._layout.addWidget(self.message, 1)
        self.counts: dict[Level, QLabel] = {}
        self._icons: dict[Level, QLabel] = {}
        for level in LEVELS:
            self._icons[level], self.counts[level] = self._icon(levels.mark(level)), QLabel(self)
            self._layout.addWidget(self.counts[level])
            self._layout.addSpacing(10)
        self.unit, self.lock, self.draft = QLabel(self), QLabel(self), QLabel(self)
        for label in (self.unit, self.lock, self.draft):
            self._layout.addWidget(label)
            self._layout.addSpacing(0 if label is self.lock else 10)
        self.zoom = self._zoom_button()
        self._layout.addWidget(self.zoom)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MESSAGE_MS)
        self._timer.timeout.connect(self.message.clear)
        self._connect()

    def _connect(self) -> None:
        session = self._session
        session.saved.connect(self.show_saved)
        session.message.connect(self.say)
        session.selection_changed.connect(self._show_selection)
        session.current_changed.connect(self._show_unit)
        session.changed.connect(self._follow)
        self._tally.updated.connect(self._show_counts)
        self._show_counts()
        self._show_unit(session.current)
        self._show_selection(session.selection)
        self.show_saved(session.file.saved_at if session.file is not None else None)
        self.set_draft(draft=True)
        self.set_zoom(100)

    def _icon(self, state: State) -> QLabel:
        label = QLabel(self)
        label.setPixmap(QPixmap.fromImage(icons.state_image(state, 13)))
        label.setFixedSize(QSize(13, 13))
        self._layout.addWidget(label)
        return label

    def _zoom_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip("表格的显示比例")
        button.setMinimumWidth(48)
        menu = QMenu(button)
        menu.aboutToShow.connect(self._fill_zooms)  # late: it takes longer than the rest of the bar
        button.setMenu(menu)
        return button

    def _fill_zooms(self) -> None:
        menu = self.zoom.menu()
        if menu.isEmpty():
            for percent in reversed(ZOOMS):
                menu.addAction(f"{percent}%", lambda percent=percent: self.zoom_chosen.emit(percent))

    # -- what is shown ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QFrame.paintEvent."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def say(self, sentence: str) -> None:
        """Show a passing sentence."""
        self.message.setText(sentence)
        self.message.setToolTip(sentence)
        self._timer.start()

    def hint(self, text: str) -> None:
        """Show what a menu entry does while it is pointed at."""
        self._timer.stop()
        self.message.setText(text)

    def show_saved(self, time: datetime | None) -> None:
        """Show when the last edit became durable."""
        if self._session.is_only_read:
            self.saved.setText("只读打开")
        elif self._session.file is None or time is None:
            self.saved.setText("未存入文件")
        else:
            self.saved.setText(f"已保存 {time.astimezone().strftime('%H:%M:%S')}")
        self._mark.setVisible(self.saved.text().startswith("已保存"))

    def set_draft(self, *, draft: bool) -> None:
        """Show whether output is a draft or final, and how far the document is signed."""
        output = "草稿 · 仅供内部审核" if draft else "正式稿 · 无水印"
        signed = self._session.standing.words
        self.draft.setText(f"{signed} · {output}" if signed else output)
        if signed:
            self.lock.setPixmap(icons.tool_icon("lock", theme.MUTED).pixmap(13, 13))
        self.lock.setToolTip(self._session.refusal if signed else "")
        self.lock.setVisible(bool(signed))

    def set_zoom(self, percent: int) -> None:
        """Show the form's zoom."""
        self.zoom.setText(f"{percent}%")

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if not report.cells.isdisjoint(self._session.selection):
            self._show_selection(self._session.selection)

    def _show_counts(self, _forms: object = None) -> None:
        counts = self._tally.all
        for level, label in self.counts.items():
            number = counts.of(level)
            text, tip = f"{levels.title(level)} {counts.shown(level)}", counts.places(level)
            if (label.text(), label.toolTip()) == (text, tip):
                continue  # laying the bar out anew takes longer than everything else here
            label.setText(text)
            label.setToolTip(tip)
            if level is State.BREAK and self._broken is not bool(number):
                self._broken = bool(number)
                label.setFont(body_font(bold=self._broken))
                label.setStyleSheet(f"color: {theme.ERROR if number else theme.MUTED};")
            shown = bool(number) or level not in (levels.ERROR, State.VIOLATION, State.SUSPECT)
            label.setVisible(shown)
            self._icons[level].setVisible(shown)

    def _show_unit(self, ref: CellRef | None) -> None:
        forms = self._session.pack.forms
        form = self._session.pack.form(ref.form) if ref is not None else forms[0]
        self.unit.setText(f"单位：{form.unit.value}")

    def _show_selection(self, refs: Sequence[CellRef]) -> None:
        self.selection.setText(selection_text(self._session.workspace, refs))


def selection_text(workspace: Workspace, refs: Sequence[CellRef]) -> str:
    """``选中 3 格　求和 1,170.53　平均 390.18``; "" for fewer than two cells."""
    if len(refs) < 2:  # noqa: PLR2004  one cell has no sum
        return ""
    values = [value.fen for ref in refs if (value := workspace.value(ref)).filled]
    text = f"选中 {len(refs)} 格"
    if values:
        unit = workspace.pack.form(refs[0].form).unit
        mean = round_half_up(sum(values), len(values))
        total, average = (to_text(fen, unit, grouped=True) for fen in (sum(values), mean))
        text += f"　求和 {total}　平均 {average}　计数 {len(values)}"
    return text


def round_half_up(total: int, count: int) -> int:
    """A mean in whole 分."""
    quotient, rest = divmod(abs(total), count)
    quotient += 2 * rest >= count
    return quotient if total >= 0 else -quotient
