"""Forms for the tests: complete but for what a case is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.performance.form import Funding, FundingPair, GoalPair, Indicator, IndicatorPair, PerformanceForm

_REST = (
    Indicator("产出指标", "质量指标", "验收合格率", "≥95%"),
    Indicator("产出指标", "时效指标", "完成时间", "2025年12月"),
    Indicator("效益指标", "社会效益", "公共服务水平", "提升"),
    Indicator("满意度指标", "服务对象满意度", "群众满意度", "≥90%"),
)


def a_form(
    text: str = "",
    total: int | str = "",
    *,
    funds: Mapping[str, int] | None = None,
    period_total: int | str | None = None,
    quantities: Sequence[Sequence[str]] = (("服务次数", "全年"),),
    costs: Sequence[Sequence[str]] = (("服务成本", "不超预算"),),
    **texts: str,
) -> PerformanceForm:
    """A form of 2025; the county pays where ``funds`` names no other source."""
    rows = {key: str(value) for key, value in (funds or {"county_fund": total}).items()}
    annual = Funding(str(total), **rows)
    lines = (
        *(Indicator("产出指标", "数量指标", name, target) for name, target in quantities),
        *(Indicator("产出指标", "成本指标", name, target) for name, target in costs),
        *_REST,
    )
    whole = annual if period_total is None else Funding(str(period_total), county_fund=str(period_total))
    plain = {"project_name": "示范项目", "project_attribute": "经常性项目(长期开展)", "project_period": "99年"}
    people = {"person_in_charge": "甲", "handler": "乙", "phone": "0000000", "filled_at": "2024年12月3日"}
    return PerformanceForm(
        funding=FundingPair(whole, annual), project_overview=text, overall_goal=GoalPair("完成任务", "完成任务"),
        indicators=IndicatorPair(lines, lines), form_year="(2025年度)", **(plain | people | texts),
    )  # fmt: skip
