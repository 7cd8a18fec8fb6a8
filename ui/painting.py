"""Painting that leaves the painter as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPainter


@contextmanager
def restored(painter: QPainter) -> Iterator[None]:
    """Save the painter's state and give it back, also after an exception: Qt paints on with the same painter."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()
