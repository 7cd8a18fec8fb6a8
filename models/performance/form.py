"""One performance form as values, read from JSON. Amounts are kept as written; :func:`fen` reads them."""

from __future__ import annotations

import functools

import msgspec

from models import amounts
from models.amounts import Unit
from models.errors import AmountError, GoujiError


class FormReadError(GoujiError):
    """A form's JSON cannot be read."""


class Funding(msgspec.Struct, frozen=True):
    """Money of one horizon in 元, as written; blank where nothing stands."""

    total: str = ""
    central_fund: str = ""
    provincial_fund: str = ""
    county_fund: str = ""
    unit_self_raised: str = ""
    other_fund: str = ""


class Indicator(msgspec.Struct, frozen=True):
    """A line of the tree of indicators: 一级, 二级, 三级指标 and 指标值."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    target: str = ""


class FundingPair(msgspec.Struct, frozen=True):
    """Money of 实施期 and of the year."""

    implementation_period: Funding = Funding()
    annual: Funding = Funding()


class GoalPair(msgspec.Struct, frozen=True):
    """总体目标 of 实施期 and of the year."""

    implementation_period: str = ""
    annual: str = ""


class IndicatorPair(msgspec.Struct, frozen=True):
    """Indicators of 实施期 and of the year; line n of both belongs together."""

    implementation_period: tuple[Indicator, ...] = ()
    annual: tuple[Indicator, ...] = ()


class PerformanceForm(msgspec.Struct, frozen=True):
    """项目支出绩效目标表 of one project. Everything as written, blank where nothing stands; amounts in 元."""

    project_name: str = ""
    supervising_department: str = ""
    implementing_unit: str = ""
    project_attribute: str = ""
    project_period: str = ""
    funding: FundingPair = FundingPair()
    project_overview: str = ""
    basis: str = ""
    necessity: str = ""
    safeguards: str = ""
    implementation_plan: str = ""
    overall_goal: GoalPair = GoalPair()
    indicators: IndicatorPair = IndicatorPair()
    person_in_charge: str = ""
    handler: str = ""
    phone: str = ""
    filled_at: str = ""
    form_year: str = ""


def read(content: bytes) -> PerformanceForm:
    """A form from JSON in UTF-8; unknown keys are ignored, missing ones and ``null`` are blank, numbers taken as text.

    :raises FormReadError: it is no JSON, or not shaped like a form; the sentence names the place.
    """
    try:
        raw = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FormReadError("这个文件不是 JSON，请检查文件的格式和编码（应为 UTF-8）。") from None
    if not isinstance(raw, dict):
        raise FormReadError("JSON 的最外层应是一个对象，写明 project_name、funding 等各项，请检查。")
    if not raw.keys() & set(PerformanceForm.__struct_fields__):
        raise FormReadError(
            "这个 JSON 里没有绩效目标表的内容（project_name、funding 等各项），请检查是不是选错了文件。"
        )
    try:
        return msgspec.convert(_texts(raw), PerformanceForm)
    except msgspec.ValidationError as error:
        place = str(error).rpartition("`$")[2].rstrip("`").lstrip(".") or "最外层"
        raise FormReadError(f"绩效目标表的 {place} 写法不对，请对照样例改正。") from None
    except RecursionError:
        raise FormReadError("这个 JSON 层数太多，不是绩效目标表，请检查。") from None


def _texts(value: object) -> object:
    """Numbers as text and ``null`` as missing, all the way down."""
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


@functools.lru_cache(maxsize=4_096)
def fen(text: str) -> int | None:
    """An amount of the form in 分; ``None`` when it is blank or cannot be read."""
    try:
        amount = amounts.parse(text, Unit.YUAN)
    except AmountError:
        return None
    return None if amount is None else amount.fen


def indicator_target(form: PerformanceForm, index: int) -> str:
    """The target to go by of line ``index``: the year's, or that of 实施期 where the year has none."""
    annual, whole = form.indicators.annual, form.indicators.implementation_period
    own = annual[index].target if index < len(annual) else ""
    return own.strip() or (whole[index].target.strip() if index < len(whole) else "")


def indicator_lines(form: PerformanceForm) -> list[tuple[str, Indicator, str]]:
    """Each named indicator once: the field of its target (``indicators.annual.3.target``), the line, its target."""
    found: list[tuple[str, Indicator, str]] = []
    annual, whole = form.indicators.annual, form.indicators.implementation_period
    for index in range(max(len(annual), len(whole))):
        own = annual[index] if index < len(annual) else Indicator()
        side, line = ("annual", own) if own.level3.strip() else ("implementation_period", Indicator())
        if side != "annual" and index < len(whole):
            line = whole[index]
        if side == "annual" and not own.target.strip() and indicator_target(form, index):
            side = "implementation_period"
        if line.level3.strip():
            found.append((f"indicators.{side}.{index}.target", line, indicator_target(form, index)))
    return found
