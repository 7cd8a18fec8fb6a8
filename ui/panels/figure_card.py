"""The card of the number that the user is on: what it says, what the tables say, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from models.narrative.markup import FigurePiece, ReasonPiece
from models.narrative.verdicts import NumberState
from models.narrative.wording import computation, source_words
from models.pack import Severity
from models.wording import finding_sentence
from models.workspace import Workspace
from ui import theme
from ui.editors.prose.spots import Spot
from ui.fonts import body_font
from ui.panels.flow import Flow

Choice = tuple[str, Callable[[], object]]
_TITLES = {
    NumberState.BOUND: "随报表变动", NumberState.CHECKED: "与报表一致", NumberState.MISMATCH: "与报表不符",
    NumberState.UNKNOWN: "没有认出来", NumberState.FROZEN: "已冻结，不随报表变动",
}  # fmt: skip
_LOOKS = {
    NumberState.MISMATCH: (theme.ERROR, theme.ERROR_PALE, theme.ERROR_LINE),
    NumberState.BOUND: (theme.GOOD, theme.COMPUTED_SOFT, theme.LINE),
    NumberState.CHECKED: (theme.GOOD, theme.COMPUTED_SOFT, theme.LINE),
}
_PLAIN = (theme.UNJUDGED, theme.SIDE, theme.LINE)


class FigureCard(QFrame):
    """Speaks of one spot; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("文中数字")
        self.headline, self.words = QLabel(self), QLabel(self)
        self.headline.setFont(body_font(bold=True))
        self.words.setWordWrap(True)
        self.words.setFont(body_font())
        self.buttons = Flow(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 8, 10)
        layout.setSpacing(5)
        for widget in (self.headline, self.words, self.buttons):
            layout.addWidget(widget)
        self.hide()

    def show_for(self, workspace: Workspace, spot: Spot | None, choices: Sequence[Choice]) -> None:
        """Speak of a spot, or of nothing."""
        self.setVisible(spot is not None)
        self.buttons.clear()
        if spot is None:
            return
        ink, paper, line = self._look(spot)
        self.setStyleSheet(
            f"FigureCard {{ background: {paper}; border: 1px solid {line}; border-radius: 6px; }}"
            "QLabel { background: transparent; }"
        )
        self.headline.setText(headline(spot))
        self.headline.setStyleSheet(f"color: {ink};")
        self.words.setText(body(workspace, spot))
        for number, (title, command) in enumerate(choices):
            button = QPushButton(title, self.buttons)
            button.setObjectName("small" if number or spot.state is not NumberState.MISMATCH else "primary")
            button.setAutoDefault(True)
            button.clicked.connect(lambda _on=False, command=command: command())
            self.buttons.add(button)

    def _look(self, spot: Spot) -> tuple[str, str, str]:
        if isinstance(spot.piece, ReasonPiece):
            return theme.ROUNDING, theme.ROUNDING_SOFT, theme.LINE
        if spot.finding is not None and spot.finding.severity is Severity.ERROR:
            return _LOOKS[NumberState.MISMATCH]
        if spot.finding is not None:
            return theme.ROUNDING, theme.ROUNDING_SOFT, theme.LINE
        return _LOOKS.get(spot.state, _PLAIN) if spot.state is not None else _PLAIN


def headline(spot: Spot) -> str:
    """What became of the number."""
    if isinstance(spot.piece, ReasonPiece):
        return spot.piece.prompt or "变动原因"
    if spot.finding is not None:
        return "需要改正" if spot.finding.severity is Severity.ERROR else "请核对"
    return _TITLES[spot.state] if spot.state is not None else "文字"


def body(workspace: Workspace, spot: Spot) -> str:
    """``表一 上年结转 ÷ 收入总计 = 22.00 ÷ 1,170.53 = 1.88%``, as rich text."""
    number, lines = spot.number, []
    if spot.finding is not None:
        lines.append(escape(finding_sentence(workspace, spot.finding)))
    elif isinstance(spot.piece, ReasonPiece):
        prose = workspace.words.prose
        basis = prose.reason_basis(spot.piece)
        written = prose.reason(spot.key, spot.piece.key)
        lines.append("已填写" if written else "还没有填写")
        lines.append(f"变动额 {escape(basis)}" if basis else "")
    elif number is not None and number.source:
        sums = computation(workspace, number.source)
        right = f" = <b>{escape(number.expected)}</b>" if number.expected else ""
        middle = f" = {escape(sums)}" if sums else ""
        lines.append(f"{escape(source_words(workspace, number.source))}{middle}{right}")
    elif spot.state is NumberState.UNKNOWN:
        lines.append("报表里没有找到对应的数，请人工核对；可以绑定到一个单元格，或写明依据。")
    elif spot.state is not None:
        lines.append("与基本信息里的年度或日期一致。")
    if isinstance(spot.piece, FigurePiece) and spot.piece.why:
        lines.append(f"说明：{escape(spot.piece.why)}")
    return "<br>".join(filter(None, lines))
