"""The shared libraries of the operating system that Qt loads on Linux (standard library only)."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

from tools.console import SetupError, say

OFFSCREEN = {
    "libglib2.0-0": ("libglib-2.0.so.0", "libgthread-2.0.so.0"),
    "libgl1": ("libGL.so.1",),
    "libegl1": ("libEGL.so.1",),
    "libxkbcommon0": ("libxkbcommon.so.0",),
    "libx11-6": ("libX11.so.6",),
    "libdbus-1-3": ("libdbus-1.so.3",),
    "libfontconfig1": ("libfontconfig.so.1",),
    "libfreetype6": ("libfreetype.so.6",),
}
"""Debian package -> libraries that Qt's core, windows and PDF need even without a screen."""

X11 = {
    "libx11-xcb1": ("libX11-xcb.so.1",),
    "libxcb1": ("libxcb.so.1",),
    "libxcb-cursor0": ("libxcb-cursor.so.0",),
    "libxcb-icccm4": ("libxcb-icccm.so.4",),
    "libxcb-image0": ("libxcb-image.so.0",),
    "libxcb-keysyms1": ("libxcb-keysyms.so.1",),
    "libxcb-randr0": ("libxcb-randr.so.0",),
    "libxcb-render-util0": ("libxcb-render-util.so.0",),
    "libxcb-render0": ("libxcb-render.so.0",),
    "libxcb-shape0": ("libxcb-shape.so.0",),
    "libxcb-shm0": ("libxcb-shm.so.0",),
    "libxcb-sync1": ("libxcb-sync.so.1",),
    "libxcb-xfixes0": ("libxcb-xfixes.so.0",),
    "libxcb-xkb1": ("libxcb-xkb.so.1",),
    "libxkbcommon-x11-0": ("libxkbcommon-x11.so.0",),
    "libcups2": ("libcups.so.2",),
}
"""The same for a real window on X11, and for the list of printers."""


def has_screen() -> bool:
    """Whether this session says that it has a screen; Windows and macOS always do."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def ensure(*, screen: bool) -> None:
    """Install what Qt lacks, or raise SetupError that names it.  Does nothing outside Linux."""
    missing = missing_packages(screen=screen)
    if not missing:
        return
    names = ", ".join(library for libraries in missing.values() for library in libraries)
    say(f"Qt 需要的系统库缺少：{names}", f"System libraries that Qt needs are missing: {names}")
    apt_install(list(missing))
    still = missing_packages(screen=screen)
    if still:
        names = " ".join(still)
        raise SetupError(f"安装后仍缺少：{names}", f"Still missing after the installation: {names}")


def missing_packages(*, screen: bool) -> dict[str, list[str]]:
    """Debian package -> its libraries that cannot be loaded here."""
    if not sys.platform.startswith("linux"):
        return {}
    wanted = {**OFFSCREEN, **X11} if screen else OFFSCREEN
    missing = {package: [name for name in names if not _loads(name)] for package, names in wanted.items()}
    return {package: names for package, names in missing.items() if names}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> None:
    """Install Debian packages where we may; otherwise raise SetupError with the one command to type."""
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        names = " ".join(packages)
        raise SetupError(
            f"请用本系统的软件包管理器安装（Debian 名称）：{names}，然后重新运行。",
            f"Install these with this system's package manager (Debian names): {names}, then run again.",
        )
    if os.geteuid() != 0:
        raise SetupError(
            f"请先运行这一条命令，再重试：\n    sudo {command}", "Run the one command above, then try again."
        )
    say(f"正在安装系统软件包：{' '.join(packages)}", "Installing system packages.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in ("apt-get -q update", command):
        done = subprocess.run(
            step.split(), env=environment, check=False, capture_output=True, text=True, errors="replace"
        )
    if done.returncode != 0:
        detail = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise SetupError(
            f"系统软件包没有装上（{detail}）。请接通网络后运行：\n    {command}",
            f"System packages were not installed ({detail}). Connect to the network and run the command above.",
        )
