"""The Word book: real headings, contents, tables and sections, in a file that opens without repair."""

from __future__ import annotations

import io
import re
import shutil
import zipfile

import docx as word
import msgspec
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from export import docx
from export.book import Cell, GridCell, GridPage, Line, Part, Run, TextPage
from export.docx_flow import TEXT, Chapter, Piece, line_count, pages
from export.preview import PdfPages
from tests.export.books import LONG_PROJECT, body, whole_book
from tests.export.documents import office, plain_page

HOSTILE = "李<甲>&\x00\x0b“\ud800\ufffe”'\"]]>\t\\l 9"
SHOWN = "李<甲>&\ufffd\n“\ufffd\ufffd”'\"]]>\t\\l 9"


@pytest.fixture(scope="module")
def data():
    return docx.render_bytes(whole_book())


@pytest.fixture(scope="module")
def document(data):
    return word.Document(io.BytesIO(data))


def opened(book):
    return word.Document(io.BytesIO(docx.render_bytes(book)))


def of_style(document, *ids):
    return [p.text for p in document.paragraphs if p.style.style_id in ids]


def contents(document):
    """Words, level and page of each line of the contents."""
    lines = []
    for line in document.element.body.iter(qn("w:p")):
        style = line.pPr.pStyle.val if line.pPr is not None and line.pPr.pStyle is not None else ""
        if style.startswith("TOC") and style[3:].isdigit():
            words = "".join(text.text for text in line.iter(qn("w:t")))
            entry, page = re.fullmatch(r"(.*?)(\d+)", words).groups()
            lines.append((entry, int(style[3:]), int(page)))
    return lines


def xml_of(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def with_parts(*pages_, draft=False):
    book = msgspec.structs.replace(whole_book(draft=draft), cover=None)
    return msgspec.structs.replace(book, parts=(Part("one", "第一部分", pages_),))


# -- headings and contents ---------------------------------------------------------------------------------------------


def test_parts_sections_and_tables_are_real_headings(document):
    assert of_style(document, "Heading1") == [part.title for part in whole_book().parts if part.title]
    assert "五、一般公共预算支出情况说明" in of_style(document, "Heading2")
    assert of_style(document, "Heading3") == ["（一）政府购买服务指导性目录", "（二）其他"]
    levels = {style.style_id: style.element.xpath("string(w:pPr/w:outlineLvl/@w:val)") for style in document.styles}
    assert [levels[name] for name in ("Heading1", "Heading2", "Heading3", "FormTitle")] == ["0", "1", "2", "1"]


def test_contents_list_every_entry_in_order(document):
    wanted = []
    for part in whole_book().parts:
        wanted += [(part.title, 1)] if part.title else []
        wanted += [(p.entry, 1 + getattr(p, "level", 1)) for p in part.pages if p.entry]
    assert [line[:2] for line in contents(document)] == wanted


def test_contents_are_a_field_that_asks_no_question(data):
    story = xml_of(data)
    assert 'TOC \\o "1-3" \\f \\h \\z' in story
    assert "w:dirty" not in story
    assert "updateFields" not in xml_of(data, "word/settings.xml")
    assert story.count('fldCharType="begin"') == story.count('fldCharType="end"')


def test_every_contents_line_leads_to_its_heading(data):
    story = xml_of(data)
    anchors = re.findall(r'w:anchor="([^"]+)"', story)
    assert anchors == re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"', story)
    assert len(set(anchors)) == len(contents(word.Document(io.BytesIO(data))))


def test_a_heading_that_reads_otherwise_in_the_contents_has_a_hidden_entry(data):
    assert 'TC "表二　2025年预算收入总表" \\l 2' in xml_of(data)
    page = TextPage("a", "一、长标题", "一、短", ())
    story = xml_of(docx.render_bytes(with_parts(page)))
    assert 'TC "一、短" \\l 2' in story


def test_pages_without_an_entry_stay_out_of_the_contents(document):
    assert LONG_PROJECT not in "".join(line[0] for line in contents(document))


# -- tables ------------------------------------------------------------------------------------------------------------


def test_every_figure_of_the_tables_is_there_to_the_right(document):
    cells = {
        (cell.text, cell.paragraphs[0].style.style_id)
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    }
    for page in whole_book().pages:
        shown = {cell.text for line in page.lines for cell in line.cells if cell is not None and cell.cents is not None}
        assert {(text, "CellRight") for text in shown} <= cells


def test_heads_are_repeated_and_rows_not_broken():
    table = opened(with_parts(plain_page(120))).tables[0]
    heads = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows]
    assert heads == [True] + [False] * 120
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)


