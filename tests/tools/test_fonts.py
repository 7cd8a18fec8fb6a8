from __future__ import annotations

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont

from tools import fonts

TEXT = "预算0123456789,.（）¥￥①㎡"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Noto Serif SC with a few characters, converted twice."""
    folder = tmp_path_factory.mktemp("fonts")
    for name in ("a.ttf", "b.ttf"):
        fonts.convert(fonts.source_folder() / "NotoSerifSC-Regular.otf", folder / name, set(map(ord, TEXT)))
    return folder


@pytest.fixture
def font(made):
    with TTFont(made / "a.ttf") as opened:
        yield opened


def test_the_outlines_are_truetype_and_may_be_embedded(font):
    assert "glyf" in font
    assert "CFF " not in font
    assert font["OS/2"].fsType == 0
    assert font.sfntVersion == "\x00\x01\x00\x00"
    assert {chr(code) for code in font.getBestCmap()} == set(TEXT)


def test_all_digits_are_equally_wide_and_centred(font):
    cmap, widths, glyphs = font.getBestCmap(), font["hmtx"].metrics, font["glyf"]
    assert len({widths[cmap[ord(digit)]][0] for digit in "0123456789"}) == 1
    one, advance = glyphs[cmap[ord("1")]], widths[cmap[ord("1")]][0]
    assert abs(one.xMin + one.xMax - advance) < 60


def area(font, char):
    pen = AreaPen()
    font.getGlyphSet()[font.getBestCmap()[ord(char)]].draw(pen)
    return abs(pen.value)


def test_the_drawing_is_that_of_the_source(font):
    with TTFont(fonts.source_folder() / "NotoSerifSC-Regular.otf") as source:
        assert area(font, "预") == pytest.approx(area(source, "预"), rel=0.01)


def test_the_same_source_gives_the_same_bytes(made):
    assert (made / "a.ttf").read_bytes() == (made / "b.ttf").read_bytes()
    assert list(made.glob("*.part")) == []


def test_every_character_of_gbk_and_extension_a_is_wanted():
    wanted = fonts.wanted_characters()
    assert {ord(char) for char in "勾稽0镕㎡￥①䶮…—　\u4dae"} <= wanted
    assert ord("\n") not in wanted
    assert len(wanted) > 28_000
