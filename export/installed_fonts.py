"""Find the official Chinese faces that the PC already has: 宋体, 黑体, 仿宋, 楷体 and 小标宋."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from export.sfnt import read_facts

ROLES = ("song", "hei", "fangsong", "kai", "title")
"""宋体 (body), 黑体 (headings), 仿宋, 楷体, 小标宋 (the title of an official document)."""

KNOWN_FILES = {
    "song": ("simsun.ttc", "simsun.ttf", "fzssk.ttf", "fzsjk.ttf"),
    "hei": ("simhei.ttf", "fzhtk.ttf", "fzhtjw.ttf"),
    "fangsong": ("simfang.ttf", "仿宋_gb2312.ttf", "simfang_gb2312.ttf", "fzfsk.ttf", "fzfsjw.ttf"),
    "kai": ("simkai.ttf", "楷体_gb2312.ttf", "simkai_gb2312.ttf", "fzktk.ttf", "fzktjw.ttf"),
    "title": ("fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "fzxbsk.ttf", "方正小标宋简体.ttf", "方正小标宋_gbk.ttf"),
}
"""File names in lower case, best first, as Windows, WPS and 方正 install them."""

KNOWN_FAMILIES = {
    "song": ("宋体", "simsun", "方正书宋_gbk", "方正书宋简体"),
    "hei": ("黑体", "simhei", "方正黑体_gbk", "方正黑体简体"),
    "fangsong": ("仿宋", "fangsong", "仿宋_gb2312", "方正仿宋_gbk", "方正仿宋简体"),
    "kai": ("楷体", "kaiti", "楷体_gb2312", "方正楷体_gbk", "方正楷体简体"),
    "title": ("方正小标宋简体", "方正小标宋_gbk"),
}
"""Family names in lower case, best first, for systems where files are named otherwise."""


COLUMNS = 3
"""File, face number and family names in a line of fontconfig's list."""


@dataclass(frozen=True)
class FontFile:
    """One face: which file, and which of its faces when it is a collection."""

    role: str
    path: Path
    subfont: int
    family: str
    shipped: bool

    @property
    def pdf_name(self) -> str:
        """Name under which reportlab knows it; one face has one name, whatever its roles."""
        return f"Gouji-{self.path.stem}-{self.subfont}"


@dataclass(frozen=True)
class Candidate:
    """A face that may serve; without family names only the file name tells which it is."""

    path: Path
    subfont: int = 0
    families: tuple[str, ...] = ()

    def rank(self, role: str) -> int | None:
        """How well it fits the role, 0 the best; None for not at all."""
        known, names = (KNOWN_FAMILIES, self.families) if self.families else (KNOWN_FILES, (self.path.name,))
        ranks = [known[role].index(name.lower()) for name in names if name.lower() in known[role]]
        return min(ranks, default=None)


def choose(candidates: list[Candidate]) -> dict[str, FontFile]:
    """Pick the best face of each role that is TrueType and may be embedded; a role without one is left out."""
    chosen: dict[str, FontFile] = {}
    for role in ROLES:
        ranked = [(rank, face) for face in candidates if (rank := face.rank(role)) is not None]
        for _, face in sorted(ranked, key=lambda pair: (pair[0], str(pair[1].path))):
            facts = read_facts(face.path, face.subfont)
            if facts is not None and facts.usable:
                chosen[role] = FontFile(role, face.path, face.subfont, facts.family, shipped=False)
                break
    return chosen


def list_candidates() -> list[Candidate]:
    """The faces on this computer that may serve."""
    if sys.platform.startswith("linux"):
        listed = _ask_fontconfig()
        if listed is not None:
            return listed
    names = {name for files in KNOWN_FILES.values() for name in files}
    return [Candidate(path) for folder in _font_folders() for path in folder.rglob("*") if path.name.lower() in names]


def _ask_fontconfig() -> list[Candidate] | None:
    """All that fontconfig lists; None without fontconfig."""
    import subprocess  # slow to import, and not needed at start

    command = ["fc-list", "--format", "%{file}\t%{index}\t%{family}\n"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return parse_fontconfig(done.stdout.decode("utf-8", errors="replace"))


def parse_fontconfig(listing: str) -> list[Candidate]:
    """Read lines of file, face number and comma-separated family names, tabs between."""
    rows = [line.split("\t") for line in listing.splitlines()]
    # Above 0xFFFF the face number carries the number of a variable font's named style.
    return [
        Candidate(Path(row[0]), int(row[1]) & 0xFFFF, tuple(row[2].split(","))) for row in rows if len(row) == COLUMNS
    ]


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local / "Microsoft" / "Windows" / "Fonts"]
    elif sys.platform == "darwin":
        folders = [Path("/Library/Fonts"), home / "Library" / "Fonts"]
    else:
        folders = [
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            home / ".local/share/fonts",
            home / ".fonts",
        ]
    return [folder for folder in folders if folder.is_dir()]
