"""Sheets of free layout: a form for each project, as printed, and the list of them all."""

from __future__ import annotations

import io

import msgspec
import openpyxl
import pytest

from export import xlsx
from export.book import Cell, Column, FormPage, GridCell, GridPage, Heading, Line, Part, Term, TextPage
from export.errors import ExportError
from export.performance_list import listed
from export.xlsx_forms import places
from tests.export.books import LONG_PROJECT, SHORT_PROJECT, body, performance, whole_book
from tests.export.documents import plain_page


def book_of(*pages):
    return msgspec.structs.replace(whole_book(), parts=(Part("one", "第一部分", pages),))


def opened(book):
    return openpyxl.load_workbook(io.BytesIO(xlsx.render_bytes(book)))


def sheet_of(*cells, **more):
    page = GridPage("g", "表", "表样", "", (1, 1, 2), cells, **more)
    return opened(book_of(page)).worksheets[0], places(page)


@pytest.fixture(scope="module")
def workbook():
    return opened(whole_book())


def test_each_project_has_its_sheet_in_book_order(workbook):
    assert workbook.sheetnames[3:6] == [LONG_PROJECT, "党建研究会<调研 & “课题”>", "公开完整性检查"]


def test_the_form_stands_as_printed(workbook):
    page = performance(SHORT_PROJECT, 3_000_000, 1)
    sheet, place = workbook[SHORT_PROJECT], places(page)
    assert (sheet["A1"].value, sheet["A2"].value) == (page.heading, "（2025年度）")
    for cell in page.cells:
        found = sheet.cell(place.rows[cell.row], cell.column + 1)
        assert found.value == (cell.text or None) if cell.cents is None else found.value == cell.cents / 100
    assert {"A1:H1", "A2:H2", "A3:B3", "C3:H3"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_figures_are_numbers_that_look_as_printed():
    cells = [GridCell(0, at, text, cents=cents) for at, (text, cents) in enumerate((("1,000", 100_000), ("2.50", 250)))]
    sheet, place = sheet_of(*cells, GridCell(0, 2, "0", cents=0), GridCell(1, 0, "约3", cents=300))
    row = place.rows[0]
    assert [(sheet.cell(row, at).value, sheet.cell(row, at).number_format) for at in (1, 2, 3)] == [
        (1000, "#,##0"), (2.5, "#,##0.00"), (0, "#,##0"),
    ]  # fmt: skip
    assert sheet.cell(row + 1, 1).value == "约3"


def test_text_stays_text():
    sheet, place = sheet_of(GridCell(0, 0, "=1+1"), GridCell(0, 1, "a\x00\nb"))
    assert [sheet.cell(place.rows[0], at).value for at in (1, 2)] == ["=1+1", "a\ufffd\nb"]
    assert sheet.cell(place.rows[0], 1).data_type == "s"
    assert sheet.cell(place.rows[0], 1).quotePrefix


def test_what_no_row_can_show_takes_several():
    sheet, place = sheet_of(GridCell(0, 0, "名"), GridCell(0, 1, "长" * 3000, columns=2), GridCell(1, 0, "后"))
    assert place.rows[1] - place.rows[0] > 1
    assert max(place.heights.values()) <= 409
    assert sheet.cell(place.rows[1], 1).value == "后"
    assert f"A2:A{place.rows[1] - 1}" in {str(area) for area in sheet.merged_cells.ranges}


def test_paper_of_a_form(workbook):
    short, checks = workbook[SHORT_PROJECT], workbook["公开完整性检查"]
    assert (short.page_setup.paperSize, short.page_setup.fitToWidth, short.page_setup.fitToHeight) == (9, 1, 1)
    assert workbook[LONG_PROJECT].page_setup.fitToHeight == 0
    assert checks.print_title_rows == "$3:$3"
    assert checks["A2"].value.startswith("部门名称")
    assert checks["A44"].value == "核对人："


def test_a_book_of_words_alone_makes_no_workbook():
    with pytest.raises(ExportError, match="没有表格"):
        xlsx.render_bytes(book_of(TextPage("a", "一", "一", (body("字"),))))


def test_sheet_names_are_allowed_and_unique():
    pages = [GridPage(str(at), "经费:[一]/二" + "长" * 40, "表", "", (1,), (GridCell(0, 0, "x"),)) for at in range(3)]
    names = opened(book_of(*pages)).sheetnames[:3]
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set(name) & set(r"[]:*?/\'") for name in names)


def test_whole_figures_show_no_decimals():
    page = plain_page(1)
    lines = (Line((Cell("车辆"), Cell("12", 1200)), ("r",)), Line((Cell("面积"), Cell("12.50", 1250)), ("s",)))
    sheet = opened(book_of(msgspec.structs.replace(page, lines=lines))).worksheets[0]
    assert [sheet.cell(row, 2).number_format.split("_")[0] for row in (4, 5)] == ["#,##0", "#,##0.00"]


def test_the_list_drops_long_texts_and_keeps_its_headings():
    columns = tuple(Column(key, kind, 10, key) for key, kind in (("name", "label"), ("total", "amount"),
        ("basis", "text"), ("phone", "text")))  # fmt: skip
    header = (Heading(0, 0, 2, 1, "名"), Heading(0, 1, 1, 3, "内容"), Heading(1, 1, 1, 1, "合计"),
        Heading(1, 2, 1, 1, "依据"), Heading(1, 3, 1, 1, "电话"))  # fmt: skip
    live = Cell("5", 500, terms=(Term("t", 1, 1, 1),))
    line = Line((Cell("项目"), live, Cell("长文"), Cell("110")), ("r",))
    page = FormPage(
        "t", "绩效表", "绩效表", "项目支出绩效目标表", "x", "", "", "元", "", False, columns, 2, header, (line,)
    )
    short = listed(page)
    assert [column.key for column in short.columns] == ["name", "total", "phone"]
    assert short.lines[0].cells == (Cell("项目"), live, Cell("110"))
    assert [(h.column, h.columns, h.text) for h in short.header] == [
        (0, 1, "名"), (1, 2, "内容"), (1, 1, "合计"), (2, 1, "电话"),
    ]  # fmt: skip
    assert (short.name, short.heading, short.entry) == ("绩效目标清单", "项目支出绩效目标清单", "")
