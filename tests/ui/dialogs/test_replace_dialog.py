from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.dialogs.replace_dialog import ReplaceDialog


@pytest.fixture
def dialog(qtbot, made):
    found = ReplaceDialog(made.workspace, {"本页": ("table12",), "全部报表": ("table12", "project_performance")})
    qtbot.addWidget(found)
    return found


def look_for(dialog, old, new):
    dialog.old.setText(old)
    dialog.new.setText(new)
    dialog.search()


def test_each_place_is_shown_and_those_that_are_ticked_are_replaced(dialog):
    look_for(dialog, "教育", "培训")
    texts = [[dialog.tree.topLevelItem(at).text(column) for column in range(3)] for at in range(3)]
    assert texts[0] == ["表十二 · 干部教育经费", "干部教育经费", "干部培训经费"]
    assert dialog._button.text() == "替换 3 处"
    dialog.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.note.text() == "找到 3 处，将替换 2 处，作为一步，可以撤销。"
    dialog.accept()
    assert "干部培训经费" not in {change.new.label for change in dialog.edit.changes}


def test_the_scope_decides(dialog):
    look_for(dialog, "党建研究", "党务研究")
    here = len(dialog.chosen)
    dialog.scope.setCurrentIndex(1)
    assert len(dialog.chosen) > here


def test_nothing_found_is_said_and_nothing_can_be_replaced(dialog):
    assert dialog.note.text() == ""
    look_for(dialog, "没有这样的词", "x")
    assert dialog.note.text() == "没有找到可以替换的内容。"
    assert not dialog._button.isEnabled()


def test_what_becomes_too_long_is_said_and_the_dialog_stays(dialog):
    look_for(dialog, "党建研究会", "长" * 201)
    dialog.accept()
    assert dialog.edit is None
    assert "超过 200 字" in dialog.note.text()
