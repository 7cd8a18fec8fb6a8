"""Paper, directions and margins of a printed book, and who signs it."""

from __future__ import annotations

import io

import docx as word
import msgspec
import pytest

from export import docx, page_setup, pdf
from export.book import Paragraph, Run, TextPage
from export.page_setup import PageSetup, arranged
from export.pdf_choice import choose
from export.pdf_flow import ROOM, text_sheets
from export.pdf_paper import PORTRAIT, paper_of
from export.pdf_sheets import table_sheets
from export.pdf_signature import ROOM as FOOT
from export.preview import PdfPages
from tests.export.books import whole_book
from tests.export.pdfs import packed, texts_of

SIGNED = PageSetup(signature=True)
LABELS = ("负责人：", "经办人：", "审核人：", "日期：")


def test_what_was_remembered_comes_back_and_nonsense_is_the_usual():
    setup = PageSetup(paper="A3", narrow=True).turn(("table02", "table03"), "portrait")
    assert page_setup.from_state(page_setup.to_state(setup)) == setup
    assert setup.turn(("table02",), "auto").turned == {"table03": "portrait"}
    for state in (None, {"paper": "B5"}, [1], {"turned": {"table02": "askew"}}):
        assert page_setup.from_state(state) == PageSetup()


def test_tables_turn_and_prose_stays():
    setup = PageSetup(paper="A3", turned={"table02": "portrait"})
    with PdfPages(pdf.render_bytes(arranged(choose(whole_book(), ("table02", "terms")), setup))) as pages:
        sizes = [pages.page_size(index) for index in range(pages.page_count)]
    assert sizes[0] == pytest.approx((841.9, 1190.6), abs=0.1)
    assert sizes[-1] == pytest.approx((PORTRAIT.width, PORTRAIT.height), abs=0.1)


def test_narrow_margins_leave_more_room():
    wide = paper_of(whole_book(), landscape=True)
    narrow = paper_of(msgspec.structs.replace(whole_book(), narrow=True), landscape=True)
    assert (narrow.width, narrow.height) == (wide.width, wide.height)
    assert narrow.inner > wide.inner
    assert narrow.room > wide.room


def test_a_table_that_just_fits_is_not_broken(book, setter):
    page = next(page for page in book.pages if page.id == "table04")
    paper = paper_of(msgspec.structs.replace(book, paper="A3"), landscape=True)
    assert len(table_sheets(setter, page, paper, ())) == 1


@pytest.mark.parametrize("count", range(25, 30))
def test_prose_never_runs_into_what_is_signed(setter, count):
    page = TextPage("a", "", "", tuple(Paragraph((Run(f"第{number}段"),)) for number in range(count)))
    sheets = text_sheets(setter, ("", ""), [("a", page)], FOOT)
    down, strip = sheets[-1].strips[-1]
    assert down + strip.height <= ROOM - FOOT
    assert sum(len(sheet.strips) for sheet in sheets) == count


@pytest.mark.parametrize("sections", [None, ("table02",), ("terms",)])
def test_the_last_page_alone_is_signed(sections):
    texts = texts_of(pdf.render_bytes(arranged(choose(whole_book(), sections), SIGNED)))
    assert all(label in packed(texts[-1]) for label in LABELS)
    assert not any("审核人：" in packed(text) for text in texts[:-1])
    assert not any("审核人：" in packed(text) for text in texts_of(pdf.render_bytes(choose(whole_book(), sections))))


def test_names_are_those_of_the_document_in_pdf_and_word():
    signers = (("负责人", "张三"), ("日期", "年月日"))
    book = msgspec.structs.replace(choose(whole_book(), ("table01",)), signature=signers)
    assert "负责人：张三" in packed(texts_of(pdf.render_bytes(arranged(book, SIGNED)))[0])
    assert last_words(arranged(book, SIGNED)) == "负责人：张三　日期：年月日"
    assert "负责人" not in last_words(book)


def last_words(book):
    return word.Document(io.BytesIO(docx.render_bytes(book))).paragraphs[-1].text
