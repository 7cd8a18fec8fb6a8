"""What can go wrong with a file, as Chinese sentences, and the errors of SQLite and the system turned into them.

Only what the environment or the file is to blame for becomes a :class:`StorageError`. Wrong SQL or a broken constraint
is a bug of ours and stays what it is.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import GoujiError, system_reason

if TYPE_CHECKING:
    from storage.lock import LockInfo


class StorageError(GoujiError):
    """The environment or the file is at fault; the text says what, where and what to do."""


class MissingFileError(StorageError):
    """There is no such file or folder."""


class ExistingFileError(StorageError):
    """The file to be created is already there."""


class ForeignFileError(StorageError):
    """The file is no document of ours."""


class DamagedFileError(StorageError):
    """The file is ours, but its content is broken."""


class NewerFileError(StorageError):
    """A newer version of the program wrote the file, and this one cannot even read it."""


class ReadOnlyFileError(StorageError):
    """The file, its folder or this way of opening it does not permit writing."""


class DiskFullError(StorageError):
    """No space is left."""


class ChangedFileError(StorageError):
    """The file was moved, replaced or written by someone else while it was open."""


class ContentError(StorageError):
    """What should be saved is beyond what a file may hold."""


class LockedFileError(StorageError):
    """Someone has the file open. ``holder`` says who, where and since when."""

    def __init__(self, message: str, holder: LockInfo) -> None:
        super().__init__(message)
        self.holder = holder


@contextmanager
def told(path: Path, doing: str) -> Iterator[None]:
    """Turn what SQLite or the system raises inside into the sentence for the user.

    :param doing: what was being done, such as ``打开`` or ``保存``.
    :raises StorageError: for faults of environment or file; bugs pass unchanged.
    """
    try:
        yield
    except sqlite3.Error as error:
        sentence = from_sqlite(error, path, doing)
        if sentence is None:
            raise
        raise sentence from error
    except OSError as error:
        raise from_system(error, path, doing) from error
    except UnicodeDecodeError as error:  # Python could not even read SQLite's complaint about a broken file
        raise damaged(path, "文字编码无法识别") from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise ContentError(
            f"{doing}“{path.name}”时遇到文件不能保存的字符或数字，这一步没有保存，请撤销后重新录入。"
        ) from error


def damaged(path: Path, detail: str) -> DamagedFileError:
    """The sentence for a file of ours that is broken."""
    backups = f"{path.stem}.备份"
    there = path.with_name(backups).is_dir()
    advice = f"请打开同一文件夹里“{backups}”中最近的一份" if there else "请改用另外保存的一份"
    return DamagedFileError(f"“{path.name}”已损坏（{detail}），没有对它做任何改动；{advice}。")


def foreign(path: Path, what: str) -> ForeignFileError:
    """The sentence for a file that is not ours."""
    return ForeignFileError(
        f"“{path.name}”{what}，不是勾稽的预算文件，没有对它做任何改动；请选择扩展名为 .gouji 的文件。"
    )


_SQLITE: dict[int, tuple[type[StorageError], str]] = {
    sqlite3.SQLITE_BUSY: (
        StorageError,
        "{doing}“{name}”没有成功：别的程序正占用它，请关闭那个程序（例如正在复制或同步）后再试。",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StorageError,
        "打不开“{name}”：请检查文件夹“{folder}”是否还在、能否写入，路径是否太长。",
    ),
    sqlite3.SQLITE_IOERR: (
        StorageError,
        "{doing}“{name}”时读写出错：请检查 U 盘或网络盘是否断开，接好后再试，或另存到本机。",
    ),
    sqlite3.SQLITE_TOOBIG: (ContentError, "{doing}“{name}”时这一步内容太大，没有保存，请分几次进行。"),
    sqlite3.SQLITE_NOMEM: (StorageError, "{doing}“{name}”时内存不足，请关闭别的程序后再试。"),
}
_SQLITE[sqlite3.SQLITE_LOCKED] = _SQLITE[sqlite3.SQLITE_BUSY]


def from_sqlite(error: sqlite3.Error, path: Path, doing: str) -> StorageError | None:
    """The sentence for an SQLite error, or ``None`` for a bug."""
    whole = getattr(error, "sqlite_errorcode", None)
    operational = isinstance(error, sqlite3.OperationalError)
    if whole is None:  # raised by Python's own reading of a value
        return damaged(path, "文字编码无法识别") if operational else None
    if whole == sqlite3.SQLITE_CONSTRAINT_CHECK:
        return ContentError(f"{doing}“{path.name}”时有一项太长或超出范围，这一步没有保存，请缩短后重新录入。")
    code = whole & 0xFF
    if found := _SQLITE.get(code):
        kind, words = found
        return kind(words.format(doing=doing, name=path.name, folder=path.parent))
    return _about_the_file(code, path, doing, operational=operational)


def _about_the_file(code: int, path: Path, doing: str, *, operational: bool) -> StorageError | None:
    if code == sqlite3.SQLITE_FULL:
        return _full(path, doing)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return _denied(path, doing)
    if code == sqlite3.SQLITE_NOTADB:
        return foreign(path, "内容无法识别")
    if code == sqlite3.SQLITE_CORRUPT:
        return damaged(path, "数据页不完整")
    if code == sqlite3.SQLITE_ERROR and operational:  # no such table or column
        return damaged(path, "内部结构不符")
    return None


def from_system(error: OSError, path: Path, doing: str) -> StorageError:
    """The sentence for a system error."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return _full(path, doing)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _denied(path, doing)
        case errno.ENAMETOOLONG:
            return StorageError(
                f"{doing}没有成功：路径或文件名“{path.name[:20]}…”太长，请换一个短些的名称或上层的文件夹。"
            )
        case errno.ENOENT | errno.ENOTDIR:
            return MissingFileError(f"找不到“{path}”：可能已被移动、改名或删除，也请检查 U 盘或网络盘是否已断开。")
        case errno.EISDIR:
            return is_folder(path)
    return StorageError(
        f"{doing}“{path.name}”没有成功（系统提示：{system_reason(error)}），请检查“{path.parent}”能否读写。"
    )


def is_folder(path: Path) -> ForeignFileError:
    """The sentence for a folder where a file was meant."""
    return ForeignFileError(f"“{path.name}”是文件夹，不是勾稽的预算文件；请选择扩展名为 .gouji 的文件。")


def _full(path: Path, doing: str) -> DiskFullError:
    return DiskFullError(
        f"磁盘已满，{doing}“{path.name}”没有成功，文件保持原样；请在“{path.parent}”所在的磁盘腾出空间后再试。"
    )


def _denied(path: Path, doing: str) -> ReadOnlyFileError:
    return ReadOnlyFileError(
        f"没有权限{doing}“{path.name}”：请检查文件是否只读、文件夹“{path.parent}”是否允许写入，或另存到别处。"
    )
