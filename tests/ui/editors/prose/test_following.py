"""The words follow the tables, and the cursor stays where it is; hidden pages follow when they are shown."""

from __future__ import annotations

from models import planning
from models.narrative.verdicts import NumberState
from tests.ui.support import cell
from ui.panels.figure_inspector import FigureInspector


def put(desk, address, text):
    desk.session.submit(planning.set_cells(desk.session.workspace, {cell(desk.session, address): text}))
    desk.session.check_words()


def bound(desk):
    desk.page.commands.bind_all()
    desk.enter("section03", "项目支出为")


def test_a_bound_figure_follows_and_the_cursor_stays(write):
    desk = write()
    bound(desk)
    where = desk.text.textCursor().positionInBlock()
    put(desk, "table03.2013299.project_expenditure", "932.71")
    put(desk, "table03.20132.project_expenditure", "932.71")
    put(desk, "table03.201.project_expenditure", "932.71")
    put(desk, total(desk), "932.71")
    assert "项目支出为932.71万元" in desk.shown
    assert desk.text.textCursor().positionInBlock() == where
    assert desk.session.undo_stack.count() == 5


def total(desk):
    row = next(iter(desk.session.pack.form("table03").blocks[0].fixed)).id
    return f"table03.{row}.project_expenditure"


def test_a_typed_number_turns_wrong_when_the_table_changes(write):
    desk = write()
    desk.enter("section03", "832.71", after=True)
    assert desk.spot().state is NumberState.CHECKED
    put(desk, total(desk), "823.71")
    assert desk.spot().state is NumberState.MISMATCH
    assert desk.spot().number.expected == "823.71万元"


def test_what_is_being_typed_is_not_overwritten(write):
    desk = write()
    bound(desk)
    desk.type("xyz")
    put(desk, total(desk), "823.71")
    assert "xyz项目支出为832.71万元" in desk.shown
    desk.commit()
    assert "xyz项目支出为823.71万元" in desk.shown


def test_a_hidden_page_follows_when_it_is_shown(qtbot, write):
    desk = write()
    bound(desk)
    desk.page.hide()
    put(desk, total(desk), "823.71")
    assert "832.71万元" in desk.shown
    desk.page.show()
    qtbot.waitUntil(lambda: "项目支出为823.71万元" in desk.shown)


def test_the_bar_counts_the_numbers(write):
    desk = write()
    desk.enter("section02")
    words = desk.page.header.counts.toolTip()
    assert desk.page.header.title.text() == "第三部分 · 二、收入预算情况说明"
    assert "1 个不符" in words
    assert "全书覆盖" in words
    desk.page.show_words(next(f for f in desk.session.workspace.findings() if f.rule == "R076").place)
    desk.page.adopt_fix()
    assert "不符" not in desk.page.header.counts.toolTip()


def test_the_inspector_says_where_a_number_comes_from_and_leads_there(qtbot, write):
    desk = write()
    panel = FigureInspector(desk.session)
    qtbot.addWidget(panel)
    panel.resize(320, 600)
    panel.show()
    panel.attach(desk.page)
    desk.enter("section02")
    desk.page.show_words(next(f for f in desk.session.workspace.findings() if f.rule == "R076").place)
    assert panel.card.headline.text() == "与报表不符"
    assert panel.card.words.text() == "表一 上年结转 ÷ 收入总计 = 22.00 ÷ 1,170.53 = <b>1.88%</b>"
    assert [button.text() for button in panel.card.buttons.held] == ["改为 1.88%", "绑定到…", "写说明（冻结）…"]
    assert "0% ← 表一 上年结转 ÷ 收入总计" in panel.browser.toPlainText()
    gone = []
    desk.session.goto_requested.connect(gone.append)
    panel._follow_link(link(panel, "cell:0"))
    assert [ref.form for ref in gone] == ["table01"]
    panel.card.buttons.held[0].click()
    assert panel.card.headline.text() == "随报表变动"


def link(panel, name):
    from PySide6.QtCore import QUrl

    return QUrl(name)


def test_the_inspector_lists_the_reasons_still_to_be_written(qtbot, write):
    desk = write()
    panel = FigureInspector(desk.session)
    qtbot.addWidget(panel)
    panel.attach(desk.page)
    desk.enter("section01")
    desk.page.commands.restore()
    assert "收入增加的主要原因 还没有填写" in panel.browser.toPlainText()
    desk.answers.dialog = lambda dialog: not dialog.box.setPlainText("项目增加")
    panel._follow_link(link(panel, "reason:income"))
    assert "收入增加的主要原因 还没有填写" not in panel.browser.toPlainText()
