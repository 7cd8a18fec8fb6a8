"""诊断包: one .zip for whoever helps. Names and folders are taken out; the document goes in only on request."""

from __future__ import annotations

import getpass
import io
import platform
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.errors import GoujiError, system_reason

if TYPE_CHECKING:
    from storage import DocumentFile
    from ui.workers import Progress

LOGS = ("gouji.log", "gouji.previous.log")
MOST_LOG = 2_000_000
"""Bytes of a log, the newest."""
_PROGRAM = Path(__file__).parents[1]
_SHORTEST_NAME = 3
_NOT_SECRET = frozenset({"root", "user", "users", "admin", "administrator", "localhost"})
_FOLDERS = re.compile(
    r"(?<![\w>~…:./\\])(?:[A-Za-z]:[\\/]+|[\\/]{1,2})(?:[^\\/\n\"'“”‘’<>|:*?，。；（）]{1,255}[\\/]+)+"
)
"""The folders of an absolute path of either system."""
_MESSAGE = re.compile(r"^(?:\w+\.)*\w+: .*$", re.MULTILINE)
"""The last line of a traceback; what the program itself notes begins with the time."""
_CONTENT = re.compile(r"[^\x00-\x7f]+|(?<!\w)\d[\d,.]*\d")
"""Words and figures of a document, as the message of an error may quote them."""


class Wanted(NamedTuple):
    """What goes in: ``facts`` and ``checks`` as text, the logs of a folder, the open file and whether to attach it."""

    facts: str
    checks: str
    logs: Path
    file: DocumentFile | None = None
    attached: bool = False


def suggested_name(now: datetime) -> str:
    """What a pack is called."""
    return f"勾稽诊断包-{now:%Y%m%d-%H%M}.zip"


def write(target: Path, wanted: Wanted, progress: Progress) -> list[str]:
    """Write a pack, whole or not at all; sentences about what could not be put in. In any thread.

    :raises GoujiError: it could not be written.
    """
    from export import files

    told: list[str] = []
    buffer = io.BytesIO()
    clear = cleared(*([wanted.file.path.parent] if wanted.file is not None else []))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        progress.step("正在检查历史记录")
        facts = "\n".join((wanted.facts, *_history(wanted.file)))
        archive.writestr("诊断信息.txt", clear(facts))
        archive.writestr("自检结果.txt", clear(wanted.checks))
        progress.step("正在收集日志")
        for name in LOGS:
            if (text := _log(wanted.logs / name)) is not None:
                archive.writestr(f"日志/{name}", without_content(clear(text)))
        if wanted.attached and wanted.file is not None:
            progress.step("正在附上预算文件")
            told += _attach(archive, wanted.file)
    progress.step("正在写入")
    files.save(target, buffer.getvalue())
    return told


def _log(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - MOST_LOG))
            return file.read().decode("utf-8", errors="replace")
    except OSError:
        return None


def _history(file: DocumentFile | None) -> Iterable[str]:
    """The history of the open file: how long it is, and whether nobody has changed it."""
    if file is None:
        return
    try:
        size = file.path.stat().st_size
        newest, broken = file.history(1), file.first_broken_line()
    except OSError as error:
        yield f"文件：读不出来（{system_reason(error)}）"
    except GoujiError as error:
        yield f"历史：读不出来（{error}）"
    else:
        chain = "哈希链完整" if broken is None else f"哈希链从第 {broken} 条起不对"
        yield f"文件大小 {size:,} 字节，历史 {newest[0].id if newest else 0} 条，{chain}"


def _attach(archive: zipfile.ZipFile, file: DocumentFile) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.path.name
        try:
            file.save_copy(copy)
            archive.write(copy, file.path.name)
        except (GoujiError, OSError) as error:
            return [f"预算文件没能附上：{error if isinstance(error, GoujiError) else system_reason(error)}"]
    return []


# -- names and folders ----------------------------------------------------------------------------------------------


def cleared(*folders: Path) -> Callable[[str], str]:
    """What takes names and folders out of a text: the home folder becomes ~, the program's <程序>, others are cut."""
    known = [(_PROGRAM, "<程序>"), *((folder, "…") for folder in folders), *_home()]
    if sys.prefix != sys.base_prefix:
        known.append((Path(sys.prefix), "<Python>"))
    known.sort(key=lambda pair: -len(str(pair[0])))
    flags = re.IGNORECASE if sys.platform == "win32" else 0
    patterns = [(_spellings(folder, flags), sign) for folder, sign in known if len(folder.parts) > 1]
    patterns.append((_FOLDERS, "…/"))
    patterns += [(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), sign) for name, sign in _names()]

    def clear(text: str) -> str:
        for pattern, sign in patterns:
            text = pattern.sub(lambda _found, sign=sign: sign, text)  # type: ignore[misc]
        return text

    return clear


def without_content(log: str) -> str:
    """A log whose errors quote neither words nor figures of a document."""
    return _MESSAGE.sub(lambda found: _CONTENT.sub("…", found.group()), log)


def _spellings(folder: Path, flags: int) -> re.Pattern[str]:
    """A folder as the system writes it, with slashes, and as a text in a program's source; not the start of a name."""
    plain = str(folder)
    spelt = sorted({plain, folder.as_posix(), plain.replace("\\", "\\\\")}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, spelt))})(?![\w.-])", flags)


def _home() -> list[tuple[Path, str]]:
    try:
        return [(Path.home(), "~")]
    except RuntimeError:  # a user without a home
        return []


def _names() -> list[tuple[str, str]]:
    """The login name and the computer's."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    found = ((user, "<用户>"), (platform.node(), "<电脑>"))
    return [(name, sign) for name, sign in found if len(name) >= _SHORTEST_NAME and name.lower() not in _NOT_SECRET]
