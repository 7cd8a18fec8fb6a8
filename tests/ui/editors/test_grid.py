"""The form as printed: frozen columns, merged cells, heights, widths, zoom, notes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from models import planning
from models.refs import CellRef
from tests.ui.editors.conftest import CONTROL
from tests.ui.support import FakeFile, computed_session, session
from ui.editors.column_widths import frozen_columns
from ui.editors.headers import broken, letter


def both(form, what):
    return [what(view) for view in form.editor.grid.views]


def test_codes_and_names_are_frozen_where_there_is_one_block(bench):
    forms = session().pack.forms
    assert {form.number: frozen_columns(form) for form in forms} == {
        "表一": 0, "表二": 2, "表三": 2, "表四": 0, "表五": 2, "表六": 1, "表七": 2, "表八": 2, "表九": 0, "表十": 1,
        "表十一": 1, "表十二": 1, "表十三": 1,
    }  # fmt: skip


def test_the_frozen_columns_keep_step(bench):
    form = bench("table12")
    form.editor.resize(500, 300)
    QApplication.processEvents()
    main, frozen = form.editor.grid.main, form.editor.grid.frozen
    assert main.horizontalScrollBar().maximum() > 0
    main.verticalScrollBar().setValue(80)
    assert frozen.verticalScrollBar().value() == 80
    frozen.verticalScrollBar().setValue(main.verticalScrollBar().maximum())
    assert main.verticalScrollBar().value() == frozen.verticalScrollBar().value() == main.verticalScrollBar().maximum()
    lines = range(form.editor.model.rowCount())
    assert [main.rowHeight(line) for line in lines] == [frozen.rowHeight(line) for line in lines]
    assert main.viewport().height() == frozen.viewport().height()
    assert main.horizontalHeader().height() == frozen.horizontalHeader().height()
    form.editor.zoom(150)
    assert [main.rowHeight(line) for line in lines] == [frozen.rowHeight(line) for line in lines]


def test_long_names_get_a_second_line_and_lose_it_with_room(bench):
    form = bench("table12")
    usual = form.editor.grid.metrics.row_height
    assert form.editor.view.rowHeight(2) > usual
    form.editor.resize(1800, 640)
    assert form.editor.view.rowHeight(2) == usual
    ref = CellRef("table12", form.editor.model.row_at(4, 0).id, "project_name")
    form.session.submit(planning.set_text(form.session.workspace, ref, "很长的项目名称" * 12))
    assert form.editor.view.rowHeight(4) > usual


def test_the_total_label_takes_the_code_column_too(bench):
    form = bench("table03")
    frozen = form.editor.grid.frozen
    assert (frozen.columnSpan(0, 0), frozen.columnSpan(1, 0)) == (2, 1)
    assert bench("table09").editor.view.columnSpan(0, 3) == 2


def test_the_form_fits_its_window(bench):
    form = bench("table01")
    left, right = form.editor.grid.table_edges()
    assert right - left <= form.editor.grid.width()
    assert form.editor.view.horizontalScrollBar().maximum() == 0


def test_a_dragged_width_is_remembered_with_the_file(bench):
    file = FakeFile()
    form = bench(made=session(file))
    form.editor.view.horizontalHeader().resizeSection(3, 222)
    assert file.view["widths"]["table03"][3] == 222
    again = bench(made=session(file))
    assert again.editor.view.columnWidth(3) == 222
    again.editor.resize(1200, 640)
    assert again.editor.view.columnWidth(3) == 222
    again.editor.zoom(200)
    assert again.editor.view.columnWidth(3) == 444


@pytest.mark.parametrize("kept", [5, {"table03": "x"}, {"table03": [1]}, {"table03": ["a"] * 5}])
def test_a_damaged_memory_of_widths_does_no_harm(bench, kept):
    file = FakeFile()
    file.view = {"widths": kept}
    assert bench(made=session(file)).editor.view.columnWidth(3) > 50


def wheel(form, angle):
    view = form.editor.view.viewport()
    place = QPointF(40, 40)
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_ctrl_and_the_wheel_zoom_within_limits(bench):
    form = bench()
    heard = []
    form.editor.zoomed.connect(heard.append)
    wheel(form, 120)
    assert (form.editor.zoom_percent, heard) == (110, [110])
    form.editor.zoom(1000)
    assert form.editor.zoom_percent == 200
    wheel(form, 120)
    form.editor.zoom(1)
    wheel(form, -120)
    assert form.editor.zoom_percent == 50
    assert heard == [110, 200, 50]


def test_an_empty_form_says_so_until_a_figure_comes(bench):
    form = bench("table09")
    assert form.editor.view.note == "注：本表无数据"
    form.go_to(0, 2)
    form.type("1")
    form.press("Return")
    assert form.editor.view.note == ""
    form.undo.undo()
    assert form.editor.view.note == "注：本表无数据"
    assert bench("table03").editor.grid.leading.note == ""


def test_the_head_follows_year_and_department(bench):
    form = bench()
    assert form.editor.head.title == "2025年预算支出总表"
    form.session.submit(planning.set_setting(form.session.workspace, "year", "2026"))
    form.session.submit(planning.set_setting(form.session.workspace, "department", "某局"))
    assert form.editor.head.title == "2026年预算支出总表"
    assert form.editor.head.department == "部门名称：某局"


def test_the_user_stays_when_lines_are_read_anew(bench):
    form = bench("table09")
    form.go_to(0, 5)
    form.session.submit(planning.add_subject(form.session.workspace, "table09", "income", "103"))
    assert form.place == (0, 5)
    assert form.editor.view.columnSpan(0, 3) == 2


def test_letters_go_on_after_z():
    assert [letter(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_heading_breaks_before_its_last_word(bench):
    measure = bench().editor.grid.metrics.bold_text
    width = measure.horizontalAdvance("政府性基金") + 2
    assert broken("政府性基金预算", width, measure) == "政府性基金\n预算"
    assert broken("合计", width, measure) == "合计"
    assert broken("国有资本经营收入预算", width, measure) == "国有资本经营收入预算"


@pytest.mark.parametrize("made", [session, computed_session])
def test_selected_cells_keep_their_own_ground(bench, made):
    form = bench("table03", made())
    view, model = form.editor.view, form.editor.model
    form.editor.cursor_.go(5, 2)
    form.editor.cursor_.extend(6, 3)

    def ground(line, column):
        cell = view.visualRect(model.index(line, column))
        return view.viewport().grab(cell).toImage().pixelColor(cell.width() // 2, 3)

    assert all(ground(line, column).lightness() > 190 for line in (5, 6) for column in (2, 3))
    assert ground(6, 2) != ground(8, 2)


@pytest.mark.parametrize(("form", "place"), [("table01", (0, 1)), ("table03", (0, 2)), ("table06", (0, 2))])
def test_a_form_begins_at_its_first_figure(bench, form, place):
    made = bench(form)
    assert made.place == place
    assert made.editor.view.horizontalScrollBar().value() == 0
    assert made.session.current == made.editor.model.ref_at(*place)
