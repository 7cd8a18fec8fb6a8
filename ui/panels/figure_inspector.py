"""文中数字: the number that the user is on, what the section takes from the tables, and what is still to be written."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from models.narrative import markup
from models.narrative.verdicts import CheckedNumber, NumberState
from models.narrative.wording import source_words
from models.wording import section_name
from ui import theme
from ui.fonts import body_font
from ui.panels.figure_card import FigureCard
from ui.session import Session

if TYPE_CHECKING:
    from ui.editors.prose.page import ProsePage
    from ui.editors.prose.spots import Spot

_SIGNS = {
    NumberState.BOUND: ("✓", theme.GOOD), NumberState.CHECKED: ("✓", theme.GOOD),
    NumberState.MISMATCH: ("✗", theme.ERROR), NumberState.FROZEN: ("◆", theme.UNJUDGED),
    NumberState.UNKNOWN: ("？", theme.UNJUDGED),
}  # fmt: skip


_QUOTED = 40


class FigureInspector(QWidget):
    """Follows the page of words that it is attached to."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._page: ProsePage | None = None
        title = QLabel("文中数字", self)
        title.setFont(body_font(14, bold=True))
        title.setContentsMargins(16, 12, 0, 0)
        self.quote = QLabel(self)
        self.quote.setWordWrap(True)
        self.quote.setTextFormat(Qt.TextFormat.RichText)
        self.quote.setContentsMargins(16, 0, 12, 2)
        self.card = FigureCard(self)
        self.browser = QTextBrowser(self)
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName("本节取数")
        self.browser.setFont(body_font())
        self.browser.setStyleSheet(f"QTextBrowser {{ border: 0; background: {theme.PAPER}; padding: 0 4px 0 10px; }}")
        self.browser.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.browser.anchorClicked.connect(self._follow_link)
        around = QVBoxLayout()
        around.setContentsMargins(14, 4, 12, 4)
        around.addWidget(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (title, self.quote):
            layout.addWidget(widget)
        layout.addLayout(around)
        layout.addWidget(self.browser, 1)

    def attach(self, page: QWidget) -> None:
        """Follow a page of words instead of the one before."""
        if page is self._page:
            return
        if self._page is not None:
            self._page.spot_changed.disconnect(self._show)
            self._page.checked.disconnect(self.refresh)
        self._page = page  # type: ignore[assignment]  # imported late: its module is not needed for the first picture
        if self._page is not None:
            self._page.spot_changed.connect(self._show)
            self._page.checked.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say everything anew."""
        if self._page is not None:
            self._show(self._page.spot)

    def _show(self, spot: Spot | None) -> None:
        page = self._page
        if page is None:
            return
        self.quote.setText(_quote(spot))
        self.card.show_for(self._session.workspace, spot, page.commands.for_spot())
        self._show_list(page)

    # -- the list ---------------------------------------------------------------------------------------------------

    def _show_list(self, page: ProsePage) -> None:
        workspace, key = self._session.workspace, page.current.key
        numbers = [n for n in workspace.words.section(key).numbers if n.source or n.state is NumberState.UNKNOWN]
        place = self.browser.verticalScrollBar().value()
        parts = [_heading(f"本节取数　{section_name(workspace, key)}")]
        parts += [self._line(number, at) for at, number in enumerate(numbers)]
        if not numbers:
            parts.append(_muted("这一节没有取自报表的数。"))
        self._numbers = numbers
        parts += self._todo(page)
        self.browser.setHtml("".join(parts))
        self.browser.verticalScrollBar().setValue(place)

    def _line(self, number: CheckedNumber, at: int) -> str:
        sign, colour = _SIGNS[number.state]
        words = source_words(self._session.workspace, number.source) if number.source else "没有认出来"
        link = f'<a href="cell:{at}" style="color:{theme.ACCENT}; text-decoration:none">{escape(words)}</a>'
        text = f'<a href="text:{at}" style="color:{theme.INK}; text-decoration:none">{escape(number.text)}</a>'
        return (
            f'<p style="margin:5px 0"><span style="color:{colour}">{sign}</span> {text} '
            f'<span style="color:{theme.MUTED}">←</span> {link if number.cells else escape(words)}</p>'
        )

    def _todo(self, page: ProsePage) -> list[str]:
        """The reasons of the section, those first that are still to be written."""
        prose, view = self._session.workspace.words.prose, page.current
        found_pieces = (span.piece for line in view.rendered.lines for span in line.spans)
        pieces = [piece for piece in found_pieces if isinstance(piece, markup.ReasonPiece)]
        found = []
        for piece in pieces:
            written, basis = prose.reason(view.key, piece.key), prose.reason_basis(piece)
            old = prose.basis(view.key, piece.key)
            note = "还没有填写" if not written else f"数字已改为 {basis}，请复核" if old != basis and basis else ""
            if note:
                link = f'<a href="reason:{piece.key}" style="color:{theme.ACCENT}; text-decoration:none">'
                found.append(
                    f'<p style="margin:5px 0">{link}{escape(piece.prompt or "变动原因")}</a> '
                    f'<span style="color:{theme.ROUNDING}">{escape(note)}</span></p>'
                )
        self._reasons = {piece.key: piece for piece in pieces}
        return [_heading("待填写"), *found] if found else []

    def _follow_link(self, url: QUrl) -> None:
        kind, _, rest = url.toString().partition(":")
        page = self._page
        if page is None:
            return
        if kind == "reason":
            page.commands.write_reason(page.current.key, self._reasons[rest])
            return
        number = self._numbers[int(rest)]
        if kind == "cell":
            self._session.goto(number.cells[0])
        else:
            page.current.select(number.line, number.start, number.end)


def _quote(spot: Spot | None) -> str:
    """The number among the words before it."""
    if spot is None:
        return f'<span style="color:{theme.MUTED}">选中文中的一个数字，这里说明它的来源和核对结果。</span>'
    wrong = spot.state is NumberState.MISMATCH or spot.finding is not None
    colour = theme.ERROR if wrong else theme.INK
    text = spot.text if len(spot.text) <= _QUOTED else f"{spot.text[: _QUOTED - 1]}…"
    number = f'<b style="color:{colour}">{escape(text)}</b>'
    return f'<span style="color:{theme.MUTED}">“{escape(spot.quote)}{number}”</span>'


def _heading(text: str) -> str:
    return f'<p style="margin-top:12px; margin-bottom:4px"><b>{escape(text)}</b></p>'


def _muted(text: str) -> str:
    return f'<p style="color:{theme.MUTED}">{escape(text)}</p>'
