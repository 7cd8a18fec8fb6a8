"""PDF and Excel come out of the menu, and carry what stands on the screen."""

from __future__ import annotations

from contextlib import closing

from export.preview import PdfPages
from tests.ui.support import PROJECT, cell
from tests.ui.windows import CONTROL


def test_both_files_carry_the_figure_just_typed(qtbot, desk):
    desk.open()
    desk.session.goto(cell(desk.session, PROJECT))
    desk.type("823.71")
    desk.answers.save_answer = desk.folder / "out.pdf"
    desk.press("E", CONTROL)  # while the cell is still being typed
    qtbot.waitUntil(lambda: "已输出" in desk.bench.status.message.text(), timeout=20000)
    assert desk.session.workspace.shown(cell(desk.session, PROJECT)) == "823.71"
    with PdfPages((desk.folder / "out.pdf").read_bytes()) as pages:
        assert "823.71" in "".join(pages.text(index) for index in range(pages.page_count))
    from openpyxl import load_workbook

    with closing(load_workbook(desk.folder / "out.xlsx", data_only=True, read_only=True)) as book:
        values = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    assert 823.71 in values
