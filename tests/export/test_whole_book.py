"""The whole book: its parts in order, what only a workbook and a review copy carry, and a pack without words."""

from __future__ import annotations

import pytest

from export import whole_book
from export.book import SHEETS_ONLY, FormPage, GridPage, TextPage
from export.words_pages import MARKS
from models.narrative import planning
from tests.support.budgets import sample, tiny


@pytest.fixture
def workspace():
    opened = sample(clean=True)
    opened.refresh_words()
    return opened


def test_parts_and_sections_stand_in_their_order(workspace):
    book = whole_book.build(workspace)
    assert [(part.id, part.title) for part in book.parts] == [
        ("overview", "第一部分 概况"),
        ("tables", "第二部分 2025年部门预算报表"),
        ("notes", "第三部分 2025年度部门预算情况说明"),
        ("glossary", "第四部分 名词解释"),
        (SHEETS_ONLY, ""),
    ]
    notes = [page.id for page in book.parts[2].pages if isinstance(page, TextPage) and "." not in page.id]
    assert notes == [f"section{number:02}" for number in range(1, 13)]
    assert [page.id for page in book.parts[1].pages] == [form.id for form in workspace.pack.forms]
    assert book.cover.title == "2025年度部门预算公开"
    assert book.subject == f"{workspace.document.settings['department']}2025年度部门预算公开"


def test_the_forms_stand_behind_the_section_that_speaks_of_them(workspace):
    pages = whole_book.build(workspace).parts[2].pages
    grids = [at for at, page in enumerate(pages) if isinstance(page, GridPage)]
    assert len(grids) == 14
    assert grids == list(range(grids[0], grids[0] + 14))
    assert [pages[grids[0] - 1].id, pages[grids[-1] + 1].id] == ["section10", "section11"]


def test_a_workbook_gets_the_facts_and_the_list_of_projects(workspace):
    pages = whole_book.build(workspace).parts[-1].pages
    assert all(isinstance(page, FormPage) for page in pages)
    assert [page.id for page in pages][-1] == "project_performance"
    assert "project_overview" not in {column.key for column in pages[-1].columns}


def test_a_review_copy_ends_with_the_check_list(workspace):
    assert whole_book.build(workspace, marks=True).parts[-1].pages[0].id == "completeness"
    assert whole_book.build(workspace).parts[-1].id == SHEETS_ONLY


def test_a_review_copy_marks_wrong_and_unknown_numbers(workspace):
    text = "支出预算共1,710.53万元，另有食堂收入0.77万元。"
    workspace.apply(planning.set_section(workspace, "section03", text))
    for marks, signs in ((True, [MARKS["mismatch"], MARKS["unknown"], ""]), (False, [""])):
        book = whole_book.build(workspace, marks=marks)
        page = next(page for page in book.sections if page.id == "section03")
        assert [run.mark for run in page.blocks[0].runs] == signs
        assert page.blocks[0].text == text


def test_a_review_copy_marks_a_sum_that_is_off_by_rounding():
    pages = whole_book.build(sample(), marks=True).sections
    signs = {page.id: [run.mark for block in page.blocks for run in getattr(block, "runs", ()) if run.mark == "≈"]
        for page in pages if page.id in ("section04", "section05")}  # fmt: skip
    assert signs == {"section04": ["≈"], "section05": ["≈"]}


def test_subheadings_of_the_contents_become_sections(workspace):
    pages = {page.id: page for page in whole_book.build(workspace).sections if page.id.startswith("section12")}
    assert [(page.heading, page.level) for page in pages.values()] == [
        ("十二、其他说明", 1), ("（一）政府购买服务指导性目录", 2), ("（二）其他", 2),
    ]  # fmt: skip


def test_a_chart_stands_where_its_line_does(workspace):
    page = next(page for page in whole_book.build(workspace).sections if page.id == "section05")
    assert [type(block).__name__ for block in page.blocks] == ["Paragraph"] * 4 + ["Figure"]


def test_a_pack_without_words_has_its_tables_alone():
    book = whole_book.build(tiny({"table01.total.amount": "1.00"}))
    assert {type(page) for page in book.sections} == {FormPage}
    assert book.cover is None
