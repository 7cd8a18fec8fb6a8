"""Written addresses: every cell has one that leads back to it, and what names no cell or several is refused."""

from __future__ import annotations

import pytest

from models import planning
from models.addresses import address, resolve, row_part
from models.errors import AddressError
from models.refs import CellRef
from tests.support.budgets import empty, sample

DOCUMENT = sample().document
UNIT = "中国共产党晋城市城区委员会组织部"

READ = [
    # written, form, row, column
    ("table03.2013299.project_expenditure", "table03", "r6", "project_expenditure"),
    ("表三.2013299.项目支出", "table03", "r6", "project_expenditure"),
    (" 表三 . 2013299 . 项目支出 ".replace(" . ", "."), "table03", "r6", "project_expenditure"),
    ("table03.合计.total", "table03", "total", "total"),
    ("table03.合 计.total", "table03", "total", "total"),
    ("table03.r6.合计", "table03", "r6", "total"),
    ("table01.本年收入合计.income_amount", "table01", "income_current", "income_amount"),
    ("table01.一、一般公共服务支出.expenditure_total", "table01", "class_201", "expenditure_total"),
    ("table01.一般公共服务支出.合计", "table01", "class_201", "expenditure_total"),
    ("table01.201.当年预算安排", "table01", "class_201", "expenditure_current_year"),
    ("table04.结转一般公共预算.income_amount", "table04", "carryover_general_public_budget", "income_amount"),
    ("table04.carryover_state_capital.收入金额", "table04", "carryover_state_capital", "income_amount"),
    ("table06.基本工资.personnel_expense", "table06", "r3", "personnel_expense"),
    ("table06.30101.人员经费", "table06", "r3", "personnel_expense"),
    ("table09.合计.total", "table09", "expenditure_total", "total"),
    ("table09.合计.state_capital_income_budget", "table09", "income_total", "state_capital_income_budget"),
    ("table10.公务用车购置费.合计", "table10", "vehicle_purchase", "total"),
    (f"table11.{UNIT}.total", "table11", "r2", "total"),
    ("table12.department.total", "table12", "department", "total"),
    ("table12.部门.合计", "table12", "department", "total"),
    ("table12.村(社区)“两委”干部人身意外伤害保险补助经费.total", "table12", "r3", "total"),
]

REFUSED = [
    # written, part of the sentence, candidates
    ("", "应写成 表.行.列", ()),
    ("x", "应写成 表.行.列", ()),
    ("table03.total", "应写成 表.行.列", ()),
    ("table99.合计.total", "应写成 表.行.列", ()),
    ("table03.999.total", "表三没有行“999”", ()),
    ("table03.合计.foo", "表三没有金额列“foo”，可用的列：total、basic_expenditure、project_expenditure", ()),
    ("table03.合计.subject_name", "表三没有金额列“subject_name”", ()),
    ("table01.本年收入合计.expenditure_total", "表一没有行“本年收入合计”", ()),
    (
        "table04.一、一般公共预算.income_amount",
        "指的行不止一个",
        ("table04.income_general_public_budget.income_amount", "table04.carryover_general_public_budget.income_amount"),
    ),
    (f"table12.{UNIT}.total", "指的行不止一个", ("table12.department.total", "table12.r2.total")),
]


@pytest.mark.parametrize(("written", "form", "row", "column"), READ)
def test_it_leads_to_the_cell(written, form, row, column):
    assert resolve(DOCUMENT, written) == CellRef(form, row, column)


@pytest.mark.parametrize(("written", "reason", "candidates"), REFUSED)
def test_it_is_refused_with_a_reason(written, reason, candidates):
    with pytest.raises(AddressError) as refusal:
        resolve(DOCUMENT, written)
    assert str(refusal.value).startswith(f"地址“{written}”")
    assert reason in str(refusal.value)
    assert sorted(refusal.value.candidates) == sorted(candidates)
    for candidate in candidates:
        assert str(resolve(DOCUMENT, candidate)) == candidate
        assert candidate in str(refusal.value)


def assert_every_cell_has_an_address_of_its_own(document):
    for form in document.pack.forms:
        rows = list(document.all_rows(form))
        parts = [row_part(document, form, row) for row in rows]
        assert len(parts) == len(set(parts)), form.id
        for row in rows:
            for column in form.columns_of(row.block):
                ref = CellRef(form.id, row.id, column.key)
                if column in form.amount_columns:
                    assert resolve(document, address(document, ref)) == ref


def test_every_cell_of_the_sample_has_an_address_of_its_own():
    assert_every_cell_has_an_address_of_its_own(DOCUMENT)


def test_odd_names_have_addresses_too():
    """Codes twice, a code as a name, names like ids, with dots and spaces, or without anything."""
    workspace = empty()
    names = ["", "", "total", "r1", "甲.乙", "甲 乙", "甲乙", "2013299", "department", "部门合计", "..", "unit_fund"]
    for index, name in enumerate(names):
        for form, kind in (("table11", "unit"), ("table12", "project")):
            workspace.apply(planning.insert_row(workspace, form, "main", index, kind, label=name))
    for index, (code, name) in enumerate([("201", "甲"), ("201", "乙"), ("", "201"), ("x1", ""), ("20101", "乙")]):
        workspace.apply(
            planning.insert_row(workspace, "table03", "main", index, "function_item", code=code, label=name)
        )
    assert_every_cell_has_an_address_of_its_own(workspace.document)
