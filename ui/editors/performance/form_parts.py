"""The parts of a performance form, from top to bottom: which fields stand where, below which headings."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from models.performance.definitions import CATEGORIES, FOOT, GOALS, LONG, NAME, SHORT
from ui.editors.performance.boxes import Boxes, Head
from ui.editors.performance.field_box import FieldBox

UNFILLED = "未填"
_NARROW_HEAD = 84


class Form(Protocol):
    """The form as its parts see it."""

    category: QComboBox

    def add_field(self, key: str, *, is_line: bool = False) -> FieldBox:
        """A field for a text of the form."""


def category_box(parent: QWidget, *, enabled: bool) -> QComboBox:
    """The choice of a project's kind."""
    box = QComboBox(parent)
    box.addItems([UNFILLED, *CATEGORIES])
    box.setAccessibleName("项目类别")
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    box.setEnabled(enabled)
    return box


def head(form: Form) -> Boxes:
    """Name, kind, department, unit, attribute and period."""
    boxes = Boxes(form)  # type: ignore[arg-type]
    name = form.add_field(NAME, is_line=True)
    boxes.head(name.title, 0, 0)
    boxes.put(name, 0, 1)
    boxes.head("类别", 0, 2)
    cell = QWidget(boxes)
    cell.setObjectName("paper")
    inner = QVBoxLayout(cell)
    inner.setContentsMargins(3, 2, 3, 2)
    inner.addWidget(form.category)
    boxes.put(cell, 0, 3)
    _pairs(form, boxes, SHORT, 1)
    boxes.grid.setColumnStretch(1, 3)
    boxes.grid.setColumnStretch(3, 2)
    boxes.grid.setColumnMinimumWidth(2, _NARROW_HEAD)
    return boxes


def texts(form: Form) -> Boxes:
    """The long texts below each other."""
    boxes = Boxes(form)  # type: ignore[arg-type]
    for row, key in enumerate(LONG):
        box = form.add_field(key)
        _count(box, boxes.head(box.title, row, 0))
        boxes.put(box, row, 1)
    boxes.grid.setColumnStretch(1, 1)
    return boxes


def goals(form: Form) -> Boxes:
    """总体目标 of both periods beside each other."""
    boxes = Boxes(form)  # type: ignore[arg-type]
    boxes.head("总体目标", 0, 0, 2)
    for column, key in enumerate(GOALS, 1):
        box = form.add_field(key)
        _count(box, boxes.head(box.title.replace("总体", ""), 0, column))
        boxes.put(box, 1, column)
        boxes.grid.setColumnStretch(column, 1)
    return boxes


def foot(form: Form) -> Boxes:
    """Who filled the form in, and when."""
    boxes = Boxes(form)  # type: ignore[arg-type]
    _pairs(form, boxes, FOOT, 0)
    for column in (1, 3):
        boxes.grid.setColumnStretch(column, 1)
    return boxes


def _pairs(form: Form, boxes: Boxes, keys: tuple[str, ...], first: int) -> None:
    """Lines two by two."""
    for number, key in enumerate(keys):
        row, side = first + number // 2, number % 2 * 2
        box = form.add_field(key, is_line=True)
        boxes.head(box.title, row, side)
        boxes.put(box, row, side + 1)


def _count(box: FieldBox, heading: Head) -> None:
    """The heading says how many characters the field has."""
    box.text.textChanged.connect(lambda: heading.set_count(len(box.text.typed)))
