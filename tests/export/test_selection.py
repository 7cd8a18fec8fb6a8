"""Some cells of a table as a table of their own."""

from __future__ import annotations

from export.layout import build
from export.pdf_choice import SELECTED, Proof
from export.selection import excerpt, selection
from models.refs import CellRef
from tests.export.pdfs import packed, texts_of


def refs(sample, form, lines, columns):
    rows = [row.id for row in sample.document.all_rows(sample.pack.form(form))]
    return [CellRef(form, rows[line], column) for line in lines for column in columns]


def page(book, form):
    return next(page for page in book.pages if page.id == form)


def test_lines_and_columns_with_what_names_them(sample, book):
    chosen = selection(refs(sample, "table03", (2, 3), ("project_expenditure",)))
    small = excerpt(page(book, "table03"), chosen)
    assert [column.key for column in small.columns] == ["subject_code", "subject_name", "project_expenditure"]
    assert [line.cells[1].text for line in small.lines] == ["组织事务", "行政运行"]
    heads = {(head.column, head.columns, head.text) for head in small.header if not head.number}
    assert heads == {
        (0, 2, "项目"), (2, 1, "2025年预算数"), (0, 1, "科目编码"), (1, 1, "科目名称"), (2, 1, "项目支出")
    }  # fmt: skip


def test_a_total_keeps_its_span_and_one_block_leaves_the_other_out(sample, book):
    small = excerpt(page(book, "table03"), selection(refs(sample, "table03", (0, 1), ("total",))))
    assert [cell and cell.span for cell in small.lines[0].cells] == [2, None, 1]
    income = selection(refs(sample, "table01", (0, 1), ("income_amount",)))
    assert [column.block for column in excerpt(page(book, "table01"), income).columns] == [0] * 2


def test_one_cell_is_no_selection(sample):
    assert selection(refs(sample, "table03", (2,), ("total",))) is None
    assert selection(()) is None


def test_they_are_printed_like_the_rest(sample):
    proof = Proof(lambda: build(sample, live=False), selection(refs(sample, "table03", (2, 3), ("total",))))
    [text] = texts_of(proof.render(SELECTED))
    assert "2025年预算支出总表（节选）" in packed(text)
    assert "单位：万元" in packed(text)
    assert proof.tables(SELECTED) == SELECTED
