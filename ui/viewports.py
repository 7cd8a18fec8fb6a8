"""Viewports made in Python, for the views that the first picture of the window shows.

Asked for a viewport that Qt has made, PySide looks for its class among all kinds of widgets and sets up every one of
them, which takes as long as painting a form.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QWidget


def give_viewport(area: QAbstractScrollArea) -> None:
    """Replace a view's viewport by one just like it; to be done first."""
    viewport = QWidget(area)
    viewport.setObjectName("qt_scrollarea_viewport")  # Qt's own name, which style sheets go by
    header = isinstance(area, QHeaderView)
    viewport.setBackgroundRole(QPalette.ColorRole.Button if header else QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    viewport.setMouseTracking(header)
    area.setViewport(viewport)
