"""The workspace: what an edit reports, and that an edit which does not fit changes nothing."""

from __future__ import annotations

import pytest

from models import planning
from models.addresses import address
from models.edits import CellChange, Edit, Entry, Row, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.equations import Value
from models.errors import StaleEditError
from models.findings import State
from models.workspace import Origin
from tests.support.budgets import cell, described, empty, put, row_id, sample

LEAF = "table03.2013299.project_expenditure"


def addresses(workspace, refs):
    return {address(workspace.document, ref) for ref in refs}


def lines(workspace, findings):
    return sorted(described(workspace, finding) for finding in findings)


def test_a_mistyped_leaf_of_the_printed_sample_reports_its_breaks():
    workspace = sample()
    report = put(workspace, {LEAF: "823.71"})
    assert lines(workspace, report.appeared) == [
        "断差 table03.20132.project_expenditure 832.71 / 823.71",
        (
            "断差 table03.2013299.project_expenditure table05.2013299.project_expenditure table02.2013299.carryover"
            " 823.71 / 832.71"
        ),
        "断差 table03.2013299.total table03.2013299.project_expenditure 832.71 / 823.71",
    ]
    assert report.cleared == ()
    assert addresses(workspace, report.cells) == {
        LEAF,
        "table03.20132.project_expenditure",
        "table03.2013299.total",
        "table05.2013299.project_expenditure",
        "table02.2013299.carryover",
    }
    assert (report.forms, report.settings) == (frozenset(), frozenset())


def test_taking_it_back_reports_the_same_breaks_as_cleared():
    workspace = sample()
    report = put(workspace, {LEAF: "823.71"})
    back = workspace.apply(report.edit.inverse())
    assert (back.appeared, lines(workspace, back.cleared)) == ((), lines(workspace, report.appeared))
    assert back.cells == report.cells
    assert workspace.summary() == sample().summary()


def test_a_finding_whose_figures_change_is_cleared_and_appears():
    workspace = sample()
    put(workspace, {"table01.收入总计.income_amount": "1170.00"})
    report = put(workspace, {"table01.收入总计.income_amount": "1171.00"})
    assert lines(workspace, report.cleared)[0].endswith("1170.00 / 1170.53")
    assert lines(workspace, report.appeared)[0].endswith("1171.00 / 1170.53")
    assert [finding.key for finding in report.cleared] == [finding.key for finding in report.appeared]


def test_a_leaf_reports_every_total_that_follows():
    workspace = empty()
    workspace.apply(planning.add_subject(workspace, "table02", "main", "2013299"))
    report = put(workspace, {"table02.2013299.unit_fund": "5.00"})
    assert addresses(workspace, report.cells) >= {
        "table02.2013299.unit_fund",
        "table02.20132.unit_fund",
        "table02.201.unit_fund",
        "table02.合计.unit_fund",
        "table02.合计.current_year_income_total",
        "table01.五、单位资金.income_amount",
        "table01.本年收入合计.income_amount",
        "table01.收入总计.income_amount",
        "table01.一、一般公共服务支出.expenditure_current_year",
        "table01.支出总计.expenditure_total",
    }
    assert not any(ref.form in ("table05", "table06", "table12") for ref in report.cells)


def test_stating_what_was_computed_changes_its_origin_and_nothing_else():
    workspace = sample(stated=False)
    put(workspace, {LEAF: "832.71"})
    total = cell(workspace, "table03.2013299.total")
    assert (workspace.origin(total), workspace.is_defined(total)) == (Origin.COMPUTED, True)
    report = put(workspace, {"table03.2013299.total": "832.71"})
    assert workspace.origin(total) is Origin.STATED
    assert report.cells == {total}
    assert (report.appeared, report.cleared) == ((), ())
    workspace.apply(planning.clear(workspace, [total]))
    assert workspace.origin(total) is Origin.COMPUTED


def test_rows_and_settings_are_reported():
    workspace = sample()
    report = workspace.apply(planning.add_subject(workspace, "table02", "main", "2050101"))
    assert report.forms == {"table02", "table03", "table05"}
    report = workspace.apply(planning.set_setting(workspace, "department", " 新名称 "))
    assert report.settings == {"department"}
    assert workspace.document.settings["department"] == "新名称"


