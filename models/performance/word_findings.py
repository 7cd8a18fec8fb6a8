"""What the checker of a form's words says: findings and chips, as plain values."""

from __future__ import annotations

from typing import Protocol

import msgspec

ERROR, WARNING, INFO = "error", "warning", "info"
OVERVIEW = "project_overview"
TABLE = "表十二"
"""What the table of projects is called where no document says it."""

FIELD_NAMES = {
    "project_name": "项目名称",
    "supervising_department": "主管部门",
    "implementing_unit": "实施单位",
    "project_attribute": "项目属性",
    "project_period": "项目期",
    "project_overview": "项目概况",
    "basis": "立项依据",
    "necessity": "项目设立必要性",
    "safeguards": "保证项目实施的制度、措施",
    "implementation_plan": "项目实施计划",
    "overall_goal.implementation_period": "实施期总体目标",
    "overall_goal.annual": "年度总体目标",
    "funding.implementation_period": "实施期资金",
    "funding.annual": "年度资金",
    "person_in_charge": "负责人",
    "handler": "经办人",
    "phone": "联系电话",
    "filled_at": "填报日期",
    "indicators.implementation_period": "实施期指标",
    "indicators.annual": "年度指标",
}
FUND_NAMES = {
    "total": "总额",
    "central_fund": "中央财政资金",
    "provincial_fund": "省级财政资金",
    "county_fund": "市县（区）财政资金",
    "unit_self_raised": "单位自筹",
    "other_fund": "其他资金",
}


class Words(Protocol):
    """Words and their place in a text, such as a :class:`models.narrative.numbers.Number`."""

    @property
    def start(self) -> int:
        """Where they begin."""

    @property
    def end(self) -> int:
        """Where they end (exclusive)."""

    @property
    def text(self) -> str:
        """As written."""


class WordsFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a form's words or cells get wrong.

    ``field`` is a path such as ``project_overview``, ``indicators.annual.3.target``, ``funding.annual.total``;
    ``start`` to ``end`` (exclusive) the words in it, -1 where none. ``fix`` replaces those words where it is certain
    what they should be.
    """

    rule: str
    severity: str
    field: str
    message: str
    start: int = -1
    end: int = -1
    text: str = ""
    computation: str = ""
    expected: str = ""
    actual: str = ""
    fix: str = ""

    @classmethod
    def at(
        cls, words: Words, *, rule: str, severity: str, field: str, message: str, computation: str = "",
        expected: str = "", actual: str = "", fix: str = "",
    ) -> WordsFinding:  # fmt: skip
        """A finding about these words of a field."""
        return cls(
            rule=rule, severity=severity, field=field, message=message, start=words.start, end=words.end,
            text=words.text, computation=computation, expected=expected, actual=actual, fix=fix,
        )  # fmt: skip


class Chip(msgspec.Struct, frozen=True):
    """A claim read in a text, for display beside it: ``state`` is ok, wrong or unread."""

    field: str
    start: int
    end: int
    state: str
    computation: str
