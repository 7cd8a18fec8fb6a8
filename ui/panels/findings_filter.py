"""The bar above the findings: a chip with a count for each state, and 仅看本表."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from models.findings import State
from ui import theme
from ui.fonts import body_font
from ui.tally import Tally

CHIPS: tuple[State | None, ...] = (
    None, State.BREAK, State.SUSPECT, State.ROUNDING, State.UNEVALUATED, State.VIOLATION,
)  # fmt: skip


class FindingsFilter(QFrame):
    """Says which findings to show; counts follow the tally."""

    changed = Signal()

    def __init__(self, tally: Tally, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tally = tally
        self.setFixedHeight(33)
        self.setStyleSheet(
            f"FindingsFilter {{ background: {theme.SIDE}; border: 0; border-bottom: 1px solid {theme.LINE}; }}"
            f"QToolButton {{ border: 0; border-radius: 4px; padding: 3px 8px; color: {theme.INK}; }}"
            "QToolButton { background: transparent; }"
            f"QToolButton:hover {{ background: {theme.HOVER}; }}"
            f"QToolButton:checked {{ background: {theme.ACCENT_SOFT}; color: {theme.ACCENT}; font-weight: bold; }}"
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(2)
        title = QLabel("审核结果", self)
        title.setFont(body_font(bold=True))
        title.setStyleSheet(f"color: {theme.ACCENT};")
        layout.addWidget(title)
        layout.addSpacing(10)
        self._group = QButtonGroup(self)
        self.chips: dict[State | None, QToolButton] = {}
        for state in CHIPS:
            chip = QToolButton(self)
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(chip)
            layout.addWidget(chip)
            self.chips[state] = chip
        self.chips[None].setChecked(True)
        layout.addStretch(1)
        self.form_box = QCheckBox("仅看本表", self)
        self.form_box.setToolTip("只列出标记在当前表上的问题")
        layout.addWidget(self.form_box)
        self._group.buttonToggled.connect(self._toggle)
        self.form_box.toggled.connect(self.changed)
        tally.updated.connect(self._update)
        self._update()

    def _toggle(self, _button: QAbstractButton, checked: bool) -> None:
        if checked:  # the one that goes out says the same
            self.changed.emit()

    @property
    def states(self) -> frozenset[State] | None:
        """The states to show; ``None``: all."""
        chosen = next(state for state, chip in self.chips.items() if chip.isChecked())
        return None if chosen is None else frozenset({chosen})

    @property
    def only_form(self) -> bool:
        """Whether only the current form's findings are wanted."""
        return self.form_box.isChecked()

    @property
    def shows_all(self) -> bool:
        """Whether nothing is filtered out."""
        return self.states is None and not self.only_form

    def _update(self, _forms: object = None) -> None:
        counts = self._tally.all
        for state, chip in self.chips.items():
            if state is None:
                text = f"全部 {counts.total - counts.of(State.BREAK) + counts.mistakes}"
            else:
                text = f"{state.title} {counts.shown(state)}"
                chip.setToolTip(counts.places(state))
            if chip.text() != text:  # even the same text has the bar laid out anew
                chip.setText(text)
            if state is State.SUSPECT:
                chip.setVisible(bool(counts.of(state)) or chip.isChecked())
