"""Reading our own workbook back: what changed in Excel comes in, and nothing else."""

from __future__ import annotations

import shutil

import pytest

from export import layout, xlsx, xlsx_import, xlsx_map
from export.book import dumps
from export.errors import WorkbookError
from tests.export.documents import T01, T03, T12, empty_sample, put, ref, stated_sample


def places(plan):
    return {(cell.form, cell.column, cell.old, cell.new) for cell in plan.cells}


# -- the round trip ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("values_only", [False, True])
def test_our_own_workbook_changes_nothing(sample, book, tmp_path, values_only):
    xlsx.write(book, tmp_path / "a.xlsx", values_only=values_only)
    plan = xlsx_import.read(tmp_path / "a.xlsx", sample)
    assert (plan.changes, plan.problems, plan.notices) == ((), (), ())
    assert not plan


def test_figures_that_exports_round_come_back_unchanged(tmp_path):
    workspace = stated_sample()
    put(workspace, "table12", "党建研究会", "general_public_budget", "30040元")
    put(workspace, "table10", "公务接待费", "general_public_budget", "-")
    put(workspace, "table10", "因公出国（境）费", "general_public_budget", "0")
    put(workspace, "table03", "2013201", "basic_expenditure", "约180")
    xlsx.write(layout.build(workspace), tmp_path / "a.xlsx")
    assert xlsx_import.read(tmp_path / "a.xlsx", workspace).changes == ()


def test_three_changed_cells_are_three_changes_and_one_edit(edited):
    def change(workbook):
        workbook[T03]["E10"] = 823.71
        workbook[T03]["D9"] = None
        workbook[T12]["C10"] = "１,００５.５"

    workspace = stated_sample()
    plan = xlsx_import.read(edited(change, only=(T03, T12)), workspace)
    assert places(plan) == {
        ("table03", "project_expenditure", "832.71", "823.71"),
        ("table03", "basic_expenditure", "68.49", ""),
        ("table12", "general_public_budget", "3.00", "1,005.50"),
    }
    assert plan.cells[0].place.startswith("表三 2013250 事业运行")
    assert {cell.address for cell in plan.cells} == {"E10", "D9", "C10"}
    edit = plan.edit
    assert (edit.label, edit.cause) == ("导入 改过.xlsx", "导入")
    workspace.apply(edit)
    assert workspace.shown(ref(workspace, "table03", "2013299", "project_expenditure")) == "823.71"
    assert xlsx_import.read(edited(change, only=(T03, T12)), workspace).changes == ()
    workspace.apply(edit.inverse())
    assert workspace.shown(ref(workspace, "table03", "2013250", "basic_expenditure")) == "68.49"


def test_a_figure_written_over_a_formula_is_stated(edited, sample):
    def change(workbook):
        workbook[T03]["E10"] = 823.71
        workbook[T03]["C10"] = 823.71

    plan = xlsx_import.read(edited(change, only=(T03,)), sample)
    assert {(cell.column, cell.new) for cell in plan.cells} == {("project_expenditure", "823.71"), ("total", "823.71")}


def test_an_unreadable_text_is_carried_over_and_told(edited, sample):
    plan = xlsx_import.read(edited(lambda workbook: workbook[T03].__setitem__("D8", "约180"), only=(T03,)), sample)
    assert [(change.new.text, change.new.fen) for change in plan.changes] == [("约180", None)]
    assert [(p.sheet, p.address, p.text) for p in plan.problems] == [(T03, "D8", "约180")]
    assert "不是金额" in plan.problems[0].reason


@pytest.mark.parametrize(
    ("value", "reason", "stated"),
    [
        ("=C8*2", "没有算出的结果", []),
        ("=12.5+3", "", ["15.50"]),
        ("=SUM(D9:D10)", "没有算出的结果", []),
        ("#REF!", "错误值", []),
        (True, "不是金额", ["TRUE"]),
    ],
)
def test_other_contents(edited, sample, value, reason, stated):
    plan = xlsx_import.read(edited(lambda workbook: workbook[T03].__setitem__("D8", value), only=(T03,)), sample)
    assert [cell.new for cell in plan.cells] == stated
    assert reason in "".join(problem.reason for problem in plan.problems)
    assert bool(reason) == bool(plan.problems)


