"""What a cell looks like: each state can be told without its colour, and its text stays readable."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from models.findings import State
from models.workspace import Origin
from ui import fonts, theme
from ui.delegates.cell_painter import CellPainter
from ui.delegates.metrics import Metrics
from ui.itemmodels.cell_look import CellLook

PLAIN = {"selected": False, "current": False, "divided": False}
CELL = QRect(0, 0, 120, 25)
STATED = CellLook("832.71", amount=True, origin=Origin.STATED)
LOOKS = {
    "stated": STATED,
    "computed": STATED._replace(origin=Origin.COMPUTED),
    "break": STATED._replace(state=State.BREAK),
    "rounding": STATED._replace(state=State.ROUNDING),
    "suspect": STATED._replace(state=State.SUSPECT),
    "unevaluated": STATED._replace(state=State.UNEVALUATED),
    "violation": STATED._replace(state=State.VIOLATION),
    "unreadable": STATED._replace(state=State.VIOLATION, bad=True),
    "noted": STATED._replace(noted=True),
    "noted break": STATED._replace(state=State.BREAK, noted=True),
}


@pytest.fixture
def paint(qapp):
    fonts.register(qapp)

    def painted(look, *, cell=CELL, **how):
        image = QImage(cell.size(), QImage.Format.Format_RGB32)
        image.fill(QColor(theme.PAPER))
        painter = QPainter(image)
        CellPainter(Metrics()).paint(painter, cell, look, **PLAIN | how)
        painter.end()
        return image

    return painted


def ink(image, area=CELL):
    """Which pixels are clearly darker than their cell's ground: shapes, whatever their colour."""
    ground = image.pixelColor(area.center().x() - 10, 3).lightness()
    pixels = itertools.product(range(area.left(), area.right() + 1), range(area.top(), area.bottom() + 1))
    return frozenset((x, y) for x, y in pixels if image.pixelColor(x, y).lightness() < ground - 40)


def test_states_and_origins_differ_in_shape(paint):
    shapes = {name: ink(paint(look)) for name, look in LOOKS.items()}
    same = [pair for pair in itertools.combinations(shapes, 2) if shapes[pair[0]] == shapes[pair[1]]]
    assert same == []


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("how", [{}, {"selected": True}, {"current": True}], ids=["plain", "selected", "current"])
def test_the_figure_is_readable_in_every_state(paint, look, how):
    image = paint(look, **how)
    digits = QRect(70, 4, 42, 17)
    colours = {image.pixelColor(x, y).lightness() for x in range(70, 112) for y in range(4, 21)}
    assert len(ink(image, digits)) > 60
    assert max(colours) - min(colours) > 100


def test_a_break_has_a_filled_corner(paint):
    assert paint(LOOKS["break"]).pixelColor(118, 1) == QColor(theme.ERROR)
    assert paint(STATED).pixelColor(118, 1) == QColor(theme.PAPER)


def test_a_figure_that_does_not_fit_is_not_shown_in_part(paint):
    narrow = QRect(0, 0, 30, 25)
    assert paint(STATED, cell=narrow) == paint(STATED._replace(text="999,999.99"), cell=narrow)


def test_names_are_indented_by_level_and_long_ones_wrap(paint):
    name = CellLook("组织事务")
    first = {indent: min(x for x, _y in ink(paint(name._replace(indent=indent)))) for indent in (0, 1, 2)}
    assert first[1] - first[0] == first[2] - first[1] == Metrics().indent
    tall = QRect(0, 0, 60, 50)
    assert max(y for _x, y in ink(paint(CellLook("很长的项目名称"), cell=tall), tall)) > 30


def test_withheld_parents_are_marked(paint):
    assert ink(paint(CellLook("组织事务", withheld=True))) != ink(paint(CellLook("组织事务")))


def test_the_current_cell_has_a_frame_and_the_second_block_a_line(paint):
    assert paint(STATED, current=True).pixelColor(60, 1) == QColor(theme.ACCENT)
    assert paint(STATED, divided=True).pixelColor(0, 12) == QColor(theme.FAINT)
