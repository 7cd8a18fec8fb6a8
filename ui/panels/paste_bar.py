"""The bar after a paste: how many numbers came with it, and how many of them can follow the tables."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import theme


class PasteBar(QFrame):
    """Hidden until there is something to say. ``all_wanted``: bind them all; ``each_wanted``: one by one."""

    all_wanted = Signal()
    each_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(
            f"PasteBar {{ background: {theme.ACCENT_SOFT}; border: 0; border-bottom: 1px solid {theme.LINE}; }}"
        )
        self.words = QLabel(self)
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 10, 5)
        layout.addWidget(self.words, 1)
        self.all = self._button("全部绑定", "primary")
        self.all.clicked.connect(self._take_all)
        self.each = self._button("逐个…", "small")
        self.each.clicked.connect(self._take_each)
        self.keep = self._button("保持文字", "small")
        self.keep.clicked.connect(self.hide)
        self.hide()

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        self._row.addWidget(button)
        return button

    def say(self, numbers: int, bindable: int, wrong: int) -> None:
        """Tell what was pasted; nothing where there were no numbers."""
        if not numbers:
            self.hide()
            return
        tail = f"，与报表不符 {wrong} 个（红框）" if wrong else ""
        self.words.setText(f"粘贴了 {numbers} 个数字：可绑定 {bindable} 个{tail}。绑定后随报表变动。")
        for button in (self.all, self.each):
            button.setVisible(bool(bindable))
        self.show()

    def _take_all(self) -> None:
        self.hide()
        self.all_wanted.emit()

    def _take_each(self) -> None:
        self.hide()
        self.each_wanted.emit()
