from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from export.chart_fills import FILLS
from export.chart_shapes import height_for
from models.charts import Chart, Series
from tests.export.books import pie
from tests.ui.support import application
from ui.panels.chart_view import PIXELS, ChartView, paint


@pytest.fixture
def view(qtbot, qapp):
    application()
    widget = ChartView(pie())
    qtbot.addWidget(widget)
    widget.resize(640, widget.sizeHint().height())
    return widget


def colours(image):
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def test_every_slice_is_painted_in_its_colour(view):
    shown = colours(view.grab().toImage())
    assert {fill.colour for fill in FILLS[:4]} <= shown


def test_it_is_as_high_as_the_chart_needs(view):
    assert view.sizeHint().height() == round(height_for(pie(), PIXELS))


def test_the_figures_are_told_to_those_who_do_not_see_them(view):
    assert view.accessibleName() == "一般公共预算当年拨款结构"
    assert "住房保障26.43万元，占2.30%" in view.accessibleDescription()


def test_no_chart_takes_no_room_and_paints_nothing(view):
    view.set_chart(None)
    assert (view.chart, view.sizeHint().height(), view.accessibleDescription()) == (None, 0, "")
    assert len(colours(view.grab().toImage())) == 1


def test_another_chart_replaces_the_first(view):
    bars = Chart("b", "图", "bar", "万元", ("甲", "乙"), (Series("", (100, 50)),))
    view.set_chart(bars)
    shown = colours(view.grab().toImage())
    assert FILLS[0].colour in shown
    assert FILLS[1].colour not in shown


def test_a_whole_disc_is_round(qapp):
    application()
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint(painter, Chart("d", "图", "pie", "万元", ("甲",), (Series("", (1,)),), (10_000,)), QRectF(0, 0, 200, 200), 13)
    painter.end()
    around = [image.pixelColor(100 + x, 100 + y).name() for x, y in ((-50, 0), (50, 0), (0, -50), (0, 50))]
    assert around == [FILLS[0].colour] * 4
