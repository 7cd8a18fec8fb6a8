"""The workbook: every figure readable without calculating, text that stays text, ready to print."""

from __future__ import annotations

import io
import re
import shutil
import zipfile

import pytest

from export import layout, xlsx, xlsx_map
from export.packages import units
from export.xlsx_grid import clean, grid, line_count, sheet_name
from tests.export.documents import page_of, put, read_again, stated_sample, with_project


def opened(book, *, data_only=True, **options):
    return read_again(io.BytesIO(xlsx.render_bytes(book, **options)), data_only=data_only)


def figures(book, workbook):
    """Each shown figure of a book with what its cell in the workbook holds."""
    for page, sheet in zip(book.pages, workbook.worksheets, strict=False):
        for at, line in enumerate(page.lines, grid(page).body):
            for column, cell in enumerate(line.cells, 1):
                if cell is not None and page.columns[column - 1].kind == "amount":
                    yield cell, sheet.cell(at, column)


@pytest.fixture(scope="module")
def workbook(book):
    """The book as a reader sees it that does not calculate; only to be read."""
    return opened(book)


@pytest.fixture(scope="module")
def plain(book):
    """The book written without formulas, as a reader sees it that would show them; only to be read."""
    return opened(book, data_only=False, values_only=True)


@pytest.fixture(scope="module")
def formulas(book):
    """The book with its formulas; only to be read."""
    return opened(book, data_only=False)


@pytest.mark.parametrize("kind", ["workbook", "plain"])
def test_every_printed_amount_is_there_for_a_reader_that_does_not_calculate(book, kind, request):
    pairs = list(figures(book, request.getfixturevalue(kind)))
    assert sum(cell.cents is not None for cell, _found in pairs) > 250
    for cell, found in pairs:
        assert found.value == (None if cell.cents is None else cell.cents / 100)


def test_one_sheet_for_each_form_and_a_hidden_one(workbook):
    assert workbook.sheetnames[2] == "表三 支出总表"
    assert workbook.sheetnames[-1] == xlsx_map.SHEET
    assert [sheet.sheet_state for sheet in workbook.worksheets[-2:]] == ["visible", "hidden"]


def test_totals_are_formulas_and_values_only_has_none(formulas, plain):
    sheet = formulas["表三 支出总表"]
    assert [sheet["C5"].value, sheet["D7"].value, sheet["D12"].value] == ["=SUM(D5:E5)", "=SUM(D8:D10)", 44.27]
    assert "尾差" in sheet["D12"].comment.text
    assert sheet["D8"].comment is None
    assert not any(cell.data_type == "f" for sheet in plain.worksheets for row in sheet.iter_rows() for cell in row)


def test_formulas_reach_into_other_sheets(formulas):
    sheet = formulas["表一 收支总表"]
    assert sheet["B6"].value == "='表二 收入总表'!D5"


def test_a_blank_total_is_a_formula_that_shows_nothing(workbook, formulas):
    formula, value = formulas["表一 收支总表"]["B7"], workbook["表一 收支总表"]["B7"]
    assert formula.value.startswith("=")
    assert value.value is None
    assert formula.number_format.split(";")[2] == ""


def test_a_stated_zero_shows_and_a_dash_stays_a_dash():
    workspace = stated_sample()
    put(workspace, "table10", "公务接待费", "general_public_budget", "0")
    put(workspace, "table10", "因公出国（境）费", "general_public_budget", "-")
    sheet = opened(layout.build(workspace, forms=["table10"]))["表十 “三公”经费"]
    dash, zero = sheet["C5"], sheet["C6"]
    assert (zero.value, zero.number_format.split(";")[2].strip()) == (0, "0.00_")
    assert (dash.value, dash.number_format.split(";")[2].strip()) == (0, '"-"_')


@pytest.mark.parametrize("text", ["=1+1", "+8613", "-5项目", "@SUM(A1)", '=HYPERLINK("x")', "<b>粗</b>&amp;", "𠮷林"])
def test_text_stays_text(text):
    workbook = opened(layout.build(with_project(stated_sample(), text), forms=["table12"]), data_only=False)
    sheet = workbook["表十二 项目支出（本年）"]
    cell = next(cell for row in sheet.iter_rows(max_col=1) for cell in row if cell.value == text)
    assert cell.data_type == "s"
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_what_excel_cannot_hold_is_replaced():
    assert clean("a\x00b\x1fc\ud800d\ufffee\r\nf\u2028g") == "a\ufffdb\ufffdc\ufffdd\ufffde\nf\ng"
    assert len(clean("字" * 40_000)) == 32_767
    workbook = opened(layout.build(with_project(stated_sample(), "坏\x07字"), forms=["table12"]))
    assert any("坏\ufffd字" in str(row) for row in workbook["表十二 项目支出（本年）"].iter_rows(values_only=True))