def test_more_decimals_than_two_are_kept(edited, sample):
    plan = xlsx_import.read(edited(lambda workbook: workbook[T03].__setitem__("D8", 181.083456), only=(T03,)), sample)
    assert [(change.new.fen, change.new.slack) for change in plan.changes] == [(181_083_456, 0)]


def test_a_formula_of_our_own_without_a_value_is_unchanged(edited, sample):
    assert xlsx_import.read(edited(lambda _workbook: None), sample).changes == ()


def test_a_formula_that_no_longer_adds_up_the_whole_is_not_ours(edited, sample):
    path = edited(lambda workbook: workbook[T03].__setitem__("D7", "=SUM(D8:D9)"), only=(T03,))
    plan = xlsx_import.read(path, sample)
    assert [problem.address for problem in plan.problems] == ["D7"]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_saved_again_by_libreoffice_only_what_was_changed_comes_in(sample, saved_by_office):
    plan = xlsx_import.read(saved_by_office / "改过.xlsx", sample)
    assert places(plan) == {("table03", "project_expenditure", "832.71", "823.71")}
    assert plan.problems == ()
    assert len(plan.notices) == 1
    assert "随明细重算" in plan.notices[0]


# -- into another document ---------------------------------------------------------------------------------------------


def test_the_sample_comes_whole_into_an_empty_document(sample_xlsx, book):
    workspace = empty_sample()
    plan = xlsx_import.read(sample_xlsx, workspace)
    assert plan.problems == ()
    workspace.apply(plan.edit)
    texts = [
        [cell and (cell.text, cell.indent, cell.bold) for cell in line.cells] for p in book.pages for line in p.lines
    ]
    again = [
        [cell and (cell.text, cell.indent, cell.bold) for cell in line.cells]
        for p in layout.build(workspace).pages
        for line in p.lines
    ]
    assert again == texts
    assert xlsx_import.read(sample_xlsx, workspace).changes == ()


@pytest.mark.parametrize(
    ("setting", "text", "sentence"),
    [
        ("department", "某某局", "是“中国共产党晋城市城区委员会组织部”的"),
        ("year", "2026", "是 2025 年的，而打开的文件是 2026 年的"),
    ],
)
@pytest.mark.parametrize("mapped", [True, False])
def test_another_department_or_year_is_refused(edited, setting, text, sentence, mapped):
    workspace = empty_sample()
    workspace.document.settings[setting] = text

    def change(workbook):
        if not mapped:
            del workbook[xlsx_map.SHEET]

    with pytest.raises(WorkbookError, match=sentence):
        xlsx_import.read(edited(change, only=(T03,)), workspace)


# -- without the map, with other rows ----------------------------------------------------------------------------------


def test_without_the_hidden_sheet_codes_and_labels_do(edited, sample):
    def change(workbook):
        del workbook[xlsx_map.SHEET]
        workbook[T03]["E10"] = 823.71

    plan = xlsx_import.read(edited(change), sample)
    assert places(plan) == {("table03", "project_expenditure", "832.71", "823.71")}
    assert plan.problems == plan.notices == plan.rows == ()


def test_renamed_sheets_are_known_by_their_titles(edited, sample):
    def change(workbook):
        del workbook[xlsx_map.SHEET]
        for number, sheet in enumerate(workbook.worksheets):
            sheet.title = f"Sheet{number}"

    assert xlsx_import.read(edited(change, data_only=True), sample).changes == ()
    plan = xlsx_import.read(edited(change), sample)
    assert (plan.changes, plan.problems) == ((), ())


def test_sorted_rows_change_nothing(edited, sample):
    def change(workbook):
        sheet = workbook[T12]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8, max_row=21)]
        for number, row in enumerate(sorted(rows, key=lambda one: one[0]), 8):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    plan = xlsx_import.read(edited(change, data_only=True), sample)
    assert (plan.changes, plan.problems, plan.notices) == ((), (), ())


