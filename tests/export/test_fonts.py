from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

from export import fonts
from export.installed_fonts import Candidate, choose, parse_fontconfig
from export.sfnt import read_facts

SENTENCE = "部门预算公开 2025年 1,234,567.89 万元 ￥¥㎡①②③…—“引号”（括号）"


def build_font(family: str, characters: str = "预算", *, embedding: int = 0, truetype: bool = True) -> TTFont:
    """A tiny font whose every character is a box."""
    names = {char: f"box{ord(char):04X}" for char in characters}
    order = [".notdef", *names.values()]
    pen = TTGlyphPen(None)
    for step, point in enumerate([(0, 0), (0, 700), (700, 700), (700, 0)]):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(char): name for char, name in names.items()})
    builder.setupGlyf(dict.fromkeys(order, box))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(fsType=embedding)
    builder.setupPost()
    if not truetype:
        del builder.font["glyf"]
        del builder.font["loca"]
    return builder.font


@pytest.fixture
def pc_fonts(tmp_path, monkeypatch):
    """A PC with a 宋体 collection, a 黑体 that may not be embedded and a 小标宋; not the tester's own fonts."""
    collection = TTCollection()
    collection.fonts = [build_font("SimSun"), build_font("NSimSun")]
    collection.save(tmp_path / "simsun.ttc")
    build_font("SimHei", embedding=0x0002).save(tmp_path / "SIMHEI.TTF")
    build_font("FZXiaoBiaoSong").save(tmp_path / "FZXBSJW.TTF")
    found = [Candidate(path) for path in sorted(tmp_path.iterdir())]
    monkeypatch.delenv("GOUJI_SHIPPED_FONTS_ONLY")
    monkeypatch.setattr(fonts, "list_candidates", lambda: found)
    fonts._installed.cache_clear()
    yield tmp_path
    fonts._installed.cache_clear()


def test_the_shipped_fonts_serve_every_role():
    files = fonts.font_files()
    assert set(files) == set(fonts.ROLES)
    assert all(face.shipped and face.path.is_file() for face in files.values())
    assert (files["song"].family, files["hei"].family) == ("Noto Serif SC", "Noto Sans SC")
    assert fonts.data_dir().joinpath("OFL.txt").is_file()


def test_the_pcs_own_fonts_come_first(pc_fonts):
    files = fonts.font_files()
    chosen = {role: (face.path.name, face.family, face.shipped) for role, face in files.items()}
    song = ("simsun.ttc", "SimSun", False)
    assert chosen == {
        "song": song,
        "fangsong": song,
        "kai": song,
        "hei": ("NotoSansSC-Regular.ttf", "Noto Sans SC", True),
        "title": ("FZXBSJW.TTF", "FZXiaoBiaoSong", False),
    }
    assert [face.role for face in files.values()] == list(files)


def test_shipped_only_asks_for_no_other(pc_fonts):
    assert all(face.shipped for face in fonts.font_files(shipped_only=True).values())


@pytest.mark.parametrize(
    ("embedding", "usable"), [(0, True), (0x4, True), (0x8, True), (0x2, False), (0x100, False), (0x200, False)]
)
def test_a_font_that_forbids_embedding_is_not_used(tmp_path, embedding, usable):
    build_font("SimKai", embedding=embedding).save(tmp_path / "simkai.ttf")
    assert bool(choose([Candidate(tmp_path / "simkai.ttf")])) is usable


def test_a_font_without_truetype_outlines_is_not_used(tmp_path):
    build_font("SimKai", truetype=False).save(tmp_path / "simkai.ttf")
    assert choose([Candidate(tmp_path / "simkai.ttf")]) == {}


@pytest.mark.parametrize("content", [b"", b"ttcf", b"no font at all, but long enough to look like one"])
def test_a_damaged_font_is_passed_over(tmp_path, content):
    (tmp_path / "simsun.ttc").write_bytes(content)
    facts = read_facts(tmp_path / "simsun.ttc")
    assert facts is None or not facts.usable
    assert read_facts(tmp_path / "not-there.ttf") is None


def test_fontconfigs_list_is_read():
    listing = "/f/simsun.ttc\t0\tSimSun,宋体\n/f/x.ttf\t65538\t方正小标宋简体\nnonsense\n"
    faces = parse_fontconfig(listing)
    assert faces == [
        Candidate(Path("/f/simsun.ttc"), 0, ("SimSun", "宋体")),
        Candidate(Path("/f/x.ttf"), 2, ("方正小标宋简体",)),
    ]
    assert [face.rank("song") for face in faces] == [0, None]
    assert [face.rank("title") for face in faces] == [None, 0]


def test_a_missing_font_folder_is_said_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("GOUJI_FONTS", str(tmp_path))
    with pytest.raises(fonts.FontMissingError, match="找不到随程序附带的中文字体"):
        fonts.font_files()


def test_a_damaged_shipped_font_is_said_in_one_sentence(tmp_path, monkeypatch):
    for name in (fonts.SERIF, fonts.SANS):
        (tmp_path / name).write_bytes(b"broken")
    monkeypatch.setenv("GOUJI_FONTS", str(tmp_path))
    with pytest.raises(fonts.FontMissingError, match="已损坏"):
        fonts.font_files()


def test_characters_that_no_face_has_are_reported():
    assert fonts.missing_characters(SENTENCE + "\n", "song") == ""
    assert fonts.missing_characters("☐是☑否☐", "hei") == "☐☑"


def test_the_shipped_face_draws_what_the_chosen_one_lacks(pc_fonts):
    face = fonts.pdf_faces()["song"]
    assert face.runs("预算公开算") == [(face.name, "预算"), (face.spare_name, "公开"), (face.name, "算")]
    assert face.runs("") == []
    assert face.missing("预公☐") == "☐"


@pytest.mark.parametrize("role", ["song", "hei"])
def test_figures_line_up(role):
    from reportlab.pdfbase.pdfmetrics import stringWidth

    name = fonts.register_pdf_fonts()[role]
    assert len({stringWidth(digit, name, 10) for digit in "0123456789"}) == 1


def test_registering_twice_changes_nothing():
    from reportlab.pdfbase import pdfmetrics

    names = fonts.register_pdf_fonts()
    before = {name: pdfmetrics.getFont(name) for name in names.values()}
    assert fonts.register_pdf_fonts() == names
    assert all(pdfmetrics.getFont(name) is font for name, font in before.items())


def test_a_pdf_carries_its_fonts_and_its_text(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    names = fonts.register_pdf_fonts()
    canvas = Canvas(str(tmp_path / "page.pdf"), initialFontName=names["song"], invariant=1)
    for line, role in enumerate(("song", "hei")):
        canvas.setFont(names[role], 12)
        canvas.drawString(40, 700 - 20 * line, SENTENCE)
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
        page = document[0]
        assert page.get_textpage().get_text_bounded().splitlines() == [SENTENCE, SENTENCE]
        embedded = [is_embedded(item) for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
    assert embedded
    assert all(embedded)
    assert (tmp_path / "page.pdf").stat().st_size < 60_000


def is_embedded(text_object) -> bool:
    font = pypdfium2.raw.FPDFTextObj_GetFont(text_object.raw)
    size = ctypes.c_size_t()
    pypdfium2.raw.FPDFFont_GetFontData(font, None, 0, size)
    return pypdfium2.raw.FPDFFont_GetIsEmbedded(font) == 1 and size.value > 0
