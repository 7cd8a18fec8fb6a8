"""Performance forms from Excel: this program's own sheets, forms whose merged cells slipped, and what is none."""

from __future__ import annotations

import datetime as dt

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from export import performance_import, xlsx, xlsx_import
from export.book import Part
from export.errors import WorkbookError
from export.import_file import RawCell, RawSheet
from export.import_form_cells import label_of, words
from export.import_form_fields import FormReader
from tests.export.books import INDICATORS as PRINTED_INDICATORS
from tests.export.books import LONG_PROJECT
from tests.export.form_sheets import (
    INDICATORS,
    OVERVIEW,
    PROJECT,
    ROWS,
    changed,
    filled,
    printed,
    pushed_left,
    pushed_right,
    save,
)  # fmt: skip
from tests.support.examples import examples


@pytest.fixture
def path(tmp_path):
    return tmp_path / "表.xlsx"


def read_one(path, rows):
    (one,) = performance_import.read(save(path, rows)).forms
    return one


def lines(form):
    """Levels, name and both values of each indicator."""
    pairs = zip(form.indicators.implementation_period, form.indicators.annual, strict=True)
    return tuple((a.level1, a.level2, a.level3 or b.level3, a.target, b.target) for a, b in pairs)


# -- one form, laid out in many ways -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lay_out", [lambda rows=ROWS: rows, pushed_left, pushed_right, filled])
def test_a_form_is_read_however_its_merged_cells_come(path, lay_out):
    one = read_one(path, lay_out())
    form = one.form
    assert (form.project_name, form.implementing_unit, form.project_period) == (PROJECT, "某单位", "99年")
    assert (form.project_overview, form.basis) == (OVERVIEW, "《关于做好有关工作的通知》")
    assert (form.overall_goal.implementation_period, form.overall_goal.annual) == ("完成三年培训", "完成当年培训")
    assert (form.funding.implementation_period.total, form.funding.annual.total) == ("404,600", "400,000")
    assert (form.funding.implementation_period.provincial_fund, form.funding.annual.other_fund) == ("4,600", "")
    assert lines(form) == INDICATORS
    assert (form.person_in_charge, form.phone, form.filled_at) == ("甲", "12345", "20250124100935")
    assert form.form_year == "（2025年度）"
    assert one.not_read == ()


def test_every_value_says_where_it_stood(path):
    one = read_one(path, ROWS)
    assert one.places["project_name"] == ("Sheet1", "B3")
    assert one.places["funding.annual.county_fund"] == ("Sheet1", "E9")
    assert one.places["indicators.annual.1.target"] == ("Sheet1", "H21")
    assert "indicators.annual.1.level2" not in one.places  # it stands in the row above
    assert all(openpyxl.utils.cell.coordinate_from_string(address) for _sheet, address in one.places.values())


def test_label_and_value_may_share_a_cell(path):
    rows = changed({
        "项目名称": (f"项目名称：{PROJECT}",),
        "项目属性": ("项目属性", "经常性项目", "项目期 99年"),
        "项目资金（元）": ("项目资金（元）", "实施期资金总额：404,600", "年度资金总额: 400,000"),
        "负责人：": ("负责人：甲  ", "经办人：乙", "联系电话：", "填报日期：2025-01-24"),
    })  # fmt: skip
    form = read_one(path, rows).form
    assert (form.project_name, form.project_period) == (PROJECT, "99年")
    assert (form.funding.implementation_period.total, form.funding.annual.total) == ("404,600", "400,000")
    assert (form.person_in_charge, form.handler, form.phone, form.filled_at) == ("甲", "乙", "", "2025-01-24")


@pytest.mark.parametrize(
    "label",
    [
        "市(区)财政资金",
        "市县(区)财政资",
        "市县（区）财政资金",
        "区级财政资金",
        "县(区)级财政资金",
        "其中：市级财政资金",
    ],
)
def test_the_countys_money_goes_by_many_names(path, label):
    form = read_one(path, changed({"市县（区）财政资金": ("", label, "400,000", label, "399,999")})).form
    assert form.funding.implementation_period.county_fund == "400,000"
    assert form.funding.annual.county_fund == "399,999"


def test_numbers_dates_and_marks_of_web_pages(path):
    rows = changed({
        "项目资金（元）": ("项目资金（元）", "实施期资金总额：", 404600, "年度资金总额：", 400000.5),
        "项目概况": ("项目概况", "<p>第一段<br/>第二段</p>"),
        "负责人：": ("负责人：", "", "联系电话：", 13800000000, "填报日期：", dt.date(2025, 1, 24)),
    })  # fmt: skip
    form = read_one(path, rows).form
    assert (form.funding.implementation_period.total, form.funding.annual.total) == ("404,600", "400,000.50")
    assert form.project_overview == "第一段\n第二段"
    assert (form.phone, form.filled_at) == ("13800000000", "2025-01-24")


