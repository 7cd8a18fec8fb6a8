from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from export import layout, pdf
from export.page_setup import PageSetup
from export.pdf_choice import Proof
from export.preview import PdfPages
from ui.dialogs.print_preview import PrintPreviewDialog
from ui.printing import PrintJob

SCOPES = (("整本", None), ("当前表", ("table03",)))
FORMS = ("table01", "table02", "table03")


@pytest.fixture
def shown(qtbot, made, answers):
    """The dialog, once it shows pages."""

    def open_dialog(render=None):
        proof = Proof(lambda: layout.build(made.workspace, forms=FORMS, live=False))

        def usual(sections, setup, step):
            step.step()
            return proof.render(sections, setup)

        dialog = PrintPreviewDialog(
            render or usual, SCOPES, answers, "标题", tables=proof.tables, further=proof.choices
        )
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_dialog


def wait(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog.view, timeout=15000)


def test_pages_are_shown_from_the_first_and_turned(qtbot, shown):
    dialog = shown()
    wait(qtbot, dialog)
    assert dialog.page_label.text() == f"页，共 {dialog.view.page_count} 页"
    assert (dialog.view.page_count, dialog.page_box.value()) == (4, 1)
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    assert dialog.page_box.value() == 2
    assert dialog.bar.number_label.text() == "页码 1"
    dialog.page_box.setValue(3)
    assert dialog.view.page == 2
    qtbot.keyClick(dialog.view, Qt.Key.Key_End)
    assert dialog.page_box.value() == dialog.view.page_count
    assert not dialog.view.grab().toImage().isNull()
    dialog.reject()


def test_one_form_and_zoom(qtbot, shown):
    dialog = shown()
    wait(qtbot, dialog)
    whole = dialog.view.page_count
    dialog.scope.setCurrentIndex(1)
    wait(qtbot, dialog)
    assert 0 < dialog.view.page_count < whole
    dialog.view.set_zoom(2.0)
    assert dialog.zoom_label.text() == "200%"
    dialog.view.fit_width()
    assert dialog.view.zoom < 2.0
    dialog.reject()


def test_parts_and_sections_are_offered_once_the_book_is_made(qtbot, shown):
    dialog = shown()
    wait(qtbot, dialog)
    titles = [dialog.scope.itemText(index) for index in range(dialog.scope.count())]
    assert titles[3:] == [
        "第二部分 2025年部门预算报表",
        "　表一 2025年预算收支总表",
        "　表二 2025年预算收入总表",
        "　表三 2025年预算支出总表",
    ]
    for index, count in ((3, 3), (5, 1)):
        dialog.scope.setCurrentIndex(index)
        wait(qtbot, dialog)
        assert dialog.view.page_count == count
    assert dialog.scope.count() == len(titles)
    dialog.reject()


def test_pages_are_chosen_by_the_numbers_printed_on_them(qtbot, shown, answers):
    dialog = shown()
    wait(qtbot, dialog)
    qtbot.keyClicks(dialog.pages_box, "2-3")
    qtbot.keyClick(dialog.pages_box, Qt.Key.Key_Return)
    assert (dialog.view.page_count, dialog.isVisible()) == (2, True)
    assert dialog.bar.number_label.text() == "页码 2"
    assert dialog._pages.text(0).count("2025年预算收入总表") == 1
    dialog.choose_pages("2，9")
    assert "没有页码“9”" in dialog._problem.text()
    dialog.print_button.click()
    assert "没有页码“9”" in answers.warned[0][1]
    dialog.choose_pages("")
    assert (dialog.view.page_count, dialog._problem.isVisible()) == (4, False)
    dialog.choose_pages("3")
    dialog.scope.setCurrentIndex(1)
    wait(qtbot, dialog)
    assert (dialog.pages_box.text(), dialog.view.page_count) == ("", 1)
    dialog.reject()


def test_another_paper_is_shown_at_once_and_told(qtbot, shown):
    dialog = shown()
    chosen = []
    dialog.setup_chosen.connect(chosen.append)
    wait(qtbot, dialog)
    dialog.scope.setCurrentIndex(1)
    wait(qtbot, dialog)
    upright = dialog._pages.page_size(0)
    dialog.setup_bar.direction.setCurrentIndex(2)
    wait(qtbot, dialog)
    assert dialog._pages.page_size(0) == upright[::-1]
    dialog.setup_bar.signature.click()
    wait(qtbot, dialog)
    assert "负责人：" in dialog._pages.text(0)
    assert chosen[-1] == PageSetup(signature=True, turned={"table03": "landscape"})
    dialog.scope.setCurrentIndex(0)
    wait(qtbot, dialog)
    assert dialog.setup_bar.direction.currentText() == ""  # the tables differ
    dialog.setup_bar.paper.setCurrentText("A3")
    wait(qtbot, dialog)
    assert dialog._pages.page_size(1) == pytest.approx((841.9, 1190.6), abs=0.1)
    assert chosen[-1].turned == {"table03": "landscape"}
    dialog.reject()


def test_what_cannot_be_laid_out_is_told(qtbot, shown, answers):
    from export.errors import ExportError

    def fail(_forms, _setup, _step):
        raise ExportError("没有选中任何一张表。")

    dialog = shown(fail)
    qtbot.waitUntil(lambda: bool(answers.warned))
    assert not dialog.print_button.isEnabled()
    dialog.reject()


def test_the_printer_is_asked_for_first(qtbot, shown, answers):
    dialog = shown()
    wait(qtbot, dialog)
    asked = []
    answers.dialog = lambda one: asked.append(type(one).__name__)
    dialog.print_button.click()
    assert asked == ["QPrintDialog"]
    dialog.reject()


def test_pages_are_printed_as_they_are_shown(qtbot, made, answers, tmp_path):
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    data = pdf.render_bytes(layout.build(made.workspace, forms=("table02", "table03"), live=False), shipped_fonts=True)
    with PdfPages(data) as pages:
        job = PrintJob(pages, "标题", parent)
        job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        job.printer.setOutputFileName(str(tmp_path / "out.pdf"))
        job.printer.setResolution(72)
        with qtbot.waitSignal(job.finished, timeout=15000):
            job.start()
        wanted = [pages.page_size(index) for index in range(pages.page_count)]
    with PdfPages((tmp_path / "out.pdf").read_bytes()) as printed:
        got = [printed.page_size(index) for index in range(printed.page_count)]
    turned = [width > height for width, height in wanted]
    assert [width > height for width, height in got] == turned
    assert True in turned
    assert False in turned
