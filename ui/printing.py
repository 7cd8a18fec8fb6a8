"""Pages of a PDF onto paper: one page at a time, so that the window stays alive and the user can stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QProgressDialog, QWidget

from ui.dialogs.asking import Asker
from ui.panels.pages_view import POINTS, page_image

if TYPE_CHECKING:
    from export.preview import PdfPages

FINEST_DPI = 600
"""Finer pictures only take memory: office printers print no more."""


class PrintJob(QObject):
    """:meth:`ask` for printer and pages, then :meth:`start`. ``failed`` brings a sentence."""

    failed = Signal(str)
    finished = Signal()
    printed = Signal()
    """All pages went to the printer."""

    def __init__(self, pages: PdfPages, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        from PySide6.QtPrintSupport import QPrinter

        self._pages, self._parent = pages, parent
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(title)
        self.printer.setFullPage(True)
        self._lay_out(0)
        self._painter = QPainter()
        self._queue: list[int] = []

    def ask(self, asker: Asker) -> bool:
        """Let the user choose printer, pages and copies."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        dialog = QPrintDialog(self.printer, self._parent)
        dialog.setMinMax(1, self._pages.page_count)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        accepted = asker.run(dialog)
        dialog.setParent(None)  # it goes now: it must not outlive the printer
        return accepted

    def start(self) -> None:
        """Print the chosen pages."""
        first, last = self.printer.fromPage() or 1, self.printer.toPage() or self._pages.page_count
        self._queue = list(range(first - 1, min(last, self._pages.page_count)))
        if not self._queue:
            self._end("没有选中要打印的页。")
            return
        self._lay_out(self._queue[0])
        if not self._painter.begin(self.printer):
            self._end("打印机没有响应，请检查打印机是否已连接、开机，或换一台打印机。")
            return
        self._progress = QProgressDialog("正在打印…", "停止", 0, len(self._queue), self._parent)
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.setWindowTitle("打印")
        QTimer.singleShot(0, self._step)

    def _step(self) -> None:
        if self._progress.wasCanceled():
            self.printer.abort()
            self._end("")
            return
        page = self._queue.pop(0)
        self._draw(page)
        self._progress.setValue(self._progress.value() + 1)
        if not self._queue:
            self._end("")
            self.printed.emit()
            return
        self._lay_out(self._queue[0])
        if not self.printer.newPage():
            self._end("打印中断，请检查打印机是否缺纸或断开。")
            return
        QTimer.singleShot(0, self._step)

    def _end(self, problem: str) -> None:
        if self._painter.isActive():
            self._painter.end()
            self._progress.close()
        if problem:
            self.failed.emit(problem)
        self.finished.emit()

    def _lay_out(self, page: int) -> None:
        """Turn the paper as the page is turned."""
        width, height = self._pages.page_size(page)
        upright = QSizeF(min(width, height), max(width, height))
        turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        self.printer.setPageLayout(QPageLayout(size, turned, QMarginsF()))

    def _draw(self, page: int) -> None:
        dpi = min(self.printer.resolution(), FINEST_DPI)
        image = page_image(self._pages, page, dpi / POINTS)
        paper = QRectF(self.printer.paperRect(self.printer.Unit.DevicePixel))
        paper.moveTo(0, 0)
        fitted = QSizeF(image.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF((paper.width() - fitted.width()) / 2, 0, fitted.width(), fitted.height()), image)
