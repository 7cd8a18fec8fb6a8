"""Rows that a workbook has more, fewer or under another name than the document."""

from __future__ import annotations

import pytest

from export import layout, xlsx_import, xlsx_map
from tests.export.documents import T01, T03, T12, page_of, stated_sample

T04, T06 = "表四 财政拨款收支总表", "表六 基本支出分经济科目"


def test_new_rows_come_with_their_parents_kinds_and_figures(edited):
    def change(workbook):
        sheet = workbook[T12]
        sheet.insert_rows(10)
        for column, value in enumerate(("新的项目", 5, 5), 1):
            sheet.cell(10, column).value = value
        sheet = workbook[T03]
        sheet.insert_rows(9)
        for column, value in enumerate((2010350, None, 7, None, 7), 1):
            sheet.cell(9, column).value = value

    workspace = stated_sample()
    path = edited(change, data_only=True, only=(T03, T12))
    plan = xlsx_import.read(path, workspace)
    assert plan.problems == ()
    workspace.apply(plan.edit)
    page = page_of(layout.build(workspace), "table03")
    codes = [line.cells[0].text for line in page.lines]
    assert codes[1:4] == ["201", "20103", "2010350"]
    assert page.lines[3].cells[1].text == "事业运行"
    names = [line.cells[0] for line in page_of(layout.build(workspace), "table12").lines]
    new = next(at for at, cell in enumerate(names) if cell.text == "新的项目")
    assert (names[new].indent, names[new - 1].text) == (2, "选派机关事业单位干部到村社区任职生活补贴及考核奖")
    assert xlsx_import.read(path, workspace).changes == ()


def test_an_economic_subject_is_known_by_its_name(edited):
    def change(workbook):
        sheet = workbook[T06]
        sheet.insert_rows(20)
        for column, value in enumerate(("咨询费", "办公经费", 7, None, 7), 1):
            sheet.cell(20, column).value = value

    workspace = stated_sample()
    plan = xlsx_import.read(edited(change, data_only=True, only=(T06,)), workspace)
    workspace.apply(plan.edit)
    row = workspace.document.row("table06", plan.rows[0].row)
    assert (row.code, row.kind, row.texts) == ("30203", "economic_item", {"government_economic_subject": "办公经费"})


def test_a_new_row_in_an_exported_range_does_not_state_the_total(edited):
    def change(workbook):
        sheet = workbook[T12]
        for row in range(sheet.max_row, 9, -1):
            for column in range(1, 8):
                sheet.cell(row + 1, column).value = sheet.cell(row, column).value
        for column, value in enumerate(("新的项目", "=SUM(C10:G10)", 5, None, None, None, None), 1):
            sheet.cell(10, column).value = value
        sheet["C7"], sheet["C6"] = "=SUM(C8:C22)", "=C7"

    plan = xlsx_import.read(edited(change, only=(T12,)), stated_sample())
    assert [cell.place for cell in plan.cells if cell.column == "general_public_budget"] == [
        "表十二 新的项目 · 一般公共预算"
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "values", "reason"),
    [
        (T03, 24, ("20199", "某款", 1), ""),
        (T03, 24, ("2019", "位数不对", 1), "应为 3、5、7 位数字"),
        (T03, 24, ("2013299", "重复", 1), "重复"),
        (T03, 24, (None, "没有编码", 1), "没有科目编码"),
        (T12, 23, (None, 1), "没有名称"),
        (T12, 23, ("制表人：张三",), "没有金额"),
        (T01, 40, ("六、其他收入", 1), "本表的行是固定的"),
        (T06, 27, ("没有的科目", None, 1), "本年科目里没有"),
    ],
)
def test_rows_that_cannot_be_added_are_told_with_the_reason(edited, sample, sheet, row, values, reason):
    def change(workbook):
        for column, value in enumerate(values, 1):
            workbook[sheet].cell(row, column).value = value

    plan = xlsx_import.read(edited(change, only=(sheet,)), sample)
    assert reason in "".join(problem.reason for problem in plan.problems)
    assert bool(plan.rows) != bool(reason)


def test_a_row_missing_in_the_sheet_is_told_and_kept(edited, sample):
    plan = xlsx_import.read(edited(lambda workbook: workbook[T12].delete_rows(10), data_only=True), sample)
    assert plan.changes == ()
    assert plan.notices == ("表十二：工作表里没有 1 行（党建研究会），文件里照旧保留。",)


def test_a_changed_name_is_a_changed_row_and_the_project_form_follows(edited):
    workspace = stated_sample()
    change = edited(lambda workbook: workbook[T12].__setitem__("A10", "党建研究会经费"), only=(T12,))
    plan = xlsx_import.read(change, workspace)
    assert [(row.form, row.old, row.new) for row in plan.rows] == [
        (form, "党建研究会", "党建研究会经费") for form in ("table12", "project_performance")
    ]
    workspace.apply(plan.edit)
    assert workspace.document.row("table12", plan.rows[0].row).label == "党建研究会经费"


def test_a_fixed_rows_name_cannot_be_changed(edited, sample):
    change = edited(lambda workbook: workbook[T01].__setitem__("A6", "一、财政拨款"), only=(T01,))
    plan = xlsx_import.read(change, sample)
    assert plan.changes == ()
    assert "名称不能改" in plan.problems[0].reason


def test_a_changed_text_column_comes_in(edited, sample):
    change = edited(lambda workbook: workbook[T06].__setitem__("B7", "办公经费"), only=(T06,))
    plan = xlsx_import.read(change, sample)
    assert [change.new.texts for change in plan.changes] == [{"government_economic_subject": "办公经费"}]


def test_rows_of_one_name_keep_their_figures(edited, sample):
    """表四 has 一、一般公共预算 twice in one block."""

    def change(workbook):
        del workbook[xlsx_map.SHEET]
        workbook[T04]["B38"] = 23

    plan = xlsx_import.read(edited(change, data_only=True, only=(T04,)), sample)
    assert [(cell.row, cell.old, cell.new) for cell in plan.cells] == [
        ("carryover_general_public_budget", "22.00", "23.00")
    ]
