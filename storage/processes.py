"""Whether a process of this computer still runs, told apart from a later one that got the same number."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def start_mark(pid: int) -> str | None:
    """What tells the process from others that had or will have its number.

    ``None``: no such process. ``""``: it runs, but the system does not say since when.
    """
    return _mark(pid) if 0 < pid < 2**31 else None


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY_LIMITED_INFORMATION = 0x1000
    _INVALID_PARAMETER = 87
    _STILL_ACTIVE = 259

    def _mark(pid: int) -> str | None:
        # os.kill(pid, 0) would send Ctrl+C here.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = wintypes.HANDLE(kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid))
        if not handle:
            return None if ctypes.get_last_error() == _INVALID_PARAMETER else ""
        try:
            code = wintypes.DWORD()
            if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != _STILL_ACTIVE:
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetProcessTimes(handle, *map(ctypes.byref, times)):
                return ""
            return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
        finally:
            kernel.CloseHandle(handle)

else:

    def _mark(pid: int) -> str | None:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return None
        except PermissionError:
            pass  # it runs, under another user
        try:
            fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            return ""
        state, started = fields[0], fields[19]
        return None if state in (b"Z", b"X") else started.decode()