def test_a_stamp_broken_over_lines_is_joined(path):
    rows = changed({"负责人：": ("负责人：", "", "填报日期：", "2025011416034\n2")})
    assert read_one(path, rows).form.filled_at == "20250114160342"


def test_money_in_wan_is_converted_and_said(path):
    rows = changed({"项目资金（元）": ("项目资金（万元）", "实施期资金总额：", "40.46", "年度资金总额：", "40")})
    found = performance_import.read(save(path, rows))
    assert found.forms[0].form.funding.implementation_period.total == "404,600"
    assert found.forms[0].form.funding.annual.county_fund == "4,000,000,000"
    assert "已换算为元" in found.notes[0]


def test_an_amount_that_cannot_be_read_is_kept_and_said(path):
    one = read_one(path, changed({"省级财政资金": ("", "省级财政资金", "约4600", "省级财政资金", "0")}))
    assert one.form.funding.implementation_period.provincial_fund == "约4600"
    assert [(cell.address, cell.text) for cell in one.not_read] == [("C8", "约4600")]


# -- what slipped further ----------------------------------------------------------------------------------------------


def test_indicators_without_headings_begin_behind_the_goals(path):
    rows = changed({"绩效指标": None})
    assert lines(read_one(path, rows).form) == INDICATORS


def test_first_levels_follow_the_second_where_they_slipped(path):
    rows = changed({"产出指标": ("绩效指标", "效益指标", "数量指标", "人数", "1人", "数量指标", "人数", "1人")})
    assert lines(read_one(path, rows).form)[0] == ("产出指标", "数量指标", "人数", "1人", "1人")


def test_costs_may_be_a_first_level(path):
    rows = changed({
        "效益指标": ("", "成本指标", "经济成本指标", "人均成本", "≤350元", "经济成本指标", "人均成本", "≤340元"),
    })  # fmt: skip
    assert lines(read_one(path, rows).form)[3] == ("成本指标", "经济成本指标", "人均成本", "≤350元", "≤340元")


def test_costs_that_are_not_filled_in_stay_below_output(path):
    rows = changed({"时效指标": ("", "", "成本指标", "", "", "成本指标", "", "")})
    assert lines(read_one(path, rows).form)[2] == ("产出指标", "成本指标", "", "", "")


def test_an_indicator_may_bear_the_name_of_its_level(path):
    row = (
        "",
        "满意度指标",
        "服务对象满意度指标",
        "服务对象满意度",
        "≥95%",
        "服务对象满意度指标",
        "服务对象满意度",
        "≥90%",
    )
    found = lines(read_one(path, changed({"满意度指标": row})).form)[-1]
    assert found == ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥95%", "≥90%")


@pytest.mark.parametrize(
    ("row", "targets"),
    [
        (("", "", "", "培训期数", "3期", "", "培训期数", ""), ("3期", "")),
        (("", "", "", "培训期数", "", "", "培训期数", "1期"), ("", "1期")),
        (("", "", "", "培训期数", "", "", "培训期数", ""), ("", "")),
        (("", "", "", "培训期数", "3期", "", "", ""), ("3期", "")),
    ],
)
def test_blank_values_stay_blank(path, row, targets):
    rows = [row if "培训期数" in one else one for one in ROWS]
    assert lines(read_one(path, rows).form)[1] == ("产出指标", "数量指标", "培训期数", *targets)


def test_words_of_a_row_that_make_no_sense_are_left_and_named(path):
    row = ("", "效益指标", "经济效益", "", "", "经济效益", "社会效益", "素质", "提升")
    one = read_one(path, changed({"效益指标": row}))
    assert lines(one.form)[3] == ("效益指标", "经济效益", "", "", "")
    assert [cell.text for cell in one.not_read] == ["社会效益", "素质", "提升"]
    assert "没有读入" in one.not_read[0].reason


def test_a_value_that_slipped_a_row_down_is_found(path):
    rows = list(ROWS)
    rows[4:5] = [("项目属性", "经常性项目", "", "项目期", ""), ("", "", "", "", "99年")]
    assert read_one(path, rows).form.project_period == "99年"


def test_a_text_that_goes_on_below_its_repeated_label_is_joined(path):
    rows = list(ROWS)
    rows.insert(12, ("项目概况", "续：另有资料费。"))
    assert read_one(path, rows).form.project_overview == f"{OVERVIEW}\n续：另有资料费。"


def test_a_lone_goal_is_told_by_its_column(path):
    rows = changed({"总体目标": ("总体目标", "", "", "只有年度目标", "")})
    goals = read_one(path, rows).form.overall_goal
    assert (goals.implementation_period, goals.annual) == ("", "只有年度目标")


