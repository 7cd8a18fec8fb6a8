"""The pack says what the printed forms say, and its declarations are sound."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

import pytest

from models import pack
from models.forms import ColumnKind, Tree
from models.pack import Severity, Tolerance
from models.rules import CHECKS, FORM_CHECKS, ROW_CHECKS
from models.rules.params import PARAMS
from tests.support.budgets import plan, sample

PACK = pack.load()
PRINTED = tomllib.loads((Path(__file__).parent / "printed_forms.toml").read_text(encoding="utf-8"))
FORM_IDS = [form.id for form in PACK.forms]


# -- the forms as printed ----------------------------------------------------------------------------------------------


def test_the_forms_come_in_the_order_of_the_book():
    assert FORM_IDS == list(PRINTED) == [f"table{number:02d}" for number in range(1, 14)]


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_a_form_is_as_printed(form_id):
    document, form, printed = sample().document, PACK.form(form_id), PRINTED[form_id]
    assert form.key == printed["key"]
    assert form.number == printed["number"]
    assert document.fill(form.title) == printed["title"]
    assert document.fill(form.contents_entry) == printed["number"] + printed["title"]
    assert {column.key: document.fill("/".join(column.path)) for column in form.columns} == printed["columns"]
    assert len(document.lines(form)) == printed["lines"]
    assert form.may_be_empty is printed.get("may_be_empty", False)
    assert form.unit.value == "万元"
    assert form.empty_note == "注：本表无数据"


@pytest.mark.parametrize(
    ("form_id", "cells"),
    [
        # line, column, lines, columns, text
        ("table02", {(0, 0, 1, 2, "项目"), (0, 2, 1, 6, "本年收入"), (0, 8, 2, 1, "上年结转")}),
        ("table04", {(0, 2, 1, 5, "支出"), (1, 1, 2, 1, "金额"), (1, 3, 1, 4, "金额"), (2, 3, 1, 1, "小计")}),
        ("table09", {(0, 3, 1, 5, "国有资本经营预算支出"), (1, 0, 1, 2, "项目"), (1, 4, 2, 1, "科目名称")}),
        ("table12", {(0, 0, 2, 1, "项目名称"), (0, 2, 1, 3, "{year}年财政拨款"), (0, 6, 2, 1, "单位资金")}),
    ],
)
def test_headings_are_merged_as_printed(form_id, cells):
    assert cells <= set(PACK.form(form_id).header_cells())


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_headings_cover_every_column_at_every_level_once(form_id):
    form = PACK.form(form_id)
    covered = [
        (row + down, column + across)
        for row, column, rows, columns, _text in form.header_cells()
        for down in range(rows)
        for across in range(columns)
    ]
    wanted = {(row, column) for row in range(form.header_depth) for column in range(len(form.columns))}
    assert len(covered) == len(set(covered))
    assert set(covered) == wanted


# -- the declarations --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_a_form_is_sound(form_id):
    form = PACK.form(form_id)
    assert form.amount_columns
    for block in form.blocks:
        assert form.column_of_kind(block.key, ColumnKind.LABEL)
        levels = [kind.level for kind in block.detail_kinds]
        assert levels == sorted(set(levels)), "kinds that users add go from the outermost in"
        if block.tree is Tree.CODE:
            assert all(kind.code_length for kind in block.detail_kinds)


def test_every_rule_says_what_it_is_and_why():
    assert [rule.code for rule in PACK.rules if not (rule.title and rule.why.endswith("。"))] == []
    assert {rule.tolerance for rule in PACK.rules} == {Tolerance.COPY, Tolerance.SUM, Tolerance.BOUND, Tolerance.NONE}
    assert {rule.severity for rule in PACK.rules} == set(Severity)


def test_every_check_function_is_used_by_a_rule():
    assert {rule.check for rule in PACK.rules} - {""} == CHECKS


def test_every_rule_that_a_section_names_is_there():
    named = {
        code for one in PACK.narrative.sections for code in (one.amount_rule, one.percent_rule, one.count_rule) if code
    }
    assert named - PACK.rule_by_code.keys() == set()
    assert len(named) > 8


def test_the_params_of_a_rule_are_those_that_its_function_asks_for():
    assert {rule.check for rule in PACK.rules if rule.params} == PARAMS.keys()
    for name, check in {**ROW_CHECKS, **FORM_CHECKS}.items():
        asked = set(re.findall(r'scope\.words?\("(\w+)"\)', inspect.getsource(check)))
        assert asked <= set(PARAMS.get(name, ()))


def test_every_computed_cell_has_one_place_in_the_order():
    ranks = plan().ranks
    assert ranks
    assert min(ranks.values()) == 1


def test_rows_of_linked_forms_follow_each_other():
    assert PACK.linked_forms("table02") == ("table03", "table05")
    assert PACK.linked_forms("table13") == ("table11", "table12")
    assert PACK.linked_forms("table06") == ()


# -- 科目 lists --------------------------------------------------------------------------------------------------------


def test_subjects_are_found_by_code_name_and_part():
    functional = PACK.subjects["functional"]
    assert functional.by_code["2013299"].name == "其他组织事务支出"
    assert functional.named("组织事务").code == "20132"
    assert functional.named("没有这个科目") is None
    assert [subject.code for subject in functional.search("20132")][:2] == ["20132", "2013201"]
    assert "2210201" in [subject.code for subject in functional.search("住房公积金")]
    assert functional.search("x") == []
    assert len(functional.search("", limit=7)) == 7


def test_every_subject_of_the_sample_is_in_the_lists():
    """The lists are incomplete by nature, but they know the sample's year."""
    document = sample().document
    unknown = [
        row.code
        for form in PACK.forms
        for row in document.all_rows(form)
        if (catalogue := document.rows_of(form.id, row.id).block.catalogue)
        and row.code
        and row.code not in PACK.subjects[catalogue].by_code
    ]
    assert unknown == []


def test_every_mapped_subject_is_in_the_lists():
    known = PACK.subjects["department_economic"].by_code
    assert [code for code in PACK.mapping if code not in known] == []
    assert PACK.mapping["30101"].agency_name == "工资奖金津补贴"
