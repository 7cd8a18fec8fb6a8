"""Cells with thin lines around them, as on the printed form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui.delegates.metrics import Metrics

HEAD_WIDTH = 112
"""Pixels of the headings at the left, at 100 %."""


class Boxes(QWidget):
    """A grid whose background shows between the cells as lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(1, 1, 1, 1)
        self.grid.setSpacing(1)
        self.heads: list[Head] = []

    def head(self, text: str, row: int, column: int, rows: int = 1, columns: int = 1) -> Head:
        """A heading."""
        made = Head(text, self)
        made.is_first = column == 0
        self.heads.append(made)
        self.grid.addWidget(made, row, column, rows, columns)
        return made

    def put(self, widget: QWidget, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """A field."""
        self.grid.addWidget(widget, row, column, rows, columns)

    def set_metrics(self, metrics: Metrics) -> None:
        """Show at another zoom: headings in the first column are equally wide."""
        for head in self.heads:
            head.set_metrics(metrics)
            if head.is_first:
                head.setFixedWidth(metrics.px(HEAD_WIDTH))


class Head(QWidget):
    """A shaded cell with a heading in its middle, and a count of characters below it."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.is_first = False
        self.title = QLabel(text, self)
        self.title.setWordWrap(True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.hide()
        layout = QGridLayout(self)
        layout.setContentsMargins(6, 3, 6, 3)
        layout.setSpacing(1)
        layout.setRowStretch(0, 1)
        layout.addWidget(self.title, 1, 0)
        layout.addWidget(self.count, 2, 0)
        layout.setRowStretch(3, 1)

    def set_metrics(self, metrics: Metrics) -> None:
        """Show at another zoom."""
        self.title.setFont(metrics.bold)
        self.count.setFont(metrics.small)

    def set_count(self, number: int) -> None:
        """Say how many characters the field beside it has."""
        self.count.setText(f"{number} 字" if number else "")
        self.count.setVisible(bool(number))
