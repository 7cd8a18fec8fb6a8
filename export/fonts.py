"""The fonts of the printed pages: the PC's own official faces where it has them, else the shipped ones.

The screen, the preview, the PDF and the printer all draw with the files that `font_files` names.  Every face is a
TrueType file that may be embedded, so that a PDF looks alike everywhere.  reportlab is imported late: starting the
program needs none of it.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from export.font_folder import SANS, SERIF, FontMissingError, data_dir
from export.installed_fonts import ROLES, FontFile, choose, list_candidates
from export.sfnt import read_facts

__all__ = [
    "ROLES",
    "FontFile",
    "FontMissingError",
    "PdfFace",
    "data_dir",
    "font_files",
    "missing_characters",
    "pdf_faces",
    "register_pdf_fonts",
]

logger = logging.getLogger(__name__)

SHIPPED = {"song": SERIF, "hei": SANS, "fangsong": SERIF, "kai": SERIF, "title": SANS}

STAND_INS = {"fangsong": "song", "kai": "song", "title": "hei"}
"""Which of the PC's own faces replaces one that it lacks."""

NOT_DRAWN = frozenset("\t\n\r")
"""Layout, not characters to draw."""


def font_files(*, shipped_only: bool = False) -> dict[str, FontFile]:
    """The face of each role in `ROLES`; $GOUJI_SHIPPED_FONTS_ONLY=1 also asks for the shipped ones.

    Raises FontMissingError when the shipped fonts are missing or damaged.
    """
    folder = data_dir()
    shipped = {role: _shipped(role, folder) for role in ROLES}
    if shipped_only or os.environ.get("GOUJI_SHIPPED_FONTS_ONLY") == "1":
        return shipped
    return {**shipped, **_installed()}


@cache
def _shipped(role: str, folder: Path) -> FontFile:
    path = folder / SHIPPED[role]
    facts = read_facts(path)
    if facts is None or not facts.usable:
        raise FontMissingError(f"字体文件 {path} 已损坏，请运行 python3 run.py setup，或重新安装程序。")
    return FontFile(role, path, 0, facts.family, shipped=True)


@cache
def _installed() -> dict[str, FontFile]:
    """The PC's own faces, looked up once in a run."""
    own = choose(list_candidates())
    return with_stand_ins(own)


def with_stand_ins(own: dict[str, FontFile]) -> dict[str, FontFile]:
    """Let one of the PC's faces also serve a role that it has no face for; say so in the log."""
    complete = dict(own)
    for role, stand_in in STAND_INS.items():
        if role not in own:
            logger.info("This computer has no usable font for %s; the one for %s stands in.", role, stand_in)
            if stand_in in own:
                complete[role] = replace(own[stand_in], role=role)
    return complete


@dataclass(frozen=True)
class PdfFace:
    """A role's face as reportlab knows it, with the shipped face that draws what it lacks."""

    name: str
    characters: frozenset[str]
    spare_name: str
    spare_characters: frozenset[str]

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Cut `text` into (reportlab font name, piece), each piece in the face that can draw it."""
        if self.characters.issuperset(text):
            return [(self.name, text)] if text else []
        runs: list[tuple[str, str]] = []
        for char in text:
            spare = char not in self.characters and char in self.spare_characters
            name = self.spare_name if spare else self.name
            if runs and runs[-1][0] == name:
                runs[-1] = (name, runs[-1][1] + char)
            else:
                runs.append((name, char))
        return runs

    def missing(self, text: str) -> str:
        """The characters of `text` that neither face can draw, each once, in order."""
        drawn = (self.characters, self.spare_characters, NOT_DRAWN)
        return "".join(char for char in dict.fromkeys(text) if not any(char in known for known in drawn))


def pdf_faces(*, shipped_only: bool = False) -> dict[str, PdfFace]:
    """Register every role's face and its shipped spare with reportlab; ask once for a whole document."""
    files, spares = font_files(shipped_only=shipped_only), font_files(shipped_only=True)
    return {
        role: PdfFace(files[role].pdf_name, _register(files[role]), spares[role].pdf_name, _register(spares[role]))
        for role in ROLES
    }


def register_pdf_fonts(shipped_only: bool = False) -> dict[str, str]:
    """Register every role's face with reportlab; return role -> reportlab font name."""
    return {role: face.name for role, face in pdf_faces(shipped_only=shipped_only).items()}


def _register(font: FontFile) -> frozenset[str]:
    """Register one face unless that very file is registered already; return the characters that it can draw."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if font.pdf_name in pdfmetrics.getRegisteredFontNames():
        known = pdfmetrics.getFont(font.pdf_name)
        if known.face.filename == str(font.path):
            return _characters(font.pdf_name, str(font.path))
    pdfmetrics.registerFont(TTFont(font.pdf_name, str(font.path), subfontIndex=font.subfont))
    return _characters(font.pdf_name, str(font.path))


@cache
def _characters(pdf_name: str, _path: str) -> frozenset[str]:
    from reportlab.pdfbase import pdfmetrics

    return frozenset(map(chr, pdfmetrics.getFont(pdf_name).face.charToGlyph))


def missing_characters(text: str, role: str) -> str:
    """The characters of `text` that neither the role's face nor the shipped one can draw, each once, in order."""
    return pdf_faces()[role].missing(text)
