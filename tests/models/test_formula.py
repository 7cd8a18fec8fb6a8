"""The formula language: what is parsed prints back, and what is not understood is told with its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import FormulaError
from models.formula import COLUMN_VARIABLE, MAX_FORMULA, Domain, Formula, Ref, Term, parse
from models.pack import load
from tests.support.examples import examples

PACK_FORMULAS = [(rule.code, text) for rule in load().rules for text in rule.formulas]

READ = [
    # text, as it prints
    ("表一[a].b=表二[c].d", "表一[a].b = 表二[c].d"),
    ("表一[ a ].b ＝ 表二[c].d", "表一[a].b = 表二[c].d"),
    ("表一[a].b >= 表二[c].d", "表一[a].b ≥ 表二[c].d"),
    ("表一[a].b <= 表二[c].d", "表一[a].b ≤ 表二[c].d"),
    ("-表一[a].b＋表二[c].d－表三[e].f = ∑表四[g].h", "- 表一[a].b + 表二[c].d - 表三[e].f = Σ 表四[g].h"),
    ("对每个 行 于 表一.上级，列 于 甲、乙：表一[行].列=Σ表一[行.下级].列",
     "对每个 行 于 表一.上级, 列 于 甲、乙: 表一[行].列 = Σ 表一[行.下级].列"),
    ("对每个 列 于 甲: 表一[a].列 = 表二[b].列", "列 于 甲: 表一[a].列 = 表二[b].列"),
    ("对每个 科目 于 表二、表三: 表二[科目].a = 表三[科目].b\n 遇 表二[科目].c，表二[合计].d 则 >=",
     "对每个 科目 于 表二、表三: 表二[科目].a = 表三[科目].b 遇 表二[科目].c、表二[合计].d 则 ≥"),
    ("表六[30108].合计 = 表十[因公出国（境）费].“三公”", "表六[30108].合计 = 表十[因公出国（境）费].“三公”"),
]  # fmt: skip

MISREAD = [
    # text, 0-based place, what the sentence says
    ("", 0, "第 1 个字处看不懂结尾"),
    ("表一[a].b", 7, "第 8 个字处看不懂结尾，这里应为：= ≥ ≤"),
    ("表一[a].b = ", 10, "表名、行名或列名"),
    ("表一[a].b == 表二[c].d", 9, "第 10 个字处看不懂“= 表二[c].”"),
    ("表一[a].b = 表二[c].d = 表三[e].f", 18, "看不懂“= 表三[e].”"),
    ("表一[].b = 表二[c].d", 2, "看不懂“[].b = 表”，这里应为：[行]"),
    ("表一[a.下级", 2, "[行]"),
    ("表一[  ].b = 表二[c].d", 2, "方括号里要写行名、科目编码或变量"),
    ("表一[.下级].b = 表二[c].d", 2, "方括号里要写行名、科目编码或变量"),
    ("表一[a] = 表二[c].d", 6, "看不懂“= 表二[c].”，这里应为：."),
    ("表一.b = 表二.c", 2, "[行]"),
    ("表一[a].b = 1.00", 11, "看不懂“.00”，这里应为：[行]"),
    ("表一[a].b × 2 = 表二[c].d", 8, "看不懂“× 2 = 表二”"),
    ("表一[a].b = 表二[c].d + ", 20, "看不懂结尾"),
    ("对每个 行 于 表一 表一[行].a = 表一[行].b", 11, "看不懂“表一[行].a ”"),
    ("对每个 行 于 : 表一[行].a = 表一[行].b", 8, "表名、行名或列名"),
    ("表一[a].b = 表二[c].d 遇 表三[x].y 则", 29, "看不懂结尾，这里应为：= ≥ ≤"),
    ("列 于 甲, 列 于 乙: 表一[a].列 = 表二[b].列", 6, "变量和 列 在一条公式里只能各写一次"),
    ("对每个 行 于 表一, 对每个 类 于 表二: 表一[行].a = 表一[行].b", 11, "变量和 列 在一条公式里只能各写一次"),
]

HOSTILE = [
    "__import__('os').system('true')",
    "表一[a].b = " + "(" * 1000,
    "表一[" + "[" * 1000,
    "-" * 1999,
    "Σ" * 1999,
    "表一[a].b = 表二[c].d" + " + 表二[c].d" * 150 + " +",
    "对每个 行 于 " + "表一、" * 600,
    "表" * 1999,
    "表一[a].b = 表二[c].d; DROP TABLE cell",
    "{{7*7}}",
    "\ud800",
]


@pytest.mark.parametrize(("code", "text"), PACK_FORMULAS)
def test_every_formula_of_the_pack_prints_back_as_written(code, text):
    assert str(parse(text)) == text


@pytest.mark.parametrize(("text", "printed"), READ)
def test_what_is_parsed_prints_back(text, printed):
    formula = parse(text)
    assert str(formula) == printed
    assert parse(printed) == formula


def test_the_parts_of_a_formula():
    quantifiers = "对每个 行 于 表二.上级, 列 于 合计、上年结转:"
    formula = parse(f"{quantifiers} 表二[行].列 = Σ 表二[行.下级].列 遇 表二[合计].甲 则 ≥")
    assert formula == Formula(
        left=(Term(Ref("表二", "行", "列")),),
        operator="=",
        right=(Term(Ref("表二", "行", "列", children=True), summed=True),),
        variable="行",
        domains=(Domain("表二", "上级"),),
        columns=("合计", "上年结转"),
        guards=(Ref("表二", "合计", "甲"),),
        guard_operator="≥",
    )
    assert str(formula.for_column("合计")).startswith("对每个 行 于 表二.上级: 表二[行].合计 = Σ 表二[行.下级].合计 遇")


@pytest.mark.parametrize(("text", "position", "reason"), MISREAD)
def test_what_is_not_understood_is_told_with_its_place(text, position, reason):
    with pytest.raises(FormulaError) as refusal:
        parse(text)
    assert refusal.value.position == position
    assert reason in str(refusal.value)


def test_a_formula_may_not_be_endless():
    with pytest.raises(FormulaError, match="公式太长") as refusal:
        parse("表" * (MAX_FORMULA + 1))
    assert refusal.value.position == MAX_FORMULA


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_refused_at_once(text):
    start = time.perf_counter()
    with pytest.raises(FormulaError):
        parse(text)
    assert time.perf_counter() - start < 0.5


KEYWORDS = {"对每个", COLUMN_VARIABLE, "于", "遇", "则"}
NAME_SIGNS = "表一二三合计本年（）“”0123456789abXY_/%列于则"
names = st.text(NAME_SIGNS, min_size=1, max_size=12).filter(lambda name: name not in KEYWORDS)
domains = st.lists(st.builds(Domain, names, names | st.just("")), min_size=1, max_size=3).map(tuple)
columns = names | st.just(COLUMN_VARIABLE)
refs = st.builds(Ref, names, names, columns, st.booleans())
sides = st.lists(st.builds(Term, refs, st.sampled_from([1, -1]), st.booleans()), min_size=1, max_size=4).map(tuple)
quantified = st.just(("", ())) | st.tuples(names, domains)
guarded = st.just(((), "")) | st.tuples(st.lists(refs, min_size=1, max_size=3).map(tuple), st.sampled_from("=≥≤"))


@st.composite
def formulas(draw) -> Formula:
    variable, domains = draw(quantified)
    guards, guard_operator = draw(guarded)
    return Formula(
        draw(sides),
        draw(st.sampled_from("=≥≤")),
        draw(sides),
        variable,
        domains,
        draw(st.lists(names, max_size=3).map(tuple)),
        guards,
        guard_operator,
    )


@examples(100)
@given(formulas())
def test_any_formula_reads_back_from_its_print(formula):
    assert parse(str(formula)) == formula


@given(st.text("表一[]（）.=≥+-Σ、,: 列于对每个遇则下级\n", max_size=60))
def test_any_text_is_a_formula_or_a_refusal_with_a_place_in_it(text):
    position = 0
    try:
        formula = parse(text)
    except FormulaError as refusal:
        position = refusal.position
    else:
        assert parse(str(formula)) == formula
    assert 0 <= position <= len(text)
