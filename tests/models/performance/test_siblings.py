"""Several forms: one project twice, one policy in two forms, names and amounts of 表十二."""

from __future__ import annotations

import pytest

from models.performance import names
from models.performance.siblings import TableProject, compare
from tests.models.performance.forms import a_form

POLICY = "任职满10年至15年的每人每年补助1000元；16年以上的每人每年补助2000元。"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("离任“两委”主干补贴", "离任两委主干补贴", True),
        ("村(社区)运转经费", "村社区运转经费", True),
        ("村（社区） 运转经费", "村(社区)运转经费", True),
        ("村运转经费", "社区运转经费", False),
    ],
)
def test_names_are_equal_but_for_quotes_brackets_and_spaces(one: str, other: str, same: bool) -> None:
    assert names.same_name(one, other) is same


def found(*forms: object, projects: tuple[TableProject, ...] = ()) -> list[tuple[tuple[int, ...], str]]:
    return [(one.forms, one.finding.rule) for one in compare(forms, projects)]  # type: ignore[arg-type]


def test_one_project_twice_with_other_figures() -> None:
    one = a_form("党群服务中心提档升级建设经费80万元。", 500000)
    other = a_form("党群服务中心提档升级建设经费20万元。", 500000)
    assert found(one, other) == [((0, 1), "R100"), ((0, 1), "R116")]
    assert found(one, one) == [((0, 1), "R100")]


def test_the_other_printing_has_the_standard() -> None:
    one = a_form("1个村级服务中心提档升级建设经费800000元。", 900000)
    other = a_form("", 900000, costs=[("村级服务中心提档升级经费标准", "20万元/个")])
    rules = [finding.finding for finding in compare((one, other))]
    assert [one.rule for one in rules] == ["R100", "R106"]
    assert rules[1].computation == "200000×1 = 200,000"


def test_funding_of_two_printings() -> None:
    assert found(a_form("", 500000), a_form("", 400000)) == [((0, 1), "R100")] + [((0, 1), "R116")] * 4


def test_forms_of_one_policy_agree_on_bands_and_standards_but_not_on_money() -> None:
    one = a_form(f"{POLICY}市级下达专项资金167700元。", 167700, project_name="生活补贴(市级)")
    other = a_form(f"{POLICY}市级下达专项资金3000元。", 300000, project_name="生活补贴")
    assert found(one, other) == []
    changed = a_form(POLICY.replace("15年", "16年"), 300000, project_name="生活补贴")
    assert found(one, changed) == [((0, 1), "R117")]


def test_a_source_that_neither_form_of_a_policy_has() -> None:
    text = "市级下达专项资金167700元，区级预算475000元。"
    one = a_form(text, 167700, project_name="生活补贴（市级）")
    assert found(one, a_form("", 475000, project_name="生活补贴")) == []
    assert found(one, a_form("", 300000, project_name="生活补贴")) == [((0, 1), "R104")]


def test_a_paper_under_two_numbers() -> None:
    one = a_form("根据《村级事务管理办法》（县政发〔2020〕16号）。", 1000, project_name="甲项目")
    other = a_form("根据《村级事务管理办法》（县政发〔2021〕30号）。", 1000, project_name="乙项目")
    assert found(one, other) == [((0, 1), "R117")]


def test_names_and_amounts_of_table_12() -> None:
    form = a_form("", 133_950, project_name="离任“两委”主干补贴")
    missing = TableProject("环境整治", 100)
    same = TableProject("离任两委主干补贴", 13_390_000)
    assert found(form, projects=(same, missing)) == [((0,), "R100"), ((), "R100")]
    finding = compare((form,), (same,))[0].finding
    assert (finding.severity, finding.fix) == ("info", "离任两委主干补贴")
    assert found(form, projects=(TableProject(form.project_name, 99),)) == [((0,), "R101")]
    assert found(form, projects=(missing,)) == [((0,), "R100"), ((), "R100")]
