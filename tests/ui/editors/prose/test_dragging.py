"""Words dragged with the mouse: moved with their figures, pasted from elsewhere, given out as text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDropEvent

from models.narrative import planning
from ui.editors.prose import transfer
from ui.editors.prose.dragging import takes

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
FIGURE = "{=表一[收入总计].收入|万元}"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(write):
    """Section 七 with a bound figure in its first line."""
    made = write()
    made.enter("section07")
    text = f"共{FIGURE}，已核。\n第二行"
    made.session.submit(planning.set_section(made.session.workspace, "section07", text))
    made.session.check_words()
    assert made.shown == "共1,170.53万元，已核。\n第二行"
    return made


def place(text, words, *, after=False):
    """A point of the viewport at the edge of words."""
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index(words) + len(words) * after)
    return text.cursorRect(cursor).center()


def drop(text, point, data, action, source=None):
    """What Qt tells a text on which something is let go."""

    class Drop(QDropEvent):
        def source(self):
            return source

    event = Drop(QPointF(point), COPY | MOVE, data, LEFT, Qt.KeyboardModifier.NoModifier)
    event.setDropAction(action)
    text.dropEvent(event)
    return event


def held(text):
    return transfer.to_mime(transfer.selected(text.textCursor()))


def test_words_are_moved_with_their_figures_in_one_step(desk):
    desk.select("section07", "1,170.53万元，")
    steps = desk.session.undo_stack.count()
    event = drop(desk.text, place(desk.text, "二行"), held(desk.text), MOVE, desk.text)
    assert event.dropAction() is MOVE
    assert desk.kept == f"共已核。\n第{FIGURE}，二行"
    assert desk.text.textCursor().selectedText() == "1,170.53万元，"
    assert (desk.session.undo_stack.count(), desk.session.undo_stack.undoText()) == (steps + 1, "移动文字")
    desk.session.undo_stack.undo()
    assert desk.kept == f"共{FIGURE}，已核。\n第二行"


def test_what_was_typed_before_is_a_step_of_its_own(desk):
    desk.enter("section07", "第")
    desk.type("x")
    desk.select("section07", "1,170.53万元")
    drop(desk.text, place(desk.text, "二行"), held(desk.text), MOVE, desk.text)
    desk.session.undo_stack.undo()
    assert desk.kept == f"共{FIGURE}，已核。\nx第二行"


def test_words_dropped_on_themselves_stay(desk):
    desk.select("section07", "1,170.53万元，已")
    steps = desk.session.undo_stack.count()
    drop(desk.text, place(desk.text, "，"), held(desk.text), MOVE, desk.text)
    assert desk.session.undo_stack.count() == steps


def test_words_of_another_section_are_pasted_and_stay_there_too(desk):
    desk.select("section07", "1,170.53万元")
    source, data = desk.text, held(desk.text)
    desk.enter("section08")
    before = desk.shown
    event = drop(desk.text, QPoint(0, 0), data, MOVE, source)
    assert event.dropAction() is COPY  # so that nobody takes the words away
    assert desk.kept.startswith(FIGURE)
    assert desk.shown == "1,170.53万元" + before
    assert source.toPlainText().startswith("共1,170.53万元")


def test_words_from_outside_are_pasted_and_their_numbers_can_be_bound(desk):
    data = QMimeData()
    data.setText("收入总计1170.53万元。")
    drop(desk.text, place(desk.text, "第二行"), data, MOVE)
    assert desk.kept.endswith("\n收入总计1170.53万元。第二行")
    assert desk.page.paste_bar.isVisible()
    desk.qtbot.mouseClick(desk.page.paste_bar.all, LEFT)
    assert desk.kept.count("{=") == 2


def test_nothing_drops_into_a_figure_or_a_chart(desk):
    workspace = desk.session.workspace
    desk.session.submit(planning.set_section(workspace, "section07", f"共{FIGURE}。\n!income_by_source\n第二行"))
    for point in (place(desk.text, "70.53"), QPoint(300, 120)):
        data = QMimeData()
        data.setText("x")
        drop(desk.text, point, data, MOVE)
    assert sorted(desk.kept.replace("x", "").split("\n")) == sorted([f"共{FIGURE}。", "!income_by_source", "第二行"])
    assert desk.kept.count("x") == 2


def test_a_drag_gives_the_text_out_and_takes_nothing_away(desk, monkeypatch):
    given = []

    def execute(drag, *_actions):
        given.append((drag.mimeData().text(), drag.mimeData().hasFormat(transfer.MIME)))
        return MOVE  # as a program answers that asks for the text to be deleted

    monkeypatch.setattr(QDrag, "exec", execute)
    desk.select("section07", "共1,170.53万元")
    view, start = desk.text.viewport(), place(desk.text, "70.53")
    desk.qtbot.mousePress(view, LEFT, pos=start)
    desk.qtbot.mouseMove(view, start + QPoint(15, 15))
    desk.qtbot.mouseRelease(view, LEFT, pos=start + QPoint(15, 15))
    assert given == [("共1,170.53万元", True)]
    assert desk.shown.startswith("共1,170.53万元")


def test_a_file_is_left_to_the_window():
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/x.gouji")])
    assert not takes(data)
    data.setUrls([QUrl("https://example.org/")])
    assert takes(data)
