from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from export import layout
from export.xlsx_grid import grid
from models import planning
from models.findings import State
from models.refs import CellRef
from models.workspace import Origin
from tests.support.budgets import row_id
from tests.ui.support import PROJECT, PROJECT_TOTAL, cell, computed_session, listened, session
from ui.itemmodels.form_table_model import FormTableModel, OriginRole, RefRole, StateRole

FORMS = [f"table{number:02d}" for number in range(1, 14)]


@pytest.fixture
def made(qapp):
    return session()


@pytest.fixture
def model(made):
    return FormTableModel(made, "table03")


def texts(model, line):
    return [model.index(line, column).data() for column in range(model.columnCount())]


def at(model, address):
    return model.index_of(cell(model.session, address))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_proper_item_model(made, form, qtmodeltester):
    model = FormTableModel(made, form)
    qtmodeltester.check(model)
    row = next(made.document.all_rows(model.form))
    column = model.form.column_of_kind(row.block, model.form.amount_columns[0].kind)
    made.submit(planning.set_cells(made.workspace, {CellRef(form, row.id, column.key): "1"}))
    made.undo_stack.undo()
    qtmodeltester.check(model)


@pytest.mark.parametrize("form", FORMS)
def test_the_line_numbers_are_those_of_the_excel_sheet(made, form):
    [page] = layout.build(made.workspace, forms=[form]).pages
    first = FormTableModel(made, form).headerData(0, Qt.Orientation.Vertical)
    assert first == str(grid(page).body)


def test_cells_show_what_the_document_says(model):
    assert texts(model, 0) == ["合计", "合计", "1,170.53", "337.82", "832.71"]
    assert texts(model, 5) == ["2013299", "其他组织事务支出", "832.71", "", "832.71"]


def test_two_blocks_stand_side_by_side_with_blank_lines(made):
    model = FormTableModel(made, "table01")
    assert texts(model, 4)[:3] == ["五、单位资金", "", "五、教育支出"]
    assert texts(model, 6)[:3] == [None, None, "七、文化旅游体育与传媒支出"]
    assert model.index(6, 0).data(RefRole) is None
    assert not model.flags(model.index(6, 0)) & Qt.ItemFlag.ItemIsEditable


def test_roles_tell_address_state_and_origin(qapp):
    made = computed_session()
    made.workspace.apply(planning.set_cells(made.workspace, {cell(made, PROJECT): "12x"}))
    model = FormTableModel(made, "table03")
    index = at(model, PROJECT)
    assert index.data(RefRole) == cell(made, PROJECT)
    assert index.data(StateRole) == State.VIOLATION.value
    assert index.data(OriginRole) == Origin.STATED.value
    assert index.data(Qt.ItemDataRole.EditRole) == "12x"
    assert "12x" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert at(model, PROJECT_TOTAL).data(OriginRole) == Origin.COMPUTED.value


def test_a_break_says_so_in_its_tool_tip(made, model):
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))
    tip = at(model, PROJECT).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("断差：")
    assert "823.71" in tip


def test_only_what_belongs_to_the_form_is_fixed(model):
    editable = Qt.ItemFlag.ItemIsEditable
    first, second = ([bool(model.flags(model.index(line, n)) & editable) for n in range(5)] for line in (0, 1))
    assert first == [False, False, True, True, True]
    assert all(second)


def test_typing_is_one_edit_and_only_its_cells_are_announced(made, model):
    changed = listened(model.dataChanged)
    reports = listened(made.changed)
    assert model.setData(at(model, PROJECT), "823.71")
    [(report, initiator)] = reports
    assert initiator is model
    named = {ref for ref in report.cells if ref.form == "table03"}
    announced = {
        model.ref_at(line, column)
        for top, bottom, *_roles in changed
        for line in range(top.row(), bottom.row() + 1)
        for column in range(top.column(), bottom.column() + 1)
    }
    assert announced == named
    assert cell(made, PROJECT) in named


def test_what_cannot_be_read_stays_and_the_reason_is_told(made, model):
    message = listened(made.message)
    assert model.setData(at(model, PROJECT), "八百万")
    assert at(model, PROJECT).data() == "八百万"
    assert message == [("“八百万”不是金额，请改成数字，例如 1148.53。",)]


def test_a_figure_finer_than_the_form_is_kept_and_announced(made, model):
    message = listened(made.message)
    model.setData(at(model, PROJECT), "8327155元")
    assert at(model, PROJECT).data() == "832.72"
    assert message == [("已按 8,327,155.00 元保存，表上显示 832.72 万元。",)]


def test_a_fixed_label_is_not_changed(model):
    assert not model.setData(model.index(0, 1), "总计")
    assert model.index(0, 1).data() == "合计"


def test_rows_come_go_and_move_without_a_reset(made, model):
    reset, inserted = listened(model.modelReset), listened(model.rowsInserted)
    removed, moved = listened(model.rowsRemoved), listened(model.rowsMoved)
    made.submit(planning.add_subject(made.workspace, "table03", "main", "2040201"))
    assert [first for _parent, first, _last in inserted] == [6, 7, 8]
    assert [texts(model, line)[:2] for line in (6, 7, 8)] == [
        ["204", "公共安全支出"], ["20402", "公安"], ["2040201", "行政运行"],
    ]  # fmt: skip
    made.submit(planning.move_row(made.workspace, "table03", row_id(made.workspace, "table03", "2040201"), 1))
    assert len(moved) == 1
    assert texts(model, 9)[0] == "2040201"
    made.undo_stack.setIndex(0)
    assert len(removed) == 3
    assert texts(model, 6)[0] == "208"
    assert reset == []
    assert model.lines.line_of == {ids[0]: line for line, ids in enumerate(model.lines.current())}


def test_rows_between_fixed_lines_are_shown_by_a_reset(made):
    model = FormTableModel(made, "table09")
    reset = listened(model.modelReset)
    made.submit(planning.add_subject(made.workspace, "table09", "expenditure", "223"))
    assert len(reset) == 1
    assert texts(model, 1)[3:5] == ["223", "国有资本经营预算支出"]


def test_a_renamed_row_and_another_year_are_announced(made, model):
    changed, header = listened(model.dataChanged), listened(model.headerDataChanged)
    ref = CellRef("table03", row_id(made.workspace, "table03", "2013299"), "subject_name")
    made.submit(planning.set_text(made.workspace, ref, "其他"))
    assert any(top.row() <= 5 <= bottom.row() for top, bottom, *_roles in changed)
    assert texts(model, 5)[1] == "其他"
    made.submit(planning.set_setting(made.workspace, "year", "2026"))
    assert len(header) == 1


def test_an_edit_reads_no_lines_again(made, model, monkeypatch):
    monkeypatch.setattr(made.document, "lines", lambda _form: pytest.fail("an amount has no lines to read"))
    model.setData(at(model, PROJECT), "823.71")
