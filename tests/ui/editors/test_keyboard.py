"""Going about and selecting, as in Excel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from tests.ui.editors.conftest import ALT, CONTROL, SHIFT
from tests.ui.support import PROJECT, cell, computed_session
from ui.editors.cursor import block_edge


@pytest.fixture
def form(bench):
    """表三 of the sample: 19 lines, of 5 columns the first two frozen; on the project expenditure of 2013299."""
    made = bench()
    made.go(PROJECT)
    return made


@pytest.mark.parametrize(
    ("filled", "start", "end", "edge"),
    [
        ("1110011", 0, 6, 2),
        ("1110011", 2, 6, 5),
        ("1110011", 4, 6, 5),
        ("1100000", 1, 6, 6),
        ("1110011", 6, 0, 5),
        ("0000000", 3, 0, 0),
        ("1", 0, 0, 0),
    ],
)
def test_ctrl_and_an_arrow_go_to_the_edge_of_a_run(filled, start, end, edge):
    assert block_edge(lambda at: filled[at] == "1", start, end) == edge


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.data())
def test_an_edge_is_within_and_never_back(filled, data):
    start = data.draw(st.integers(0, len(filled) - 1))
    assert start <= block_edge(filled.__getitem__, start, len(filled) - 1) < len(filled)


def test_arrows_cross_the_frozen_edge_and_the_keyboard_follows(form):
    form.press("Left")
    form.press("Left")
    form.press("Left")
    assert form.place == (5, 1)
    assert form.editor.grid.frozen.hasFocus()
    form.press("Right")
    assert form.place == (5, 2)
    assert form.editor.grid.main.hasFocus()


def test_the_label_over_two_columns_is_one_step(form):
    form.go_to(0, 2)
    form.press("Left")
    assert form.place == (0, 0)
    form.press("Right")
    assert form.place == (0, 2)


def test_enter_after_a_run_of_tabs_returns_to_its_column(form):
    form.go_to(7, 2)
    for key in ("Tab", "Tab", "Return"):
        form.press(key)
    assert form.place == (8, 2)
    form.press("Tab")
    form.press("Up")
    form.press("Return")
    assert form.place == (8, 3)


def test_a_run_of_tabs_counts_while_typing_too(form):
    form.go_to(8, 3)
    form.type("11.01")
    form.press("Tab")
    form.type("0")
    form.press("Return")
    assert form.place == (9, 3)


def test_enter_and_tab_go_round_inside_a_selection(form):
    form.go_to(4, 3)
    form.editor.cursor_.extend(5, 4)
    seen = []
    for _step in range(4):
        form.press("Return")
        seen.append(form.place)
    assert seen == [(5, 3), (4, 4), (5, 4), (4, 3)]
    form.press("Tab")
    assert form.place == (4, 4)
    assert form.editor.cursor_.rectangle() == (4, 3, 5, 4)


def test_ctrl_arrows_home_and_end(form):
    form.press("Up", CONTROL)
    assert form.place == (2, 4)
    form.press("Up", CONTROL)
    assert form.place == (0, 4)
    form.press("End", CONTROL)
    assert form.place == (18, 4)
    form.press("Home", CONTROL)
    assert form.place == (0, 0)
    form.press("End")
    assert form.place == (0, 4)
    form.press("Home")
    assert form.place == (0, 0)


def test_shift_selects_and_the_current_cell_stays(form):
    form.press("Down", SHIFT)
    form.press("Left", SHIFT)
    assert form.place == (5, 4)
    assert form.editor.cursor_.rectangle() == (5, 3, 6, 4)
    form.press("Up", SHIFT)
    assert form.editor.cursor_.rectangle() == (5, 3, 5, 4)
    form.press("Up", SHIFT | CONTROL)
    assert form.editor.cursor_.rectangle()[0] < 5
    form.press("A", CONTROL)
    assert form.editor.cursor_.rectangle() == (0, 0, 18, 4)


def test_the_session_knows_where_the_user_is_and_what_is_selected(form):
    assert form.session.current == cell(form.session, PROJECT)
    form.press("Down", SHIFT)
    assert [ref.column for ref in form.session.selection] == ["project_expenditure"] * 2
    form.go_to(5, 1)
    assert form.session.current.column == "subject_name"
    assert form.session.selection == ()


def test_page_keys_go_by_the_height_of_the_window(form):
    form.editor.resize(830, 300)
    form.go_to(0, 2)
    form.press("PageDown")
    assert form.place[0] > 3
    form.press("PageUp")
    assert form.place == (0, 2)


def test_keys_of_the_window_are_left_to_it(form):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for key in (Qt.Key.Key_F8, Qt.Key.Key_PageDown):
        event = QKeyEvent(QEvent.Type.KeyPress, key, CONTROL if key == Qt.Key.Key_PageDown else Qt.KeyboardModifier(0))
        QApplication.sendEvent(form.editor.view, event)
        assert not event.isAccepted()
    assert form.place == (5, 4)


def test_dragging_selects_across_the_frozen_edge(form):
    frozen, main = form.editor.grid.frozen, form.editor.grid.main
    model = form.editor.model
    start = frozen.visualRect(model.index(4, 1)).center()
    end = main.visualRect(model.index(6, 3)).center()
    form.qtbot.mousePress(frozen.viewport(), Qt.MouseButton.LeftButton, pos=start)
    target = frozen.viewport().mapFromGlobal(main.viewport().mapToGlobal(end))
    form.qtbot.mouseMove(frozen.viewport(), start + QPoint(3, 3))
    form.editor.grid.frozen.mouseMoveEvent(drag(frozen, target))
    form.qtbot.mouseRelease(frozen.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert form.editor.cursor_.rectangle() == (4, 1, 6, 3)
    assert form.place == (4, 1)


def drag(view, place):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    everywhere = QPointF(view.viewport().mapToGlobal(place))
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(place), everywhere, left, left, Qt.KeyboardModifier.NoModifier)


def test_a_click_on_a_line_number_selects_the_line(form):
    header = form.editor.grid.leading.verticalHeader()
    place = QPoint(5, header.sectionViewportPosition(6) + 5)
    form.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert form.editor.cursor_.rectangle() == (6, 0, 6, 4)


def test_alt_equals_gives_a_cell_back(bench):
    form = bench(made=computed_session())
    form.go("table03.2013299.total")
    before = form.shown("table03.2013299.total")
    form.type("1")
    form.press("Return")
    form.press("Up")
    form.press("Equal", ALT)
    assert form.shown("table03.2013299.total") == before
    assert form.undo.undoText() == "恢复自动"
