"""What the user wants becomes an edit: typing, rows, 科目 with their parents, pasted blocks."""

from __future__ import annotations

import pytest

from models import pasting, planning
from models.amounts import Unit
from models.edits import CellChange, Entry, RowUpdate
from models.errors import PlanError
from models.refs import CellRef
from tests.support.budgets import address, cell, empty, put, row_id, sample, text_cell, wan

LEAF = "table03.2013299.project_expenditure"


def details(workspace, form, block="main"):
    rows = workspace.document.rows(form, block)
    return [(rows.by_id[row_id].code, rows.by_id[row_id].label) for row_id in rows.details]


# -- amounts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("832.71", Entry("832.71", 832_710_000, 5_000)),
        (" １，１４８．５３ ", Entry("１，１４８．５３", 1_148_530_000, 5_000)),
        ("8327100元", Entry("8327100元", 832_710_000, 0)),
        ("-", Entry("-", 0, 0)),
        ("", None),
        (" \t", None),
        ("八百万", Entry("八百万", None)),
        ("无" * 300, Entry("无" * 200, None)),
    ],
)
def test_a_typed_text_is_kept_with_what_it_says(text, entry):
    assert planning.entry_for(text, Unit.WAN) == entry


def test_why_a_text_cannot_be_read():
    assert planning.why_unreadable("八百万", Unit.WAN) == "“八百万”不是金额，请改成数字，例如 1148.53。"
    assert planning.why_unreadable("800", Unit.WAN) == planning.why_unreadable("", Unit.WAN) == ""


@pytest.mark.parametrize("text", ["832.71", " +832.71 ", "８３２．７１", "832.71万元", "=800+32.71"])
def test_typing_the_same_amount_again_is_no_edit(text):
    workspace = sample()
    assert not planning.set_cells(workspace, {cell(workspace, LEAF): text})


def test_typing_the_same_amount_exactly_is_an_edit():
    workspace = sample()
    edit = planning.set_cells(workspace, {cell(workspace, LEAF): "8327100元"})
    assert [change.new for change in edit.changes] == [Entry("8327100元", 832_710_000, 0)]


def test_another_text_that_cannot_be_read_is_an_edit():
    workspace = sample()
    put(workspace, {LEAF: "约八百"})
    assert planning.set_cells(workspace, {cell(workspace, LEAF): "八百多"})


def test_many_cells_are_one_edit():
    workspace = sample()
    edit = planning.set_cells(workspace, {cell(workspace, LEAF): "", cell(workspace, "table03.合计.total"): "1"})
    assert (edit.label, edit.cause, len(edit.changes)) == ("录入", "录入", 2)
    assert planning.clear(workspace, [cell(workspace, LEAF)]).changes == edit.changes[:1]


def test_settings_are_trimmed():
    workspace = sample()
    assert planning.set_setting(workspace, "year", " 2026 ").changes[0].new == "2026"
    assert not planning.set_setting(workspace, "year", "2025 ")


# -- texts -------------------------------------------------------------------------------------------------------------


def after_text(workspace, at, text):
    """The row after a text was typed."""
    edit = planning.set_text(workspace, text_cell(workspace, at), text)
    change = edit.changes[0]
    assert isinstance(change, RowUpdate)
    return change.new


def test_a_code_brings_name_and_kind():
    workspace = sample()
    row = after_text(workspace, "table02.2210201.subject_code", "22102")
    assert (row.code, row.label, row.kind) == ("22102", "住房改革支出", "function_section")


def test_a_code_keeps_a_name_that_was_given_by_hand():
    workspace = sample()
    workspace.apply(planning.set_text(workspace, text_cell(workspace, "table02.2210201.subject_name"), "我们的公积金"))
    row = after_text(workspace, "table02.2210201.subject_code", "2210203")
    assert (row.code, row.label) == ("2210203", "我们的公积金")


@pytest.mark.parametrize("typed", ["２２１０２０１", " 221 02 01 ", "2210201\n"])
def test_a_code_from_the_input_method_is_a_code(typed):
    workspace = sample()
    assert after_text(workspace, "table02.2101103.subject_code", typed).code == "2210201"


def test_a_code_of_no_length_keeps_the_kind():
    workspace = sample()
    row = after_text(workspace, "table02.2210201.subject_code", "2210")
    assert (row.code, row.kind) == ("2210", "function_item")


def test_a_name_of_table_six_brings_its_code_and_government_subject():
    workspace = sample()
    workspace.apply(planning.insert_row(workspace, "table06", "main", 0, "economic_item"))
    new = workspace.document.rows("table06", "main").details[0]
    edit = planning.set_text(workspace, CellRef("table06", new, "department_economic_subject"), "公务接待费")
    row = edit.changes[0].new
    assert (row.code, row.kind, row.texts) == ("30217", "economic_item", {"government_economic_subject": "公务接待费"})


def test_a_name_of_a_form_with_codes_brings_none():
    """行政运行 is the name of dozens of codes."""
    workspace = sample()
    row = after_text(workspace, "table02.2013299.subject_name", "行政运行")
    assert (row.code, row.label) == ("2013299", "行政运行")