def test_what_a_cell_shows_and_what_its_editor_holds():
    workspace = sample(stated=False)
    put(workspace, {LEAF: "8,327,100元", "table12.党建研究会.total": " 三万 ", "table12.党建研究会.unit_fund": "—"})
    put(workspace, {"table02.2013299.carryover": "0", "table02.2013201.unit_fund": "1234.567891"})
    cases = {
        LEAF: ("832.71", "8,327,100元"),
        "table03.2013299.total": ("832.71", "832.71"),  # computed
        "table12.党建研究会.total": ("三万", "三万"),
        "table12.党建研究会.unit_fund": ("—", "—"),
        "table02.2013299.carryover": ("0.00", "0"),
        "table02.2013201.unit_fund": ("1,234.57", "1234.567891"),
        "table02.2013201.current_year_income_total": ("1,234.57", "1234.567891"),
        "table02.2013201.carryover": ("", ""),
    }
    found = {at: (workspace.shown(cell(workspace, at)), workspace.raw(cell(workspace, at))) for at in cases}
    assert found == cases
    assert workspace.shown(cell(workspace, "table02.2013201.unit_fund"), grouped=False) == "1234.57"


def test_the_state_of_forms_and_cells():
    workspace = sample()
    assert workspace.form_state("table01") is State.ROUNDING
    assert workspace.form_state("table06") is State.VIOLATION
    assert workspace.form_state("table11") is State.BALANCED
    assert workspace.form_state("table07") is State.NOT_APPLICABLE
    assert workspace.form_is_empty("table07")
    put(workspace, {"table07.合计.government_fund_income_budget": "1.00"})
    assert workspace.form_state("table07") is State.BREAK
    assert workspace.cell_state(cell(workspace, "table07.合计.government_fund_income_budget")) is State.BREAK
    assert workspace.cell_state(cell(workspace, "table01.上年结转.income_amount")) is State.BALANCED


def test_the_equalities_of_a_cell_leave_out_those_without_figures():
    workspace = sample()
    found = workspace.equalities(cell(workspace, "table01.一、一般公共预算.income_amount"))
    codes = [workspace.plan.templates[one.template].code for one in found]
    assert codes == ["R001/1", "R040/2", "R049/1"]
    assert workspace.equalities(cell(workspace, "table10.公务接待费.total")) == []


def test_a_trial_leaves_no_trace():
    workspace = sample()
    before = (dict(workspace.engine.findings), dict(workspace.document.entries), workspace.summary())
    edit = planning.set_cells(workspace, {cell(workspace, LEAF): "823.71"})
    with workspace.trial(edit) as report:
        assert len(report.appeared) == 3
        assert workspace.summary().breaks == 3
    assert (dict(workspace.engine.findings), dict(workspace.document.entries), workspace.summary()) == before


# -- edits that do not fit ---------------------------------------------------------------------------------------------

ROW = Row("r6", "main", "function_item", "2013299", "其他组织事务支出")
NEW = Row("new", "main", "function_item", "2013298", "新")
FIXED = Row("total", "main", "total", "", "合计")
ENTRY = Entry("1.00", 1_000_000, 5_000)

