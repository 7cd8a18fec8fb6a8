"""A field of a form with its heading's count, its chips and, where it could not be kept, the reason."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.performance.word_findings import Chip
from ui import theme
from ui.delegates.metrics import Metrics
from ui.editors.performance.field_text import FieldText

_SIGNS = {"ok": ("✓", theme.GOOD), "wrong": ("✗", theme.ERROR), "unread": ("？", theme.UNJUDGED)}


class FieldBox(QWidget):
    """The text of a field, and below it what was worked out from its words."""

    def __init__(self, key: str, title: str, parent: QWidget, *, is_line: bool = False) -> None:
        super().__init__(parent)
        self.key, self.title = key, title
        self.text = FieldText(title, self, is_line=is_line)
        self.chips = ChipLine(self)
        self.chips.chosen.connect(self._select_chip)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 1, 3, 1)
        layout.setSpacing(0)
        layout.addWidget(self.text)
        layout.addWidget(self.problem)
        layout.addWidget(self.chips)
        layout.addStretch(1)

    def set_metrics(self, metrics: Metrics) -> None:
        """Show at another zoom."""
        self.text.setFont(metrics.font)
        self.text.document().setDefaultFont(metrics.font)
        self.chips.setFont(metrics.small)

    def refuse(self, sentence: str) -> None:
        """Say why what was typed is not kept; "" when it is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _select_chip(self, chip: Chip) -> None:
        self.text.setFocus()
        self.text.select(chip.start, chip.end)


class ChipLine(QLabel):
    """The computations found in a text, small and one behind the other; a click selects the words."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: tuple[Chip, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setContentsMargins(6, 0, 4, 3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.linkActivated.connect(lambda link: self.chosen.emit(self.shown[int(link)]))
        self.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these computations."""
        self.shown = tuple(chips)
        parts = []
        for number, chip in enumerate(self.shown):
            sign, colour = _SIGNS[chip.state]
            words = f"{sign} {chip.computation}" if chip.state != "unread" else f"{sign} 未识别：{chip.computation}"
            parts.append(f'<a href="{number}" style="color:{colour}; text-decoration:none">{escape(words)}</a>')
        self.setText("&nbsp; &nbsp; ".join(parts))
        self.setVisible(bool(parts))