def test_a_text_is_put_on_one_line_and_bounded():
    workspace = sample()
    assert after_text(workspace, "table12.党建研究会.project_name", " 党建\n 研究会 二 ").label == "党建 研究会 二"
    assert len(after_text(workspace, "table12.党建研究会.project_name", "长" * 500).label) == planning.MAX_LABEL


def test_the_same_text_is_no_edit():
    workspace = sample()
    assert not planning.set_text(workspace, text_cell(workspace, "table12.党建研究会.project_name"), "党建研究会")


def test_fixed_texts_are_refused():
    workspace = sample()
    with pytest.raises(PlanError, match="固定的行，名称不能修改"):
        planning.set_text(workspace, text_cell(workspace, "table02.合计.subject_name"), "总计")


# -- rows --------------------------------------------------------------------------------------------------------------


def test_a_subject_comes_with_its_parents_at_its_place_in_all_linked_forms():
    workspace = sample()
    edit = planning.add_subject(workspace, "table03", "main", " 2050101 ")
    workspace.apply(edit)
    assert edit.label == "增加科目 2050101"
    for form in ("table02", "table03", "table05"):
        around = details(workspace, form)[4:9]
        assert around == [
            ("2013299", "其他组织事务支出"), ("205", "教育支出"), ("20501", "教育管理事务"), ("2050101", "行政运行"),
            ("208", "社会保障和就业支出"),
        ]  # fmt: skip
    workspace.apply(edit.inverse())
    assert details(workspace, "table03") == details(sample(), "table03")


def test_a_subject_that_linked_forms_have_already_comes_only_where_it_is_missing():
    workspace = sample()
    workspace.apply(planning.delete_rows(workspace, "table05", [row_id(workspace, "table05", "2101103")]))
    workspace.apply(planning.delete_rows(workspace, "table03", [row_id(workspace, "table03", "2101103")]))
    edit = planning.add_subject(workspace, "table05", "main", "2101103", "另外的名称")
    assert [(change.form, change.row.label) for change in edit.changes] == [
        ("table05", "另外的名称"),
        ("table03", "另外的名称"),
    ]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("20132", "科目编码 20132 已在表中。"),
        ("２０１３２", "科目编码 20132 已在表中。"),
        ("2013", "科目编码“2013”有误：应为 3、5、7 位数字。"),
        ("20132x9", "科目编码“20132x9”有误：应为 3、5、7 位数字。"),
        ("", "科目编码“”有误：应为 3、5、7 位数字。"),
    ],
)
def test_a_subject_that_cannot_be_added(code, sentence):
    with pytest.raises(PlanError) as refusal:
        planning.add_subject(sample(), "table02", "main", code)
    assert str(refusal.value) == sentence


def test_an_unknown_subject_is_added_without_a_name():
    workspace = empty()
    workspace.apply(planning.add_subject(workspace, "table08", "main", "2299901"))
    assert [code for code, _name in details(workspace, "table08")] == ["229", "22999", "2299901"]


def test_rows_are_inserted_where_asked():
    workspace = sample()
    workspace.apply(planning.insert_row(workspace, "table12", "main", 1, "project", label="第一"))
    workspace.apply(planning.insert_row(workspace, "table12", "main", 999, "project", label="最后"))
    names = [name for _code, name in details(workspace, "table12")]
    assert (names[1], names[-1]) == ("第一", "最后")


def test_row_ids_are_never_used_again():
    assert len({planning.new_row_id() for _ in range(200)}) == 200


def test_deleting_rows_takes_their_figures_and_gives_them_back():
    workspace = sample()
    before = dict(workspace.document.entries)
    rows = [row_id(workspace, "table02", code) for code in ("2080506", "208", "20805")]
    edit = planning.delete_rows(workspace, "table02", rows)
    assert edit.label == "删除 3 行"
    workspace.apply(edit)
    assert [code for code, _name in details(workspace, "table02")][5:7] == ["2080501", "2080505"]
    assert not any(ref.form == "table02" and ref.row in rows for ref in workspace.document.entries)
    workspace.apply(edit.inverse())
    assert workspace.document.entries == before
    assert details(workspace, "table02") == details(sample(), "table02")


def test_one_deleted_row_is_called_a_row():
    workspace = sample()
    assert planning.delete_rows(workspace, "table12", ["r3", "r3"]).label == "删除行"


@pytest.mark.parametrize(("by", "index"), [(-1, 3), (1, 5), (-99, 0), (99, 17)])
def test_a_row_moves_as_far_as_its_block_goes(by, index):
    workspace = sample()
    workspace.apply(planning.move_row(workspace, "table02", row_id(workspace, "table02", "2013299"), by))
    assert details(workspace, "table02")[index][0] == "2013299"


def test_a_row_that_cannot_move_is_no_edit():
    workspace = sample()
    assert not planning.move_row(workspace, "table02", row_id(workspace, "table02", "201"), -1)


