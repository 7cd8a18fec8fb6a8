"""Every equality of the sample's tables, listed by hand, is one that the program checks, and comes out as listed."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from models.equations import Instance
from models.findings import State
from models.refs import CellRef
from models.workspace import Workspace
from tests.support.budgets import cell, sample

BELOW = {
    "合计": ["201", "208", "210", "221"],
    "201": ["20132"],
    "20132": ["2013201", "2013250", "2013299"],
    "208": ["20805"],
    "20805": ["2080501", "2080505", "2080506"],
    "210": ["21011"],
    "21011": ["2101101", "2101102", "2101103"],
    "221": ["22102"],
    "22102": ["2210201"],
}
CODES = ["合计", *(code for codes in BELOW.values() for code in codes)]
ECONOMIC = {
    "合计": ["工资福利支出", "商品和服务支出", "对个人和家庭的补助"],
    "工资福利支出": [
        "基本工资", "津贴补贴", "奖金", "绩效工资", "机关事业单位基本养老保险缴费", "职业年金缴费",
        "职工基本医疗保险缴费", "公务员医疗补助缴费", "其他社会保障缴费", "住房公积金", "其他工资福利支出",
    ],
    "商品和服务支出": ["办公费", "差旅费", "工会经费", "福利费", "其他交通费用", "其他商品和服务支出"],
    "对个人和家庭的补助": ["退休费"],
}  # fmt: skip
SUBJECTS = ["合计", *(name for names in ECONOMIC.values() for name in names)]
INDIRECT = {"X1-13": "two equalities lead there: 支出总计 = 本年支出合计 + 年终结转, 本年支出合计 = 表十三"}


class Listed(NamedTuple):
    """An equality as listed, its cells by address."""

    id: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    state: State


@functools.cache
def projects(form: str) -> list[str]:
    rows = sample().document.rows(form, "main")
    return [row.id for row in rows if row.kind == "project"]


def listed() -> Iterator[Listed]:
    """The lines of ``oracle.toml``, spelt out."""
    lines = tomllib.loads((Path(__file__).parent / "oracle.toml").read_text(encoding="utf-8"))["equalities"]
    for line in lines:
        for name, row in rows_of(line):
            for title, column in line.get("column", {"": ""}).items():
                below = (ECONOMIC if line.get("row") == "economic" else BELOW).get(row, [])
                fill = {"row": row, "column": column, "name": name}
                sides = [
                    tuple(
                        text.format(**fill, below=each, projects=each)
                        for text in line[side]
                        for each in parts(text, below)
                    )
                    for side in ("left", "right")
                ]
                listed_id = line["id"].format(row=name, column=title)
                state = State.ROUNDING if listed_id in line.get("rounding", ()) else State.BALANCED
                yield Listed(listed_id, sides[0], sides[1], state)


def parts(text: str, below: list[str]) -> list[str]:
    """The rows that an address stands for."""
    if "{projects}" in text:
        return projects(text.split(".", maxsplit=1)[0])
    return below if "{below}" in text else [""]


def rows_of(line) -> list[tuple[str, str]]:
    """Name and address part of each row that a line stands for."""
    row = line.get("row", {"": ""})
    if isinstance(row, dict):
        return list(row.items())
    known = {
        "below": line.get("only", list(BELOW)),
        "codes": CODES,
        "classes": BELOW["合计"],
        "economic": ["合计", *ECONOMIC["合计"]],
        "subjects": SUBJECTS,
        "table12": projects("table12"),
        "table13": projects("table13"),
    }
    return [(name, name) for name in known[row]]


LISTED = list(listed())


@pytest.fixture(scope="module")
def workspace():
    return sample()


@pytest.fixture(scope="module")
def checked(workspace):
    """For each cell the equalities it is in, with their signed cells."""
    found: dict[CellRef, list[tuple[Instance, dict[CellRef, int]]]] = {}
    for one in workspace.equations.all_instances():
        signs = {ref: sign for ref, sign, _side in workspace.equations.cells(one)}
        for ref in signs:
            found.setdefault(ref, []).append((one, signs))
    return found


def filled(workspace: Workspace, signs: dict[CellRef, int]) -> dict[CellRef, int]:
    return {ref: sign for ref, sign in signs.items() if workspace.value(ref).fen}


def test_the_list_is_complete():
    assert len(LISTED) == len({one.id for one in LISTED}) == 311
    assert sum(one.state is State.ROUNDING for one in LISTED) == 23


@pytest.mark.parametrize("one", LISTED, ids=[one.id for one in LISTED])
def test_it_comes_out_as_listed(one, workspace, checked):
    left = dict.fromkeys((cell(workspace, at) for at in one.left), 1)
    right = dict.fromkeys((cell(workspace, at) for at in one.right), -1)
    gap = sum(workspace.value(ref).fen * sign for ref, sign in (left | right).items())
    assert bool(gap) is (one.state is State.ROUNDING)
    wanted = filled(workspace, left | right)
    if one.id in INDIRECT:
        return
    candidates = [
        equality
        for equality, signs in checked[next(iter(right))]
        if signs.keys() >= (left | right).keys()
        and filled(workspace, signs) in (wanted, {ref: -sign for ref, sign in wanted.items()})
    ]
    assert candidates, "the program has no such equality"
    states = {workspace.equations.state(equality) for equality in candidates}
    assert states == ({one.state} if wanted else states & {State.BALANCED, State.NOT_APPLICABLE})
