"""Edits are plain data that know how to take themselves back, and documents follow them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import Document
from models.edits import CellChange, Edit, Entry, Row, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.pack import load
from models.refs import CellRef
from tests.support.budgets import rebuilt, sample

names = st.text("abc表一", max_size=4)
entries = st.none() | st.builds(Entry, names, st.none() | st.integers(-(10**17), 10**17), st.sampled_from([0, 5_000]))
rows = st.builds(Row, names, names, names, names, names, st.dictionaries(names, names, max_size=2), st.booleans())
numbers = st.integers(0, 9)
changes = st.one_of(
    st.builds(CellChange, names, names, names, entries, entries),
    st.builds(RowInsert, names, numbers, rows),
    st.builds(RowDelete, names, numbers, rows),
    st.builds(RowMove, names, names, names, numbers, numbers),
    st.builds(RowUpdate, names, rows, rows),
    st.builds(SettingChange, names, names, names),
)
edits = st.builds(Edit, names, names, st.lists(changes, max_size=5).map(tuple))


@given(edits)
def test_taken_back_twice_an_edit_is_itself(edit):
    assert edit.inverse().inverse() == edit
    assert (edit.inverse().label, edit.inverse().cause) == (edit.label, edit.cause)


@given(edits)
def test_an_edit_goes_through_json(edit):
    assert msgspec.json.decode(msgspec.json.encode(edit), type=Edit) == edit


def test_an_edit_without_changes_is_none():
    assert not Edit("", "", ())
    assert Edit("", "", (SettingChange("year", "2025", "2026"),))


@pytest.fixture
def document():
    return Document(load(), {"department": "测试局", "year": "2026"})


def test_a_document_has_its_settings_and_its_fixed_rows(document):
    assert document.settings == {"department": "测试局", "department_code": "", "year": "2026"}
    assert document.fill("{year}年{department}") == "2026年测试局"
    assert document.label(document.row("table12", "department")) == "测试局"
    assert Document(load(), {}).settings["year"] == load().year
    assert not document.has_row("table12", "r1")
    assert not document.has_row("table99", "total")


def test_the_texts_of_a_row():
    document = sample().document
    form = document.pack.form("table06")
    row = document.row("table06", "r3")
    assert [document.text(row, column) for column in form.columns[:2]] == ["基本工资", "工资奖金津补贴"]
    code = document.pack.form("table02").column_by_key["subject_code"]
    assert document.text(document.row("table02", "r6"), code) == "2013299"


def test_lines_stand_side_by_side_as_printed():
    document = sample().document
    form = document.pack.form("table01")
    lines = [tuple(document.label(row) if row else None for row in line) for line in document.lines(form)]
    assert lines[0] == ("一、一般公共预算", "一、一般公共服务支出")
    assert lines[5] == (None, "六、科学技术支出")
    assert lines[30] == (None, None)
    assert lines[31:] == [("本年收入合计", "本年支出合计"), ("上年结转", "年终结转"), ("收入总计", "支出总计")]


def test_a_document_follows_an_edit_and_its_inverse():
    document = sample().document
    before = rebuilt(document)
    row = document.row("table12", "r5")
    edit = Edit(
        "测试",
        "行操作",
        (
            RowUpdate("table12", row, Row("r5", "main", "project", label="改名")),
            RowMove("table12", "main", "r5", 3, 0),
            RowInsert("table12", 1, Row("new", "main", "project", label="新项目")),
            CellChange("table12", "new", "unit_fund", None, Entry("1.00", 1_000_000, 5_000)),
            SettingChange("year", "2025", "2026"),
        ),
    )
    document.apply(edit)
    assert [document.row("table12", one).label for one in document.rows("table12", "main").details[:2]] == [
        "改名",
        "新项目",
    ]
    assert document.entry(CellRef("table12", "new", "unit_fund")).fen == 1_000_000
    document.apply(edit.inverse())
    assert document.entries == before.entries
    assert document.settings == before.settings
    for form in document.pack.forms:
        assert list(document.all_rows(form)) == list(before.all_rows(form))
