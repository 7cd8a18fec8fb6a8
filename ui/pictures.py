"""Pictures of rows, kept by what they show: an edit repaints many rows of a list and changes few."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap


class Pictures:
    """As many as ``most``; then all are forgotten, for what is on the screen is soon drawn again."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, QPixmap] = {}

    def clear(self) -> None:
        """Forget them all."""
        self._kept.clear()

    def of(
        self, shown: Hashable, size: QSize, ratio: float, ground: QColor, draw: Callable[[QPainter], object]
    ) -> QPixmap:
        """The picture of what is ``shown``, of ``size`` points at ``ratio`` pixels each; drawn where there is none."""
        key = (shown, size.width(), size.height(), ratio, ground.rgb())
        picture = self._kept.get(key)
        if picture is None:
            if len(self._kept) >= self._most:
                self._kept.clear()
            picture = self._kept[key] = _drawn(size, ratio, ground, draw)
        return picture


def _drawn(size: QSize, ratio: float, ground: QColor, draw: Callable[[QPainter], object]) -> QPixmap:
    picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(ground)
    painter = QPainter(picture)
    try:
        draw(painter)
    finally:
        painter.end()
    return picture
