from __future__ import annotations

import zipfile

import pytest
from PySide6.QtGui import QGuiApplication

from ui import self_test
from ui.dialogs.about import version
from ui.dialogs.report_pack_dialog import ReportPackDialog
from ui.dialogs.self_test_dialog import SelfTestDialog
from ui.handlers.support_handler import SupportHandler
from ui.self_test import Check, Level
from ui.workers import Task


def test_the_self_test_shows_the_worst_first(desk, monkeypatch):
    shown = []

    def read(dialog):
        assert isinstance(dialog, SelfTestDialog)
        dialog.copy_button.click()
        shown.append((dialog.sub.text(), QGuiApplication.clipboard().text()))

    desk.answers.dialog = read
    checks = [Check("甲", Level.FINE, ""), Check("乙", Level.WRONG, "x")]
    monkeypatch.setattr(self_test, "whole", lambda _places: checks)
    desk.do("self_test")
    desk.qtbot.waitUntil(lambda: bool(shown))
    ((head, lines),) = shown
    assert head.startswith("查了 3 项，1 项有问题")
    assert lines.startswith("有问题　乙：x\n")


def test_a_pack_says_what_goes_in_and_names_no_folder(desk):
    desk.open()

    def answer(dialog):
        assert isinstance(dialog, ReportPackDialog)
        assert not dialog.attached
        return True

    desk.answers.dialog, desk.answers.save_answer = answer, desk.folder / "诊断.zip"
    desk.do("report_pack")
    desk.qtbot.waitUntil(lambda: bool(desk.answers.informed))
    with zipfile.ZipFile(desk.folder / "诊断.zip") as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert "文件名：sample.gouji" in texts["诊断信息.txt"]
    assert "核对结果：断差 0 处" in texts["诊断信息.txt"]
    assert str(desk.folder) not in "".join(texts.values())


@pytest.mark.parametrize("wrong", [False, True])
def test_the_first_start_of_a_version_speaks_only_of_what_is_wrong(desk, monkeypatch, wrong):
    desk.open()
    desk.bench.notice.say("")
    level = Level.WRONG if wrong else Level.REMARK
    monkeypatch.setattr(self_test, "quiet", lambda _places: [Check("存盘", level, "写不进去。")])
    support = desk.window.findChild(SupportHandler)
    support.first_run()
    (task,) = support.findChildren(Task)
    with desk.qtbot.waitSignal(task.finished):
        pass
    assert desk.bench.notice.isHidden() is not wrong
    assert desk.window.settings.tested_version() == ("" if wrong else version())
