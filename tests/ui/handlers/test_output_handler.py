from __future__ import annotations

from contextlib import closing

import pytest

from export import layout, page_setup, xlsx
from export.page_setup import PageSetup
from export.preview import PdfPages
from models import planning
from tests.ui.support import PROJECT, cell


@pytest.fixture
def open_desk(desk):
    desk.open()
    return desk


def slip(desk, text="823.71"):
    desk.session.submit(planning.set_cells(desk.session.workspace, {cell(desk.session, PROJECT): text}))


def shown(desk):
    return desk.session.workspace.shown(cell(desk.session, PROJECT))


def exported(desk, qtbot, action, path):
    desk.answers.save_answer = path
    desk.do(action)
    qtbot.waitUntil(lambda: "已输出" in desk.bench.status.message.text(), timeout=15000)


def cells_of(path):
    from openpyxl import load_workbook

    with closing(load_workbook(path, read_only=True)) as book:
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return [str(value) for row in rows for value in row if value is not None]


def test_excel_has_formulas_unless_only_values_are_wanted(qtbot, open_desk):
    folder = open_desk.folder
    exported(open_desk, qtbot, "export_xlsx", folder / "a.xlsx")
    open_desk.bench.status.message.clear()
    exported(open_desk, qtbot, "export_values", folder / "b.xlsx")
    assert [any(text.startswith("=") for text in cells_of(folder / name)) for name in ("a.xlsx", "b.xlsx")] == [
        True,
        False,
    ]


def test_the_suggested_name_tells_what_it_is(qtbot, open_desk):
    open_desk.do("export_values")
    assert open_desk.answers.suggested.name == "sample-仅数值.xlsx"
    open_desk.do("final")
    open_desk.do("export_pdf")
    assert open_desk.answers.suggested.name == "sample-正式稿.pdf"


def pdf_text(path):
    with PdfPages(path.read_bytes()) as pages:
        return "".join(pages.text(index) for index in range(pages.page_count))


def test_a_final_carries_no_watermark(qtbot, open_desk):
    draft, final = open_desk.folder / "draft.pdf", open_desk.folder / "final.pdf"
    exported(open_desk, qtbot, "export_pdf", draft)
    open_desk.bench.status.message.clear()
    open_desk.do("final")
    assert open_desk.bench.status.draft.text() == "正式稿 · 无水印"
    exported(open_desk, qtbot, "export_pdf", final)
    assert "仅供内部审核" in pdf_text(draft)
    assert "仅供内部审核" not in pdf_text(final)


def test_a_place_that_cannot_be_written_is_told(qtbot, open_desk):
    open_desk.answers.save_answer = open_desk.folder / "weg" / "a.xlsx"
    open_desk.do("export_xlsx")
    qtbot.waitUntil(lambda: bool(open_desk.answers.warned), timeout=15000)
    assert "不存在" in open_desk.answers.warned[0][0]


def test_figures_changed_in_excel_come_in_as_one_step(qtbot, open_desk):
    slip(open_desk)
    path = open_desk.folder / "changed.xlsx"
    xlsx.write(layout.build(open_desk.session.workspace), path)
    open_desk.session.undo_stack.undo()
    seen = []
    open_desk.answers.dialog = lambda dialog: seen.append(dialog.sub.text()) or True
    open_desk.answers.open_answer = path
    open_desk.do("import")
    qtbot.waitUntil(lambda: shown(open_desk) == "823.71", timeout=15000)
    assert "将改动 1 个金额" in seen[0]
    assert open_desk.session.undo_stack.undoText() == "导入 changed.xlsx"
    open_desk.do("undo")
    assert shown(open_desk) == "832.71"


def test_an_import_that_is_not_wanted_changes_nothing(qtbot, open_desk):
    slip(open_desk)
    path = open_desk.folder / "changed.xlsx"
    xlsx.write(layout.build(open_desk.session.workspace), path)
    open_desk.session.undo_stack.undo()
    seen = []
    open_desk.answers.dialog = lambda dialog: bool(seen.append(dialog))
    open_desk.window.output.import_path(path)
    qtbot.waitUntil(lambda: bool(seen), timeout=15000)
    assert shown(open_desk) == "832.71"


def test_what_is_no_workbook_is_told(qtbot, open_desk):
    path = open_desk.folder / "x.xlsx"
    path.write_bytes(b"nothing")
    open_desk.window.output.import_path(path)
    qtbot.waitUntil(lambda: bool(open_desk.answers.warned), timeout=15000)


def test_the_preview_offers_the_book_and_the_form_that_is_shown(open_desk):
    open_desk.bench.show_form("table05")
    seen = []

    def look(dialog):
        seen.extend(dialog.scope.itemText(index) for index in range(2))
        dialog.reject()
        return False

    open_desk.answers.dialog = look
    open_desk.do("preview")
    assert seen == ["整本：封面、目录和全部内容", "当前表：表五 一般公共预算支出"]


def test_selected_cells_are_printed_and_the_paper_is_remembered(qtbot, open_desk):
    open_desk.bench.show_form("table03")
    cursor = open_desk.bench.editor.cursor_
    cursor.go(3, 3)
    cursor.extend(5, 4)
    titles, pages = [], []

    def look(dialog):
        titles.append(dialog.scope.itemText(2))
        dialog.scope.setCurrentIndex(2)
        qtbot.waitUntil(lambda: dialog._task is None, timeout=15000)
        dialog.setup_bar.margins.setCurrentIndex(1)
        qtbot.waitUntil(lambda: dialog._task is None, timeout=15000)
        pages.append(dialog._pages.text(0))
        dialog.reject()
        return False

    open_desk.answers.dialog = look
    open_desk.do("preview")
    assert titles == ["选定区域：3 行 2 列"]
    assert "2025年预算支出总表（节选）" in pages[0]
    assert "住房公积金" not in pages[0]
    assert page_setup.from_state(open_desk.session.view_state(page_setup.STATE)) == PageSetup(narrow=True)
