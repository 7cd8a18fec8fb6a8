"""The words of a performance form's sheet: cells as they stand, labels told from what is filled in.

Merged cells do not help: web exports shift them, drop the covered ones, or repeat their text in each. So a row is read
as a row of words, from left to right, and a label may share its cell with the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from export.formulas import letters
from export.import_cells import text_of_value
from export.import_file import RawCell, RawSheet
from export.import_sheets import plain
from models.amounts import Unit

TEXT_LABELS = {
    "project_name": r"项目名称",
    "supervising_department": r"(?:项目)?主管部门(?:及代码|\(及代码\)|\(单位\)|和代码)?",
    "implementing_unit": r"(?:项目)?(?:具体)?实施单位",
    "project_attribute": r"项目(?:属性|类型)",
    "project_period": r"项目(?:期限?|实施期限?|周期)",
    "project_overview": r"项目(?:概况|概述|简介|内容)",
    "basis": r"(?:项目)?立项依据",
    "necessity": r"(?:项目设立|项目立项|设立|立项)的?必要性",
    "safeguards": r"(?:保证项目实施的|项目)制度、?(?:和)?措施",
    "implementation_plan": r"(?:项目)?实施计划",
    "overall_goal": r"(?:年度)?(?:总体|绩效)目标",
    "person_in_charge": r"(?:项目)?负责人",
    "handler": r"(?:项目)?(?:经办人|填报人|联系人)",
    "phone": r"(?:联系)?电话",
    "filled_at": r"填报(?:日期|时间)",
}
"""Labels of fields that hold a text, as regular expressions of plain words."""
FUND_LABELS = {
    "total.implementation_period": r"(?:实施期|中期)(?:资金)?总额",
    "total.annual": r"年度(?:资金)?总额",
    "central_fund": r"中央(?:级|本级)?财政(?:专项)?资金?",
    "provincial_fund": r"省(?:级|本级)?财政(?:专项)?资金?",
    "county_fund": r"(?:地方|(?:市|县|区|本)(?:级|县|本级)?(?:\([市县区]\))?(?:级)?)财政(?:专项)?资金?",
    "unit_self_raised": r"(?:单位)?自筹(?:资金)?",
    "other_fund": r"其他资金",
}
OTHER_LABELS = {
    "funding": r"项目资金(?:\((?:万?元)\))?|资金情况(?:\((?:万?元)\))?",
    "goals.implementation_period": r"(?:实施期|中期)(?:总体|绩效)?目标",
    "goals.annual": r"年度(?:总体|绩效)?目标",
    "indicators": r"(?:年度)?绩效指标",
    "level1": r"一级指标",
    "level2": r"二级指标",
    "level3": r"三级指标",
    "target": r"指标值",
}
_LABELS = {**FUND_LABELS, **OTHER_LABELS, **TEXT_LABELS}
_WHOLE = {key: re.compile(f"(?:其中:?)?(?:{pattern}):?") for key, pattern in _LABELS.items()}
_TAGS = re.compile(r"</?(?:p|div|span|font)\b[^<>]*>", re.IGNORECASE)
_BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[:：]|\s+")
_LONGEST_LABEL = 24
_UNIT = re.compile(r"\((万?元)\)")
TITLE = "绩效目标"
"""What the title of a form holds."""


class Word(NamedTuple):
    """A cell's text, or its part before or after a label's colon. ``label`` is the label's key, "" for a value."""

    text: str
    row: int
    column: int
    label: str = ""

    @property
    def address(self) -> str:
        """The cell: ``C8``."""
        return f"{letters(self.column)}{self.row}"


def words(sheet: RawSheet) -> dict[int, list[Word]]:
    """The words of each row, top to bottom and left to right; a text repeated in the next cell counts once."""
    return {row: list(_row(row, sheet.rows[row])) for row in sorted(sheet.rows)}


def _row(row: int, cells: dict[int, RawCell]) -> Iterator[Word]:
    last, beside = "", 0
    for column in sorted(cells):
        text = text_of_cell(cells[column])
        repeated = text == last and beside == column - 1
        last, beside = text, column
        if text and not repeated:
            yield from _split(text, row, column)


def text_of_cell(cell: RawCell) -> str:
    """A cell's text without the marks of web pages; a figure as it would be typed."""
    if isinstance(cell.value, str):
        lines = _BREAKS.sub("\n", _TAGS.sub("", cell.value)).replace("\r\n", "\n").split("\n")
        return "\n".join(filter(None, (line.strip() for line in lines)))
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return f"{Decimal(repr(cell.value)):f}".removesuffix(".0")
    return text_of_value(cell.value, Unit.YUAN) if cell.value is not None else ""


def _split(text: str, row: int, column: int) -> Iterator[Word]:
    """The text as a label, as a value, or as both where a colon or a gap stands between them."""
    if label := label_of(text):
        yield Word(text, row, column, label)
        return
    start = 3 if plain(text).startswith("其中") else 0
    for gap in _SPLIT.finditer(text, start):
        if gap.start() > _LONGEST_LABEL:
            break
        label = label_of(text[: gap.start()])
        if label and (not gap[0].isspace() or label in _SPACED_LABELS):
            yield Word(text[: gap.start()], row, column, label)
            value = text[gap.end() :].lstrip()
            if value:
                yield Word(value, row, column)
            return
    yield Word(text, row, column)


_SPACED_LABELS = frozenset({*FUND_LABELS, "project_period", "person_in_charge", "handler", "phone", "filled_at"})
"""Labels that a mere gap parts from their value: the values of others may begin with such words."""


def label_of(text: str) -> str:
    """The key of the label that a text is, or ""."""
    known = plain(text)
    if len(known) > _LONGEST_LABEL:
        return ""
    return next((key for key, pattern in _WHOLE.items() if pattern.fullmatch(known)), "")


def unit_of(text: str) -> Unit | None:
    """The unit in the label of the funding: ``项目资金（元）``."""
    found = _UNIT.search(plain(text))
    return Unit(found[1]) if found else None
