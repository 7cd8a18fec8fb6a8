from __future__ import annotations

from PySide6.QtCore import Qt

from models import planning
from tests.ui.support import PROJECT, cell, listened
from ui.panels.navigator import Navigator


def test_a_chosen_form_is_announced_once(qtbot, made, tally):
    panel = Navigator(made, tally)
    qtbot.addWidget(panel)
    panel.show()
    chosen = listened(panel.page_chosen)
    panel.set_current("table03")
    panel.set_current("table03")
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert chosen == [("table03",), ("table04",)]


def test_the_arrow_keys_pass_over_headings(qtbot, made, tally):
    panel = Navigator(made, tally)
    qtbot.addWidget(panel)
    panel.show()
    panel.set_current("overview")
    chosen = listened(panel.page_chosen)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    assert chosen == [("table01",), ("overview",)]


def test_a_slip_is_painted_red(qtbot, made, tally):
    panel = Navigator(made, tally)
    qtbot.addWidget(panel)
    panel.resize(panel.sizeHint())
    panel.show()

    def reds():
        image = panel.grab().toImage()
        return sum(
            image.pixelColor(x, y).name() == "#c0272d"
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        )

    assert reds() == 0
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))
    assert reds() > 20
