"""The bar above the findings: a chip with a count for each level, and 仅看本页."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from models.findings import State
from ui import levels, theme
from ui.fonts import body_font
from ui.levels import LEVELS, Level
from ui.panels.still import Still
from ui.tally import Tally

CHIPS: tuple[Level | None, ...] = (None, *LEVELS)
_ONLY_WHEN_THERE = (levels.ERROR, State.SUSPECT)
"""Levels whose chip shows only while there are findings of it."""


class FindingsFilter(Still):
    """Says which findings to show; counts follow the tally."""

    changed = Signal()

    def __init__(self, tally: Tally, parent: QWidget | None = None) -> None:
        super().__init__(33, parent)
        self._tally = tally
        self.setStyleSheet(
            f"FindingsFilter {{ background: {theme.SIDE}; border: 0; border-bottom: 1px solid {theme.LINE}; }}"
            f"QToolButton {{ border: 0; border-radius: 4px; padding: 3px 8px; color: {theme.INK}; }}"
            "QToolButton { background: transparent; }"
            f"QToolButton:hover {{ background: {theme.HOVER}; }}"
            f"QToolButton:checked {{ background: {theme.ACCENT_SOFT}; color: {theme.ACCENT}; font-weight: bold; }}"
        )
        layout = QHBoxLayout(self.inside)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(2)
        title = QLabel("审核结果", self)
        title.setFont(body_font(bold=True))
        title.setStyleSheet(f"color: {theme.ACCENT};")
        layout.addWidget(title)
        layout.addSpacing(10)
        self._group = QButtonGroup(self)
        self.chips: dict[Level | None, QToolButton] = {}
        for level in CHIPS:
            chip = QToolButton(self)
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(chip)
            layout.addWidget(chip)
            self.chips[level] = chip
        self.chips[None].setChecked(True)
        layout.addStretch(1)
        self.page_box = QCheckBox("仅看本页", self)
        self.page_box.setToolTip("只列出当前这一页上的问题")
        layout.addWidget(self.page_box)
        self._group.buttonToggled.connect(self._toggle)
        self.page_box.toggled.connect(self.changed)
        tally.updated.connect(self._update)
        self._update()

    def _toggle(self, _button: QAbstractButton, checked: bool) -> None:
        if checked:  # the one that goes out says the same
            self.changed.emit()

    @property
    def levels(self) -> frozenset[Level] | None:
        """The levels to show; ``None``: all."""
        chosen = next(level for level, chip in self.chips.items() if chip.isChecked())
        return None if chosen is None else frozenset({chosen})

    @property
    def only_page(self) -> bool:
        """Whether only the current page's findings are wanted."""
        return self.page_box.isChecked()

    @property
    def shows_all(self) -> bool:
        """Whether nothing is filtered out."""
        return self.levels is None and not self.only_page

    def _update(self, _forms: object = None) -> None:
        counts = self._tally.all
        for level, chip in self.chips.items():
            if level is None:
                text = f"全部 {counts.total - counts.of(State.BREAK) + counts.mistakes}"
            else:
                text = f"{levels.title(level)} {counts.shown(level)}"
                chip.setToolTip(counts.places(level))
            if chip.text() != text:  # even the same text has the bar laid out anew
                chip.setText(text)
            if level in _ONLY_WHEN_THERE and level is not None:
                chip.setVisible(bool(counts.of(level)) or chip.isChecked())
