"""The project's own Python environment, `.venv`: the locked packages and the Chinese fonts.

Needs the standard library only, like everything that runs before the environment is there.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import system_libraries
from tools.console import SetupError, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
FONTS = VENV / "share" / "gouji" / "fonts"
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
FONT_SCRIPT = "tools/fonts.py"
FONT_COUNT = 2
NETWORK_SIGNS = (
    "NewConnectionError",
    "Failed to establish a new connection",
    "NameResolutionError",
    "name resolution",
    "getaddrinfo failed",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "Network is unreachable",
)
"""Parts of pip's many ways to say that it reaches nothing."""


def venv_python() -> Path:
    """The interpreter inside `.venv`, whether or not it exists yet."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def prepare(*, development: bool) -> Path:
    """Make sure that everything is installed; return the interpreter to use.  Raises SetupError with a sentence."""
    names = [RUNTIME, DEVELOPMENT] if development else [RUNTIME]
    missing = [name for name in names if not Stamp(name).is_fresh()]
    if missing or not venv_python().exists():
        _make_venv()
        _install(names)
    if not Stamp(FONT_SCRIPT).is_fresh() or len(list(FONTS.glob("*.ttf"))) < FONT_COUNT:
        _make_fonts()
    return venv_python()


class Stamp:
    """A file inside `.venv` that remembers for which content of `name` a step was last carried out."""

    def __init__(self, name: str) -> None:
        self.path = VENV / f".gouji-{Path(name).stem}.stamp"
        self._source = ROOT / name

    def _content(self) -> str:
        settings = VENV / "pyvenv.cfg"
        about_python = settings.read_bytes() if settings.exists() else b""
        return hashlib.sha256(self._source.read_bytes() + b"\0" + about_python).hexdigest()

    def is_fresh(self) -> bool:
        """Whether the step was carried out for this very content and this very interpreter."""
        return self.path.is_file() and self.path.read_text(encoding="ascii") == self._content()

    def write(self) -> None:
        """Remember that it was."""
        self.path.write_text(self._content(), encoding="ascii")


def _make_venv() -> None:
    """Create `.venv`; keep one that still works."""
    if _works(venv_python()):
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        _install_venv_module()
    say("正在建立 Python 环境 .venv …", "Creating the Python environment .venv ...")
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    except OSError as error:
        raise SetupError(
            f"无法在 {ROOT} 建立 .venv：{error.strerror}。请把程序放到可写的文件夹后重试。",
            f"Cannot create .venv in {ROOT}: {error.strerror}. Put the program into a folder that can be written to.",
        ) from error
    if done.returncode != 0:
        detail = (done.stdout + done.stderr).strip().splitlines()[-1:]
        raise SetupError(
            f"无法在 {ROOT} 建立 .venv（文件夹须可写）：{' '.join(detail)}",
            f"Cannot create .venv in {ROOT} (the folder must be writable): {' '.join(detail)}",
        )


def _works(python: Path) -> bool:
    """Whether `python` runs and has pip (not so after its base installation was moved or an interrupted set-up)."""
    if not python.exists():
        return False
    try:
        return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _install_venv_module() -> None:
    """Debian keeps `venv` in a package of its own."""
    package = "python3-venv"
    say(f"缺少 Python 的 venv 模块（系统软件包 {package}）。", "Python's venv module is missing.")
    system_libraries.apt_install([package])
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            f"{sys.executable} 仍没有 venv 模块，请改用系统自带的 python3 运行。",
            f"{sys.executable} still has no venv module; run with the system's own python3.",
        )


def _install(names: list[str]) -> None:
    """Install exactly the pinned packages, nothing else: the files are complete, so pip need not look for more."""
    say("正在安装锁定版本的软件包（首次约 1 分钟）…", "Installing the locked packages (about a minute) ...")
    command = [
        str(venv_python()),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--disable-pip-version-check",
        "--no-input",
    ]
    for name in names:
        command += ["--requirement", str(ROOT / name)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        raise SetupError(*_explain_pip(done.stderr))
    for name in names:
        Stamp(name).write()


def _explain_pip(output: str) -> tuple[str, str]:
    """One sentence (Chinese, English) for what pip complained about at length."""
    if any(sign in output for sign in NETWORK_SIGNS):
        return (
            "软件包没有装上：连不上网络。请接通网络（或给 pip 配置内网源）后重新运行同一条命令。",
            "Packages not installed: no network. Connect (or point pip at a local index) and run this again.",
        )
    if "No space left" in output:
        return (
            "软件包没有装上：磁盘空间不足，约需 700 MB。",
            "Packages not installed: the disk is full (700 MB needed).",
        )
    if "Permission denied" in output or "Read-only file system" in output:
        return f"软件包没有装上：{VENV} 不可写。", f"Packages not installed: {VENV} cannot be written to."
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    detail = (errors or output.strip().splitlines() or ["?"])[0].removeprefix("ERROR: ")
    return f"软件包没有装上，pip 说：{detail}", f"Packages not installed; pip says: {detail}"


def _make_fonts() -> None:
    """Convert the Chinese fonts with the environment's own interpreter."""
    say("正在生成中文字体（仅首次，约 1 分钟）…", "Making the Chinese fonts (only once, about a minute) ...")
    if subprocess.run([str(venv_python()), "-m", "tools.fonts", str(FONTS)], cwd=ROOT, check=False).returncode != 0:
        raise SetupError(
            "中文字体没有生成，原因见上。请检查磁盘空间后重新运行同一条命令。",
            "The Chinese fonts were not made, see above. Check the disk space and run the same command again.",
        )
    Stamp(FONT_SCRIPT).write()