def test_unreadable_text_is_written_as_it_is():
    workspace = stated_sample()
    put(workspace, "table03", "2013201", "basic_expenditure", "约180")
    assert opened(layout.build(workspace, forms=["table03"]))["表三 支出总表"]["D8"].value == "约180"


def test_paper(workbook):
    sheets = workbook.worksheets
    portrait, wide = sheets[0], sheets[1]
    assert (portrait.page_setup.orientation, wide.page_setup.orientation) == ("portrait", "landscape")
    assert portrait.page_setup.paperSize == 9
    assert (portrait.page_setup.fitToWidth, portrait.page_setup.fitToHeight) == (1, 0)
    assert portrait.sheet_properties.pageSetUpPr.fitToPage
    assert portrait.print_title_rows == "$1:$5"
    assert portrait.print_area == "'表一 收支总表'!$A$1:$F$39"
    assert portrait.freeze_panes == "A6"
    assert wide.freeze_panes == "C5"
    assert portrait.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert portrait.oddHeader.center.text == "仅供内部审核"


def test_a_final_says_nothing_of_review(sample):
    sheet = opened(layout.build(sample, draft=False, forms=["table01"])).worksheets[0]
    assert sheet.oddHeader.center.text is None


def test_headings_are_merged_and_cells_have_official_fonts(workbook):
    sheet = workbook["表三 支出总表"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:E1", "A3:B3", "C3:E3", "A5:B5"}
    assert [sheet["A1"].font.name, sheet["A3"].font.name, sheet["B8"].font.name] == ["黑体", "黑体", "宋体"]
    assert (sheet["C5"].font.b, sheet["C8"].font.b) == (True, False)
    assert sheet["B8"].alignment.indent == 2
    assert (sheet["B8"].alignment.wrap_text, sheet["C8"].alignment.shrink_to_fit) == (True, True)
    assert sheet["C8"].border.left.style == "thin"


def test_the_same_book_gives_the_same_bytes(book, sample):
    assert xlsx.render_bytes(book) == xlsx.render_bytes(layout.build(sample))


def test_nothing_in_the_file_tells_when_it_was_written(book):
    with zipfile.ZipFile(io.BytesIO(xlsx.render_bytes(book))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2025-01-01T00:00:00Z"] * 2


def test_the_hidden_sheet_knows_every_row(book, workbook):
    rows = workbook[xlsx_map.SHEET].iter_rows(values_only=True)
    origin, entries = xlsx_map.read(rows)
    assert origin == ("shanxi_2025", "中国共产党晋城市城区委员会组织部", "203", "2025")
    assert len(entries) == sum(bool(row) for page in book.pages for line in page.lines for row in line.rows)
    assert ("table03", "表三 支出总表", 8, 0, "2013201", "行政运行") in [
        (e.form, e.sheet, e.line, e.block, e.code, e.label) for e in entries
    ]


@pytest.mark.parametrize("rows", [[], [("别的", "1")], [("勾稽", "99", "p", "d", "c", "y")]])
def test_another_hidden_sheet_is_not_ours(rows):
    assert xlsx_map.read(rows) is None


def test_sheet_names_are_such_as_excel_takes():
    taken = set()
    names = [sheet_name(name, taken) for name in ("表[1]:*?/\\", "长" * 40, "长" * 40, "'", "表一", "表一")]
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert len({name.casefold() for name in names}) == 6


def test_long_labels_take_more_lines():
    assert units("表a１") == 5
    assert [line_count(text, 20) for text in ("短", "长" * 10, "长" * 30, "a\nb\nc")] == [1, 2, 4, 3]


def test_a_long_name_makes_its_row_higher(book):
    workspace = with_project(stated_sample(), "很长的名称" * 20)
    sheet = opened(layout.build(workspace, forms=["table12"]))["表十二 项目支出（本年）"]
    heights = {sheet.cell(row, 1).value: sheet.row_dimensions[row].height for row in range(7, sheet.max_row + 1)}
    assert heights["很长的名称" * 20] > 60
    assert heights["党建研究会"] == 20


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_recalculating_changes_no_figure(book, saved_by_office):
    workbook = read_again(saved_by_office / "sample.xlsx")
    for cell, found in figures(book, workbook):
        assert round((found.value or 0) * 100, 6) == (cell.cents or 0)


def test_values_that_a_partial_book_cannot_refer_to_are_written(sample):
    book = layout.build(sample, forms=["table01"])
    sheet = opened(book, data_only=False).worksheets[0]
    assert sheet["B6"].value == 1148.53
    assert page_of(book, "table01").lines[0].cells[1].terms == ()