def test_a_form_of_one_period_is_the_years(path):
    rows = [
        *ROWS[:5],
        ("资金情况（元）", "年度资金总额：", "400,000"),
        ("", "其中：省级财政资金", "1,000"),
        *ROWS[11:16],
        ("年度总体目标", "完成当年培训"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
        ("", "产出指标", "数量指标", "培训人数", "≥1100人"),
        ("", "", "", "培训期数", "1期"),
    ]
    form = read_one(path, rows).form
    assert (form.funding.annual.total, form.funding.annual.provincial_fund) == ("400,000", "1,000")
    assert form.funding.implementation_period.total == ""
    assert (form.overall_goal.implementation_period, form.overall_goal.annual) == ("", "完成当年培训")
    assert [(one.level3, one.target) for one in form.indicators.annual] == [
        ("培训人数", "≥1100人"),
        ("培训期数", "1期"),
    ]
    assert not any(one.level3 for one in form.indicators.implementation_period)


# -- workbooks ---------------------------------------------------------------------------------------------------------


def test_forms_below_each_other_and_on_several_sheets(path):
    other = changed({"项目名称": ("项目名称", "另一个项目")})
    found = performance_import.read(save(path, [*ROWS, (), *other], pushed_left(other)))
    assert [(one.form.project_name, one.sheet) for one in found.forms] == [
        (PROJECT, "Sheet1"), ("另一个项目", "Sheet1"), ("另一个项目", "Sheet2"),
    ]  # fmt: skip
    assert all(lines(one.form) == INDICATORS and one.form.form_year for one in found.forms)
    assert found.notes == ("项目“另一个项目”有 2 张绩效目标表，请核对后选择要导入的一张。",)


def test_other_sheets_are_left_alone_and_named(path):
    listed = [
        ("项目名称", "实施单位", "项目属性", "项目期", "负责人", "联系电话"),
        ("甲", "乙", "丙", "1年", "丁", "1"),
    ]
    found = performance_import.read(save(path, listed, ROWS, [("随便", "写写")], titles=("清单", "表", "草稿")))
    assert [one.sheet for one in found.forms] == ["表"]
    assert found.notes == ("另有 2 张工作表不是绩效目标表，没有读入：草稿、清单。",)


@pytest.mark.parametrize("rows", [[("合计", 1)], [], [("项目名称", "预算数"), ("甲", 1)]])
def test_a_workbook_without_forms_is_refused(path, rows):
    with pytest.raises(WorkbookError, match="没有认出项目支出绩效目标表"):
        performance_import.read(save(path, rows))


@pytest.mark.parametrize(("content", "sentence"), [(b"PK\x03\x04broken", "已损坏"), (b"a,b", "不是 Excel 工作簿")])
def test_a_damaged_file_is_refused(path, content, sentence):
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match=sentence):
        performance_import.read(path)


def test_this_programs_own_workbook_comes_back_whole(book, sample, path):
    pages = (printed(), printed(LONG_PROJECT, 398_300_000, 14))
    whole = msgspec.structs.replace(book, parts=(*book.parts, Part("forms", "", pages)))
    xlsx.write(whole, path)
    found = performance_import.read(path)
    assert [one.form.project_name for one in found.forms] == [PROJECT, LONG_PROJECT]
    for one, page in zip(found.forms, pages, strict=True):
        texts = {cell.text for cell in page.cells}
        assert one.not_read == ()
        assert one.form.project_overview in texts
        assert one.form.funding.annual.total in texts
        assert [line[:4] for line in lines(one.form)] == [tuple(line) for line in PRINTED_INDICATORS]
    assert "13 张工作表不是绩效目标表" in found.notes[-1]
    plan = xlsx_import.read(path, sample)
    assert (plan.changes, plan.problems) == ((), ())


# -- labels ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("项目 名称", "project_name"), ("主管部门（及代码）", "supervising_department"), ("联系电话：", "phone"),
        ("其中：中央财政资金", "central_fund"), ("年度绩效目标", "goals.annual"), ("年度绩效指标", "indicators"),
        ("项目概况说明如下", ""), ("财政资金", ""), ("", ""),
    ],
)  # fmt: skip
def test_labels_are_known_by_their_words(text, label):
    assert label_of(text) == label


NOISE = st.sampled_from([value for row in ROWS for value in row if value] + ["", "", "：", "项目期：", "3"])


@examples(60)
@given(st.lists(st.lists(NOISE, max_size=9), max_size=20))
def test_no_jumble_of_cells_is_lost_or_breaks_the_reader(rows):
    cells = {
        at: {column: RawCell(value) for column, value in enumerate(row, 1) if value} for at, row in enumerate(rows, 1)
    }
    reader = FormReader()
    reader.read(list(words(RawSheet("x", cells)).values()))
    pairs = reader.nested()["indicators"]
    assert len(pairs["annual"]) == len(pairs["implementation_period"])
