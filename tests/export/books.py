"""A small whole book, made by hand: every kind of page once, for the tests of every writer."""

from __future__ import annotations

from functools import cache

import msgspec

from export import layout
from export.book import Book, Cover, Figure, GridCell, GridPage, Paragraph, Part, Run, TextPage
from models.charts import Chart, Series
from tests.export.documents import DEPARTMENT
from tests.support.budgets import sample

FORMS = ("table01", "table02", "table03")
"""表一 takes two sheets, 表二 a landscape one."""
LONG_PROJECT, SHORT_PROJECT = "2025年度基层党建工作专项经费", "党建研究会<调研 & “课题”>"
INDICATORS = (
    ("产出指标", "数量指标", "培训人数", "≥1,156人"),
    ("产出指标", "数量指标", "培训班次", "≥18期"),
    ("产出指标", "质量指标", "培训合格率", "≥95%"),
    ("产出指标", "时效指标", "完成时间", "2025年12月31日前"),
    ("产出指标", "成本指标", "人均培训成本", "≤350元/人"),
    ("效益指标", "经济效益", "", ""),
    ("效益指标", "社会效益", "基层组织服务能力", "提升"),
    ("效益指标", "生态效益", "", ""),
    ("效益指标", "可持续影响", "人才储备", "长期"),
    ("满意度指标", "服务对象满意度", "参训人员满意度", "≥90%"),
)


@cache
def whole_book(*, draft: bool = True) -> Book:
    """Cover, four parts, two performance forms, and a check list behind a draft."""
    tables = layout.build(sample(), draft=draft, forms=FORMS)
    parts = (overview(), tables.parts[0], explanation(), glossary())
    return msgspec.structs.replace(
        tables,
        subject="晋城市城区组织部门2025年度收支预算及情况说明",
        parts=(*parts, check_list()) if draft else parts,
        cover=Cover(
            "2025年度部门预算公开", (("预算代码", "203"), ("编制日期", "2025年4月11日"), ("填报人", "李〇<甲>"))
        ),
    )


def body(*runs: Run | str, style: str = "body") -> Paragraph:
    """A paragraph of runs, or of plain words."""
    return Paragraph(tuple(Run(run) if isinstance(run, str) else run for run in runs), style)


def overview() -> Part:
    """第一部分: two sections that share a sheet, one with a numbered list."""
    duties = (
        body("（一）单位概述", style="subheading"),
        body("本部门负责全区组织、干部和人才方面的综合工作，承担有关政策的拟订、落实和检查。"),
        body("（二）主要职能", style="subheading"),
        *(
            body(f"{number}. 第{number}项职责：组织有关工作的落实，并对落实情况开展检查。", style="item")
            for number in range(1, 13)
        ),
    )
    units = body(
        "纳入本部门预算的单位共",
        Run("4", bold=True),
        "个。现有行政编制13个，事业编制19个，在职人员",
        Run("23", mark="?"),
        "人。",
    )
    return Part(
        "overview",
        "第一部分　概况",
        (
            TextPage("duties", "一、本部门职责", "一、本部门职责", duties),
            TextPage("organisation", "二、机构设置情况", "二、机构设置情况", (units,)),
        ),
    )


def explanation() -> Part:
    """第三部分: prose with marks, a chart, the performance forms within 十, and a section of two further levels."""
    income = body(
        "2025年度预算收入",
        Run("1,170.53万元", bold=True),
        "，其中：一般公共预算拨款收入1,148.53万元，占98.12%；政府性基金预算拨款收入0万元，占0%；上年结转22.00万元，占",
        Run("0%", mark="≠"),
        "，比上年增加348.14万元，增长42.33%。",
    )
    structure = (
        body("（一）支出规模变化情况", style="subheading"),
        body("一般公共预算当年支出1,148.53万元，比上年增加341.24万元，增长42.27%。"),
        body("（二）支出结构情况", style="subheading"),
        body(
            "一般公共服务支出1,060.28万元，社会保障和就业支出44.27万元，卫生健康支出17.56万元，住房保障支出26.43万元。"
        ),
        Figure(pie(), "一般公共预算当年拨款结构图"),
        body("注：各项占比按四舍五入计算。", style="note"),
    )
    forms = (performance(LONG_PROJECT, 398_300_000, 14), performance(SHORT_PROJECT, 3_000_000, 1))
    return Part(
        "explanation",
        "第三部分　2025年度部门预算情况说明",
        (
            TextPage("section02", "二、收入预算情况说明", "二、收入预算情况说明", (income, income)),
            TextPage("section05", "五、一般公共预算支出情况说明", "五、一般公共预算支出情况说明", structure),
            TextPage(
                "section10",
                "十、绩效管理情况",
                "十、绩效管理情况",
                (body("公开项目绩效目标14个，涉及金额810.71万元。"),),
            ),
            *forms,
            TextPage("section12", "十二、其他说明", "十二、其他说明", ()),
            TextPage("section12_1", "（一）政府购买服务指导性目录", "（一）政府购买服务指导性目录", (body("无。"),), 2),
            TextPage("section12_2", "（二）其他", "（二）其他", (body("无。"),), 2),
        ),
    )


def pie() -> Chart:
    """The structure of the sample's appropriation, in 分."""
    names = ("一般公共服务", "社会保障和就业", "住房保障", "卫生健康")
    values = Series("合计", (1_060_280_000, 44_270_000, 26_430_000, 17_560_000))
    return Chart("structure", "一般公共预算当年拨款结构", "pie", "万元", names, (values,), (9232, 385, 230, 153))


