"""Typing in a section: one edit for each pause, undone as one, and never in the middle of composing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ui.editors.prose import section_view

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_pause_makes_one_edit_of_what_was_typed(qtbot, write):
    desk = write()
    desk.enter("section07", "经费预算", after=True)
    desk.type("abc")
    assert (desk.session.undo_stack.count(), desk.view.typing) == (0, True)
    qtbot.waitUntil(lambda: desk.session.undo_stack.count() == 1, timeout=section_view.PAUSE_MS + 3000)
    assert desk.kept == "本部门无“三公”经费预算abc。"
    assert desk.text.textCursor().position() == desk.shown.index("。")


def test_leaving_takes_what_was_typed_and_undoing_shows_it_as_it_was(write):
    desk = write()
    desk.enter("section07", "经费预算", after=True)
    desk.type("x")
    desk.page.sections["section08"].text.setFocus()
    assert desk.kept.endswith("预算x。")
    desk.session.undo_stack.undo()
    assert desk.shown == "本部门无“三公”经费预算。"
    assert desk.text.hasFocus()


def test_undoing_is_left_to_the_window(qtbot, write):
    desk = write()
    desk.enter("section07")
    asked = []
    desk.page.addAction("撤销", "Ctrl+Z", lambda: asked.append("undo"))
    desk.press("Z", CONTROL)
    assert asked == ["undo"]


def test_typing_back_what_stood_there_is_no_edit(write):
    desk = write()
    desk.enter("section07", "。", after=True)
    desk.type("x")
    desk.press("Backspace")
    desk.commit()
    assert desk.session.undo_stack.count() == 0


def test_nothing_is_taken_while_a_word_is_being_composed(write):
    desk = write()
    desk.enter("section07", "。", after=True)
    desk.type("x")
    QApplication.sendEvent(desk.text, QInputMethodEvent("zhong", []))
    assert not desk.view.commit()
    assert desk.session.undo_stack.count() == 0
    done = QInputMethodEvent("", [])
    done.setCommitString("中")
    QApplication.sendEvent(desk.text, done)
    desk.commit()
    assert desk.kept.endswith("。x中")


def test_enter_begins_a_line_and_after_a_subheading_plain_words(write):
    desk = write()
    desk.enter("section05", "规模变化情况", after=True)
    desk.press("Return")
    desk.type("new")
    desk.commit()
    assert desk.kept.splitlines()[:2] == ["## （一）一般公共预算当年支出规模变化情况", "new"]


def test_emptying_a_section_keeps_it_empty(write):
    desk = write()
    desk.enter("section07")
    desk.press("A", CONTROL)
    desk.press("Delete")
    desk.commit()
    assert desk.kept == "\n"
    assert desk.shown == ""


def test_a_text_too_long_is_told_and_stays_on_the_screen(write):
    desk = write()
    desk.enter("section07")
    said = []
    desk.session.message.connect(said.append)
    desk.text.insertPlainText("长" * 31_000)
    assert not desk.view.commit()
    assert "超过" in said[0]
    assert len(desk.shown) > 31_000
    assert desk.session.undo_stack.count() == 0


def test_arrow_keys_go_on_in_the_next_section(write):
    desk = write()
    desk.enter("section07")
    desk.press("Down")
    assert desk.page.current.key == "section08"
    desk.text = desk.page.current.text
    desk.press("Up")
    assert desk.page.current.key == "section07"


def test_a_read_only_document_cannot_be_typed_in(qtbot, made, write):
    made.file = type("File", (), {"read_only": True})()
    desk = write()
    desk.type("x")
    assert (desk.text.isReadOnly(), desk.view.typing) == (True, False)
