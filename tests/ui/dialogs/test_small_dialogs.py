"""The dialogs that tell something, and those of a few fields."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication

from export.import_plan import CellDiff, ImportPlan, Problem, RowDiff
from models import planning
from models.edits import RowDelete, RowMove, SettingChange
from models.notes import MOST
from storage.backups import Backup
from tests.ui.support import PROJECT, cell
from ui import actions
from ui.dialogs.about import AboutDialog, LegendDialog, version
from ui.dialogs.backups_dialog import BackupsDialog
from ui.dialogs.crash_report import CrashReportDialog, report_of
from ui.dialogs.document_settings import DocumentSettingsDialog
from ui.dialogs.history_dialog import HistoryDialog, change_words
from ui.dialogs.import_preview import ImportPreviewDialog, summary
from ui.dialogs.shortcuts import ShortcutsDialog, rows
from ui.dialogs.write_note import NoteDialog

NOON = datetime(2026, 3, 2, 14, 20, 7, tzinfo=UTC)


def texts(view):
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def line(edit, action="do"):
    return SimpleNamespace(time=NOON, who="张三", action=action, label=edit.label, cause=edit.cause, edit=edit)


def test_settings_change_as_one_step(qtbot, made):
    dialog = DocumentSettingsDialog(made.workspace)
    qtbot.addWidget(dialog)
    assert not dialog.edit()
    dialog.department.setText("甲局")
    dialog.year.setValue(2026)
    assert len(dialog.edit().changes) == 2
    made.submit(dialog.edit())
    assert (made.document.settings["department"], made.document.settings["year"]) == ("甲局", "2026")
    assert made.undo_stack.count() == 1


def test_settings_need_a_department(qtbot, made):
    dialog = DocumentSettingsDialog(made.workspace)
    qtbot.addWidget(dialog)
    dialog.department.clear()
    assert not dialog._ok.isEnabled()


def test_history_says_when_who_what(qtbot, made):
    edit = planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"})
    dialog = HistoryDialog(made.workspace, [line(edit, "undo"), line(edit)], None)
    qtbot.addWidget(dialog)
    place = "表三 · 2013299 其他组织事务支出 · 项目支出：832.71 → 823.71"
    assert texts(dialog.table) == [
        ["2026-03-02 14:20:07", "张三", "撤销：录入", "录入", place],
        ["2026-03-02 14:20:07", "张三", "录入", "录入", place],
    ]


def test_a_cells_history_shows_only_that_cell(qtbot, made):
    refs = [cell(made, PROJECT), cell(made, "table03.2013201.total")]
    edit = planning.set_cells(made.workspace, dict.fromkeys(refs, "1"))
    dialog = HistoryDialog(made.workspace, [line(edit)], refs[0])
    qtbot.addWidget(dialog)
    assert texts(dialog.table)[0][4] == "832.71 → 1"


def test_every_kind_of_change_has_words(made):
    workspace = made.workspace
    row = workspace.document.row("table03", cell(made, PROJECT).row)
    text = planning.set_text(workspace, cell(made, PROJECT)._replace(column="subject_name"), "甲")
    assert [
        change_words(workspace, change)
        for change in (
            RowDelete("table03", 3, row),
            RowDelete("table03", 3, row).inverse(),
            RowMove("table03", "main", row.id, 3, 2),
            text.changes[0],
            planning.set_setting(workspace, "year", "2026").changes[0],
            SettingChange("level", "县级", "市级"),
            SettingChange("text.section01", "{@department}", "改"),
            SettingChange("reason.section01.r", "", "补贴增加"),
        )
    ] == [
        "表三删除“2013299 其他组织事务支出”",
        "表三增加“2013299 其他组织事务支出”",
        "表三“2013299 其他组织事务支出”由第 4 行移到第 3 行",
        "表三“2013299 其他组织事务支出”改为“2013299 甲”",
        "年度：2025 → 2026",
        "预算级次：县级 → 市级",
        "一、部门预算收支数据变动情况及原因：改写",
        "一、部门预算收支数据变动情况及原因 变动原因：空 → 补贴增加",
    ]


def test_backups_are_listed_and_one_is_chosen(qtbot, answers, tmp_path):
    path = tmp_path / "a.gouji"
    path.write_bytes(b"x" * 2048)
    dialog = BackupsDialog([Backup(path, NOON, "打开")])
    qtbot.addWidget(dialog)
    assert texts(dialog.table) == [["2026-03-02 14:20:07", "打开文件时", "2 KB"]]
    assert dialog.chosen.path == path


def test_no_backups_are_said(qtbot, answers):
    dialog = BackupsDialog([])
    qtbot.addWidget(dialog)
    assert dialog.chosen is None
    assert "还没有备份" in dialog.sub.text()


def test_every_shortcut_is_listed(qtbot, answers):
    listed = " ".join(keys for keys, _text, _menu in rows())
    for spec in actions.SPECS:
        if spec.keys:
            assert actions.shown_keys(spec) in listed
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    assert dialog.table.model().rowCount() == len(rows())


def test_about_and_legend_open(qtbot, answers):
    for dialog in (AboutDialog("某参数包"), LegendDialog()):
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.grab()
    assert version()


PLAN = ImportPlan(
    "a.xlsx",
    (CellDiff("table03", "r6", "total", "表三 · 2013299 · 合计", "832.71", "", "表三 支出总表", "C10"),),
    (RowDiff("table03", "n1", "表三 · 2019999", "", "2019999 其他", "表三 支出总表", "A30"),),
    (Problem("草稿", "", "", "认不出表头，这张工作表没有读入。"),),
    ("缺少工作表“表十”，该表保持不变。",),
    (),
)


def test_an_import_shows_what_would_change_and_what_is_not_understood(qtbot, answers):
    dialog = ImportPreviewDialog(PLAN)
    qtbot.addWidget(dialog)
    assert [dialog.tabs.tabText(index) for index in range(3)] == ["金额 1", "行和文字 1", "没有认出 1"]
    assert texts(dialog.tabs.widget(0)) == [["表三 · 2013299 · 合计", "832.71", "空", "表三 支出总表 C10"]]


def test_an_import_is_summed_up():
    assert (
        summary(PLAN)
        == "“a.xlsx”将改动 1 个金额，增加或修改 1 行，作为一步写入，可以撤销。另有 1 处没有认出，不会写入。"
    )
    nothing = ImportPlan("a.xlsx", (), (), (), (), ())
    assert summary(nothing) == "“a.xlsx”与当前文件一致，没有要改动的内容。"


@pytest.fixture
def crash(qtbot, answers, tmp_path):
    try:
        raise ValueError("秘密")
    except ValueError as error:
        report = report_of(ValueError, error, error.__traceback__)
    dialog = CrashReportDialog(report, answers, tmp_path)
    qtbot.addWidget(dialog)
    return dialog


def test_a_crash_report_can_be_copied(crash):
    crash.copy_button.click()
    assert "ValueError: 秘密" in QGuiApplication.clipboard().text()
    assert "Qt 6" in QGuiApplication.clipboard().text()


def test_a_crash_report_can_be_saved(crash, answers, tmp_path):
    answers.save_answer = tmp_path / "报告.txt"
    crash.save_button.click()
    assert "ValueError" in answers.save_answer.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_told(crash, answers, tmp_path):
    answers.save_answer = tmp_path / "没有" / "报告.txt"
    crash.save_button.click()
    assert len(answers.warned) == 1


def test_a_note_that_is_too_long_is_told_and_not_cut(qtbot):
    dialog = NoteDialog("表三 · 合计", "")
    qtbot.addWidget(dialog)
    dialog.box.setPlainText("批" * (MOST + 3))
    dialog.accept()
    assert (dialog.result(), dialog.problem.text()) == (0, f"批注最多 {MOST} 字，请删去 3 字。")
    dialog.box.setPlainText("批" * MOST)
    dialog.accept()
    assert (dialog.result(), len(dialog.words), dialog.problem.text()) == (1, MOST, "")
