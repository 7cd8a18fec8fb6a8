"""A new document: leaves are typed, totals and the other forms fill themselves."""

from __future__ import annotations

from models.findings import State
from tests.ui.support import cell
from tests.ui.windows import CONTROL


def make(desk):
    def fill(dialog):
        dialog.department.setText("甲局")
        dialog.units.setPlainText("甲局本级\n甲局中心")
        dialog._keep_path()
        dialog.place.setText(str(desk.folder / "a.gouji"))
        return True

    desk.answers.dialog = fill
    desk.press("N", CONTROL)


def shown(desk, address):
    return desk.session.workspace.shown(cell(desk.session, address))


def test_leaves_are_typed_and_everything_else_fills(desk):
    make(desk)
    desk.bench.show_form("table03")
    desk.bench.editor.rows.ask_subject = lambda *_asked: "2010301"
    desk.do("add_subject")
    assert [row.code for row in desk.session.document.rows("table03", "main")][1:] == ["201", "20103", "2010301"]
    assert [row.code for row in desk.session.document.rows("table05", "main")][1:] == ["201", "20103", "2010301"]

    desk.session.goto(cell(desk.session, "table02.2010301.general_public_budget"))
    desk.type("120.5")
    desk.press("Return")
    desk.session.goto(cell(desk.session, "table03.2010301.basic_expenditure"))
    desk.type("120.50")
    desk.press("Return")
    assert {
        at: shown(desk, at)
        for at in ("table03.合计.total", "table03.201.basic_expenditure", "table02.合计.current_year_income_total")
    } == {
        "table03.合计.total": "120.50",
        "table03.201.basic_expenditure": "120.50",
        "table02.合计.current_year_income_total": "120.50",
    }
    assert desk.bench.tally.all.of(State.BREAK) == 0


def test_the_units_stand_in_the_forms_by_unit(desk):
    make(desk)
    for form in ("table11", "table12", "table13"):
        desk.bench.show_form(form)
        assert [row.label for row in desk.session.document.rows(form, "main")][1:] == ["甲局本级", "甲局中心"]
    assert desk.window.windowTitle().startswith("a.gouji - 甲局")
