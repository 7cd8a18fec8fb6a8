from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from export import layout, pdf
from export.preview import PdfPages
from ui.dialogs.print_preview import PrintPreviewDialog
from ui.printing import PrintJob

SCOPES = (("整本", None), ("当前表", ("table03",)))


@pytest.fixture
def shown(qtbot, made, answers):
    """The dialog, once it shows pages."""

    def open_dialog(render=None):
        def usual(forms, step):
            step.step()
            return pdf.render_bytes(layout.build(made.workspace, forms=forms, live=False), shipped_fonts=True)

        dialog = PrintPreviewDialog(render or usual, SCOPES, answers, "标题")
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
    assert (dialog.view.page_count > 13, dialog.page_box.value()) == (True, 1)
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    assert dialog.page_box.value() == 2
    dialog.page_box.setValue(5)
    assert dialog.view.page == 4
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


def test_what_cannot_be_laid_out_is_told(qtbot, shown, answers):
    from export.errors import ExportError

    def fail(_forms, _step):
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
