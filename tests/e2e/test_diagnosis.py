"""A slip in any leaf: the card names that very cell and the right value, and one key makes everything 平 again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.findings import State
from tests.ui.support import PROJECT, cell
from tests.ui.windows import CONTROL

ALT = Qt.KeyboardModifier.AltModifier
LEAVES = [
    (PROJECT, "823.71", "832.71"),
    ("table03.2080505.basic_expenditure", "29.75", "29.57"),
    ("table02.2080501.general_public_budget", "110.10", "11.01"),
    ("table06.奖金.personnel_expense", "52.26", "25.26"),
    ("table12.党建研究会.general_public_budget", "30000", "3.00"),
    ("table11.r2.general_public_budget", "-37.00", "37.00"),
]
TIED = "table06.基本工资.total"


@pytest.fixture
def open_desk(desk):
    desk.open()
    return desk


def type_into(desk, address, text):
    desk.session.goto(cell(desk.session, address))
    desk.type(text)
    desk.press("Return")


def card_of(qtbot, desk):
    card = desk.bench.inspector.card
    qtbot.waitUntil(card.isVisible)
    return card


def all_balanced(desk):
    return desk.session.workspace.summary().breaks == 0 and desk.bench.status.counts[State.BREAK].text() == "断差 0"


@pytest.mark.parametrize(("address", "slip", "right"), LEAVES)
def test_the_card_names_the_cell_and_enter_on_it_mends_everything(qtbot, open_desk, address, slip, right):
    desk, ref = open_desk, cell(open_desk.session, address)
    type_into(desk, address, slip)
    desk.session.goto(cell(desk.session, "table01.支出总计.expenditure_total"))
    desk.press("F8")
    assert desk.session.current == ref
    card = card_of(qtbot, desk)
    assert card.headline.text() == "很可能是这一格填错了"
    assert card.adopt_button.text() == f"采用 {right}"
    desk.press("F6")
    assert QApplication.focusWidget() is card.adopt_button
    desk.press("Return")
    assert desk.session.workspace.shown(ref) == right
    qtbot.waitUntil(lambda: all_balanced(desk) and not card.isVisible())
    assert desk.bench.editor.grid.main.hasFocus()


def test_alt_enter_mends_from_a_cell_that_only_follows_and_undo_restores(qtbot, open_desk):
    desk = open_desk
    type_into(desk, PROJECT, "823.71")
    desk.session.goto(cell(desk.session, "table05.2013299.project_expenditure"))
    assert "根源在" in card_of(qtbot, desk).source.text()
    desk.press("Return", ALT)
    qtbot.waitUntil(lambda: all_balanced(desk))
    assert desk.session.workspace.shown(cell(desk.session, PROJECT)) == "832.71"
    desk.press("Z", CONTROL)
    assert desk.session.workspace.shown(cell(desk.session, PROJECT)) == "823.71"
    assert desk.session.workspace.summary().breaks == 3


def test_the_culprit_has_a_red_frame_of_its_own(qtbot, open_desk):
    desk = open_desk
    type_into(desk, PROJECT, "823.71")
    desk.session.goto(cell(desk.session, "table03.合计.total"))
    qtbot.waitUntil(lambda: desk.bench.diagnoser.culprits == {cell(desk.session, PROJECT)})
    model = desk.bench.editor.model
    framed = [
        (line, column)
        for line in range(model.rowCount())
        for column in range(model.columnCount())
        if model.look(line, column).culprit
    ]
    index = model.index_of(cell(desk.session, PROJECT))
    assert framed == [(index.row(), index.column())]
    view = desk.bench.editor.grid.main
    corner = view.visualRect(index).bottomLeft()
    assert view.viewport().grab().toImage().pixelColor(corner.x() + 1, corner.y() - 4).name() == "#c0272d"


def test_a_tie_waits_for_the_clerk(qtbot, open_desk):
    desk = open_desk
    type_into(desk, TIED, "94.31")
    desk.press("F8")
    card = card_of(qtbot, desk)
    assert card.headline.text() == "有 2 种改法同样说得通，请核对原始依据"
    assert not card.adopt_button.isVisible()
    desk.press("Return", ALT)
    desk.saying("请在右边选定一种")
    assert desk.session.workspace.shown(cell(desk.session, TIED)) == "94.31"


def test_trying_out_saves_nothing_until_it_is_adopted(qtbot, open_desk):
    from ui.dialogs.bench_dialog import BenchDialog

    desk = open_desk
    desk.session.goto(cell(desk.session, PROJECT))
    desk.press("T", CONTROL)
    dialog = desk.bench.findChild(BenchDialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.fields[cell(desk.session, PROJECT)])
    desk.type("800")
    qtbot.waitUntil(lambda: "会打破 3 条" in dialog.summary.text())
    desk.press("Escape")
    assert (desk.session.undo_stack.count(), desk.session.file.history(limit=9)) == (0, [])


def test_figures_follow_in_the_file(open_desk):
    desk = open_desk
    type_into(desk, PROJECT, "823.71")
    desk.press("Up")
    desk.press("Return", ALT)
    latest = desk.session.file.history(limit=1)[0]
    assert (latest.edit.label, latest.cause) == ("采用建议值", "修复")


def test_alt_enter_takes_a_figure_still_being_typed_as_entered(qtbot, open_desk):
    desk = open_desk
    desk.session.goto(cell(desk.session, PROJECT))
    desk.type("823.71")
    desk.press("Return", ALT)
    qtbot.waitUntil(lambda: all_balanced(desk))
    assert desk.session.undo_stack.count() == 2
    assert desk.session.workspace.shown(cell(desk.session, PROJECT)) == "832.71"
