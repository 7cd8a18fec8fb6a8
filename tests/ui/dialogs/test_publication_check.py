"""公开完整性检查: the list, ticks, and jumps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models.completeness import CONFIRMED
from tests.ui.support import listened
from ui.dialogs.publication_check import PublicationCheckDialog


@pytest.fixture
def dialog(qtbot, made):
    shown = PublicationCheckDialog(made)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def line(dialog, code):
    for at in range(dialog.tree.topLevelItemCount()):
        group = dialog.tree.topLevelItem(at)
        for number in range(group.childCount()):
            if group.child(number).data(0, Qt.ItemDataRole.UserRole).demand.code == code:
                return group.child(number)
    raise AssertionError(code)


def test_every_demand_is_listed_below_its_group(dialog, made):
    tree = dialog.tree
    groups = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    assert [group.text(0) for group in groups] == ["报表", "文字", "绩效", "程序"]
    assert sum(group.childCount() for group in groups) == len(made.pack.completeness)
    assert dialog.sub.text().startswith(f"共 {len(made.pack.completeness)} 项要求：")


def test_a_tick_needs_a_name(dialog, made):
    line(dialog, "R143").setCheckState(0, Qt.CheckState.Checked)
    assert "请先" in dialog.sub.text()
    assert CONFIRMED + "R143" not in made.document.settings


def test_a_tick_records_who_and_when_and_can_be_taken_back(dialog, made):
    dialog.person.setText("李某")
    line(dialog, "R143").setCheckState(0, Qt.CheckState.Checked)
    assert made.document.settings[CONFIRMED + "R143"].startswith("李某 ")
    assert line(dialog, "R143").text(1) == "符合"
    assert made.undo_stack.count() == 1
    line(dialog, "R143").setCheckState(0, Qt.CheckState.Unchecked)
    assert not made.document.settings[CONFIRMED + "R143"]
    assert line(dialog, "R143").text(1) == "待人工确认"


def test_what_the_program_can_tell_has_no_tick(dialog):
    assert line(dialog, "R130").data(0, Qt.ItemDataRole.CheckStateRole) is None


def test_a_jump_closes_the_list_and_shows_the_finding(dialog, made):
    texts, cells = listened(made.text_requested), listened(made.goto_requested)
    forms = listened(made.finding_requested)
    dialog.tree.setCurrentItem(line(dialog, "R130"))
    assert not dialog.go.isEnabled()
    dialog.tree.setCurrentItem(line(dialog, "R133"))
    assert dialog.go.isEnabled()
    dialog.go.click()
    assert dialog.result() == PublicationCheckDialog.DialogCode.Accepted
    assert len(texts) + len(cells) + len(forms) == 1
