"""The window's Chinese fonts: the system's own 雅黑 where it is there, else the shipped faces."""

from __future__ import annotations

import os
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from export.font_folder import SANS, SERIF, data_dir

BODY_FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC")
TITLE_FAMILIES = ("Noto Serif SC", "SimSun")
BODY_PIXELS = 13


def register(app: QApplication) -> None:
    """Load the shipped faces that are wanted, and give the application its font. A second call loads nothing.

    :raises export.font_folder.FontMissingError: the shipped faces are not where they belong.
    """
    app.setFont(body_font())


@cache  # painting asks for it cell by cell
def body_font(pixels: int = BODY_PIXELS, *, bold: bool = False) -> QFont:
    """The face of everything but titles; shared, so not to be changed."""
    return _font(_body_families(), pixels, bold=bold)


def title_font(pixels: int, *, bold: bool = True) -> QFont:
    """The face of printed titles: 宋体."""
    _load(SERIF)
    return _font(TITLE_FAMILIES, pixels, bold=bold)


def _font(families: tuple[str, ...], pixels: int, *, bold: bool) -> QFont:
    font = QFont(list(families))
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


@cache
def _body_families() -> tuple[str, ...]:
    if os.environ.get("GOUJI_SHIPPED_FONTS_ONLY") != "1":
        own = tuple(family for family in BODY_FAMILIES[:2] if QFontDatabase.hasFamily(family))
        if own:
            return own
    _load(SANS)
    return (BODY_FAMILIES[-1],)


@cache
def _load(name: str) -> None:
    QFontDatabase.addApplicationFont(str(data_dir() / name))