STALE = {
    "the old figure is another": CellChange("table03", "r6", "total", Entry("1.00", 1_000_000, 5_000), None),
    "the cell is not blank": CellChange("table03", "r6", "total", None, ENTRY),
    "no such form": CellChange("table99", "r6", "total", None, ENTRY),
    "no such row": CellChange("table03", "r99", "total", None, ENTRY),
    "no such column": CellChange("table03", "r6", "totals", None, ENTRY),
    "a column of text": CellChange("table03", "r6", "subject_name", None, ENTRY),
    "a column of the other block": CellChange("table01", "class_202", "income_amount", None, ENTRY),
    "insert into no form": RowInsert("table99", 0, NEW),
    "insert into no block": RowInsert("table03", 0, Row("new", "side", "function_item")),
    "insert a row of no kind": RowInsert("table03", 0, Row("new", "main", "project")),
    "insert too far": RowInsert("table03", 99, NEW),
    "insert before the first": RowInsert("table03", -1, NEW),
    "insert an id twice": RowInsert("table03", 0, ROW),
    "delete from no form": RowDelete("table99", 4, ROW),
    "delete another index": RowDelete("table03", 5, ROW),
    "delete a row that was changed": RowDelete("table03", 4, Row("r6", "main", "function_item", "2013299", "旧名")),
    "delete a row with figures": RowDelete("table03", 4, ROW),
    "delete a fixed row": RowDelete("table03", 0, FIXED),
    "move from another index": RowMove("table03", "main", "r6", 3, 0),
    "move too far": RowMove("table03", "main", "r6", 4, 99),
    "move what is not there": RowMove("table03", "main", "r99", 4, 0),
    "move in no block": RowMove("table03", "side", "r6", 4, 0),
    "update what is not there": RowUpdate("table03", NEW, NEW),
    "update from another state": RowUpdate("table03", Row("r6", "main", "function_item", "2013299", "旧名"), ROW),
    "update to another id": RowUpdate("table03", ROW, NEW),
    "update to no kind": RowUpdate("table03", ROW, Row("r6", "main", "project", "2013299")),
    "update a fixed row": RowUpdate("table03", FIXED, Row("total", "main", "total", "", "总计")),
    "the old setting is another": SettingChange("department", "别的部门", "新部门"),
}


def everything(workspace):
    rows = {form.id: list(workspace.document.all_rows(form)) for form in workspace.pack.forms}
    return (
        rows,
        dict(workspace.document.entries),
        dict(workspace.document.settings),
        dict(workspace.engine.findings),
        dict(workspace.equations.computed),
        workspace.summary(),
    )


@pytest.mark.parametrize("change", STALE.values(), ids=STALE)
def test_an_edit_that_does_not_fit_changes_nothing(change):
    """What fits before it is taken back: a figure, a row, a recoded parent, a setting."""
    workspace = sample()
    before = everything(workspace)
    item, parent = cell(workspace, LEAF), workspace.document.row("table02", row_id(workspace, "table02", "20132"))
    fitting = (
        CellChange(*item, workspace.document.entries[item], ENTRY),
        RowInsert("table03", 5, Row("fits", "main", "function_item", "2013299", "重复的科目")),
        RowUpdate("table02", parent, Row(parent.id, "main", parent.kind, "20133", "改了编码")),
        RowMove("table12", "main", "r3", 1, 4),
        SettingChange("year", "2025", "2026"),
    )
    with pytest.raises(StaleEditError):
        workspace.apply(Edit("测试", "录入", (*fitting, change)))
    assert everything(workspace) == before
    assert put(workspace, {LEAF: "823.71"}).cells  # and the workspace goes on working
    assert workspace.summary().breaks == 3


# A document lets a row go with its figures: for the engine, a move is a departure and an arrival.
STALE_FOR_DOCUMENT = {name: change for name, change in STALE.items() if name != "delete a row with figures"}


@pytest.mark.parametrize("change", STALE_FOR_DOCUMENT.values(), ids=STALE_FOR_DOCUMENT)
def test_a_document_refuses_them_too(change):
    document = sample().document
    entries, row = dict(document.entries), document.row("table03", "r6")
    first = CellChange("table02", "r6", "unit_fund", None, ENTRY)
    with pytest.raises(StaleEditError):
        document.apply(Edit("测试", "录入", (first, change)))
    assert document.entries == entries
    assert document.row("table03", "r6") == row


def test_an_edit_fits_only_once():
    workspace = sample()
    edit = planning.set_cells(workspace, {cell(workspace, LEAF): "823.71"})
    workspace.apply(edit)
    with pytest.raises(StaleEditError):
        workspace.apply(edit)
    assert workspace.value(cell(workspace, LEAF)) == Value(823_710_000, 5_000, True)


def test_findings_of_a_form_follow_its_rows():
    workspace = sample()
    rows = [row.id for row in workspace.document.all_rows(workspace.pack.form("table12")) if row.kind == "project"]
    put(workspace, {f"table12.{row}.total": "x" for row in reversed(rows)})
    found = [finding.cells[0].row for finding in workspace.findings() if finding.rule == "R069"]
    assert found == rows
    assert found != sorted(rows)
