"""Files appear whole or not at all, and a failure is a sentence that says what to do."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from export.errors import ExportError
from models.errors import system_reason


def save(path: Path, data: bytes) -> None:
    """Put a file in place in one step; what stood there before stays until then. A link stays a link.

    :raises ExportError: the folder is missing, the file is in use or no file at all, or the disk is full.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not path.is_file():  # a device must never be replaced by a file
        what = "已有同名的文件夹" if path.is_dir() else "不是普通文件"
        raise ExportError(f"无法写入“{path}”（{what}），请另写一个文件名。")
    if not path.parent.is_dir():
        raise ExportError(f"文件夹“{path.parent}”不存在，请另选一个位置。")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise ExportError(f"无法写入文件夹“{path.parent}”（{system_reason(error)}），请另选一个位置。") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise ExportError(
            f"无法写入“{path.name}”（{system_reason(error)}）。如果它正在 Excel、WPS 或阅读器中打开，请先关闭再导出。"
        ) from error


def _mode() -> int:
    """The permissions that a plain new file would get."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