def test_heads_merge_over_rows_and_columns(document):
    income = next(table for table in document.tables if "收入" in table.cell(0, 0).text)
    form = whole_book().pages[0]
    for heading in form.header:
        last = income.cell(heading.row + heading.rows - 1, heading.column + heading.columns - 1)
        assert last.text == heading.text
        assert last._tc is income.cell(heading.row, heading.column)._tc


def test_a_grid_keeps_places_spans_and_line_breaks(document):
    page = next(page for page in whole_book().sections if isinstance(page, GridPage))
    table = next(table for table in document.tables if LONG_PROJECT in "".join(table.rows[0]._tr.itertext()))
    rows = [row.cells for row in table.rows]
    for cell in page.cells:
        assert rows[cell.row + cell.rows - 1][cell.column + cell.columns - 1].text == cell.text


def test_only_a_long_row_may_break_over_pages():
    cells = (GridCell(0, 0, "短"), GridCell(1, 0, "长" * 5000))
    table = opened(with_parts(GridPage("g", "长", "长表", "", (1,), cells))).tables[0]
    assert [bool(row._tr.xpath("w:trPr/w:cantSplit")) for row in table.rows] == [True, False]


def test_widths_fill_the_page_and_amounts_have_room():
    page = plain_page(1)
    wide = Line((Cell("x"), Cell("123,456,789,012.34", 1)), ("r",))
    table = opened(with_parts(msgspec.structs.replace(page, lines=(wide,)))).tables[0]
    widths = [column.width.pt for column in table.columns]
    assert widths[1] > len("123,456,789,012.34") * 4.5
    assert sum(widths) == pytest.approx(595.3 - 2 * 51, abs=1)


# -- sections ----------------------------------------------------------------------------------------------------------


def test_sections_turn_with_their_tables(document):
    turned = [section.orientation for section in document.sections]
    assert turned.count(WD_ORIENT.LANDSCAPE) == 1
    assert all((s.page_width > s.page_height) == (s.orientation == WD_ORIENT.LANDSCAPE) for s in document.sections)


def test_running_foot_counts_pages_and_the_cover_has_none(document):
    cover, first, *others = document.sections
    assert cover.footer.paragraphs[0].text == ""
    assert first.footer.paragraphs[0].text == "第 1 页　共 1 页"
    assert "部门预算公开" in first.header.paragraphs[0].text
    assert all(section.header.is_linked_to_previous for section in others)


@pytest.mark.parametrize("draft", [True, False])
def test_only_a_draft_is_marked(draft):
    data = docx.render_bytes(whole_book(draft=draft))
    heads = [xml_of(data, f"word/header{number}.xml") for number in (1, 2)]
    assert ['string="仅供内部审核"' in head for head in heads] == [draft, draft]


def test_every_face_is_named_and_has_a_stand_in(data):
    styles = word.Document(io.BytesIO(data)).styles
    assert styles["Body Text"].element.xpath("string(w:rPr/w:rFonts/@w:eastAsia)") == "仿宋_GB2312"
    assert all(style.element.xpath("w:rPr/w:rFonts/@w:eastAsia") for style in styles if style.type == 1)
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in xml_of(data, "word/fontTable.xml")


def test_parts_for_sheets_only_are_left_out():
    facts = plain_page(3, label="事实{}")
    book = msgspec.structs.replace(whole_book(), parts=(Part("facts", "情况说明数据", (facts,)), whole_book().parts[0]))
    assert "事实1" not in xml_of(docx.render_bytes(book))


