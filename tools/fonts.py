"""Make the program's own Chinese TrueType fonts.

PDF embedding needs TrueType (``glyf``) outlines, but the free Chinese fonts with every character that a name may
hold come with CFF outlines only.  So the two faces of the ``pylopdf-fonts-zh-cn`` package (Noto Serif SC and Noto
Sans SC, SIL Open Font License 1.1) are redrawn once, at set-up, and shipped with a packaged program.  Run it as

    python -m tools.fonts TARGET_FOLDER
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

SOURCE_PACKAGE = "pylopdf_fonts_zh_cn"
SOURCE_DISTRIBUTION = "pylopdf-fonts-zh-cn"
LICENSE_NAME = "OFL.txt"
FONTS = {"NotoSerifSC-Regular.otf": "NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.otf": "NotoSansSC-Regular.ttf"}

MAX_ERROR_UNITS = 1.0
"""How far, of 1000 units an em, a quadratic curve may stray from the cubic one: 0.01 mm at 28 pt."""

KEPT_TABLES = ("head", "hhea", "OS/2", "name", "post", "hmtx")
"""No layout tables: without kerning and ligatures the screen and the PDF measure a text alike."""

MAXIMA = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)
VERSION_NAME_ID = 5
ASCII_DELETE = 0x7F
LAST_OF_BASIC_PLANE = 0xFFFF

EXTRA_CHARACTERS = "¥£€–—…·•￥％　ÄÖÜäöüßàáèéêìíòóùú①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㎡㎞㎏㎎㏄℃№√✓✔□■○●△▲▽▼◇◆☆★※→←↑↓≈≠≤≥±×÷∑"
"""What budgets print and GBK leaves out (or may leave out); characters that a face lacks are passed over."""

EXTENSION_A = range(0x3400, 0x4DC0)
"""Rare characters of personal and place names that GB 18030 asks for and GBK lacks (such as U+4DAE)."""


def wanted_characters() -> set[int]:
    """Code points to keep: ASCII, every GBK character, CJK Extension A and EXTRA_CHARACTERS."""
    wanted = set(range(0x20, 0x7F)) | set(EXTENSION_A) | {ord(char) for char in EXTRA_CHARACTERS}
    for lead in range(0x81, 0xFF):
        row = b"".join(bytes((lead, trail)) + b"\n" for trail in range(0x40, 0xFF) if trail != ASCII_DELETE)
        wanted.update(ord(char) for char in row.decode("gbk", errors="ignore") if char != "\n")
    return wanted


def convert(source: Path, target: Path, characters: set[int] | None = None) -> int:
    """Redraw the CFF font `source` as the TrueType font `target`, with `characters` only; return the number of glyphs.

    Digits get one common width, so that columns of figures line up.  The file appears under its name only when whole.
    """
    from fontTools.ttLib import TTFont

    with TTFont(source, lazy=True) as old:
        new = _rebuild(old, wanted_characters() if characters is None else characters)
        unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
        new.save(unfinished)
    unfinished.replace(target)
    return len(new.getGlyphOrder())


def _rebuild(old: TTFont, characters: set[int]) -> TTFont:
    """The TrueType font with those of `characters` that `old` has."""
    from fontTools.ttLib import TTFont

    new = TTFont(recalcTimestamp=False)
    cmap = {code: name for code, name in old.getBestCmap().items() if code in characters}
    new.setGlyphOrder([".notdef", *dict.fromkeys(cmap.values())])
    for tag in KEPT_TABLES:
        new[tag] = old[tag]
    _map_characters(new, cmap)
    new["hmtx"].metrics = {name: old["hmtx"].metrics[name] for name in new.getGlyphOrder()}
    _redraw(old, new, _equal_digits(new))
    _describe(new)
    return new


def _map_characters(font: TTFont, cmap: dict[int, str]) -> None:
    """Give `font` one Unicode character map for the basic plane and one for all of them."""
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._c_m_a_p import cmap_classes

    table: Any = newTable("cmap")
    table.tableVersion, table.tables = 0, []
    basic = {code: name for code, name in cmap.items() if code <= LAST_OF_BASIC_PLANE}
    for format_, platform, encoding, mapping in ((4, 0, 3, basic), (4, 3, 1, basic), (12, 3, 10, cmap)):
        part: Any = cmap_classes[format_](format_)
        part.platformID, part.platEncID, part.language, part.cmap = platform, encoding, 0, mapping
        table.tables.append(part)
    font["cmap"] = table


def _equal_digits(font: TTFont) -> dict[str, int]:
    """Give all ten digits the widest digit's width; return by how much each must move to stay centred."""
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    names = [cmap[ord(digit)] for digit in "0123456789" if ord(digit) in cmap]
    widest = max((metrics[name][0] for name in names), default=0)
    shifts = {name: (widest - metrics[name][0]) // 2 for name in names}
    for name in names:
        metrics[name] = (widest, metrics[name][1])
    return shifts


def _redraw(old: TTFont, new: TTFont, shifts: dict[str, int]) -> None:
    """Draw the glyphs of `new` with quadratic curves, each moved right by its entry in `shifts`."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    outlines, metrics = old.getGlyphSet(), new["hmtx"].metrics
    glyf: Any = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = new.getGlyphOrder(), {}
    for name in glyf.glyphOrder:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR_UNITS, reverse_direction=True))
        glyph = pen.glyph()
        if shifts.get(name):
            glyph.coordinates.translate((shifts[name], 0))
        glyph.recalcBounds(None)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
        glyf.glyphs[name] = glyph
    new["glyf"], new["loca"] = glyf, newTable("loca")


def _describe(font: TTFont) -> None:
    """Fill in what a TrueType font says about itself, and that this is a changed version."""
    from fontTools.ttLib import newTable

    maxp: Any = newTable("maxp")
    maxp.tableVersion, maxp.numGlyphs, maxp.maxZones = 0x00010000, len(font.getGlyphOrder()), 1
    for name in MAXIMA:
        setattr(maxp, name, 0)
    font["maxp"] = maxp
    post: Any = font["post"]
    post.formatType, post.glyphOrder = 3.0, None
    gasp: Any = newTable("gasp")
    gasp.version, gasp.gaspRange = 1, {0xFFFF: 0x000F}  # unhinted outlines: always smooth
    font["gasp"] = gasp
    font["OS/2"].fsType = 0  # may be embedded
    for record in font["name"].names:
        if record.nameID == VERSION_NAME_ID:
            record.string = f"{record.toUnicode()}; TrueType outlines, subset, tabular figures"


def source_folder() -> Path:
    """Folder of the CFF fonts; raises FileNotFoundError when the package is not installed."""
    spec = util.find_spec(SOURCE_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {SOURCE_DISTRIBUTION} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def license_text() -> str:
    """The font licence that travels with the fonts."""
    files = metadata.files(SOURCE_DISTRIBUTION) or []
    return next(file.read_text() for file in files if file.name.upper().startswith(("LICENSE", "OFL")))


def make_all(target: Path) -> None:
    """Convert every font into `target`, both at once where there are cores, and put the licence beside them."""
    target.mkdir(parents=True, exist_ok=True)
    folder, begin = source_folder(), time.monotonic()
    (target / LICENSE_NAME).write_text(license_text(), encoding="utf-8")
    with ProcessPoolExecutor(max_workers=min(len(FONTS), os.cpu_count() or 1)) as pool:
        jobs = {pool.submit(convert, folder / source, target / made): made for source, made in FONTS.items()}
        for job in as_completed(jobs):
            seconds = time.monotonic() - begin
            print(f"  {jobs[job]}: {job.result()} glyphs, {seconds:.0f} s", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Command line; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m tools.fonts", description="Make the program's Chinese fonts.")
    parser.add_argument("target", type=Path, help="folder for the .ttf files")
    make_all(parser.parse_args(arguments).target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
