"""Files appear whole or not at all, and a failure is a sentence that says what to do."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from export.errors import ExportError

_REASONS = {
    errno.EACCES: "没有权限，或文件被占用",
    errno.EISDIR: "已有同名的文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
}


def save(path: Path, data: bytes) -> None:
    """Put a file in place in one step; what stood there before stays until then.

    :raises ExportError: the folder is missing, the file is in use, or the disk is full.
    """
    if not path.parent.is_dir():
        raise ExportError(f"文件夹“{path.parent}”不存在，请另选一个位置。")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise ExportError(f"无法写入文件夹“{path.parent}”（{_reason(error)}），请另选一个位置。") from error
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
            f"无法写入“{path.name}”（{_reason(error)}）。如果它正在 Excel、WPS 或阅读器中打开，请先关闭再导出。"
        ) from error


def _mode() -> int:
    """The permissions that a plain new file would get."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or (os.strerror(error.errno) if error.errno else str(error))
