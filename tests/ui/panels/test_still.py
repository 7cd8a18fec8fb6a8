"""A bar whose texts change lays out itself and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.panels.later import Later
from ui.panels.still import Still


class Heard(QObject):
    """Counts the layout requests that a widget gets."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_a_longer_text_is_laid_out_in_the_bar_alone(qtbot):
    window = QWidget()
    bar = Still(30, window)
    label, heard = QLabel("1", bar), Heard()
    QHBoxLayout(bar.inside).addWidget(label)
    QVBoxLayout(window).addWidget(bar)
    qtbot.addWidget(window)
    window.resize(300, 100)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: bar.inside.width() == bar.width())
    window.installEventFilter(heard)
    before = label.width()
    label.setText("a good deal longer than before, so that more room is needed for it")
    qtbot.waitUntil(lambda: bar.minimumSizeHint().width() > 100)
    assert heard.count == 0
    assert label.width() >= before


def test_the_panel_is_made_after_the_first_picture(qtbot):
    made = []

    def make(room):
        made.append(QLabel("panel", room))
        return made[-1]

    room = Later(make, QLabel("x").sizeHint())
    qtbot.addWidget(room)
    assert room.made is None
    room.show()
    qtbot.waitUntil(lambda: room.made is not None)
    assert made[0].isVisible()
    assert made[0].size() == room.size()


def test_the_panel_is_made_when_it_is_asked_for(qtbot):
    room = Later(lambda parent: QLabel("panel", parent), QLabel("x").sizeHint())
    qtbot.addWidget(room)
    assert room.panel is room.panel
    assert room.made is room.panel
