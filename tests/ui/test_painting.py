"""A painter comes back as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from models.findings import State
from ui import icons
from ui.painting import restored


@pytest.fixture
def painter(qapp):
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    made = QPainter(image)
    made.setPen(QPen(Qt.GlobalColor.red, 3))
    yield made
    made.end()  # Qt warns of states that were not given back, and a warning fails the test


def test_an_exception_leaves_no_state_behind(painter):
    def paint_wrongly():
        with restored(painter):
            painter.setPen(Qt.GlobalColor.blue)
            raise LookupError

    with pytest.raises(LookupError):
        paint_wrongly()
    assert painter.pen().widthF() == 3


def test_a_mark_that_cannot_be_painted_leaves_no_state_behind(painter):
    with pytest.raises(KeyError):
        icons.paint_state(painter, "no state", QRectF(0, 0, 14, 14))
    assert painter.pen().widthF() == 3


@pytest.mark.parametrize("state", list(State))
def test_a_mark_kept_looks_like_one_painted(state):
    assert icons.state_pixmap(state, 14, 2.0).toImage() == icons.state_image(state, 14)
    assert icons.state_pixmap(state, 14, 2.0).deviceIndependentSize().width() == 14
