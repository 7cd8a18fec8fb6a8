"""自检: how each check came out, the worst first, with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from models.findings import State
from ui import icons, theme
from ui.dialogs.framing import Framed
from ui.fonts import body_font
from ui.self_test import Check, Level

_MARKS = {Level.FINE: State.BALANCED, Level.REMARK: State.VIOLATION, Level.WRONG: State.BREAK}
_ORDER = (Level.WRONG, Level.REMARK, Level.FINE)


class SelfTestDialog(Framed):
    """A mark, a word and a sentence for each check."""

    def __init__(self, checks: Sequence[Check], parent: QWidget | None = None) -> None:
        super().__init__("自检", summary(checks), parent)
        self.resize(760, 520)
        self._checks = sorted(checks, key=lambda check: _ORDER.index(check.level))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._lines())
        self.body.addWidget(area)
        self.copy_button = self.add_extra("复制结果")
        self.copy_button.clicked.connect(self._copy)
        self.add_buttons(cancel="关闭")

    def _lines(self) -> QWidget:
        inside = QWidget(self)
        inside.setStyleSheet(f"QWidget {{ background: {theme.PAPER}; }}")
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(11)
        top = Qt.AlignmentFlag.AlignTop
        for row, check in enumerate(self._checks):
            mark, word, title, sentence = (QLabel(inside) for _part in range(4))
            mark.setPixmap(QPixmap.fromImage(icons.state_image(_MARKS[check.level])))
            word.setText(check.level.value)
            title.setText(check.title)
            title.setFont(body_font(bold=True))
            sentence.setText(check.sentence)
            sentence.setWordWrap(True)
            sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, label in enumerate((mark, word, title, sentence)):
                grid.addWidget(label, row, column, top)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(len(self._checks), 1)
        return inside

    def _copy(self) -> None:
        lines = (f"{check.level.value}　{check.title}：{check.sentence}" for check in self._checks)
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy_button.setText("已复制")


def summary(checks: Sequence[Check]) -> str:
    """How the checks came out, in one sentence."""
    wrong, remarks = (sum(check.level is level for check in checks) for level in (Level.WRONG, Level.REMARK))
    if wrong:
        return f"查了 {len(checks)} 项，{wrong} 项有问题，请照说明处理" + (
            f"；另有 {remarks} 项注意。" if remarks else "。"
        )
    if remarks:
        return f"查了 {len(checks)} 项，没有问题；{remarks} 项请注意，不影响编制。"
    return f"查了 {len(checks)} 项，全部正常。"
