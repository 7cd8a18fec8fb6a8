"""The bench shows what a figure would change, and leaves no trace until it is adopted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import planning
from models.diagnosis.repairs import accept
from models.refs import CellRef
from tests.ui.support import PROJECT, FakeFile, cell, computed_session, listened, session
from ui.diagnoser import Diagnoser
from ui.dialogs.bench_dialog import BenchDialog


@pytest.fixture
def made(qapp):
    return session()


@pytest.fixture
def bench(qtbot):
    def shown(of, address=PROJECT, edit=None):
        dialog = BenchDialog(of, [cell(of, address)], edit)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
        return dialog

    return shown


def slip(made, text="823.71"):
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): text}))


def lines(dialog):
    tree = dialog.tree
    heads = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return {head.text(0): [head.child(at).text(0) for at in range(head.childCount())] for head in heads}


def write(qtbot, dialog, text):
    field = next(iter(dialog.fields.values()))
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def state(made):
    return dict(made.workspace.engine.findings), dict(made.document.entries), made.undo_stack.count()


def test_typing_tells_what_would_balance_and_changes_nothing(qtbot, made, bench):
    slip(made)
    made.check_words()
    before = state(made)
    changed = listened(made.changed)
    dialog = bench(made)
    write(qtbot, dialog, "832.71")
    qtbot.waitUntil(lambda: dialog.summary.text() == "会平衡 3 条，不打破其他公式；共 1 格会变。")
    assert list(lines(dialog)) == ["会平衡 3 条", "表三　支出总表（1 格会变）"]
    dialog.reject()
    assert (state(made), changed) == (before, [])


def test_what_would_break_is_listed_first_in_words(qtbot, made, bench):
    dialog = bench(made)
    write(qtbot, dialog, "800")
    qtbot.waitUntil(lambda: "会打破 3 条" in dialog.summary.text())
    broken = lines(dialog)["会打破 3 条"]
    assert any("表三 · 2013299：合计 = 基本支出 + 项目支出（差" in line for line in broken)


def test_computed_cells_follow_table_by_table(qtbot, qapp, bench):
    made = computed_session()
    dialog = bench(made)
    write(qtbot, dialog, "842.71")
    qtbot.waitUntil(lambda: "格会变" in dialog.summary.text() and len(lines(dialog)) > 3)
    assert any(title.startswith("表五　") for title in lines(dialog))
    assert made.workspace.shown(cell(made, PROJECT)) == "832.71"


def test_enter_adopts_as_one_step_and_closes(qtbot, made, bench):
    slip(made)
    dialog = bench(made)
    write(qtbot, dialog, "832.71")
    qtbot.keyClick(next(iter(dialog.fields.values())), Qt.Key.Key_Return)
    assert made.workspace.summary().breaks == 0
    assert made.undo_stack.undoText() == "采用试算值"
    assert not dialog.isVisible()


def test_a_proposal_is_tried_as_it_is(made, bench):
    slip(made)
    best = Diagnoser(made, made).mistakes[0].pinned
    dialog = bench(made, edit=accept(made.workspace, best))
    assert [field.text() for field in dialog.fields.values()] == ["832.71"]
    dialog.accept()
    assert made.undo_stack.undoText() == "采用建议值"


def test_a_row_is_tried_without_a_field(made, bench):
    made.submit(planning.delete_rows(made.workspace, "table12", [cell(made, "table12.党建研究会.total").row]))
    best = Diagnoser(made, made).mistakes[0].pinned
    dialog = bench(made, "table12.r2.total", accept(made.workspace, best))
    assert dialog.fields == {}
    assert dialog.summary.text().startswith("会平衡 2 条")
    assert "（新增的行） · 合计" in lines(dialog)["表十二　项目支出（本年）（2 格会变）"]
    dialog.accept()
    assert made.workspace.summary().breaks == 0


def test_a_row_that_no_longer_fits_is_refused_in_words(made, bench):
    row = cell(made, "table12.党建研究会.total").row
    drop = planning.delete_rows(made.workspace, "table12", [row])
    dialog = bench(made, edit=drop)
    made.submit(drop)
    dialog.refresh()
    assert dialog.summary.text() == "内容已经改过，请关闭后重新试算。"
    assert not dialog.adopt_button.isEnabled()


def test_it_follows_the_document(qtbot, made, bench):
    dialog = bench(made)
    write(qtbot, dialog, "823.71")
    qtbot.waitUntil(lambda: "会打破" in dialog.summary.text())
    slip(made)
    qtbot.waitUntil(lambda: dialog.summary.text() == "没有变化。")
    assert not dialog.adopt_button.isEnabled()


def test_what_cannot_be_read_is_said_and_not_adopted(qtbot, made, bench):
    dialog = bench(made)
    write(qtbot, dialog, "12..5")
    qtbot.waitUntil(lambda: "不是金额" in dialog.summary.text())
    dialog.accept()
    assert made.undo_stack.count() == 0


def test_a_cell_of_the_list_leads_there(qtbot, made, bench):
    dialog = bench(made)
    write(qtbot, dialog, "800")
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() > 1)
    gone = listened(made.goto_requested)
    head = dialog.tree.topLevelItem(dialog.tree.topLevelItemCount() - 1)
    dialog.tree.itemActivated.emit(head.child(0), 0)
    dialog.tree.itemActivated.emit(head, 0)
    assert gone == [(CellRef(*cell(made, PROJECT)),)]


def test_in_a_read_only_file_it_only_shows(qtbot, qapp, bench):
    made = session(FakeFile(read_only=True))
    dialog = bench(made)
    write(qtbot, dialog, "800")
    qtbot.waitUntil(lambda: "会打破" in dialog.summary.text())
    assert not dialog.adopt_button.isEnabled()
