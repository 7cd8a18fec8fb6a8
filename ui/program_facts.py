"""What whoever helps must know of program, computer and open document. No names of people, no folders, no figures."""

from __future__ import annotations

import locale
import os
import platform
import sys
from collections.abc import Iterable
from datetime import datetime

import PySide6
from PySide6.QtCore import QLibraryInfo, QLocale, qVersion
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication, QScreen

from export.font_folder import FontMissingError, data_dir
from models.workspace import Workspace
from ui.cli_report import summary_line
from ui.dialogs.about import version
from ui.fonts import body_font
from ui.self_test import Check, glibc, input_plugins
from ui.session import Session
from ui.settings import Settings

_VARIABLES = (
    "QT_QPA_PLATFORM", "QT_IM_MODULE", "XMODIFIERS", "QT_SCALE_FACTOR", "QT_AUTO_SCREEN_SCALE_FACTOR", "LANG", "LC_ALL",
    "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "GOUJI_SHIPPED_FONTS_ONLY",
)  # fmt: skip


def program_lines() -> list[str]:
    """Versions of the program and of all below it."""
    from storage.self_check import sqlite_version

    return _section(
        "程序和系统",
        (
            f"勾稽 {version() or '（版本不详）'}",
            f"时间：{datetime.now().astimezone().isoformat(timespec='seconds')}",
            f"系统：{platform.system()} {platform.release()} {platform.machine()}",
            f"Python {platform.python_version()}（{'打包版' if getattr(sys, 'frozen', False) else '源码版'}）",
            f"Qt {qVersion()}，PySide {PySide6.__version__}，平台 {QGuiApplication.platformName()}",
            f"SQLite {sqlite_version()}，glibc {glibc() or '无'}",
            f"界面语言 {QLocale.system().name()}，字符集 {locale.getpreferredencoding(False)}",
            f"输入法插件：{'、'.join(input_plugins()) or '无'}",
            *(f"{name}={os.environ[name]}" for name in _VARIABLES if name in os.environ),
        ),
    )


def screen_lines() -> list[str]:
    """Screens and fonts; in the GUI thread."""
    return _section("屏幕和字体", (*map(_screen, QGuiApplication.screens()), *_fonts()))


def _screen(screen: QScreen) -> str:
    size, ratio, dpi = screen.size(), screen.devicePixelRatio(), screen.logicalDotsPerInch()
    return f"屏幕 {size.width()} × {size.height()}，缩放 {ratio:g}，{dpi:.0f} DPI"


def _fonts() -> Iterable[str]:
    yield f"界面字体：{QFontInfo(body_font()).family()}"
    try:
        faces = sorted(path for path in data_dir().iterdir() if path.suffix == ".ttf")
        yield "随程序字体：" + "、".join(f"{path.name}（{path.stat().st_size // 1024} KB）" for path in faces)
    except (FontMissingError, OSError):
        yield "随程序字体：缺"
    yield f"Qt 翻译：{'有' if QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) else '无'}"
    yield f"中文字体 {len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))} 种"


def settings_lines(settings: Settings) -> list[str]:
    """What the window remembers."""
    return _section("设置", settings.facts())


def check_lines(checks: Iterable[Check]) -> list[str]:
    """The self-test, a line for each check."""
    return [f"{check.level.value}　{check.title}：{check.sentence}" for check in checks]


def document_lines(session: Session | None) -> list[str]:
    """The open document: its file, how much it holds, and how its checks came out; in the GUI thread."""
    if session is None:
        return _section("打开的文件", ("没有打开文件。",))
    file, workspace = session.file, session.workspace
    return _section(
        "打开的文件",
        (
            f"文件名：{file.path.name}" if file is not None else "还没有存入文件",
            "只读打开" if session.is_only_read else session.standing.words or "可以编辑",
            f"参数包：{session.pack.id}（{session.pack.title}）",
            f"明细行 {_rows(workspace)} 行，录入值 {len(session.document.entries)} 格",
            f"可撤销 {session.undo_stack.count()} 步",
            f"核对结果：{summary_line(workspace.summary())}",
        ),
    )


def _rows(workspace: Workspace) -> int:
    forms = workspace.pack.all_forms
    return sum(len(workspace.document.rows(form.id, block.key).details) for form in forms for block in form.blocks)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return [f"【{title}】", *lines, ""]
