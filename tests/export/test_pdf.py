"""The tables as PDF: every figure in its text, pages that say where they belong, fonts inside, the same bytes."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections import Counter

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops

from export import layout, pdf, xlsx
from export.pdf_paper import BOTTOM, TOP
from export.pdf_table import ROW, TIGHT_ROW, Part, Table
from export.pdf_text import GETA
from export.preview import PdfPages
from tests.conftest import ROOT
from tests.export.documents import plain_page, put, stated_sample, with_project
from tests.export.pdfs import texts_of

AMOUNT = re.compile(r"-?[\d,]+\.\d\d")


@pytest.fixture(scope="module")
def data(book):
    return pdf.render_bytes(book)


@pytest.fixture(scope="module")
def texts(data):
    return texts_of(data)


def fonts_of(data):
    """Name and kind of each font that the PDF names."""
    return set(re.findall(rb"/BaseFont /([^ /\n]+)", data)), re.findall(rb"/Subtype /(Type0|Type1|TrueType)", data)


# -- what it says ------------------------------------------------------------------------------------------------------


def test_every_printed_amount_stands_in_the_text_of_its_form(book, texts):
    for page in book.pages:
        found = Counter(amount for text in texts if page.heading in text for amount in AMOUNT.findall(text))
        shown = Counter(c.text for line in page.lines for c in line.cells if c is not None and c.cents is not None)
        assert found == shown, page.id


def test_labels_stand_in_the_text_in_reading_order(texts):
    text = texts[3].replace("\r\n", "\n")
    assert text.index("201 一般公共服务支出") < text.index("20132 组织事务") < text.index("2210201 住房公积金")


def test_the_contents_name_the_pages_on_which_the_forms_begin(book, texts):
    for page in book.pages:
        line = next(line for line in texts[0].splitlines() if line.startswith(page.number + "　"))
        number = int(re.search(r"(\d+)\s*$", line)[1])
        assert page.heading in texts[number]
        assert "（续）" not in texts[number]


def test_every_page_has_its_number_department_and_year(texts):
    for number, text in enumerate(texts):
        assert (f"第 {number} 页　共 {len(texts) - 1} 页" if number else "I") in text
        assert "中国共产党晋城市城区委员会组织部 2025年部门预算公开" in text


def test_a_continued_page_repeats_title_and_headings(texts):
    continued = [text for text in texts if "2025年财政拨款收支总表（续）" in text]
    assert len(continued) == 1
    assert "政府性基金预算" in continued[0]


def test_the_outline_lists_contents_and_forms(data, book):
    document = pypdfium2.PdfDocument(data)
    entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    document.close()
    assert entries[:2] == [("目录", 0), (book.parts[0].title.replace("　", " "), 1)]
    assert [title for title, _page in entries[2:]] == [page.entry.replace("　", " ") for page in book.pages]


def test_the_contents_are_links(data):
    document = pypdfium2.PdfDocument(data)
    count = pdfium.FPDFPage_GetAnnotCount(document[0])
    document.close()
    assert count == 14


def test_a_draft_is_watermarked_on_every_page_and_a_final_on_none(sample, texts):
    assert all("仅供内部审核" in text for text in texts)
    final = texts_of(pdf.render_bytes(layout.build(sample, draft=False)))
    assert len(final) == len(texts)
    assert not any("仅供内部审核" in text for text in final)


def test_the_papers_way_follows_the_form(data):
    with PdfPages(data) as pages:
        sizes = [pages.page_size(number) for number in range(3)]
    assert [width < height for width, height in sizes] == [True, True, False]


def test_document_properties(data):
    document = pypdfium2.PdfDocument(data)
    properties = document.get_metadata_dict()
    document.close()
    assert properties["Title"] == "中国共产党晋城市城区委员会组织部2025年部门预算公开"
    assert properties["Author"] == "中国共产党晋城市城区委员会组织部"


def test_text_is_never_markup():
    name = "<b>“=1+1”</b> & <br/> \\(x)"
    assert any(name in text for text in texts_of(pdf.render_bytes(layout.build(with_project(stated_sample(), name)))))


def test_a_review_copy_shows_its_marks():
    workspace = stated_sample()
    put(workspace, "table03", "2013299", "project_expenditure", "823.71")
    assert any("≠" in text for text in texts_of(pdf.render_bytes(layout.build(workspace, marks=True))))


# -- the file ----------------------------------------------------------------------------------------------------------


def test_all_fonts_are_embedded_subsets_of_truetype(data):
    names, kinds = fonts_of(data)
    assert names
    assert all(re.match(rb"[A-Z]{6}\+", name) for name in names)
    assert set(kinds) == {b"TrueType"}
    assert data.count(b"/FontFile2") == len(re.findall(rb"/Type /FontDescriptor", data))


def test_the_same_book_gives_the_same_bytes(data, sample):
    assert pdf.render_bytes(layout.build(sample)) == data


@pytest.mark.slow
def test_another_run_of_the_program_gives_the_same_bytes(data, book, tmp_path):
    """This one's sets and dictionaries come in an order drawn by chance, the other's in that of a fixed seed."""
    code = (
        "import sys, hashlib; from export import layout, pdf, xlsx; from models.samples import sample_document;"
        "from models.workspace import Workspace; book = layout.build(Workspace(sample_document()));"
        "print(hashlib.sha256(pdf.render_bytes(book) + xlsx.render_bytes(book)).hexdigest())"
    )
    environment = {"PYTHONHASHSEED": "1", "GOUJI_SHIPPED_FONTS_ONLY": "1", "HOME": str(tmp_path), "PATH": ""}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert run.stdout.decode().strip() == hashlib.sha256(data + xlsx.render_bytes(book)).hexdigest()


@pytest.mark.expects_log
def test_a_character_that_no_font_has_is_reported_and_set_as_geta(caplog):
    book = layout.build(with_project(stated_sample(), "陈𰻞镇项目"))
    assert any(f"陈{GETA}镇项目" in text for text in texts_of(pdf.render_bytes(book)))
    assert "𰻞" in caplog.text


# -- pages -------------------------------------------------------------------------------------------------------------


def table_of(setter, count, label="项目{}", room=640.0):
    return Table(plain_page(count, label), setter, 500.0, room)


def test_ten_thousand_lines_break_into_full_pages(setter):
    table = table_of(setter, 10_000)
    assert [part.first for part in table.parts[1:]] == [part.end for part in table.parts[:-1]]
    assert (table.parts[0].first, table.parts[-1].end) == (0, 10_000)
    assert all(table.height_of(part) <= 640 for part in table.parts)
    assert all(table.height_of(part) > 640 - 2 * ROW for part in table.parts[:-1])


def test_a_table_a_little_too_long_is_set_tighter_on_one_page(setter):
    table = table_of(setter, 37)
    assert table.parts == [Part(0, 37)]
    assert TIGHT_ROW <= table.heights[0] < ROW
    assert len(table_of(setter, 60).parts) == 2


def test_long_labels_make_their_rows_higher(setter):
    table = table_of(setter, 3, "{}" + "很长的项目名称" * 20)
    assert all(height > 2 * ROW for height in table.heights)


def test_a_page_without_lines_is_still_a_page(setter):
    assert table_of(setter, 0).parts == [Part(0, 0)]


def test_columns_fill_the_width_and_hold_their_amounts(setter, book):
    for page in book.pages:
        table = Table(page, setter, 505.0, 600.0)
        assert table.edges[-1] == pytest.approx(505.0)
        for at, column in enumerate(page.columns):
            if column.kind == "amount":
                widest = max(
                    (setter.width(c.text, "hei", 9) for line in page.lines if (c := line.cells[at]) and c.text),
                    default=0,
                )
                assert table.edges[at + 1] - table.edges[at] >= widest


def test_no_ink_outside_the_margins(data):
    with PdfPages(data) as pages:
        for number in range(pages.page_count):
            width, height, pixels = pages.render(number, 1.0)
            red, green, blue = Image.frombytes("RGB", (width, height), pixels).split()
            darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
            _left, top, _right, bottom = darkest.point(lambda value: 255 * (value < 200)).getbbox()
            assert 15 < top < TOP
            assert height - BOTTOM < bottom - 1 < height - 15
            left, _top, right, _bottom = darkest.point(lambda value: 255 * (value <= 150)).getbbox()
            assert left >= 25
            assert right <= width - 25
