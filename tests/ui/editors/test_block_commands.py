"""Copy, cut, paste, clear and fill, with the real clipboard of the platform."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.workspace import Origin
from tests.ui.editors.conftest import CONTROL
from tests.ui.support import cell, computed_session, session


def put_text(text):
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def select(form, top, left, bottom, right):
    form.go_to(top, left)
    form.editor.cursor_.extend(bottom, right)


def block(form, top, left, bottom, right):
    return [[form.text(line, column) for column in range(left, right + 1)] for line in range(top, bottom + 1)]


@pytest.fixture
def form(bench):
    made = bench(made=computed_session())
    made.editor.blocks.ask = lambda _title, _text: pytest.fail("nothing was to be asked")
    return made


def test_copy_writes_what_excel_reads(form):
    select(form, 0, 0, 2, 3)
    form.press("C", CONTROL)
    text = QGuiApplication.clipboard().text()
    assert text.split("\r\n")[:2] == ["合计\t\t1170.54\t337.83", "201\t一般公共服务支出\t1082.28\t249.57"]


def test_copying_two_blocks_is_refused_with_a_sentence(form):
    from PySide6.QtCore import QItemSelectionModel

    form.go_to(3, 3)
    form.editor.grid.selection.select(form.editor.model.index(8, 4), QItemSelectionModel.SelectionFlag.Select)
    form.press("C", CONTROL)
    assert form.messages == ["选中了几块不相连的区域，请只选一块再操作。"]


def test_a_block_from_excel_is_one_undo_step_and_skips_computed_cells(form):
    form.go_to(1, 2)
    put_text("1,082.28\t200\r\n1,082.28\t200\r\n181.08\t100.5\r\n68.49\t99.5\r\n")
    form.press("V", CONTROL)
    assert [form.text(line, 3) for line in range(1, 5)] == ["200.00", "200.00", "100.50", "99.50"]
    assert form.messages[-1] == "粘贴 2 个单元格，跳过 6 个合计单元格。"
    assert form.editor.cursor_.rectangle() == (1, 2, 4, 3)
    assert form.undo.undoText() == "粘贴"
    form.undo.undo()
    assert (form.text(3, 3), form.text(4, 3)) == ("181.08", "68.49")


def test_headings_copied_along_with_a_table_are_left_out(form):
    select(form, 0, 0, 18, 4)
    form.press("C", CONTROL)
    body = QGuiApplication.clipboard().text().replace("181.08", "182.08")
    head = (
        "表三\t\t\t\t",
        "部门：某部\t\t\t\t单位：万元",
        "科目编码\t科目名称\t合计\t基本支出\t项目支出",
        "1\t2\t3\t4\t5",
    )
    put_text("\r\n".join((*head, body)))
    form.go_to(0, 0)
    form.press("V", CONTROL)
    assert form.messages[-1].endswith("，略去 4 行表头。")
    assert (form.text(3, 0), form.text(3, 3)) == ("2013201", "182.08")
    assert form.editor.model.rowCount() == 19


def test_one_value_fills_the_selection(form):
    put_text("5\n")
    select(form, 8, 3, 10, 3)
    form.press("V", CONTROL)
    assert [form.text(line, 3) for line in range(8, 11)] == ["5.00"] * 3
    assert form.undo.count() == 1


def test_our_own_copy_keeps_what_was_typed(form):
    form.go_to(3, 3)
    form.type("943271.55")
    form.press("Return")
    form.undo.undo()
    form.go_to(3, 3)
    form.type("94.327155")
    form.press("Return")
    form.go_to(3, 3)
    form.press("C", CONTROL)
    assert QGuiApplication.clipboard().text() == "94.33\r\n"
    form.go_to(4, 3)
    form.press("V", CONTROL)
    ref = form.editor.model.ref_at(4, 3)
    assert form.session.document.entries[ref].text == "94.327155"


def test_cut_moves(form):
    form.go_to(3, 3)
    form.press("X", CONTROL)
    assert form.text(3, 3) == ""
    assert form.undo.undoText() == "剪切"
    form.go_to(5, 3)
    form.press("V", CONTROL)
    assert form.text(5, 3) == "181.08"


@pytest.mark.parametrize(("answer", "shown"), [(True, "94.33"), (False, "943,271.55")])
def test_yuan_is_offered_to_be_converted(form, answer, shown):
    asked = []
    form.editor.blocks.ask = lambda title, text: asked.append((title, text)) or answer
    put_text("943271.55")
    form.go_to(3, 3)
    form.press("V", CONTROL)
    assert len(asked) == 1
    assert form.text(3, 3) == shown
    if answer:
        assert form.messages[-1] == "已按 943,271.55 元保存，表上显示 94.33 万元。"


def test_pasted_text_that_is_no_amount_stays_and_is_counted(form):
    put_text("十万\n1\n")
    form.go_to(3, 3)
    form.press("V", CONTROL)
    assert block(form, 3, 3, 4, 3) == [["十万"], ["1.00"]]
    assert form.messages[-1] == "粘贴 2 个单元格，1 个不是金额，已标出。"


def test_lines_pasted_below_become_rows(bench):
    form = bench("table12")
    last = form.editor.model.rowCount()
    form.go_to(last - 1, 0)
    put_text("甲项目\t1\n乙项目\t2\n")
    form.press("V", CONTROL)
    assert form.editor.model.rowCount() == last + 1
    assert block(form, last - 1, 0, last, 1) == [["甲项目", "1.00"], ["乙项目", "2.00"]]


def test_an_empty_clipboard_is_said(form):
    form.go_to(3, 3)
    form.press("V", CONTROL)
    assert form.messages == ["剪贴板里没有可以粘贴的文字。"]


def test_delete_clears_figures_and_texts_of_a_block(bench):
    form = bench("table06")
    select(form, 2, 1, 2, 3)
    form.press("Delete")
    assert block(form, 2, 0, 2, 1) == [["基本工资", ""]]
    assert form.undo.undoText() == "清除内容"
    assert form.undo.count() == 1
    assert form.session.workspace.origin(form.editor.model.ref_at(2, 3)) is not Origin.STATED


def test_delete_on_computed_cells_says_that_nothing_is_there(form):
    form.go("table03.201.total")
    form.press("Delete")
    assert form.undo.count() == 0
    assert form.messages == ["选中的单元格里没有可以清除的内容；自动计算的数会随明细变化。"]


def test_fill_down_and_right(form):
    select(form, 8, 3, 10, 3)
    form.press("D", CONTROL)
    assert [form.text(line, 3) for line in range(8, 11)] == ["11.01"] * 3
    assert form.undo.undoText() == "向下填充"
    form.go_to(8, 4)
    form.press("R", CONTROL)
    assert form.text(8, 4) == "11.01"
    form.go_to(9, 4)
    form.press("D", CONTROL)
    assert form.text(9, 4) == "11.01"
    assert form.messages[-1] == "填充 1 个单元格。"


def test_automatic_says_when_there_is_nothing_to_do(form):
    form.go_to(3, 3)
    form.editor.automatic()
    assert form.messages == ["选中的单元格没有覆盖自动计算的录入值。"]
    assert not form.editor.blocks.can_be_automatic()


def test_everything_stated_can_be_given_back(bench):
    form = bench(made=session())
    select(form, 0, 2, 18, 4)
    form.editor.automatic()
    total = cell(form.session, "table03.201.total")
    assert form.session.workspace.origin(total) is Origin.COMPUTED
