"""What can be done with a number: put right, bound, frozen, inserted, and undone."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt

from models.narrative.verdicts import NumberState
from models.samples import sample_document
from storage import DocumentFile

SHARE = "{=表一[上年结转].收入 / 表一[收入总计].收入|%}"


def on_the_wrong_share(desk):
    desk.enter("section02")
    finding = next(f for f in desk.session.workspace.findings() if f.rule == "R076")
    desk.page.show_words(finding.place)
    assert desk.spot().state is NumberState.MISMATCH


def test_a_wrong_number_is_put_right_and_lives(write):
    desk = write()
    on_the_wrong_share(desk)
    assert [title for title, _do in desk.page.commands.for_spot()] == ["改为 1.88%", "绑定到…", "写说明（冻结）…"]
    desk.page.adopt_fix()
    assert desk.shown.endswith("占1.88%。")
    assert desk.kept.endswith(f"占{SHARE}。")
    assert desk.spot().state is NumberState.BOUND
    desk.session.undo_stack.undo()
    assert desk.shown.endswith("占0%。")


def test_where_nothing_is_wrong_there_is_nothing_to_adopt(write):
    desk = write()
    said = []
    desk.session.message.connect(said.append)
    desk.page.adopt_fix()
    assert said == ["请先选中与报表不符的数字（红框）或有改法的文字。"]


def test_a_number_is_frozen_with_a_reason_and_thawed(write):
    desk = write()
    on_the_wrong_share(desk)
    desk.answers.dialog = lambda dialog: not dialog.box.setPlainText("批复\n口径")
    assert desk.page.commands.freeze()
    assert desk.kept.endswith("占{!0%|表一[上年结转].收入 / 表一[收入总计].收入|%|批复 口径}。")
    assert desk.shown.endswith("占0%。")
    desk.page.show_words(frozen_place(desk))
    assert desk.spot().state is NumberState.FROZEN
    assert desk.page.commands.thaw()
    assert desk.shown.endswith("占1.88%。")


def frozen_place(desk):
    from models.findings import TextPlace

    return TextPlace("section02", 0, len(desk.shown) - 3, len(desk.shown) - 1, "0%")


def test_a_reason_is_asked_for_before_freezing(write):
    desk = write()
    on_the_wrong_share(desk)
    enabled = []
    desk.answers.dialog = lambda dialog: bool(enabled.append(dialog.button.isEnabled()))
    assert not desk.page.commands.freeze()
    assert enabled == [False]


def test_all_that_agrees_is_bound_in_one_step(write):
    desk = write()
    desk.enter("section02")
    desk.qtbot.mouseClick(desk.page.header.bind, Qt.MouseButton.LeftButton)
    states = [number.state for number in desk.session.workspace.words.section("section02").numbers]
    assert (states.count(NumberState.BOUND), states.count(NumberState.MISMATCH)) == (12, 1)
    assert desk.session.undo_stack.count() == 1
    assert not desk.page.header.bind.isEnabled()


def test_numbers_are_bound_one_by_one(write):
    desk = write()
    desk.enter("section03")

    def answer(dialog):
        for at in range(1, dialog.tree.topLevelItemCount()):
            dialog.tree.topLevelItem(at).setCheckState(0, Qt.CheckState.Unchecked)
        return True

    desk.answers.dialog = answer
    assert desk.page.commands.bind_each()
    assert desk.kept.count("{=") == 1


def test_a_cell_is_found_by_name_and_put_at_the_cursor(write):
    desk = write()
    desk.enter("section07", "。", after=True)

    def answer(dialog):
        dialog.first.box.setText("收入总计")
        assert dialog.preview.text().startswith("1,170.53万元")
        return True

    desk.answers.dialog = answer
    desk.page.commands.insert_cell()
    assert desk.kept == "本部门无“三公”经费预算。{=表一[收入总计].收入|万元}"
    assert desk.text.textCursor().atEnd()


def test_the_ratio_of_two_cells_is_inserted(write):
    from ui.editors.prose import inserting

    desk = write()
    desk.enter("section07", "。", after=True)

    def answer(dialog):
        dialog.first.box.setText("表一上年结转收入")
        dialog.second.box.setText("表一收入总计")
        return True

    desk.answers.dialog = answer
    piece = inserting.ask_figure(desk.page.commands, desk.page, ratio=True)
    inserting.insert(desk.view, piece)
    assert desk.shown.endswith("。1.88%")


def test_pasted_prose_is_checked_at_once_and_bound_on_request(write):
    desk = write()
    desk.enter("section03")
    desk.press("A", Qt.KeyboardModifier.ControlModifier)
    source = QMimeData()
    source.setText("支出预算共1,170.53万元，其中基本支出337.82万元，占28.86%，项目支出823.71万元，占71.14%。")
    desk.text.insertFromMimeData(source)
    bar = desk.page.paste_bar
    assert bar.isVisible()
    assert bar.words.text().startswith("粘贴了 5 个数字：可绑定 4 个，与报表不符 1 个")
    desk.qtbot.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert desk.kept.count("{=") == 4
    assert "823.71万元" in desk.kept


def test_a_reason_is_written_where_it_is_missing(write):
    desk = write()
    desk.enter("section01")
    desk.page.commands.restore()
    assert "（请填写收入增加的主要原因）" in desk.shown
    desk.enter("section01", "（请填写收入", after=True)
    desk.answers.dialog = lambda dialog: not dialog.box.setPlainText("项目资金增加。")
    desk.press("F2")
    assert "主要原因是项目资金增加；" in desk.shown
    assert desk.session.document.settings["reason.section01.income"] == "项目资金增加"
    assert desk.session.document.settings["basis.section01.income"]


def test_a_click_on_a_missing_reason_asks_for_it(qtbot, write):
    desk = write()
    desk.enter("section01")
    desk.page.commands.restore()
    desk.answers.dialog = lambda dialog: not dialog.box.setPlainText("项目资金增加")
    cursor = desk.text.textCursor()
    cursor.setPosition(desk.shown.index("（请填写收入") + 4)
    qtbot.mouseClick(desk.text.viewport(), Qt.MouseButton.LeftButton, pos=desk.text.cursorRect(cursor).center())
    qtbot.waitUntil(lambda: "主要原因是项目资金增加；" in desk.shown)


def test_a_section_follows_its_template_again_and_back(write):
    desk = write()
    desk.enter("section02")
    assert desk.page.header.restore.isEnabled()
    desk.qtbot.mouseClick(desk.page.header.restore, Qt.MouseButton.LeftButton)
    assert desk.kept == ""
    assert "占1.88%。" in desk.shown
    desk.session.undo_stack.undo()
    assert "占0%。" in desk.shown


def test_the_text_is_compared_with_the_automatic_one(write):
    desk = write()
    desk.enter("section02")
    seen = []
    desk.answers.dialog = lambda dialog: bool(seen.append([view.toPlainText() for view in dialog.views]))
    desk.page.commands.compare_automatic()
    assert "占0%。" in seen[0][0]
    assert "占1.88%。" in seen[0][1]


def test_the_text_is_compared_with_last_years_file(write, tmp_path):
    path = tmp_path / "last.gouji"
    document = sample_document()
    document.settings["text.section07"] = "上年无预算。"
    DocumentFile.create(path, document).close()
    desk = write()
    desk.enter("section07")
    desk.answers.open_answer = path
    seen = []
    desk.answers.dialog = lambda dialog: bool(seen.append(dialog.views[1].toPlainText().strip()))
    desk.page.commands.compare_last_year()
    assert seen == ["上年无预算。"]
    assert path.exists()


def test_a_file_that_is_none_is_told(write, tmp_path):
    desk = write()
    path = tmp_path / "none.gouji"
    path.write_bytes(b"no document")
    desk.answers.open_answer = path
    desk.page.commands.compare_last_year()
    assert len(desk.answers.warned) == 1


def test_a_missing_term_is_added_at_the_end(write):
    from PySide6.QtWidgets import QMenu

    desk = write("glossary")
    menu = QMenu()
    desk.page.commands.fill_insert_menu(menu)
    action = next(action for action in menu.actions() if action.text() == "政府采购")
    lines = len(desk.shown.splitlines())
    action.trigger()
    assert len(desk.kept.splitlines()) == lines + 1
    assert "、政府采购：" in desk.kept.splitlines()[-1]
    assert desk.kept.splitlines()[-1].startswith("- 十")


def test_a_fault_in_the_words_is_mended_where_it_stands(write):
    desk = write()
    finding = next(f for f in desk.session.workspace.findings() if f.rule == "R072")
    desk.enter("section01")
    desk.page.show_words(finding.place)
    assert desk.page.commands.for_spot()[0][0] == "改为“增加”"
    desk.page.adopt_fix()
    assert "比上年增加348.14万元" in desk.shown
