"""Where a file lies: on this computer, or on one of the network that may go away while someone types."""

from __future__ import annotations

import os
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_KINDS = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "davfs", "fuse.davfs2", "fuse.sshfs", "afs", "ncpfs"})
_REMOTE = 4
"""DRIVE_REMOTE of Windows' GetDriveType."""


def on_network(path: Path) -> bool:
    """Whether a file is on a network drive, as far as the system tells."""
    return _remote_drive(path) if os.name == "nt" else _remote_mount(path, _mounts())


def _remote_drive(path: Path) -> bool:
    if path.drive.startswith("\\\\"):
        return True
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  there is none on other systems
    return bool(kernel.GetDriveTypeW(f"{path.drive}\\") == _REMOTE)


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _remote_mount(path: Path, mounts: str) -> bool:
    """Whether the innermost mount that holds the path is one of the network; spaces are octal there."""
    found, kind = -1, ""
    for line in mounts.splitlines():
        _device, _, rest = line.partition(" ")
        point, _, tail = rest.partition(" ")
        folder = Path(point.replace("\\040", " "))
        if len(folder.parts) > found and path.is_relative_to(folder):
            found, kind = len(folder.parts), tail.partition(" ")[0]
    return kind in _KINDS