def glossary() -> Part:
    """第四部分: a single section without a heading of its own."""
    terms = (
        ("基本支出", "保障机构运转、完成日常任务的支出。"),
        ("上年结转", "以前年度安排、本年按原用途继续使用的资金。"),
    )
    items = tuple(
        body(f"{number}、", Run(term, bold=True), f"：{words}", style="item")
        for number, (term, words) in zip("一二", terms, strict=True)
    )
    return Part("glossary", "第四部分　名词解释", (TextPage("terms", "", "", items, new_page=True),))


def check_list() -> Part:
    """The last part of a review copy: a plain grid without an entry in the contents."""
    head = [
        GridCell(0, at, text, align="center", head=True) for at, text in enumerate(("序号", "要求", "状态", "说明"))
    ]
    rows = [
        GridCell(row, at, text, align="left" if at in (1, 3) else "center")
        for row in range(1, 41)
        for at, text in enumerate(
            (str(row), f"第{row}项公开要求", "✓" if row % 3 else "待确认", "逐项核对" * (row % 5))
        )
    ]
    page = GridPage(
        "completeness",
        "公开完整性检查",
        "公开完整性检查表",
        "",
        (8, 40, 12, 40),
        (*head, *rows),
        repeat=1,
        foot="核对人：",
        caption="部门名称：" + DEPARTMENT,
        unit_caption="共40项",
    )
    return Part("completeness", "", (page,))


def performance(project: str, cents: int, long: int) -> GridPage:
    """项目支出绩效目标表 of a project; its words are repeated ``long`` times (14: more than a sheet, at any size)."""
    words = "为做好本项工作，按每人350元、共1,156人测算，安排培训经费，主要用于场地、师资、资料等支出。" * long
    cells: list[GridCell] = []

    def put(column: int, text: str, *, rows: int = 1, columns: int = 1, row: int | None = None, **look: object) -> None:
        at = cells[-1].row if row is None else row
        cells.append(GridCell(at, column, text, rows, columns, **look))  # type: ignore[arg-type]

    def pair(row: int, left: str, first: str, right: str, second: str) -> None:
        put(0, left, row=row, columns=2, head=True, align="center")
        put(2, first, columns=2)
        put(4, right, columns=2, head=True, align="center")
        put(6, second, columns=2)

    put(0, "项目名称", row=0, columns=2, head=True, align="center")
    put(2, project, columns=6)
    pair(1, "主管部门及代码", "203-" + DEPARTMENT, "实施单位", DEPARTMENT)
    pair(2, "项目属性", "经常性项目（长期开展）", "项目期", "99年")
    put(0, "项目资金\n（元）", row=3, rows=6, columns=2, head=True, align="center")
    _funding(put, cents)
    texts = ("项目概况", "立项依据", "项目设立必要性", "保证项目实施的制度、措施", "项目实施计划")
    for row, title in enumerate(texts, 9):
        put(0, title, row=row, columns=2, head=True, align="center")
        put(2, words if title != "立项依据" else "《关于做好有关工作的通知》（晋市组明电字〔2024〕7号）", columns=6)
    put(0, "总体目标", row=14, rows=2, columns=2, head=True, align="center")
    put(2, "实施期目标", columns=3, head=True, align="center")
    put(5, "年度目标", columns=3, head=True, align="center")
    put(2, words[:45], row=15, columns=3)
    put(5, words[:45], columns=3)
    _indicators(put)
    last = cells[-1].row + 1
    feet = (("负责人：", 2), ("经办人：", 2), ("联系电话：", 2), ("填报日期：2025年1月24日", 2))
    for at, (text, columns) in enumerate(feet):
        put(2 * at, text, row=last, columns=columns)
    return GridPage(
        f"performance.{project}",
        project,
        "晋城市城区部门项目支出绩效目标表",
        "",
        (6, 9, 13, 18, 13, 13, 18, 13),
        tuple(cells),
        subheading="（2025年度）",
    )


def _funding(put, cents: int) -> None:
    sources = ("资金总额：", "其中：中央财政资金", "省级财政资金", "市县（区）财政资金", "单位自筹", "其他资金")
    for at, source in enumerate(sources):
        figure = cents if at in (0, 3) else 0
        text = f"{figure // 100:,}"
        put(2, ("实施期" if not at else "") + source, row=3 + at, columns=2)
        put(4, text, align="right", cents=figure)
        put(5, ("年度" if not at else "") + source, columns=2)
        put(7, text, align="right", cents=figure)


def _indicators(put) -> None:
    count = len(INDICATORS)
    put(0, "绩效指标", row=16, rows=count + 1, head=True, align="center")
    heads = ("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")
    for at, head in enumerate(heads, 1):
        put(at, head, row=16, head=True, align="center")
    seen: set[str] = set()
    for row, (first, second, third, target) in enumerate(INDICATORS, 17):
        for level, column in ((first, 1), (second, 2)):
            if level not in seen:
                tall = sum(level in one[:2] for one in INDICATORS)
                put(column, level, row=row, rows=tall, align="center")
                if column == 2:
                    put(5, level, row=row, rows=tall, align="center")
        seen |= {first, second}
        for column, text in ((3, third), (4, target), (6, third), (7, target)):
            put(column, text, row=row)
