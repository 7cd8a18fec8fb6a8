"""自检: what the program needs of the computer, a sentence for each. Needs no window, and changes nothing."""

from __future__ import annotations

import enum
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLibraryInfo

from export.font_folder import SANS, SERIF, FontMissingError, data_dir
from models.errors import GoujiError, system_reason

SMALLEST_FONT = 500_000
"""Bytes: a shipped face that is smaller was cut off."""
LITTLE_SPACE, NO_SPACE = 500 * 2**20, 50 * 2**20
YEARS = range(2025, 2060)
"""Years in which the program can sensibly be in use."""
GLIBC = (2, 28)
WINDOWS_BUILD = 17763
"""Windows 10 of 1809, the oldest that Qt supports."""
CLOCK_SLACK = timedelta(hours=26)
_OFFICIAL = {"song": "宋体", "hei": "黑体", "fangsong": "仿宋", "kai": "楷体", "title": "小标宋"}


class Level(enum.Enum):
    """How a check came out; the value is the word for it."""

    FINE = "正常"
    REMARK = "注意"
    WRONG = "有问题"


class Check(NamedTuple):
    """One check: what was looked at, how it came out, and a sentence that says what to do where that is needed."""

    title: str
    level: Level
    sentence: str


class Places(NamedTuple):
    """Where the program writes; the folder of the open document, and when that was saved last."""

    settings: Path
    log: Path
    document: Path | None = None
    saved_at: datetime | None = None


def quiet(places: Places) -> list[Check]:
    """What must be right for work to be safe; in any thread, in a moment."""
    return [
        shipped_fonts(), *writing(places), space(places.document or places.settings),
        saving(places.document or places.settings),
        input_method(os.environ), system(), clock(datetime.now().astimezone(), places.saved_at),
    ]  # fmt: skip


def whole(places: Places) -> list[Check]:
    """Everything but the printers, in any thread; looking through the PC's fonts takes a while."""
    first, *others = quiet(places)
    return [first, official_fonts(), *others]


# -- fonts and printers ---------------------------------------------------------------------------------------------


def shipped_fonts() -> Check:
    """The faces that come with the program."""
    title = "随程序字体"
    try:
        folder = data_dir()
        small = [name for name in (SERIF, SANS) if (folder / name).stat().st_size < SMALLEST_FONT]
    except (FontMissingError, OSError) as error:
        return Check(title, Level.WRONG, str(error) if isinstance(error, GoujiError) else system_reason(error))
    if small:
        return Check(title, Level.WRONG, f"字体文件不完整：{'、'.join(small)}；请重新安装程序。")
    return Check(title, Level.FINE, "思源宋体、思源黑体都在，显示、打印和 PDF 都用得上。")


def official_fonts() -> Check:
    """The official faces that the PC has of its own."""
    from export.installed_fonts import choose, list_candidates  # late: a start needs none of it

    found = choose(list_candidates())
    missing = [title for role, title in _OFFICIAL.items() if role not in found]
    if not missing:
        return Check("公文字体", Level.FINE, "本机有宋体、黑体、仿宋、楷体和小标宋，输出时使用。")
    words = f"本机没有可用的{'、'.join(missing)}，输出时用随程序的思源字体代替；要用公文字体，请安装后重新启动程序。"
    return Check("公文字体", Level.REMARK, words)


def printers(names: list[str]) -> Check:
    """The printers, by name."""
    if names:
        many = f"等 {len(names)} 台" if len(names) > 1 else ""
        return Check("打印机", Level.FINE, f"找到“{names[0]}”{many}。")
    return Check("打印机", Level.REMARK, "没有找到打印机，不能直接打印；可以先输出 PDF，再到别的电脑上打印。")


# -- writing --------------------------------------------------------------------------------------------------------


def writing(places: Places) -> Iterator[Check]:
    """The folders that the program writes to."""
    folders = [("设置文件夹", places.settings, Level.REMARK, "窗口位置和最近文件记不住"),
               ("日志文件夹", places.log, Level.REMARK, "出错时没有日志可查")]  # fmt: skip
    for _title, folder, _level, _harm in folders:
        with suppress(OSError):  # what cannot be made cannot be written either
            folder.mkdir(parents=True, exist_ok=True)
    if places.document is not None:
        folders.append(("文件所在文件夹", places.document, Level.WRONG, "录入存不进去，也不能备份"))
    for title, folder, level, harm in folders:
        reason = _refusal(folder)
        if reason:
            yield Check(title, level, f"“{folder}”写不进去（{reason}），{harm}；请检查文件夹的权限，或换一个位置。")
        else:
            yield Check(title, Level.FINE, f"“{folder}”可以写入。")


