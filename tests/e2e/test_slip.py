"""A clerk mistypes one figure: what is wrong turns red in the same keystroke, F8 leads there, Ctrl+Z mends it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from models.findings import State
from storage import DocumentFile
from tests.ui.support import PROJECT, cell
from tests.ui.windows import CONTROL, SHIFT

RED = {
    "table03.2013299.project_expenditure",
    "table03.2013299.total",
    "table03.20132.project_expenditure",
    "table05.2013299.project_expenditure",
    "table02.2013299.carryover",
}


def red_cells(desk):
    marks = desk.session.workspace.engine.marks
    return {ref for ref in marks if desk.session.workspace.cell_state(ref) is State.BREAK}


def pixels(widget, name):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(image.constBits()).cast("I").tolist().count(QColor(name).rgb())


def test_a_slip_shows_at_once_is_found_by_f8_and_mended_by_undo(desk):
    desk.open()
    desk.session.goto(cell(desk.session, PROJECT))
    form = desk.bench.editor
    assert pixels(form, "#fdecec") == 0

    desk.type("823.71")
    desk.press("Return")
    assert red_cells(desk) == {cell(desk.session, address) for address in RED}
    assert pixels(form, "#fdecec") > 2_000
    desk.bench.diagnoser.settle()
    assert desk.bench.findings.filter.chips[State.BREAK].text() == "断差 1"
    assert desk.bench.status.counts[State.BREAK].toolTip() == "1 处错误，牵连 3 条公式不平"
    assert desk.bench.navigator.model.badges("table03")[0].text == "1"

    desk.press("F8")
    assert desk.session.current == cell(desk.session, PROJECT)
    desk.press("F8")
    assert desk.session.current == desk.bench.findings.model.line(1).finding.cells[0]
    desk.press("F8", SHIFT)
    assert desk.session.current == cell(desk.session, PROJECT)

    desk.press("Z", CONTROL)
    assert red_cells(desk) == set()
    assert pixels(form, "#fdecec") == 0
    assert desk.session.current == cell(desk.session, PROJECT)
    assert desk.session.workspace.shown(desk.session.current) == "832.71"


def test_what_was_typed_is_in_the_file_and_can_be_undone_after_reopening(desk):
    path = desk.make_file()
    desk.open(path)
    desk.session.goto(cell(desk.session, PROJECT))
    desk.type("823.71")
    desk.do("close")
    with DocumentFile.open(path, backup=False) as file:
        assert file.load().entries[cell_of(file)].text == "823.71"
    desk.open(path)
    desk.press("Z", CONTROL)
    assert desk.session.workspace.shown(cell(desk.session, PROJECT)) == "832.71"


def cell_of(file):
    from models.addresses import resolve

    return resolve(file.load(), PROJECT)


def test_every_cell_of_a_finding_is_a_link_in_the_inspector(qtbot, desk):
    desk.open()
    desk.session.goto(cell(desk.session, PROJECT))
    desk.type("823.71")
    desk.press("Return")
    desk.press("Up")
    inspector = desk.bench.inspector
    qtbot.waitUntil(lambda: "823.71 ≠ 810.71 + 22.00" in inspector.browser.toPlainText())
    other = cell(desk.session, "table05.2013299.project_expenditure")
    assert f"cell:{other}" in inspector.browser.toHtml()


def test_forms_change_by_keys_and_finding_by_name(qtbot, desk):
    desk.open()
    desk.press("PageDown", CONTROL)
    assert desk.bench.current_form == "table02"
    desk.press("F", CONTROL)
    desk.type("2013299")
    desk.press("Return")
    desk.press("Return")
    assert desk.session.current.form == "table03"
    desk.press("Escape")
    desk.press("Right")
    assert desk.session.current._replace(row="") == ("table03", "", "subject_name")
