"""Where the shipped fonts are: all that the window's first picture needs to know of fonts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.errors import GoujiError

SERIF, SANS = "NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf"


class FontMissingError(GoujiError):
    """The shipped fonts are not where they belong."""


def data_dir() -> Path:
    """Folder of the shipped fonts: $GOUJI_FONTS, else the environment's data folder, else beside a packaged program.

    Raises FontMissingError when they are in none of these.
    """
    override = os.environ.get("GOUJI_FONTS")
    folders = [Path(override)] if override else _usual_folders()
    for folder in folders:
        if all((folder / name).is_file() for name in (SERIF, SANS)):
            return folder
    raise FontMissingError(f"在 {folders[0]} 找不到随程序附带的中文字体，请运行 python3 run.py setup，或重新安装程序。")


def _usual_folders() -> list[Path]:
    inside = Path("share") / "gouji" / "fonts"
    program = Path(sys.executable).parent
    unpacked = Path(getattr(sys, "_MEIPASS", program))
    return [Path(sys.prefix) / inside, unpacked / inside, program / inside]
