"""The neutral pages: everything that a writer only has to draw."""

from __future__ import annotations

import pytest

from export import layout
from export.book import dumps
from export.errors import ExportError
from tests.export.documents import empty_sample, page_of, put, stated_sample


def test_the_samples_pages(book, golden):
    golden("sample.jsonl", dumps(book))


def test_every_printed_figure_of_the_sample_is_shown_at_its_place(book, sample):
    for page in book.pages:
        form = sample.pack.form(page.id)
        for line, rows in zip(page.lines, sample.document.lines(form), strict=False):
            blocks = dict(zip((block.key for block in form.blocks), rows, strict=True))
            for column, cell in zip(form.columns, line.cells, strict=True):
                row = blocks[column.block]
                if row is not None and column.kind.value == "amount":
                    entry = sample.document.entries.get((form.id, row.id, column.key))
                    assert cell.text.replace(",", "") == (entry.text.replace(",", "") if entry else "")


def test_the_same_document_gives_the_same_pages(sample, book):
    assert dumps(layout.build(sample)) == dumps(book)


def test_a_final_has_no_watermark(sample, book):
    assert book.watermark == "仅供内部审核"
    assert layout.build(sample, draft=False).watermark == ""


def test_a_total_spans_code_and_name_and_stands_in_the_middle(book):
    total = page_of(book, "table03").lines[0].cells[0]
    assert (total.text, total.span, total.centred, total.bold) == ("合计", 2, True, True)
    assert page_of(book, "table03").lines[0].cells[1] is None


def test_classes_are_bold_and_items_indented(book):
    names = {line.cells[0].text: line.cells[1] for line in page_of(book, "table03").lines[1:]}
    assert (names["201"].bold, names["201"].indent) == (True, 0)
    assert (names["2013201"].bold, names["2013201"].indent) == (False, 2)


def test_blank_printed_lines_stay(book):
    blank = page_of(book, "table01").lines[30]
    assert [cell.text for cell in blank.cells] == [""] * 6
    assert blank.rows == ("", "")


def test_an_empty_form_has_a_blank_row_and_a_note(book):
    page = page_of(book, "table07")
    assert [[cell.text for cell in line.cells if cell] for line in page.lines] == [["合计", ""], ["", "", ""]]
    assert page.note == "注：本表无数据"
    assert page_of(book, "table03").note == ""


def test_column_numbers_are_part_of_the_header(book):
    page = page_of(book, "table12")
    assert page.header_rows == 3
    assert [heading.text for heading in page.header if heading.number] == list("1234567")


def test_the_year_is_filled_in():
    workspace = empty_sample()
    workspace.document.settings["year"] = "2026"
    page = layout.build(workspace).pages[0]
    assert (page.heading, page.header[-3].text) == ("2026年预算收支总表", "2026年合计")


def test_forms_are_picked_in_book_order(sample):
    assert [page.id for page in layout.build(sample, forms=["table05", "table01"]).pages] == ["table01", "table05"]


@pytest.mark.parametrize(("forms", "sentence"), [(["table99"], "没有这张表：table99"), ([], "没有选中任何一张表")])
def test_a_wrong_choice_of_forms_is_a_sentence(sample, forms, sentence):
    with pytest.raises(ExportError, match=sentence):
        layout.build(sample, forms=forms)


def test_blank_zero_and_dash_are_three_things():
    workspace = stated_sample()
    put(workspace, "table10", "公务接待费", "general_public_budget", "0")
    put(workspace, "table10", "因公出国（境）费", "general_public_budget", "-")
    cells = [line.cells[2] for line in page_of(layout.build(workspace), "table10").lines]
    assert [(cell.text, cell.cents) for cell in cells[:2]] == [("-", 0), ("0.00", 0)]
    assert [(cell.text, cell.cents) for cell in cells[3:5]] == [("", None), ("", None)]


def test_an_unreadable_text_is_shown_as_typed():
    workspace = stated_sample()
    put(workspace, "table03", "2013201", "basic_expenditure", "约180")
    cell = page_of(layout.build(workspace), "table03").lines[3].cells[3]
    assert (cell.text, cell.cents, cell.terms) == ("约180", None, ())


def test_a_review_copy_marks_breaks_and_rounding():
    workspace = stated_sample()
    put(workspace, "table03", "2013299", "project_expenditure", "823.71")
    page = page_of(layout.build(workspace, marks=True), "table03")
    marks = {line.cells[0].text: line.cells[4].mark for line in page.lines}
    assert marks["2013299"] == "≠"
    assert {line.cells[3].mark for line in page.lines if line.cells[0].text == "20805"} == {"≈"}
    assert not any(
        cell.mark for line in page_of(layout.build(workspace), "table03").lines for cell in line.cells if cell
    )
