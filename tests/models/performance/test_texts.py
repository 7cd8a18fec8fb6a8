"""Texts against their figures: cases as data, and what holds for all of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.performance.checks import check, chips
from models.performance.facts import facts_of
from models.performance.form import PerformanceForm
from tests.models.performance.forms import a_form

CASES = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))["cases"]
CLEAN = [case for case in CASES if not case.get("findings") and case.get("read")]
IDS = [case["text"][:24] for case in CASES]
OPEN_ENDED = "分三年完成"
"""In this text either of two counts could be meant, so a changed one is not judged."""


def form_of(case: dict[str, Any]) -> PerformanceForm:
    shape = {key: case[key] for key in ("funds", "period_total", "quantities", "costs") if key in case}
    return a_form(case["text"], case["total"], **shape)


def found_in(form: PerformanceForm) -> list[list[str]]:
    return [[one.rule, one.text, one.computation] for one in check(form)]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_text_gives_these_findings_and_no_others(case: dict[str, Any]) -> None:
    assert found_in(form_of(case)) == case.get("findings", [])


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_text_is_read_as_these_claims(case: dict[str, Any]) -> None:
    claims = facts_of(form_of(case), 2025, None).overview.claims
    assert [claim.computation for claim in claims] == case.get("read", [])


@pytest.mark.parametrize("case", CLEAN, ids=[case["text"][:24] for case in CLEAN])
def test_any_changed_figure_of_a_claim_is_found(case: dict[str, Any]) -> None:
    form = form_of(case)
    reading = facts_of(form, 2025, None).overview
    parts = {part for claim in reading.claims for part in claim.parts}
    stated = {claim.start for claim in reading.claims}
    for token in reading.text.tokens:
        number = token.number
        digits = case["text"][number.digits_start : number.digits_end]
        of_claim = token.index in parts or number.start in stated
        if not of_claim or not digits.isdigit() or OPEN_ENDED in case["text"]:
            continue
        text = f"{case['text'][: number.digits_start]}{int(digits) + 1}{case['text'][number.digits_end :]}"
        assert found_in(msgspec.structs.replace(form, project_overview=text)), text


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_places_hold_the_words_and_fixes_are_for_places(case: dict[str, Any]) -> None:
    form = form_of(case)
    for one in check(form):
        if one.field == "project_overview" and one.start >= 0:
            assert case["text"][one.start : one.end] == one.text
        assert one.start >= 0 or not one.fix
        assert one.message.endswith("。")


def test_width_of_the_marks_does_not_matter() -> None:
    for case in CASES:
        narrow = case["text"].translate(str.maketrans("，；：（）", ",;:()"))
        form = msgspec.structs.replace(form_of(case), project_overview=narrow)
        assert [one[::2] for one in found_in(form)] == [one[::2] for one in case.get("findings", [])], narrow


@given(st.text() | st.text("0123456789每人名期共计合计用于其中元万亿天月年，。；（）1、%三分之二减免实交省级下达×*=+-"))
def test_any_text_is_checked_without_failing(text: str) -> None:
    form = a_form(text, 100000, implementation_plan=text, basis=text, filled_at=text, quantities=[(text, text)])
    for one in check(form):
        assert one.start == -1 or one.end > one.start
    chips(form)


def test_chips_show_what_was_read_right_and_wrong() -> None:
    text = "电脑20台，单价5500元，计110000元；打印机5台，单价2400元，计14000元。合计124000元。"
    states = [(text[chip.start : chip.end], chip.state, chip.computation) for chip in chips(a_form(text, 124000))]
    assert states == [
        ("110000元", "ok", "5500×20 = 110,000"),
        ("14000元", "wrong", "2400×5 = 12,000"),
        ("124000元", "ok", "110000+14000 = 124,000"),
    ]


def test_a_total_that_the_parts_and_the_form_contradict_has_a_fix() -> None:
    (finding,) = check(a_form("场地费4万元，餐费6万元，资料费2万元，以上共计15万元。", 120000))
    assert (finding.rule, finding.fix, finding.expected) == ("R107", "12万元", "120,000")


def test_a_unit_that_is_certainly_wrong_has_a_fix() -> None:
    (finding,) = check(a_form("省级下达专项资金30000万元。", 30000, funds={"provincial_fund": 30000}))
    assert (finding.rule, finding.text, finding.fix) == ("R109", "30000万元", "30000元")
