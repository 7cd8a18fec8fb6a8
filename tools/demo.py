"""The demonstration: the sample document is made, checked, exported and shown."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.console import SetupError, say
from tools.system_libraries import has_screen

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
SAMPLE = "sample.gouji"
PREVIOUS = "sample.previous.gouji"
JOURNAL = "-journal"
LOCK = ".lock"
PROBE_SECONDS = 30
EXIT_BREAKS = 1


def run(python: Path, environment: dict[str, str]) -> int:
    """Make, check, export and show the sample; return the exit code of the last step that ran."""
    sample = OUT / SAMPLE
    books = {kind: OUT / f"sample.{kind}" for kind in ("pdf", "xlsx", "docx", "html")}
    main = [str(python), str(ROOT / "main.py")]
    _make_sample(main, sample, environment)
    say("核对结果：", "Check:")
    found = _step([*main, "check", str(sample)], environment, allowed=(0, EXIT_BREAKS))
    _step(
        [*main, "export", str(sample), *(text for kind, path in books.items() for text in (f"--{kind}", str(path)))],
        environment,
    )
    say("已写出：", "Written:")
    for path in (sample, *books.values()):
        print(f"    {path}  ({path.stat().st_size // 1024} KB)", flush=True)
    if not screen_works(python, environment):
        say("没有可用的屏幕，窗口不打开；以上文件已就绪。", "No screen here, so no window; the files are ready.")
        return found
    say("正在打开窗口…", "Opening the window ...")
    return subprocess.run([*main, str(sample)], cwd=ROOT, env=environment, check=False).returncode


def _make_sample(main: list[str], sample: Path, environment: dict[str, str]) -> None:
    """Write a new sample aside, then put it in place; what stood there is kept as the previous one."""
    if is_open(sample):
        raise SetupError(
            f"{sample} 正在另一个窗口中打开，请先关闭那个窗口。",
            f"{sample} is open in a window; close that window first.",
        )
    try:
        OUT.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=OUT, prefix=".making-") as aside:
            made = Path(aside) / SAMPLE
            _step([*main, "new", str(made), "--sample"], environment)
            keep_previous(sample)
            made.replace(sample)
    except OSError as error:
        raise SetupError(
            f"无法写入 {OUT}：{error.strerror}。请关闭正在使用其中文件的程序后重试。",
            f"Cannot write to {OUT}: {error.strerror}. Close the programs that use its files, then try again.",
        ) from error


def keep_previous(sample: Path) -> None:
    """Move an existing sample aside with its journal: left behind, that would be applied to the new file."""
    for ending in (JOURNAL, ""):
        old, kept = Path(f"{sample}{ending}"), Path(f"{sample.with_name(PREVIOUS)}{ending}")
        kept.unlink(missing_ok=True)
        if old.exists():
            shutil.move(old, kept)


def is_open(path: Path) -> bool:
    """Whether a running window holds the file, as the lock beside it says.

    Windows refuses to replace an open file by itself.
    """
    if os.name == "nt":
        return False
    try:
        holder = json.loads(Path(f"{path}{LOCK}").read_text(encoding="utf-8"))
        os.kill(int(holder["pid"]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, LookupError, TypeError, OverflowError):
        return False  # no lock, or one that a crash has left
    return True


def screen_works(python: Path, environment: dict[str, str]) -> bool:
    """Whether Qt can open a window here: it ends the whole process when it cannot, so another one tries."""
    if not has_screen():
        return False
    probe = "from PySide6.QtGui import QGuiApplication as A; A([])"
    try:
        done = subprocess.run(
            [str(python), "-c", probe], env=environment, capture_output=True, timeout=PROBE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _step(command: list[str], environment: dict[str, str], *, allowed: tuple[int, ...] = (0,)) -> int:
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code not in allowed:
        words = " ".join(command[2:])
        raise SetupError(f"这一步没有成功：main.py {words}", f"This step failed: main.py {words}")
    return code
