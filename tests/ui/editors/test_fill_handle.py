"""The fill handle, dragged with the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from models import planning
from tests.ui.editors.conftest import Bench
from tests.ui.support import FakeFile, computed_session, session

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Hand:
    """A form with its handle, and the mouse on it."""

    def __init__(self, form: Bench):
        form.editor.extras.make()
        self.form, self.handle = form, form.editor.extras.handle
        self.grid = form.editor.grid

    def select(self, top, left, bottom, right):
        self.form.go_to(top, left)
        self.form.editor.cursor_.extend(bottom, right)

    @property
    def knob(self):
        (shown,) = (knob for knob in self.handle.knobs.values() if not knob.isHidden())
        return shown

    def middle(self, line, column):
        view = self.grid.view_of(column)
        return view.viewport().mapToGlobal(view.visualRect(self.grid.model.index(line, column)).center())

    def send(self, kind, point, *, button=LEFT, held=LEFT):
        knob = self.knob
        event = QMouseEvent(kind, QPointF(knob.mapFromGlobal(point)), QPointF(point), button, held, NONE)
        QApplication.sendEvent(knob, event)

    def press(self):
        self.send(QEvent.Type.MouseButtonPress, self.knob.mapToGlobal(QPoint(2, 2)))

    def move(self, point):
        self.send(QEvent.Type.MouseMove, point, button=Qt.MouseButton.NoButton)

    def drag(self, line, column):
        self.press()
        self.move(self.middle(line, column))
        self.send(QEvent.Type.MouseButtonRelease, self.middle(line, column), held=Qt.MouseButton.NoButton)

    def column(self, column, first, last):
        return [self.form.text(line, column) for line in range(first, last + 1)]


@pytest.fixture
def hand(bench):
    return Hand(bench(made=computed_session()))


def test_a_figure_is_repeated_in_one_step_and_computed_cells_are_skipped(hand):
    hand.select(3, 3, 3, 3)
    hand.drag(8, 3)
    assert [*hand.column(3, 3, 5), hand.form.text(8, 3)] == ["181.08"] * 4
    assert (hand.form.undo.undoText(), hand.form.undo.count()) == ("填充", 1)
    assert hand.form.messages[-1] == "填充 3 个单元格，跳过 2 个合计单元格。"
    assert hand.form.editor.cursor_.rectangle() == (3, 3, 8, 3)
    hand.form.undo.undo()
    assert hand.column(3, 3, 5) == ["181.08", "68.49", ""]


def test_a_block_goes_on_in_its_own_order_upwards_too(hand):
    made = hand.form.session
    rows = [hand.form.editor.model.ref_at(line, 3) for line in (13, 14, 15)]
    made.submit(planning.set_cells(made.workspace, dict(zip(rows, ("1", "2", "3"), strict=True))))
    hand.select(14, 3, 15, 3)
    hand.drag(13, 3)
    assert hand.column(3, 13, 15) == ["3.00", "2.00", "3.00"]


def test_to_the_side_figures_stop_at_names(hand):
    hand.select(8, 3, 8, 3)
    hand.drag(8, 4)
    assert hand.form.text(8, 4) == "11.01"
    hand.select(8, 3, 8, 3)
    hand.press()
    hand.move(hand.middle(8, 0))
    assert hand.handle.target == (8, 2, 8, 2)


def test_names_are_filled_in_the_frozen_view(bench):
    hand = Hand(bench("table12"))
    hand.select(2, 0, 2, 0)
    assert hand.knob.parent() is hand.grid.frozen.viewport()
    assert hand.knob.cursor().shape() == Qt.CursorShape.CrossCursor
    name = hand.form.text(2, 0)
    hand.drag(3, 0)
    assert hand.form.text(3, 0) == name


def test_escape_leaves_everything_as_it_was(hand):
    hand.select(3, 3, 3, 3)
    hand.press()
    hand.move(hand.middle(6, 3))
    assert hand.handle.target == (4, 3, 6, 3)
    hand.form.press("Escape")
    hand.send(QEvent.Type.MouseButtonRelease, hand.middle(6, 3), held=Qt.MouseButton.NoButton)
    assert (hand.form.undo.count(), hand.handle.target) == (0, None)
    hand.form.press("Down")
    assert hand.form.place == (4, 3)


def test_at_the_edge_the_next_lines_come_into_view(hand, qtbot):
    hand.form.editor.resize(830, 300)
    QApplication.processEvents()
    hand.select(3, 3, 3, 3)
    bar = hand.grid.main.verticalScrollBar()
    below = hand.grid.main.viewport().mapToGlobal(QPoint(300, hand.grid.main.viewport().height() + 40))
    hand.press()
    hand.move(below)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    assert hand.handle.target[2] == hand.grid.model.rowCount() - 1
    hand.form.press("Escape")


def test_the_handle_keeps_to_the_corner(hand):
    hand.select(3, 3, 5, 4)
    before = hand.knob.pos()
    hand.grid.zoom(150)
    assert hand.knob.pos().y() > before.y()
    hand.form.editor.resize(830, 300)
    QApplication.processEvents()
    for scrolled in (40, 10):
        hand.grid.main.verticalScrollBar().setValue(scrolled)
        corner = hand.grid.main.visualRect(hand.grid.model.index(5, 4)).bottomRight()
        assert (hand.knob.geometry().center() - corner).manhattanLength() < 6


def test_there_is_none_while_nothing_can_be_changed(bench):
    form = bench(made=session(FakeFile(read_only=True)))
    form.editor.extras.make()
    form.go("table03.201.total")
    assert all(knob.isHidden() for knob in form.editor.extras.handle.knobs.values())
