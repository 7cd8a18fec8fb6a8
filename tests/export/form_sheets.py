"""Performance forms as other programs lay them out in Excel."""

from __future__ import annotations

import openpyxl

from export.book import GridPage
from tests.export.books import performance

PROJECT = "农村党员培训经费"
OVERVIEW = "全区培训党员1,156人，每人350元，共计404,600元。"
ROWS = (
    ("晋城城区县（区）级预算部门（单位）项目支出绩效目标表",),
    ("（2025年度）",),
    ("项目名称", PROJECT),
    ("主管部门及代码", "203-某部门", "", "实施单位", "某单位"),
    ("项目属性", "经常性项目", "", "项目期", "99年"),
    ("项目资金（元）", "实施期资金总额：", "404,600", "年度资金总额：", "400,000"),
    ("", "其中：中央财政资金", "0", "其中：中央财政资金", "0"),
    ("", "省级财政资金", "4,600", "省级财政资金", "0"),
    ("", "市县（区）财政资金", "400,000", "市县（区）财政资金", "400,000"),
    ("", "单位自筹", "0", "单位自筹", "0"),
    ("", "其他资金", "", "其他资金", ""),
    ("项目概况", OVERVIEW),
    ("立项依据", "《关于做好有关工作的通知》"),
    ("项目设立必要性", "提高素质"),
    ("保证项目实施的制度、措施", "专款专用"),
    ("项目实施计划", "第三季度拨付"),
    ("", "实施期目标", "", "年度目标", ""),
    ("总体目标", "完成三年培训", "", "完成当年培训", ""),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "培训人数", "≥1156人", "数量指标", "培训人数", "≥1100人"),
    ("", "", "", "培训期数", "3期", "", "培训期数", "1期"),
    ("", "", "时效指标", "完成时间", "三年内", "时效指标", "完成时间", "12月底前"),
    ("", "效益指标", "经济效益", "", "", "经济效益", "", ""),
    ("", "", "社会效益", "党员素质", "提升", "社会效益", "党员素质", "提升"),
    ("", "满意度指标", "服务对象满意度", "党员满意度", "≥95%", "服务对象满意度", "党员满意度", "≥90%"),
    ("负责人：", "甲", "经办人：", "乙", "联系电话：", "12345", "填报日期：", "20250124100935"),
)
"""A form cell by cell, covered cells blank."""
INDICATORS = (
    ("产出指标", "数量指标", "培训人数", "≥1156人", "≥1100人"),
    ("产出指标", "数量指标", "培训期数", "3期", "1期"),
    ("产出指标", "时效指标", "完成时间", "三年内", "12月底前"),
    ("效益指标", "经济效益", "", "", ""),
    ("效益指标", "社会效益", "党员素质", "提升", "提升"),
    ("满意度指标", "服务对象满意度", "党员满意度", "≥95%", "≥90%"),
)


def save(path, *sheets, titles=()):
    """A workbook of sheets given as rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for at, rows in enumerate(sheets):
        sheet = workbook.create_sheet(titles[at] if at < len(titles) else f"Sheet{at + 1}")
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
    workbook.save(path)
    return path


def changed(changes, rows=ROWS):
    """The form with some rows replaced (``None``: left out), by their first filled cell."""
    result = []
    for row in rows:
        key = next(filter(None, row))
        if key not in changes:
            result.append(row)
        elif changes[key] is not None:
            result.append(changes[key])
    return result


def pushed_left(rows=ROWS):
    """As web exports give merged cells: the covered ones are gone, and all behind them moved up."""
    return [tuple(value for value in row if value) for row in rows]


def pushed_right(rows=ROWS):
    """Every value two columns further right than its heading says, but for the first."""
    return [(row[0], "", "", *row[1:]) for row in rows]


def filled(rows=ROWS):
    """As programs do that know no merged cells: a text in each cell that it covered, to the right."""
    result = []
    for row in rows:
        values = list(row)
        for at in range(1, len(values)):
            values[at] = values[at] or (values[at - 1] if at > 1 else "")
        result.append((*values, *[values[-1]] * (2 if len(values) == 2 else 0)))
    return result


def printed(project=PROJECT, cents=40_460_000, long=1) -> GridPage:
    """The form as this program prints it."""
    return performance(project, cents, long)
