"""Figures are whole: deleted as one, never entered, carried through the clipboard; charts stand alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIGURE = "{=表一[收入总计].收入|万元}"


@pytest.fixture
def desk(write):
    """Section 七 with a bound figure in it: 共1,170.53万元。"""
    made = write()
    made.enter("section07")
    made.session.submit(plan(made, f"共{FIGURE}。"))
    made.session.check_words()
    assert made.shown == "共1,170.53万元。"
    return made


def plan(desk, text):
    from models.narrative import planning

    return planning.set_section(desk.session.workspace, desk.view.key, text)


@pytest.mark.parametrize(("start", "key"), [(11, "Backspace"), (1, "Delete")])
def test_one_key_deletes_the_whole_figure(desk, start, key):
    at(desk, start)
    desk.press(key)
    assert desk.shown == "共。"
    desk.commit()
    assert desk.kept == "共。"
    desk.session.undo_stack.undo()
    assert desk.shown == "共1,170.53万元。"


def at(desk, position):
    cursor = desk.text.textCursor()
    cursor.setPosition(position)
    desk.text.setTextCursor(cursor)


def test_the_cursor_steps_over_a_figure(desk):
    at(desk, 1)
    desk.press("Right")
    assert desk.text.textCursor().position() == 11
    desk.press("Left")
    assert desk.text.textCursor().position() == 1


def test_a_click_into_a_figure_puts_the_cursor_at_its_edge_and_selects_it_for_the_inspector(qtbot, desk):
    cursor = desk.text.textCursor()
    cursor.setPosition(5)
    place = desk.text.cursorRect(cursor).center()
    qtbot.mouseClick(desk.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.text.textCursor().position() in (1, 11)
    assert desk.spot().text == "1,170.53万元"


@pytest.mark.parametrize("edge", [1, 11])
def test_what_is_typed_at_the_edge_is_plain(desk, edge):
    at(desk, edge)
    desk.type("ab")
    desk.commit()
    assert desk.kept == {1: f"共ab{FIGURE}。", 11: f"共{FIGURE}ab。"}[edge]


def test_a_figure_at_the_beginning_of_a_line_keeps_clear_of_what_is_typed_before(desk):
    desk.session.submit(plan(desk, f"{FIGURE}。"))
    at(desk, 0)
    desk.type("共")
    desk.commit()
    assert desk.kept == f"共{FIGURE}。"


def test_a_selection_takes_figures_as_a_whole(desk):
    at(desk, 3)
    desk.press("End", SHIFT)
    desk.press("Delete")
    desk.commit()
    assert desk.kept == "共"


def test_figures_go_through_the_clipboard_as_numbers_and_come_back_as_figures(desk):
    desk.press("A", CONTROL)
    desk.press("C", CONTROL)
    clipboard = QApplication.clipboard()
    assert clipboard.text() == "共1,170.53万元。"
    desk.press("End", CONTROL)
    desk.press("V", CONTROL)
    assert desk.kept == f"共{FIGURE}。共{FIGURE}。"


def test_pasted_lines_become_lines_without_their_indents(desk):
    source = QMimeData()
    source.setText("　　第一行\r\n\r\n  第二行\u2028")
    at(desk, 12)
    desk.text.insertFromMimeData(source)
    assert desk.kept == f"共{FIGURE}。第一行\n第二行"


def test_characters_outside_the_basic_plane_do_not_shift_the_figure(desk):
    desk.session.submit(plan(desk, f"𠮷𠮷{FIGURE}𠮷"))
    desk.session.check_words()
    desk.page.show_words(place(desk, "1,170.53万元"))
    assert desk.spot().text == "1,170.53万元"
    desk.press("Delete")
    desk.commit()
    assert desk.kept == "𠮷𠮷𠮷"


def place(desk, words):
    from models.findings import TextPlace

    text = desk.session.workspace.words.prose.render(desk.view.key).lines[0].text
    start = text.index(words)
    return TextPlace(desk.view.key, 0, start, start + len(words), words)


def test_backspace_below_a_chart_takes_the_chart_and_leaves_the_words(desk):
    desk.session.submit(plan(desk, "上面\n!income_by_source\n## 下面"))
    at(desk, 5)
    assert desk.text.textCursor().block().text() == "下面"
    desk.press("Backspace")
    desk.commit()
    assert desk.kept == "上面\n## 下面"


def test_the_cursor_passes_over_a_chart(desk):
    desk.session.submit(plan(desk, "上面\n!income_by_source\n下面"))
    at(desk, 2)
    desk.press("Right")
    assert desk.text.textCursor().block().text() == "下面"
    desk.press("Left")
    assert desk.text.textCursor().block().text() == "上面"
    desk.type("x")
    desk.commit()
    assert desk.kept == "上面x\n!income_by_source\n下面"
