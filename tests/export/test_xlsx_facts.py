"""The sheets beside the tables: facts for the prose, and the list of performance forms, out and in again."""

from __future__ import annotations

import io
import pickle

import pytest

from export import whole_book, xlsx, xlsx_import
from tests.export.documents import read_again


@pytest.fixture(scope="module")
def whole(sample):
    return pickle.dumps(read_again(io.BytesIO(xlsx.render_bytes(whole_book.build(sample)))))


@pytest.fixture
def whole_xlsx(whole, tmp_path):
    """A function that saves the whole book's workbook changed."""

    def edit(change):
        path = tmp_path / "全书.xlsx"
        workbook = pickle.loads(whole)
        change(workbook)
        workbook.save(path)
        return path

    return edit


def test_the_whole_books_workbook_changes_nothing(whole_xlsx, sample):
    plan = xlsx_import.read(whole_xlsx(lambda _workbook: None), sample)
    assert (plan.changes, plan.problems, plan.notices) == ((), (), ())


def test_facts_and_listed_amounts_come_back(whole_xlsx, sample):
    def change(workbook):
        (facts,) = (sheet for sheet in workbook.worksheets if sheet.title.startswith("政府采购"))
        row = next(row for row in facts.iter_rows() if row[0].value == "货物")
        row[1].value = 1.7
        listed = workbook["绩效目标清单"]
        row = next(row for row in listed.iter_rows() if "党建研究会" in [cell.value for cell in row])
        next(cell for cell in row if cell.value == 30_000).value = 30_001

    plan = xlsx_import.read(whole_xlsx(change), sample)
    assert [(cell.form, cell.new) for cell in plan.cells] == [
        ("fact_procurement", "1.70"), ("project_performance", "30,001"),
    ]  # fmt: skip
    assert (plan.rows, plan.problems) == ((), ())


def test_a_project_without_a_form_is_not_added_from_the_list(whole_xlsx, sample):
    def change(workbook):
        listed = workbook["绩效目标清单"]
        row = listed.max_row + 1
        listed.cell(row, 2).value, listed.cell(row, 3).value = "凭空的项目", 1000

    plan = xlsx_import.read(whole_xlsx(change), sample)
    assert plan.changes == ()
    assert "没有这个项目的绩效目标表" in plan.problems[0].reason
