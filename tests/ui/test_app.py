from __future__ import annotations

import logging
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QMessageBox

from models.errors import GoujiError
from tests.ui.windows import Answers
from ui import app
from ui.dialogs.crash_report import CrashReportDialog


@pytest.fixture
def root_log():
    """Whatever a test adds to the root logger goes again."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    previous = qInstallMessageHandler(None)
    qInstallMessageHandler(previous)
    yield root
    qInstallMessageHandler(previous)
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_standard_dialogs_speak_chinese(qtbot, qapp):
    app.make_application()
    box = QMessageBox(QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.button(QMessageBox.StandardButton.Cancel).text()
    assert QCoreApplication.applicationName() == "gouji"


@pytest.mark.parametrize(
    ("wanted", "plugin", "used"),
    [
        ("fcitx", False, "ibus"),
        ("fcitx5", False, "ibus"),
        ("fcitx", True, "fcitx"),
        ("ibus", False, "ibus"),
        ("", False, ""),
    ],
)
def test_fcitx_without_a_plugin_is_spoken_to_as_ibus(monkeypatch, wanted, plugin, used):
    monkeypatch.setattr(app, "has_fcitx_plugin", lambda: plugin)
    environment = {"QT_IM_MODULE": wanted}
    app.prepare_input_method(environment)
    assert environment["QT_IM_MODULE"] == used


def test_this_qt_is_looked_through_for_the_plugin(qapp):
    assert app.has_fcitx_plugin() is False


def test_the_log_goes_to_the_users_folder(tmp_path, root_log):
    app.start_log(tmp_path / "a" / "b")
    logging.getLogger("ours").info("一句话")
    app._log_qt(QtMsgType.QtInfoMsg, None, "aus Qt")
    text = (tmp_path / "a" / "b" / "gouji.log").read_text(encoding="utf-8")
    assert "INFO ours: 一句话" in text
    assert "INFO qt: aus Qt" in text


def test_a_full_log_makes_room_for_a_new_one(tmp_path, root_log):
    (tmp_path / "gouji.log").write_text("alt" * 300_000, encoding="utf-8")
    app.start_log(tmp_path)
    logging.getLogger("ours").info("neu")
    assert (tmp_path / "gouji.previous.log").stat().st_size > 500_000
    assert "alt" not in (tmp_path / "gouji.log").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_no_reason_not_to_start(tmp_path, root_log):
    (tmp_path / "file").touch()
    app.start_log(tmp_path / "file" / "below")


def test_the_state_folder_is_the_systems(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert app.state_folder() == tmp_path / "gouji"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert app.state_folder() == tmp_path / "local" / "gouji"


def raised(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


@pytest.mark.expects_log
def test_an_unexpected_exception_shows_one_report(qtbot, qapp, tmp_path):
    app.make_application()
    answers, shown = Answers(), []
    catcher = app.CrashCatcher(None, answers, tmp_path)

    def look(dialog):
        qtbot.addWidget(dialog)
        assert isinstance(dialog, CrashReportDialog)
        shown.append(dialog.text.toPlainText())
        catcher.catch(*raised(ValueError("while one is shown")))
        return True

    answers.dialog = look
    catcher.catch(*raised(ZeroDivisionError("x")))
    assert len(shown) == 1
    assert "ZeroDivisionError: x" in shown[0]


@pytest.mark.expects_log
def test_a_failure_that_has_a_sentence_is_told_by_it(qapp, tmp_path):
    answers = Answers()
    app.CrashCatcher(None, answers, tmp_path).catch(*raised(GoujiError("磁盘已满。")))
    assert answers.warned == [("磁盘已满。", "")]


def test_what_is_to_be_opened_is_read_from_path_or_arguments(tmp_path):
    assert app._path(None) is app._path([]) is app._path("") is None
    assert app._path(tmp_path) == app._path(str(tmp_path)) == app._path([str(tmp_path)]) == tmp_path
