from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ui import self_test
from ui.self_test import Level, Places

NOON = datetime(2026, 3, 2, 12).astimezone()


def test_a_computer_as_it_should_be_has_nothing_wrong(tmp_path):
    checks = self_test.whole(Places(tmp_path / "settings", tmp_path / "log", tmp_path))
    assert [check.title for check in checks if check.level is Level.WRONG] == []
    assert {"随程序字体", "公文字体", "文件所在文件夹", "磁盘空间", "存盘", "输入法", "系统版本", "电脑时间"} <= {
        check.title for check in checks
    }
    assert {path.name for path in tmp_path.iterdir()} == {"settings", "log"}  # what was tried is gone again


def test_a_folder_of_the_document_that_is_gone_is_wrong_and_not_made(tmp_path):
    gone = tmp_path / "U盘"
    checks = self_test.quiet(Places(tmp_path, tmp_path, gone))
    wrong = {check.title: check.sentence for check in checks if check.level is Level.WRONG}
    assert "录入存不进去" in wrong["文件所在文件夹"]
    assert f"找不到文件夹“{gone}”" in wrong["存盘"]
    assert not gone.exists()


def test_fonts_that_are_missing_are_wrong(monkeypatch, tmp_path):
    monkeypatch.setenv("GOUJI_FONTS", str(tmp_path))
    assert self_test.shipped_fonts().level is Level.WRONG


@pytest.mark.parametrize(
    ("now", "saved_at", "level"),
    [
        (NOON, None, Level.FINE),
        (NOON, NOON + timedelta(hours=1), Level.FINE),
        (NOON, NOON + timedelta(days=3), Level.WRONG),
        (NOON.replace(year=2009), None, Level.WRONG),
    ],
)
def test_the_clock(now, saved_at, level):
    assert self_test.clock(now, saved_at).level is level


@pytest.mark.parametrize(
    ("module", "level"), [("ibus", Level.FINE), ("", Level.REMARK), ("fcitx", Level.REMARK), ("xyz", Level.REMARK)]
)
def test_the_input_method(monkeypatch, module, level):
    monkeypatch.setattr(self_test.sys, "platform", "linux")
    monkeypatch.setattr(self_test, "input_plugins", lambda: ["libibusplatforminputcontextplugin.so"])
    assert self_test.input_method({"QT_IM_MODULE": module}).level is level


def test_no_printer_is_only_a_remark():
    assert self_test.printers([]).level is Level.REMARK
    assert self_test.printers(["甲", "乙"]).sentence == "找到“甲”等 2 台。"
