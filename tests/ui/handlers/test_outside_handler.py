"""The open file was changed by others: said in the notice bar, and the way out is the user's choice."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.support import PROJECT, cell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be moved there")


def come_back(desk):
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    QApplication.processEvents()
    return desk.bench.notice


def moved_away(desk):
    desk.open()
    path = desk.session.file.path
    path.rename(path.with_name("移走.gouji"))
    return path


def test_a_file_left_alone_gives_no_notice(desk):
    desk.open()
    assert come_back(desk).isHidden()


def test_a_moved_file_is_told_once_and_the_notice_goes_when_it_is_back(desk):
    path = moved_away(desk)
    notice = come_back(desk)
    assert "“sample.gouji”已不在" in notice.text.text()
    assert [button.text() for button in notice.buttons] == ["另存一份…", "重新打开"]
    notice.hide()
    assert come_back(desk).isHidden()  # 知道了 stays so
    path.with_name("移走.gouji").rename(path)
    come_back(desk)
    assert notice.text.text() == ""


def test_the_copy_has_all_and_is_gone_on_with(desk):
    path = moved_away(desk)
    desk.answers.save_answer = path.with_name("另存.gouji")
    come_back(desk).buttons[0].click()
    assert desk.session.file.path.name == "另存.gouji"
    assert desk.session.workspace.shown(cell(desk.session, PROJECT)) == "832.71"
    assert desk.answers.warned == []


def test_nothing_is_closed_for_a_file_that_cannot_be_opened(desk):
    path = moved_away(desk)
    desk.answers.choice = 1
    come_back(desk).buttons[1].click()  # 重新打开, at once
    ((warning, detail),) = desk.answers.warned
    assert "找不到" in warning
    assert "没有关闭" in detail
    assert desk.session.workspace.shown(cell(desk.session, PROJECT)) == "832.71"
    path.with_name("移走.gouji").rename(path)
    desk.bench.notice.buttons[1].click()
    assert desk.session.file.outside_change() is None


def test_what_another_program_wrote_over_it_does_not_get_into_the_copy(desk):
    desk.open()
    path = desk.session.file.path
    path.write_bytes(b"x" * path.stat().st_size)
    desk.answers.save_answer, desk.answers.choice = path.with_name("另存.gouji"), 0
    come_back(desk).buttons[1].click()  # 重新打开, but first a copy
    ((question, choices),) = desk.answers.asked
    assert (choices, "不再保留" in question) == (("先另存一份…", "直接重新打开"), True)
    ((warning, _detail),) = desk.answers.warned
    assert "不是勾稽的预算文件" in warning
    desk.open(path.with_name("另存.gouji"))
    assert desk.session.workspace.shown(cell(desk.session, PROJECT)) == "832.71"
