"""What guards a figure and what was checked: nothing that was not judged looks like 平."""

from __future__ import annotations

import pytest

from models import planning
from models.findings import State
from models.narrative.planning import set_section
from tests.support.budgets import empty
from tests.ui.support import PROJECT, cell, listened, session
from ui.dialogs.coverage_dialog import STATES, CoverageDialog
from ui.session import Session

ALONE = "table10.公务接待费.general_public_budget"


def alone():
    """A new document with one figure, which nothing can check."""
    made = Session(empty())
    made.submit(planning.set_cells(made.workspace, {cell(made, ALONE): "5"}))
    return made


@pytest.fixture
def show(qtbot):
    def shown(of):
        dialog = CoverageDialog(of)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return shown


def ledger_row(dialog, code):
    model = dialog.ledger.table.model()
    row = next(at for at in range(model.rowCount()) if model.index(at, 0).data() == code)
    counts = {state: model.index(row, 3 + at).data() for at, state in enumerate(STATES)}
    return row, {state: int(count) for state, count in counts.items() if count}


def test_every_figure_of_the_sample_is_guarded_and_counted(qapp, show):
    dialog = show(session(checked=True))
    total, *forms = dialog.guards.rows
    tables = [row for row in forms if row[0].startswith("table")]
    assert sum(int(row[2]) for row in tables) == 253
    assert all(not row[3] for row in tables)
    assert "table07" not in {row[0] for row in forms}
    names = {row[0]: row[1] for row in forms}
    assert list(names)[len(tables) :][-1] == "project_performance"
    assert (names["table01"], names["fact_vehicles"]) == ("表一　收支总表", "公务用车")
    assert int(total[2]) == sum(int(row[2]) for row in forms) == sum(map(int, filter(None, total[3:])))


def test_a_figure_without_a_guard_is_listed_and_found(qapp, show):
    made = alone()
    dialog = show(made)
    unguarded = dialog.guards.found.unguarded
    assert cell(made, ALONE) in unguarded
    assert dialog.guards.title.text() == f"只能人工核对的数 {len(unguarded)} 个（双击转到）"
    gone = listened(made.goto_requested)
    for at in range(len(unguarded)):
        dialog.guards.list.itemActivated.emit(dialog.guards.list.item(at))
    assert [ref for (ref,) in gone] == list(unguarded)


def test_choosing_a_form_narrows_the_list(qapp, show):
    dialog = show(alone())
    forms = [row[0] for row in dialog.guards.rows]
    for at, form in enumerate(forms):
        dialog.guards.table.selectRow(at)
        wanted = [ref for ref in dialog.guards.found.unguarded if form in ("", ref.form)]
        assert dialog.guards.list.count() == len(wanted)


def test_the_ledger_keeps_what_was_not_judged_apart(qapp, show):
    made = session(checked=True)
    made.submit(planning.set_cells(made.workspace, {cell(made, "table02.2013299.general_public_budget"): "八百"}))
    dialog = show(made)
    _row, total = ledger_row(dialog, "")
    summary = made.workspace.summary()
    assert not made.workspace.words.is_stale
    assert total[State.UNEVALUATED] >= summary.unevaluated > 0
    assert f"未判 {total[State.UNEVALUATED]} 条" in "".join(
        label.text() for label in dialog.ledger.findChildren(type(dialog.sub))
    )


def test_a_rule_lists_what_it_found_and_leads_there(qapp, show):
    made = session(checked=True)
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "823.71"}))
    dialog = show(made)
    row, counts = ledger_row(dialog, "R013")
    assert counts[State.BREAK] == 1
    dialog.ledger.table.selectRow(row)
    assert dialog.ledger.list.item(0).text().startswith("断差　表三 · 2013299")
    gone = listened(made.goto_requested)
    dialog.ledger.list.itemActivated.emit(dialog.ledger.list.item(0))
    assert gone[0][0].row == cell(made, PROJECT).row


def test_a_rule_that_is_no_equality_lists_its_findings_too(qapp, show):
    made = session(checked=True)
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): "八百"}))
    dialog = show(made)
    row, counts = ledger_row(dialog, "R069")
    assert counts[State.VIOLATION] == 1
    dialog.ledger.table.selectRow(row)
    assert "“八百”不是金额" in dialog.ledger.list.item(0).text()


def test_a_rule_in_order_says_so(qapp, show):
    dialog = show(session(checked=True))
    row, _counts = ledger_row(dialog, "R001")
    dialog.ledger.table.selectRow(row)
    assert dialog.ledger.title.text() == "适用的都已核对，全部为平"
    assert dialog.ledger.list.isHidden()


def test_what_is_wrong_or_unknown_in_words_is_listed_and_found(qapp, show):
    made = session(checked=True)
    text = made.workspace.words.prose.source("section01").replace("1,170.53", "1,170.35", 1)
    made.submit(set_section(made.workspace, "section01", f"{text}\n另有捐赠7,654.32万元。"))
    dialog = show(made)
    row, counts = ledger_row(dialog, "R070")
    assert (counts[State.VIOLATION], counts[State.UNEVALUATED]) == (1, 1)
    dialog.ledger.table.selectRow(row)
    items = [dialog.ledger.list.item(at) for at in range(dialog.ledger.list.count())]
    assert [item.text().split("　")[0] for item in items] == ["提示", "未判"]
    assert "“7,654.32万元”没有识别出" in items[1].text()
    gone = listened(made.text_requested)
    for item in items:
        dialog.ledger.list.itemActivated.emit(item)
    assert [place.text for (place,) in gone] == ["1,170.35万元", "7,654.32万元"]