# -- charts ------------------------------------------------------------------------------------------------------------


def test_a_chart_is_a_picture_with_words(data, document):
    (picture,) = document.inline_shapes
    described = picture._inline.docPr.get("descr")
    assert described.startswith("一般公共预算当年拨款结构：一般公共服务1,060.28万元（92.32%）；")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("word/media/image1.png").startswith(b"\x89PNG")
    assert of_style(document, "Caption") == ["一般公共预算当年拨款结构图"]


# -- the file ----------------------------------------------------------------------------------------------------------


def test_the_same_book_gives_the_same_bytes(data):
    assert docx.render_bytes(whole_book()) == data


def test_properties_name_the_book_and_no_time_of_day(document):
    properties = document.core_properties
    assert properties.title == whole_book().department + whole_book().title
    assert properties.author == whole_book().department
    assert (properties.created.year, properties.created.hour) == (2025, 0)


def test_the_file_is_of_this_program_and_of_todays_word(data):
    assert "<Application>勾稽</Application>" in xml_of(data, "docProps/app.xml")
    assert 'w:name="compatibilityMode"' in xml_of(data, "word/settings.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name or "customXml" in name]


def test_no_text_can_break_the_file():
    form = plain_page(1, label=HOSTILE)
    form = msgspec.structs.replace(form, heading=HOSTILE, entry=HOSTILE, note=HOSTILE, caption=HOSTILE)
    text = TextPage("t", HOSTILE, "另" + HOSTILE, (body(Run(HOSTILE)),))
    book = msgspec.structs.replace(
        with_parts(text, form), department=HOSTILE, title=HOSTILE, subject=HOSTILE, watermark=HOSTILE
    )
    document = opened(book)
    assert of_style(document, "BodyText") == [SHOWN]
    assert document.tables[0].cell(1, 0).text == SHOWN


def test_a_choice_of_tables_has_neither_cover_nor_empty_pages():
    document = opened(with_parts(plain_page(3)))
    assert len(document.sections) == 2
    assert of_style(document, "CoverName") == []
    assert contents(document) == [("第一部分", 1, 2), ("表一　2025年长表", 2, 2)]


def test_a_book_without_entries_has_no_contents():
    page = msgspec.structs.replace(plain_page(1), entry="")
    book = msgspec.structs.replace(with_parts(), parts=(Part("one", "", (page,)),))
    document = opened(book)
    assert of_style(document, "TOCHeading") == []
    assert len(document.tables) == 1


# -- counting pages ----------------------------------------------------------------------------------------------------


def test_pages_are_counted_by_lines():
    text = Piece("", (TEXT.height / 2,) * 3, "a")
    head = Piece("", (10.0,), "b", keep=True)
    table = Piece("", (TEXT.height / 2,) * 3, "c", repeat=20.0)
    last = Piece("", (1.0,), "d", new_page=True)
    assert pages([Chapter(TEXT, [text, head, table, last])], 3) == {"a": 3, "b": 5, "c": 5, "d": 8}


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("字" * 10, 1), ("字" * 11, 2), ("ab" * 10, 1), ("一\n二", 2)])
def test_lines_are_counted_by_characters(text, lines):
    assert line_count(text, 100, 10) == lines


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_the_contents_name_the_pages_of_libreoffice(data, document, tmp_path):
    (tmp_path / "book.docx").write_bytes(data)
    saved = office(tmp_path, "pdf", "book.docx") / "book.pdf"
    if not saved.exists():
        pytest.skip("needs LibreOffice Writer")
    with PdfPages(saved.read_bytes()) as printed:
        texts = ["".join(printed.text(at).split()) for at in range(printed.page_count)]
    for entry, _level, page in contents(document):
        words = "".join(entry.split()).removeprefix("表一").removeprefix("表二").removeprefix("表三")
        assert [words in text for text in texts].index(True, 2) == page - 1, entry