def test_a_column_put_in_between_is_passed_over(edited, sample):
    def change(workbook):
        sheet = workbook[T03]
        sheet.insert_cols(4)
        sheet["D4"] = "备注"
        sheet["F10"] = 823.71

    plan = xlsx_import.read(edited(change, data_only=True, only=(T03,)), sample)
    assert places(plan) == {("table03", "project_expenditure", "832.71", "823.71")}


def test_rows_put_above_the_table_and_a_remark_below_change_nothing(edited, sample):
    def change(workbook):
        sheet = workbook[T12]
        sheet.insert_rows(1, 2)
        sheet.cell(sheet.max_row + 1, 1).value = "注：以上为草案"

    plan = xlsx_import.read(edited(change, data_only=True), sample)
    assert (plan.changes, plan.problems, plan.notices) == ((), (), ())


def test_a_sheet_in_yuan_is_converted(edited, sample):
    def change(workbook):
        sheet = workbook[T12]
        sheet["G2"] = "单位：元"
        for row in sheet.iter_rows(min_row=6, min_col=2):
            for cell in row:
                if isinstance(cell.value, int | float):
                    cell.value = round(cell.value * 10_000, 2)
        sheet["C10"], sheet["C11"] = 35_000, 700_049  # 3.50, and 70.00 as shown

    plan = xlsx_import.read(edited(change, data_only=True), sample)
    assert [(cell.column, cell.new) for cell in plan.cells] == [("general_public_budget", "3.50")]
    assert plan.changes[0].new.text == "35000.00元"
    assert plan.notices == ("表十二的单位是元，已换算为万元。",)


# -- sheets ------------------------------------------------------------------------------------------------------------


def test_a_workbook_with_some_forms_only(edited, sample):
    def change(workbook):
        assert workbook.sheetnames == [T01, xlsx_map.SHEET]

    plan = xlsx_import.read(edited(change, data_only=True, only=(T01,)), sample)
    assert plan.changes == ()
    assert plan.notices[0].startswith("工作簿里没有表二、表三")


def test_a_copied_sheet_is_read_once(edited, sample):
    def change(workbook):
        copy = workbook.copy_worksheet(workbook[T03])
        copy["E10"] = 1

    plan = xlsx_import.read(edited(change, data_only=True, only=(T03,)), sample)
    assert plan.changes == ()
    assert "同一张表" in plan.problems[0].reason


def test_a_sheet_without_headings_and_a_missing_column_are_told(edited, sample):
    def change(workbook):
        workbook[T12].delete_rows(1, 5)
        workbook[T03]["E4"] = "别的"

    plan = xlsx_import.read(edited(change, data_only=True, only=(T03, T12)), sample)
    assert plan.changes == ()
    assert {(problem.sheet, problem.reason) for problem in plan.problems} == {
        (T12, "认不出表头，这张工作表没有读入。"),
        (T03, "没有找到“项目支出”一列，这一列没有读入。"),
    }


def test_reading_leaves_the_document_alone(edited, sample, book):
    xlsx_import.read(edited(lambda workbook: workbook[T03].__setitem__("A30", "2060101"), only=(T03,)), sample)
    assert dumps(layout.build(sample)) == dumps(book)


def test_a_name_changed_on_one_sheet_is_changed_on_the_linked_forms_that_have_none(edited):
    workspace = stated_sample()
    old = workspace.document.settings["department"]

    def change(workbook):
        named = [cell for row in workbook[T12].iter_rows() for cell in row if cell.value == old]
        named[-1].value = "区委组织部"  # the 部门 above is called alike
        del workbook[next(name for name in workbook.sheetnames if name.startswith("表十三"))]

    plan = xlsx_import.read(edited(change), workspace)
    assert [(row.form, row.new) for row in plan.rows] == [("table12", "区委组织部"), ("table13", "区委组织部")]
    assert f"表十一里的“{old}”没有一并改名为“区委组织部”，请核对。" in plan.notices
    workspace.apply(plan.edit)
    assert xlsx_import.read(edited(change), workspace).rows == ()
