"""Painting that leaves the painter as it was, and what a row or cell to be painted is just now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem


@contextmanager
def restored(painter: QPainter) -> Iterator[None]:
    """Save the painter's state and give it back, also after an exception: Qt paints on with the same painter."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def fill(painter: QPainter, box: QRect, colour: QColor) -> None:
    """Fill a rectangle; for ``fillRect`` PySide would first set up all that gradients have, which no start needs."""
    painter.setBackground(colour)
    painter.eraseRect(box)


def is_hovered(view: QAbstractItemView, option: QStyleOptionViewItem) -> bool:
    """Whether the mouse is over the item to be painted."""
    if not view.underMouse():
        return False
    from PySide6.QtWidgets import QStyle  # late: setting up its enumerations takes some 15 ms of a start

    return bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]


def is_selected(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether an item is selected; asks the selection, for the option's state needs QStyle (see :func:`is_hovered`)."""
    return view.selectionModel().isSelected(index)
