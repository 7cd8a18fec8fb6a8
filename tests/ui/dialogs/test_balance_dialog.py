"""尾差平衡: previewed cell by cell, cells can be locked, one step, or a footnote instead."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models import planning
from models.rounding import note
from tests.ui.support import PROJECT, FakeFile, cell, listened, session
from ui.dialogs.balance_dialog import LOCKS, BalanceDialog
from ui.itemmodels.balance_table_model import GAP, LOCK, NEW, OLD, PLACE, BalanceTableModel


@pytest.fixture
def made(qapp):
    return session()


@pytest.fixture
def balancing(qtbot):
    def shown(of):
        dialog = BalanceDialog(of)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
        return dialog

    return shown


def texts(dialog, row):
    return tuple(dialog.model.index(row, column).data() for column in (PLACE, OLD, NEW, GAP))


def test_every_cell_that_changes_is_shown_before_and_after(made, balancing):
    dialog = balancing(made)
    assert dialog.summary.text() == "改动 3 个数（26 个单元格），合计 0.03 万元，已证明不能更少。"
    assert dialog.model.rowCount() == 26
    assert texts(dialog, 0) == ("表一 · 十、卫生健康支出 · 合计", "17.56", "17.55", "-0.01")
    assert texts(dialog, 1)[0].strip() == "同一个数：表一 · 十、卫生健康支出 · 当年预算安排"


def test_looking_changes_nothing_and_adopting_is_one_step(made, balancing):
    dialog = balancing(made)
    assert (made.undo_stack.count(), made.workspace.summary().rounding) == (0, 24)
    made.submit(dialog.edit())
    summary = made.workspace.summary()
    assert (summary.rounding, summary.breaks, made.undo_stack.count()) == (0, 0, 1)
    assert balancing(made).summary.text() == "没有尾差，不需要舍位平衡。"
    made.undo_stack.undo()
    assert made.workspace.summary().rounding == 24


def test_a_locked_cell_stays_and_another_way_is_found(qtbot, made, balancing):
    dialog = balancing(made)
    ref = dialog.model.lines[0].ref
    box = dialog.table.visualRect(dialog.model.index(0, LOCK))
    dialog.table.setCurrentIndex(dialog.model.index(0, LOCK))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert box.isValid()
    assert dialog.locked == {ref}
    assert ref not in {change.ref for change in dialog.edit().changes}
    row = dialog.model.row_of(ref)
    assert texts(dialog, row)[1:] == ("17.56", "不改", "")
    assert dialog.model.index(row, LOCK).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    made.submit(dialog.edit())
    assert made.workspace.summary().rounding == 0
    assert made.workspace.shown(ref) == "17.56"


def test_locks_are_remembered_with_the_file_and_can_be_lifted(made, balancing):
    dialog = balancing(made)
    ref = dialog.model.lines[0].ref
    dialog.model.setData(dialog.model.index(0, LOCK), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    again = balancing(made)
    assert again.locked == {ref}
    row = again.model.row_of(ref)
    again.model.setData(again.model.index(row, LOCK), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert again.locked == frozenset()
    assert again.model.rowCount() == 26


def test_locks_that_make_no_sense_are_forgotten(qapp, balancing):
    file = FakeFile()
    file.view = {LOCKS: [["table03", "gone", "total"], ["table99", "r1", "x"], [1, 2, 3], "nonsense"]}
    assert balancing(session(file)).locked == frozenset()


def test_the_footnote_instead_changes_no_figure(made, balancing):
    dialog = balancing(made)
    dialog.note_box.click()
    assert not dialog.table.isEnabled()
    before = dict(made.document.entries)
    made.submit(dialog.edit())
    assert (note.is_on(made.document), dict(made.document.entries) == before) == (True, True)
    again = balancing(made)
    assert again.note_box.isChecked()
    assert not again.adopt_button.isEnabled()
    again.note_box.click()
    made.submit(again.edit())
    assert (note.is_on(made.document), made.workspace.summary().rounding, made.undo_stack.count()) == (False, 0, 2)


def test_a_break_in_the_way_is_told_in_words(made, balancing):
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))
    dialog = balancing(made)
    assert dialog.summary.text().startswith("还有断差没有改正")
    assert not dialog.adopt_button.isEnabled()
    dialog.note_box.click()
    assert dialog.adopt_button.isEnabled()


def test_doubtful_roundings_are_listed_to_be_looked_at(made, balancing):
    assert balancing(made).doubts.isHidden()
    made.submit(planning.set_cells(made.workspace, {cell(made, "table06.工资福利支出.total"): "289.87"}))
    suspects = [finding for finding in made.workspace.findings() if finding.state.value == "suspect"]
    assert suspects
    dialog = balancing(made)
    assert dialog.doubts.count() >= len(suspects)
    assert "很少见" in dialog.doubts.item(0).text()
    gone = listened(made.goto_requested)
    dialog.doubts.itemActivated.emit(dialog.doubts.item(0))
    assert gone == [(suspects[0].cells[0],)]


def test_a_double_click_leads_to_the_cell(qtbot, made, balancing):
    dialog = balancing(made)
    gone = listened(made.goto_requested)
    place = dialog.table.visualRect(dialog.model.index(0, PLACE)).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert gone == [(dialog.model.lines[0].ref,)]


def test_a_read_only_document_is_only_looked_at(qapp, balancing):
    assert not balancing(session(FakeFile(read_only=True))).adopt_button.isEnabled()


def test_the_preview_is_a_well_behaved_model(made, balancing, qtmodeltester):
    model = BalanceTableModel(made.workspace)
    model.show(None, {cell(made, PROJECT)})
    qtmodeltester.check(model)
    dialog = balancing(made)
    qtmodeltester.check(dialog.model)
