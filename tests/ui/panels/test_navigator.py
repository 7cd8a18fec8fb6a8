from __future__ import annotations

from PySide6.QtCore import Qt

from models import planning
from tests.ui.support import PROJECT, cell, listened
from ui.panels.navigator import Navigator


def test_a_chosen_form_is_announced_once(qtbot, made, tally):
    panel = Navigator(made, tally)
    qtbot.addWidget(panel)
    panel.show()
    chosen = listened(panel.form_chosen)
    panel.set_current("table03")
    panel.set_current("table03")
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert chosen == [("table03",), ("table04",)]


def test_the_heading_follows_the_year(qtbot, made, tally):
    panel = Navigator(made, tally)
    qtbot.addWidget(panel)
    made.submit(planning.set_setting(made.workspace, "year", "2026"))
    assert "2026年" in panel._heading.text()


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
