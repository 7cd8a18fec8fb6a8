"""批注 on a form: Shift+F2, the mark, the tip, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import notes
from tests.ui.editors.conftest import SHIFT
from tests.ui.support import FakeFile, cell, listened, session
from ui.editors.form_menu import form_menu

CELL = "table03.2013299.project_expenditure"


@pytest.fixture
def form(bench):
    made = bench()
    made.asked = []
    made.editor.notes.ask = lambda name, text: made.asked.append((name, text)) or made.answer
    return made


def tip(form, index):
    return form.editor.model.data(index, Qt.ItemDataRole.ToolTipRole)


def look(form, index):
    return form.editor.model.look(index.row(), index.column())


def test_a_note_is_written_shown_and_taken_back(form):
    form.go(CELL)
    index = form.editor.model.index_of(cell(form.session, CELL))
    heard = listened(form.editor.model.dataChanged)
    form.answer = "见 <b>批复</b>"
    form.press("F2", SHIFT)
    assert form.asked == [("表三 · 2013299 其他组织事务支出 · 项目支出", "")]
    assert [(top, bottom) for top, bottom, _roles in heard] == [(index, index)]
    assert look(form, index).noted
    assert tip(form, index) == "批注：\n见 <b>批复</b>"
    assert "有批注" in form.editor.model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert form.undo.undoText() == "插入批注"
    form.go("table03.201.total")
    form.undo.undo()
    assert not look(form, index).noted
    assert form.place == (index.row(), index.column())


def test_texts_have_notes_too_and_a_dialog_that_was_left_changes_nothing(form):
    form.go_to(0, 0)
    form.answer = None
    form.press("F2", SHIFT)
    assert form.undo.count() == 0
    form.answer = "总计"
    form.press("F2", SHIFT)
    assert look(form, form.editor.model.index(0, 0)).noted


def test_the_notes_of_the_selection_are_deleted(form):
    form.go(CELL)
    form.editor.delete_notes()
    form.answer = "一"
    form.editor.edit_note()
    form.editor.cursor_.select_all()
    form.editor.delete_notes()
    assert form.messages == ["选中的单元格没有批注。", "已删除 1 条批注。"]
    assert notes.on_form(form.session.document, "table03") == frozenset()


def test_undoing_a_deleted_row_brings_its_mark_back(form):
    form.go(CELL)
    form.answer = "一"
    form.editor.edit_note()
    form.editor.delete_rows()
    assert not any(look(form, form.editor.model.index(line, 4)).noted for line in range(form.editor.model.rowCount()))
    form.undo.undo()
    assert look(form, form.editor.model.index_of(cell(form.session, CELL))).noted


def test_the_menu_offers_what_there_is_to_do(form):
    form.go(CELL)

    def offered():
        entries = {action.text().partition("\t")[0]: action.isEnabled() for action in form_menu(form.editor).actions()}
        return {name: enabled for name, enabled in entries.items() if "批注" in name}

    assert offered() == {"插入批注…": True, "删除批注": False}
    form.answer = "一"
    form.editor.edit_note()
    assert offered() == {"修改批注…": True, "删除批注": True}


def test_nothing_is_asked_while_nothing_can_be_changed(bench):
    form = bench(made=session(FakeFile(read_only=True)))
    form.editor.notes.ask = lambda _name, _text: pytest.fail("nothing was to be asked")
    form.go(CELL)
    form.press("F2", SHIFT)
    assert "只读" in form.messages[-1]
