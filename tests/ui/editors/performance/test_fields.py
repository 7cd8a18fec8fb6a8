"""Typing into the texts of a form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models.performance.access import projects_of
from models.performance.definitions import CATEGORY
from models.performance.planning import MAX_FIELD
from models.refs import CellRef
from tests.support.form_ids import FORM, PROJECT


@pytest.fixture
def bench(page):
    return page()


def test_leaving_a_field_saves_it_as_one_edit(bench):
    bench.field("phone").setFocus()
    bench.type("0356-2020202")
    assert bench.undo.count() == 0
    bench.press("Tab")
    assert bench.row().texts["phone"] == "0356-2020202"
    assert bench.undo.count() == 1
    assert bench.undo.command(0).edit.label == "修改绩效目标表"


def test_a_pause_saves_what_was_typed(bench):
    field = bench.field("project_overview")
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    bench.type("补充说明。")
    bench.qtbot.waitUntil(lambda: bench.row().texts["project_overview"].endswith("补充说明。"))
    assert field.hasFocus()


def test_nothing_is_saved_within_a_composition(bench):
    field = bench.field("handler")
    field.setFocus()
    bench.type("li")
    bench.compose("nihao")
    field._commit_at_pause()
    assert bench.undo.count() == 0
    bench.compose("", "你好")
    field.commit()
    assert bench.row().texts["handler"] == "li你好"


def test_undo_gives_the_words_back_and_shows_them(bench):
    before = bench.row().texts["basis"]
    bench.field("basis").setFocus()
    bench.press("A", Qt.KeyboardModifier.ControlModifier)
    bench.type("x")
    bench.press("Tab")
    assert bench.row().texts["basis"] == "x"
    bench.undo.undo()
    assert bench.field("basis").toPlainText() == before
    assert bench.field("basis").hasFocus()


def test_escape_takes_back_what_was_typed(bench):
    field = bench.field("phone")
    field.setFocus()
    bench.type("1")
    bench.press("Escape")
    bench.press("Tab")
    assert field.toPlainText() == ""
    assert bench.undo.count() == 0


def test_enter_leaves_a_line(bench):
    bench.field("handler").setFocus()
    bench.type("a")
    bench.press("Return")
    assert bench.row().texts["handler"] == "a"
    assert bench.field("phone").hasFocus()


def test_a_text_that_is_too_long_is_refused_with_a_reason(bench):
    box = bench.form.fields["necessity"]
    box.text.setFocus()
    box.text.setPlainText("长" * (MAX_FIELD + 1))
    box.text.commit()
    assert "请删减" in box.problem.text()
    assert box.problem.isVisible()
    assert bench.undo.count() == 0


def test_typing_goes_to_the_form_that_was_shown(bench):
    name = bench.row().label
    bench.field("phone").setFocus()
    bench.type("1")
    bench.page.list.setFocus()
    bench.show("干部教育经费")
    assert bench.row(name).texts["phone"] == "1"
    assert bench.field("phone").toPlainText() == ""
    assert "phone" not in bench.row("干部教育经费").texts


def test_the_name_is_the_rows_label(bench):
    row_id = bench.row().id
    bench.field("project_name").setFocus()
    bench.press("End")
    bench.type("2")
    bench.press("Tab")
    assert bench.document.row(FORM, row_id).label.endswith("经费2")


def test_the_category_is_that_of_table_12_too(bench):
    assert bench.form.category.currentText() == "特定目标类"
    bench.form.category.setFocus()
    bench.press("Up")
    bench.form.category.activated.emit(1)
    code = bench.row().code
    project = next(row for row in projects_of(bench.document, PROJECT) if row.code == code)
    assert (bench.row().texts[CATEGORY], project.texts[CATEGORY]) == ("其他运转类", "其他运转类")


def test_fields_are_as_high_as_their_words(bench):
    overview, phone = bench.field("project_overview"), bench.field("phone")
    assert overview.height() > 3 * phone.height()
    assert overview.document().size().height() <= overview.height()


def test_the_user_is_on_the_field(bench):
    bench.field("necessity").setFocus()
    assert bench.session.current == CellRef(FORM, bench.form.row_id, "necessity")