def test_fixed_rows_stay():
    workspace = sample()
    for refused in (
        lambda: planning.delete_rows(workspace, "table02", ["total"]),
        lambda: planning.move_row(workspace, "table02", "total", 1),
        lambda: planning.mark_withheld(workspace, "table02", "total", True),
    ):
        with pytest.raises(PlanError, match="固定的行"):
            refused()


def test_a_mark_is_set_and_taken_back():
    workspace = sample()
    row = row_id(workspace, "table02", "20132")
    edit = planning.mark_withheld(workspace, "table02", row, True)
    workspace.apply(edit)
    assert workspace.document.row("table02", row).withheld
    assert not planning.mark_withheld(workspace, "table02", row, True)
    assert planning.mark_withheld(workspace, "table02", row, False).label == "取消涉密标记"


# -- pasting -----------------------------------------------------------------------------------------------------------

PASTES = [
    # form, line and column, block, sentence
    ("table12", (2, 2), [["1.00"], ["2.00"]], "粘贴 2 个单元格"),
    ("table12", (2, 1), [["9.00", "1.00"]], "粘贴 1 个单元格，跳过 1 个合计单元格"),
    ("table12", (2, 0), [["项目甲", "", "1.00", "", "", "", "", "多"]], "粘贴 2 个单元格，1 个超出表格未粘贴"),
    ("table12", (2, 2), [["一万"]], "粘贴 1 个单元格，1 个不是金额，已标出"),
    ("table01", (0, 0), [["一、一般公共预算", ""], ["别的", ""]], "粘贴 0 个单元格，跳过 1 个固定单元格"),
    ("table01", (33, 1), [["1.00"], ["2.00"]], "粘贴 0 个单元格，跳过 1 个合计单元格，1 个超出表格未粘贴"),
    ("table10", (5, 0), [["合计"], ["四、其他"]], "粘贴 0 个单元格，1 个超出表格未粘贴"),
    ("table12", (2, 2), [["", ""], ["", ""]], "粘贴 0 个单元格"),
]


@pytest.mark.parametrize(("form", "start", "block", "sentence"), PASTES)
def test_a_paste_says_what_became_of_it(form, start, block, sentence):
    assert pasting.paste(sample(stated=False), form, start, block).sentence == sentence


def test_pasted_lines_below_a_form_become_rows():
    """Each with its own code, though many codes share a name."""
    workspace = sample(stated=False)
    block = [["2010301", "行政运行", "", "6.00"], ["", "", "", ""], ["２０５０１０１", "行政运行", "", "7.00"]]
    result = pasting.paste(workspace, "table02", (19, 0), block)
    workspace.apply(result.edit)
    assert details(workspace, "table02")[-2:] == [("2010301", "行政运行"), ("2050101", "行政运行")]
    assert wan(workspace, "table02.2050101.general_public_budget") == "7.00"
    assert wan(workspace, "table02.合计.current_year_income_total") == "13.00"
    workspace.apply(result.edit.inverse())
    assert details(workspace, "table02") == details(sample(), "table02")
    assert workspace.document.entries == {}


def test_pasted_names_of_table_six_become_subjects():
    workspace = sample(stated=False)
    result = pasting.paste(
        workspace, "table06", (22, 0), [["公务接待费", "", "", "", "2.00"], ["自编", "甲", "", "1.00"]]
    )
    workspace.apply(result.edit)
    assert details(workspace, "table06")[-2:] == [("30217", "公务接待费"), ("", "自编")]
    assert wan(workspace, "table06.商品和服务支出.public_expense") == "2.00"


def test_a_paste_into_two_blocks_side_by_side():
    workspace = empty()
    result = pasting.paste(
        workspace, "table09", (1, 0), [["1030602", "利润", "8.00", "2230101", "支出", "", "", "8.00"]]
    )
    workspace.apply(result.edit)
    assert details(workspace, "table09", "income") == [("1030602", "利润")]
    assert details(workspace, "table09", "expenditure") == [("2230101", "支出")]
    assert wan(workspace, "table09.expenditure_total.total") == "8.00"


def test_a_stated_total_is_pasted_over_and_blanks_clear():
    workspace = sample()
    result = pasting.paste(workspace, "table03", (0, 2), [["1.00", ""]])
    assert result.sentence == "粘贴 2 个单元格"
    kinds = {address(workspace.document, change.ref): change.new for change in result.edit.changes}
    assert kinds == {"table03.合计.total": Entry("1.00", 1_000_000, 5_000), "table03.合计.basic_expenditure": None}
    assert all(isinstance(change, CellChange) for change in result.edit.changes)


def test_a_paste_is_one_step_back():
    workspace = sample()
    before = dict(workspace.document.entries)
    block = [[str(line * 10 + column) for column in range(3)] for line in range(19)]
    edit = pasting.paste(workspace, "table03", (0, 2), block).edit
    assert len(edit.changes) > 50
    workspace.apply(edit)
    workspace.apply(edit.inverse())
    assert workspace.document.entries == before
