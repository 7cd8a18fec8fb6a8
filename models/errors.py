"""Failures. A finding about the user's data is a value (see ``models.findings``), never one of these."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "没有权限，或文件被占用",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "路径或文件名太长",
    errno.EBUSY: "正被别的程序占用",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
}


def system_reason(error: OSError) -> str:
    """Why the system refused, in Chinese, whatever language the system speaks; its number where we have no words."""
    return _REASONS.get(error.errno or 0) or (f"系统错误 {error.errno}" if error.errno else type(error).__name__)


class GoujiError(Exception):
    """A failure that the user may read: its text is one Chinese sentence saying what, where and what to do."""


class AmountError(GoujiError):
    """A text is not an amount."""


class AddressError(GoujiError):
    """An address names no cell, or more than one.

    ``candidates`` lists the full addresses to choose from when there is more than one.
    """

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class FormulaError(GoujiError):
    """A rule's text does not parse. ``position`` is the 0-based index of the first character not understood."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class PackError(GoujiError):
    """A pack's data is wrong. The sentence names file, key and reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"参数包文件 {file} 的 {key} 有误：{reason}")
        self.file, self.key, self.reason = file, key, reason


class PlanError(GoujiError):
    """What the user wants cannot be turned into an edit."""


class StaleEditError(Exception):
    """An edit does not fit the document it is applied to: a bug, not a message."""
