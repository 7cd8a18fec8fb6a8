"""Forms of free layout on paper: one sheet where that can be, and no lost word where it cannot."""

from __future__ import annotations

import pytest

from export.book import GridCell, GridPage
from export.pdf_grid import SIZES, SPLIT_SIZE, Grid
from tests.export.books import check_list, performance
from tests.export.pdfs import packed

WIDTH, ROOM = 505.0, 680.0
WORDS = "共1,156人，按每人350元测算。"


def page_of(cells, widths=(1, 3), repeat=0):
    return GridPage("g", "表", "表", "", widths, tuple(cells), repeat=repeat)


def grid_of(setter, page, first=ROOM, room=ROOM):
    return Grid(page, setter, WIDTH, first, room)


def told(grid, cell):
    """The words of a cell, in the order of the sheets."""
    return "".join(line for sheet in grid.sheets for box in sheet if box.cell is cell for line in box.lines)


def rows(count, tall=1):
    for row in range(count):
        yield GridCell(row, 0, f"第{row}项", head=True)
        yield GridCell(row, 1, WORDS * tall)


def test_a_form_is_set_smaller_before_it_is_split(setter):
    grids = [grid_of(setter, performance("项目", 100, long)) for long in range(1, 12)]
    on_one = [grid.size for grid in grids if len(grid.sheets) == 1]
    assert on_one == sorted(on_one, reverse=True)
    assert SIZES[-1] <= on_one[-1] < on_one[0]
    assert {grid.size for grid in grids[len(on_one) :]} == {SPLIT_SIZE}
    assert len(on_one) < len(grids)
    assert grid_of(setter, page_of(rows(5))).size == SIZES[0]


@pytest.mark.parametrize("page", [performance("项目", 100, 14), performance("项目", 100, 40), check_list().pages[0]])
@pytest.mark.parametrize("room", [680.0, 300.0, 130.0])
def test_no_word_is_lost_and_no_sheet_overfull(setter, page, room):
    grid = grid_of(setter, page, room - 30, room)
    for cell in page.cells:
        words = packed(told(grid, cell))
        assert words.startswith(packed(cell.text))
        assert words.replace(packed(cell.text), "") == ""
    for number, sheet in enumerate(grid.sheets):
        assert max(box.foot for box in sheet) <= room - (0 if number else 30) + 0.01


def test_rows_are_not_cut_where_they_may_move(setter):
    grid = grid_of(setter, page_of(rows(40, tall=5)), 200.0, 200.0)
    assert len(grid.sheets) > 5
    assert all(len(box.lines) == len(grid.sheets[0][1].lines) for sheet in grid.sheets for box in sheet[1::2])


def test_a_row_higher_than_a_sheet_is_cut_between_lines(setter):
    page = page_of([GridCell(0, 0, "概况", head=True), GridCell(0, 1, WORDS * 80)])
    grid = grid_of(setter, page, 150.0, 200.0)
    assert len(grid.sheets) > 2
    assert [sheet[0].lines for sheet in grid.sheets] == [("概况",)] * len(grid.sheets)
    assert packed(told(grid, page.cells[1])) == packed(WORDS * 80)
    assert min(len(sheet[1].lines) for sheet in grid.sheets) >= 1


def test_a_cell_over_rows_that_are_parted_is_named_again(setter):
    cells = [GridCell(0, 0, "绩效指标", rows=60)]
    cells += [GridCell(row, 1, f"指标{row}") for row in range(60)]
    grid = grid_of(setter, page_of(cells), 200.0, 200.0)
    assert len(grid.sheets) > 2
    assert [sheet[0].lines for sheet in grid.sheets] == [("绩效指标",)] * len(grid.sheets)


def test_long_words_in_a_cell_over_rows_make_room(setter):
    cells = [GridCell(0, 0, WORDS * 60, rows=2), GridCell(0, 1, "甲"), GridCell(1, 1, "乙")]
    for room in (150.0, 220.0, 400.0):
        grid = grid_of(setter, page_of(cells), room, room)
        assert packed(told(grid, cells[0])) == packed(WORDS * 60)


def test_top_rows_stand_on_every_sheet(setter):
    head = [GridCell(0, 0, "序号", head=True), GridCell(0, 1, "要求", head=True)]
    body = [GridCell(cell.row + 1, cell.column, cell.text) for cell in rows(50)]
    grid = grid_of(setter, page_of([*head, *body], repeat=1), 200.0, 200.0)
    assert len(grid.sheets) > 2
    assert all([box.cell.text for box in sheet[:2]] == ["序号", "要求"] for sheet in grid.sheets)


def test_the_headings_of_what_goes_on_are_said_again(setter):
    page = performance("项目", 100, 10)
    sheets = grid_of(setter, page, 500.0, 500.0).sheets
    assert len(sheets) == 3
    for sheet in sheets[1:]:
        texts = [box.cell.text for box in sheet]
        indicators = [text for text in texts if text.endswith("效益")]
        assert not indicators or texts[:3] == ["绩效指标", "一级指标", "二级指标"] or "实施期目标" in texts
        assert texts.count("指标值") in (0, 2)


def test_headings_do_not_end_a_sheet(setter):
    for before in range(3, 12):
        cells = [GridCell(row, 0, "行", columns=2) for row in range(before)]
        cells += [GridCell(before, column, "标题", head=True) for column in (0, 1)]
        cells += [GridCell(before + row, 0, "行", columns=2) for row in range(1, 12)]
        grid = grid_of(setter, page_of(cells), 170.0, 170.0)
        assert not any(sheet[-1].cell.head for sheet in grid.sheets)


def test_a_grid_without_cells_has_no_sheets(setter):
    assert grid_of(setter, page_of([])).sheets in ([], [[]])


def test_a_figure_is_never_broken_over_lines(setter):
    figure = GridCell(0, 0, "123,456,789,012.00", align="right", cents=12_345_678_901_200)
    grid = grid_of(setter, page_of([figure, GridCell(0, 1, WORDS)], widths=(1, 12)))
    assert grid.sheets[0][0].lines == (figure.text,)
