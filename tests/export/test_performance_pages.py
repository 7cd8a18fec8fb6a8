"""项目支出绩效目标表 as a grid: no gaps, no overlaps, equal levels merged, figures as cents."""

from __future__ import annotations

import pytest

from export.performance_pages import form_pages
from models.performance.access import forms_of, indicators_of
from tests.support.budgets import sample, tiny

LEVEL3 = 3
"""The column of 三级指标."""


@pytest.fixture(scope="module")
def workspace():
    return sample()


@pytest.fixture(scope="module")
def pages(workspace):
    return form_pages(workspace)


def test_there_is_a_page_for_each_form_in_order(workspace, pages):
    assert [page.name for page in pages] == [row.label for row in forms_of(workspace.document)]
    assert len({page.id for page in pages}) == len(pages) == 14
    (one,) = form_pages(workspace, [forms_of(workspace.document)[3].id])
    assert one == pages[3]


def test_cells_cover_each_grid_once(pages):
    for page in pages:
        places = [
            (cell.row + down, cell.column + right)
            for cell in page.cells
            for down in range(cell.rows)
            for right in range(cell.columns)
        ]
        assert len(places) == len(set(places))
        assert len(places) == page.row_count * len(page.widths)


def test_a_form_prints_its_figures_and_texts(workspace, pages):
    row = next(row for row in forms_of(workspace.document) if row.code == "P09")
    page = next(page for page in pages if page.id.endswith("P09"))
    text = "\n".join(cell.text for cell in page.cells)
    assert row.texts["project_overview"] in text
    figures = {cell.text: cell.cents for cell in page.cells if cell.cents}
    assert figures == {"436,500": 43_650_000, "151,200": 15_120_000, "285,300": 28_530_000}


def test_indicators_stand_in_order_and_equal_levels_are_merged(workspace, pages):
    for page, row in zip(pages, forms_of(workspace.document), strict=True):
        rows = indicators_of(workspace.document, row.code)
        first = next(cell.row for cell in page.cells if cell.text == "绩效指标") + 1
        body = [cell for cell in page.cells if first <= cell.row < first + len(rows)]
        for column in (LEVEL3, LEVEL3 + 3):
            assert [cell.text for cell in body if cell.column == column] == [one.label for one in rows]
        merged = [cell for cell in body if cell.text == "产出指标"]
        assert sum(cell.rows for cell in merged) == sum(one.texts["level1"] == "产出指标" for one in rows)
        assert len(merged) == 1


def test_a_pack_without_forms_has_none():
    assert form_pages(tiny({})) == ()
