"""Incremental must equal full: after any edit the workspace says what a document made anew from the same data says.

Undoing all edits gives back the start.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import pasting, planning
from models.edits import Edit
from models.errors import PlanError
from models.forms import ColumnKind
from models.narrative import expression
from models.refs import CellRef
from models.workspace import Workspace
from tests.support.budgets import empty, plan, rebuilt, sample
from tests.support.examples import THOROUGH, examples

TEXTS = ("", "0", "1.00", "22.00", "-3.5", "12.345678", "220000元", "810.71", "看不懂", "1060.28", "-")
CODES = ("201", "20132", "2013299", "2013201", "208", "2080505", "2050101", "213", "2", "", "x1", "301", "30101")
LABELS = ("", "新项目", "党建研究会", "办公费", "基本工资", "行政运行", "一般公共服务支出")
NOTHING = Edit("", "", ())
TOTALS = (
    "个数(表十二.项目)", "合计(表十二.项目.合计)", "合计(表十二.项目.合计, 类别=特定目标类)", "合计(表三.项.合计)"
)  # fmt: skip
ALL_FORMS = tuple(form.id for form in plan().pack.forms)
FEW_FORMS = ("table02", "table03", "table05", "table12")


class User:
    """Someone who does odd things to some forms of a document; numbers choose what."""

    def __init__(self, workspace: Workspace, forms: tuple[str, ...]) -> None:
        self.workspace, self.document = workspace, workspace.document
        self.forms = [workspace.pack.form(form) for form in forms]
        self.blocks = [(form, block) for form in self.forms for block in form.blocks if block.detail_kinds]

    def cell(self, number: int) -> CellRef:
        form = self.forms[number % len(self.forms)]
        rows = list(self.document.all_rows(form))
        row = rows[number // 3 % len(rows)]
        columns = [column for column in form.columns_of(row.block) if column.kind is ColumnKind.AMOUNT]
        return CellRef(form.id, row.id, columns[number // 7 % len(columns)].key)

    def block(self, number: int) -> tuple[str, str, list[str]]:
        form, block = self.blocks[number % len(self.blocks)]
        return form.id, block.key, self.document.rows(form.id, block.key).details

    def types(self, one: int, two: int, three: int) -> Edit:
        steps = range(three % 3 + 1)
        cells = {self.cell(one + step * two): TEXTS[(three + step) % len(TEXTS)] for step in steps}
        return planning.set_cells(self.workspace, cells)

    def clears(self, one: int, two: int, three: int) -> Edit:
        stated = list(self.document.entries) or [self.cell(one)]
        return planning.clear(self.workspace, [stated[(one + two * step) % len(stated)] for step in range(three % 9)])

    def clears_a_form(self, one: int, _two: int, _three: int) -> Edit:
        form = self.forms[one % len(self.forms)].id
        return planning.clear(self.workspace, [ref for ref in self.document.entries if ref.form == form])

    def pastes(self, one: int, two: int, three: int) -> Edit:
        form = self.forms[one % len(self.forms)]
        lines = len(self.document.lines(form))
        code, label = CODES[three % len(CODES)], LABELS[two % len(LABELS)]
        block = [[code, label, TEXTS[(one + line) % len(TEXTS)], "5"] for line in (0, 1)]
        return pasting.paste(self.workspace, form.id, (two % (lines + 1), three % 3), block).edit

    def inserts(self, one: int, two: int, three: int) -> Edit:
        form, key, details = self.block(one)
        block = self.document.rows(form, key).block
        kind = block.detail_kinds[three % len(block.detail_kinds)].key
        code = CODES[two % len(CODES)] if block.catalogue else ""
        label = LABELS[three % len(LABELS)]
        return planning.insert_row(self.workspace, form, key, two % (len(details) + 1), kind, code=code, label=label)

    def adds_a_subject(self, one: int, two: int, _three: int) -> Edit:
        form, key, _details = self.block(one)
        return planning.add_subject(self.workspace, form, key, CODES[two % len(CODES)])

    def deletes(self, one: int, two: int, three: int) -> Edit:
        form, _key, details = self.block(one)
        start = two % len(details) if details else 0
        return planning.delete_rows(self.workspace, form, details[start : start + three % 4 + 1])

    def moves(self, one: int, two: int, three: int) -> Edit:
        form, _key, details = self.block(one)
        return (
            planning.move_row(self.workspace, form, details[two % len(details)], three % 9 - 4) if details else NOTHING
        )

    def retexts(self, one: int, two: int, three: int) -> Edit:
        form, key, details = self.block(one)
        columns = self.workspace.pack.form(form).columns_of(key)
        columns = tuple(column for column in columns if column.kind is not ColumnKind.AMOUNT)
        column = columns[three % len(columns)]
        texts = CODES if column.kind is ColumnKind.CODE else LABELS
        if not details:
            return NOTHING
        ref = CellRef(form, details[two % len(details)], column.key)
        return planning.set_text(self.workspace, ref, texts[one % len(texts)])

    def marks(self, one: int, two: int, _three: int) -> Edit:
        form, key, details = self.block(one)
        parents = [row for row in details if row in self.document.rows(form, key).children]
        if not parents:
            return NOTHING
        row = parents[two % len(parents)]
        return planning.mark_withheld(self.workspace, form, row, not self.document.row(form, row).withheld)

    def sets_up(self, one: int, two: int, _three: int) -> Edit:
        key = ("department", "year", "department_code")[one % 3]
        return planning.set_setting(self.workspace, key, ("甲局", "2026", "")[two % 3])

    def plans(self, step: tuple[str, int, int, int]) -> Edit:
        action, *numbers = step
        try:
            edit: Edit = getattr(self, action)(*numbers)
        except PlanError:
            return NOTHING
        return edit


ACTIONS = (
    "types", "types", "types", "types", "clears", "clears_a_form", "pastes", "inserts", "inserts", "adds_a_subject",
    "deletes", "moves", "retexts", "retexts", "marks", "sets_up",
)  # fmt: skip
NUMBER = st.integers(0, 999)
scripts = st.lists(st.tuples(st.sampled_from(ACTIONS), NUMBER, NUMBER, NUMBER), min_size=4, max_size=16)


@pytest.fixture(scope="module", autouse=True)
def _countable_row_ids() -> Iterator[None]:
    """Row ids are drawn by chance; a failure could not be found again."""
    numbers = itertools.count()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "new_row_id", lambda: f"n{next(numbers)}")
        yield


def said(workspace: Workspace) -> dict[str, object]:
    """All that a workspace says about its document."""
    return {
        "computed": dict(workspace.equations.computed),
        "findings": dict(workspace.engine.findings),
        "marks": {ref: set(keys) for ref, keys in workspace.engine.marks.items()},
        "summary": workspace.summary(),
        "forms": [workspace.form_state(form.id) for form in workspace.pack.forms],
        "totals": [total_of(workspace, text) for text in TOTALS],
    }


def total_of(workspace: Workspace, text: str) -> tuple[object, ...]:
    """A sum or count over rows as prose knows it."""
    what = expression.parse(text)
    assert isinstance(what, expression.Aggregate)
    total = workspace.totals.of(what)
    assert total is not None
    return total.parts, total.fen, total.slack, total.unknown


def check(user: User, script: list[tuple[str, int, int, int]]) -> None:
    workspace = user.workspace
    start, entries = said(workspace), dict(workspace.document.entries)
    done: list[Edit] = []
    for left, step in zip(reversed(range(len(script))), script, strict=True):
        edit = user.plans(step)
        if edit:
            workspace.apply(edit)
            done.append(edit)
        if THOROUGH or left % 2 == 0:  # making it anew takes nearly all the time
            assert said(workspace) == said(Workspace(rebuilt(workspace.document), plan())), done[-2:]
    for edit in reversed(done):
        workspace.apply(edit.inverse())
    assert said(workspace) == start
    assert workspace.document.entries == entries


@examples(12)
@given(scripts)
def test_edits_of_the_sample_as_printed(script):
    check(User(sample(), ALL_FORMS), script)


@examples(12)
@given(scripts)
def test_edits_of_the_sample_filled_from_its_leaves(script):
    workspace = sample()
    defined = [ref for ref in workspace.document.entries if workspace.is_defined(ref)]
    workspace.apply(planning.clear(workspace, defined))
    check(User(workspace, ALL_FORMS), script)


@examples(30)
@given(scripts)
def test_edits_of_a_small_document(script):
    """Few rows in the forms that depend on each other most: edits meet more often."""
    workspace = empty()
    for code in ("2013201", "2013299"):
        workspace.apply(planning.add_subject(workspace, "table02", "main", code))
    check(User(workspace, FEW_FORMS), script)