def _refusal(folder: Path) -> str:
    """Why nothing can be written into a folder; "" where it can."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"1")
    except OSError as error:
        return system_reason(error)
    return ""


def space(folder: Path) -> Check:
    """What is left of the disk."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check("磁盘空间", Level.REMARK, f"看不到“{folder}”所在磁盘还剩多少空间（{system_reason(error)}）。")
    left = f"“{folder}”所在的磁盘还剩 {free / 2**30:.1f} GB"
    if free >= LITTLE_SPACE:
        return Check("磁盘空间", Level.FINE, f"{left}。")
    level = Level.WRONG if free < NO_SPACE else Level.REMARK
    return Check("磁盘空间", level, f"{left}，快要存不下了；请清理磁盘，或把文件另存到别的磁盘。")


def saving(folder: Path) -> Check:
    """A durable write, as documents are saved."""
    from storage.self_check import sqlite_version, try_saving

    try:
        try_saving(folder)
    except (GoujiError, OSError) as error:
        return Check("存盘", Level.WRONG, str(error) if isinstance(error, GoujiError) else system_reason(error))
    return Check("存盘", Level.FINE, f"试存一次，写到磁盘后读回一致（SQLite {sqlite_version()}）。")


# -- the system -----------------------------------------------------------------------------------------------------


def input_method(environment: Mapping[str, str]) -> Check:
    """How Chinese gets into the program."""
    title = "输入法"
    if sys.platform in ("win32", "darwin"):
        return Check(title, Level.FINE, "使用系统的输入法。")
    module, known = environment.get("QT_IM_MODULE", ""), input_plugins()
    if not module:
        words = "系统没有说明用哪种输入法；如果打不出汉字，请在系统设置里启用 fcitx 或 ibus，重新登录后再启动程序。"
        return Check(title, Level.REMARK, words)
    if not any(module in name for name in known):
        words = f"系统要用“{module}”，程序不带它的插件；如果打不出汉字，请改用 ibus，或设 QT_IM_MODULE=ibus 后再启动。"
        return Check(title, Level.REMARK, words)
    return Check(title, Level.FINE, f"使用 {module}。")


def input_plugins() -> list[str]:
    """The names of Qt's input method plugins."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []


def system() -> Check:
    """The version of the system."""
    words = "请在较新的系统上使用；在这里可能打不开窗口，或打印不正常。"
    if sys.platform == "win32":
        build = sys.getwindowsversion().build
        old = build < WINDOWS_BUILD
        return Check(
            "系统版本", Level.REMARK if old else Level.FINE, f"Windows 内部版本 {build}。{words if old else ''}"
        )
    version = glibc()
    if not version:
        return Check("系统版本", Level.FINE, "不需要特别的系统组件。")
    old = tuple(int(part) for part in version.split(".")[:2]) < GLIBC
    return Check("系统版本", Level.REMARK if old else Level.FINE, f"glibc {version}。{words if old else ''}")


def glibc() -> str:
    """The version of the system's C library; "" where it is another one."""
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    except (AttributeError, ValueError, OSError):  # Windows, or a system without it
        return ""
    return version if name == "glibc" and version.replace(".", "").isdigit() else ""


def clock(now: datetime, saved_at: datetime | None) -> Check:
    """Whether the time is plausible: the history of a document carries it."""
    told, advice = f"电脑时间是 {now:%Y-%m-%d %H:%M}", "请先校准电脑的日期和时间，否则历史和备份的时间都不对。"
    if now.year not in YEARS:
        return Check("电脑时间", Level.WRONG, f"{told}，年份不对；{advice}")
    if saved_at is not None and now + CLOCK_SLACK < saved_at:
        return Check(
            "电脑时间", Level.WRONG, f"{told}，比文件最后保存的时间（{saved_at:%Y-%m-%d %H:%M}）还早；{advice}"
        )
    return Check("电脑时间", Level.FINE, f"{told}。")
