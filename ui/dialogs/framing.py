"""What our dialogs share: margins, a heading, and buttons in Chinese order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.fonts import body_font


class Framed(QDialog):
    """A dialog with a heading above and buttons below ``body``."""

    def __init__(self, title: str, sub: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(26, 22, 26, 20)
        outer.setSpacing(12)
        heading = QLabel(title, self)
        heading.setObjectName("heading")
        heading.setFont(body_font(17, bold=True))
        heading.setTextFormat(Qt.TextFormat.PlainText)
        outer.addWidget(heading)
        self.sub = QLabel(sub, self)
        self.sub.setObjectName("muted")
        self.sub.setWordWrap(True)
        self.sub.setTextFormat(Qt.TextFormat.PlainText)
        self.sub.setVisible(bool(sub))
        outer.addWidget(self.sub)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        outer.addLayout(self.body, 1)
        self._feet = QHBoxLayout()
        outer.addSpacing(4)
        outer.addLayout(self._feet)
        self.extra = QHBoxLayout()
        self._feet.addLayout(self.extra)
        self._feet.addStretch(1)

    def add_buttons(self, accept: str = "", cancel: str = "取消") -> QPushButton | None:
        """Put 取消 and, where given, the accepting button at the right; returns the latter."""
        box = QDialogButtonBox(self)
        box.setOrientation(Qt.Orientation.Horizontal)
        button = None
        if accept:
            button = box.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
            button.setDefault(True)
        if cancel:
            other = box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
            other.setDefault(not accept)
            other.setAutoDefault(not accept)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self._feet.addWidget(box)
        return button

    def add_extra(self, text: str) -> QPushButton:
        """A further button, at the left."""
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        self.extra.addWidget(button)
        return button


def bar_row(bar: QWidget, name: str, above: int) -> QHBoxLayout:
    """Make a widget a shaded bar with a line below it, and give the row that holds what stands in it.

    :param name: an object name that no other bar of the window has: the look belongs to this bar alone.
    :param above: pixels of room above and below.
    """
    bar.setObjectName(name)
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    bar.setStyleSheet(f"QWidget#{name} {{ background: {theme.SIDE}; border-bottom: 1px solid {theme.LINE}; }}")
    row = QHBoxLayout(bar)
    row.setContentsMargins(14, above, 14, above)
    row.setSpacing(8)
    return row
