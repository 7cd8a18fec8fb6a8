"""公开完整性检查: how each demand stands, and what a person may confirm."""

from __future__ import annotations

from datetime import date

import pytest

from models import planning
from models.completeness import CHECKS, CONFIRMED, Standing, check_list, read_date
from models.narrative import planning as prose_planning
from models.performance.access import forms_of
from tests.support.budgets import empty, put, sample
from tests.support.form_ids import FORM

DATES = {"approved_on": "2025年3月25日", "published_on": "2025年4月11日", "secrecy_review": "已审查"}


@pytest.fixture
def clean():
    workspace = sample(clean=True)
    workspace.refresh_words()
    return workspace


def standings(workspace):
    workspace.refresh_words()
    return {item.demand.code: item.standing for item in check_list(workspace)}


def settle(workspace, settings):
    workspace.apply(prose_planning.set_facts(workspace, settings))


def test_every_demand_has_a_check_or_asks_a_person(clean):
    demands = clean.pack.completeness
    assert {demand.check for demand in demands} - {""} == set(CHECKS)
    items = check_list(clean)
    assert [item.demand for item in items] == list(demands)
    assert all(item.words.endswith("。") for item in items)


def test_the_clean_sample_lacks_only_what_a_person_must_say(clean):
    open_demands = {code: standing for code, standing in standings(clean).items() if standing is not Standing.MET}
    assert open_demands == {
        "R138": Standing.CONFIRM, "R139": Standing.MISSING, "R143": Standing.CONFIRM, "R144": Standing.CONFIRM,
    }  # fmt: skip


def test_the_sample_as_printed_fails_where_its_words_do():
    found = standings(sample())
    wrong = {code for code, standing in found.items() if standing is Standing.WRONG}
    assert {"R133", "R134", "R137"} <= wrong
    assert found["R130"] is Standing.MET


def test_a_new_document_lacks_its_projects_forms_nowhere_but_its_reasons():
    found = standings(empty())
    assert found["R130"] is Standing.MET
    assert found["R133"] is Standing.MISSING


@pytest.mark.parametrize(
    ("settings", "standing", "words"),
    [
        (DATES, Standing.MET, "批复后 17 日公开"),
        (DATES | {"published_on": "2025年4月15日"}, Standing.WRONG, "批复后 21 日才公开"),
        (DATES | {"published_on": "2025年3月1日"}, Standing.WRONG, "早于批复日期"),
        (DATES | {"secrecy_review": ""}, Standing.MISSING, "保密审查"),
        (DATES | {"approved_on": "三月"}, Standing.MISSING, "批复日期"),
        ({"published_on": ""}, Standing.MISSING, "批复日期、公开日期、保密审查"),
    ],
)
def test_the_deadline(clean, settings, standing, words):
    settle(clean, settings)
    item = next(item for item in check_list(clean) if item.demand.check == "deadline")
    assert item.standing is standing
    assert words in item.words


def test_what_a_person_confirms_is_met_and_what_is_wrong_stays_wrong(clean):
    settle(clean, {f"{CONFIRMED}R143": "张三 2025年4月11日", f"{CONFIRMED}R139": "张三"})
    assert {code: standings(clean)[code] for code in ("R143", "R139")} == dict.fromkeys(("R143", "R139"), Standing.MET)
    settle(clean, DATES | {"published_on": "2025年6月1日"})
    assert standings(clean)["R139"] is Standing.WRONG


@pytest.mark.parametrize(
    ("section", "text", "code", "standing"),
    [
        ("section12", "（待定）", "R134", Standing.WRONG),
        ("section09", "2024年政府采购预算总额3.69万元。", "R135", Standing.WRONG),
        ("section09", "", "R133", Standing.MISSING),
        ("terms", "- 一、基本支出：保障运转的支出。", "R137", Standing.WRONG),
        ("section05", "结构见下图。", "R140", Standing.MET),
    ],
)
def test_words_decide_their_demands(clean, section, text, code, standing):
    clean.apply(prose_planning.set_section(clean, section, text))
    assert standings(clean)[code] is standing


def test_charts_that_are_spoken_of_must_be_there(clean):
    for section in clean.pack.narrative.sections:
        clean.apply(prose_planning.set_section(clean, section.key, "结构见下图。"))
    assert standings(clean)["R140"] is Standing.MISSING


def test_a_project_without_its_form_is_missed(clean):
    clean.apply(planning.delete_rows(clean, FORM, [forms_of(clean.document)[0].id]))
    item = next(item for item in check_list(clean) if item.demand.check == "forms")
    assert item.standing is Standing.MISSING
    assert "14 个项目中有 1 个没有绩效目标表" in item.words


def test_an_amount_that_differs_from_table_twelve_is_wrong(clean):
    put(clean, {f"{FORM}.P01.annual_total": "1"})
    item = next(item for item in check_list(clean) if item.demand.check == "forms")
    assert item.standing is Standing.WRONG
    assert item.cells


def test_a_department_named_otherwise_in_a_form_is_wrong(clean):
    settle(clean, {"department": "晋城市城区财政局"})
    assert standings(clean)["R136"] is Standing.WRONG
    settle(clean, {"department": "长" * 101})
    item = next(item for item in check_list(clean) if item.demand.check == "department")
    assert "超过 100 个字" in item.words
    settle(clean, {"department_code": ""})
    assert standings(clean)["R136"] is Standing.MISSING


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025年4月11日", date(2025, 4, 11)), (" 2025年04月1日 ", date(2025, 4, 1)), ("2025年2月30日", None),
        ("2025-4-11", None), ("", None),
    ],
)  # fmt: skip
def test_dates_are_read(text, found):
    assert read_date(text) == found
