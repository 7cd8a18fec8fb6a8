"""打印预览: the very PDF that is written, page by page, and from here onto paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from export.page_setup import PageSetup
from models.errors import GoujiError
from ui.dialogs.asking import Asker
from ui.dialogs.page_setup_bar import PageSetupBar
from ui.dialogs.preview_bar import PreviewBar
from ui.panels.pages_view import STEP, PagesView
from ui.printing import PrintJob
from ui.workers import Cancelled, Progress, Task

if TYPE_CHECKING:
    from export.preview import PdfPages

Sections = tuple[str, ...] | None
Render = Callable[[Sections, PageSetup, Progress], bytes]
"""Makes the PDF of some sections of the book, or of all for ``None``; runs in a thread."""
Tables = Callable[[Sections], tuple[str, ...]]
"""The tables among some sections; asked for once their pages are there."""
Further = Callable[[], Iterable[tuple[str, Sections, int]]]
"""The further scopes, with their depth; asked for once the first pages are there."""


class PrintPreviewDialog(QDialog):
    """Modal, so that what is shown is what stands in the document. ``scopes`` are choices: title and sections."""

    setup_chosen = Signal(object)
    """The page set-up that the user chose."""
    printed = Signal()

    def __init__(
        self,
        render: Render,
        scopes: tuple[tuple[str, Sections], ...],
        asker: Asker,
        title: str,
        parent: QWidget | None = None,
        *,
        setup: PageSetup | None = None,
        tables: Tables | None = None,
        further: Further | None = None,
        print_at_once: bool = False,
    ) -> None:
        super().__init__(parent)
        self._render, self._asker, self._title = render, asker, title
        self._scopes: list[Sections] = [sections for _title, sections in scopes]
        self._further, self._print_at_once, self._tables = further, print_at_once, tables
        self._task: Task | None = None
        self._round = self._return = 0
        self._pages: PdfPages | None = None
        self._data, self._named = b"", ""
        self.setWindowTitle(f"打印预览 - {title}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(QSize(1120, 820))
        self.bar = PreviewBar((text for text, _sections in scopes), self)
        self.setup_bar = PageSetupBar(setup or PageSetup(), self)
        self.scope, self.pages_box, self.print_button = self.bar.scope, self.bar.pages_box, self.bar.print_button
        self.page_box, self.page_label, self.zoom_label = self.bar.page_box, self.bar.page_label, self.bar.zoom_label
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.view = PagesView(self)
        self._waiting = QLabel("正在排版…", self)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setObjectName("muted")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.view)
        self._problem = QLabel(self)
        self._problem.setObjectName("problem")
        self._problem.setContentsMargins(16, 6, 16, 6)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.setup_bar)
        layout.addWidget(self._problem)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        bar, view = self.bar, self.view
        view.page_shown.connect(self._show_page)
        view.zoom_changed.connect(bar.show_zoom)
        bar.turned.connect(view.go_to)
        bar.smaller.connect(lambda: view.set_zoom(view.zoom / STEP))
        bar.larger.connect(lambda: view.set_zoom(view.zoom * STEP))
        bar.fit_wanted.connect(view.fit_width)
        bar.print_wanted.connect(self.print_pages)
        bar.close_wanted.connect(self.reject)
        bar.scope_chosen.connect(self.refresh)
        bar.pages_chosen.connect(self.choose_pages)
        self.setup_bar.changed.connect(self._set_up)

    # -- making the pages ---------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        """Make the same pages on other paper, and come back to the one that was shown."""
        self.setup_chosen.emit(self.setup_bar.setup)
        page = self._return if self._task is not None else self.view.page
        self.refresh()
        self._return = page

    def refresh(self) -> None:
        """Make the pages of the chosen scope, all of them."""
        if self._task is not None:
            self._task.cancel()
        sections, self._return = self._scopes[self.scope.currentIndex()], 0
        self.pages_box.clear()
        self._tell("")
        self._waiting.setText("正在排版…")
        self._stack.setCurrentWidget(self._waiting)
        self.print_button.setEnabled(False)
        self._round += 1
        self._task = Task(_numbered(self._render, sections, self.setup_bar.setup, self._round), self)
        self._task.done.connect(self._take)
        self._task.start()

    def _take(self, result: tuple[int, bytes | Exception]) -> None:
        number, data = result
        if number != self._round:
            return  # another scope was chosen meanwhile
        if isinstance(data, Exception):
            self._fail(data)
            return
        self._task, self._data, self._named = None, data, ""
        self._offer_further()
        if self._tables is not None:
            self.setup_bar.set_tables(self._tables(self._scopes[self.scope.currentIndex()]))
        self._show(None)
        self.view.go_to(min(self._return, self.view.page_count - 1))
        self._stack.setCurrentWidget(self.view)
        self.print_button.setEnabled(True)
        self.view.setFocus()
        if self._print_at_once:
            self._print_at_once = False
            QTimer.singleShot(0, self.print_pages)

    def _offer_further(self) -> None:
        """Add the parts and sections to the choice, once."""
        if self._further is None:
            return
        found = list(self._further())
        self._further = None
        self._scopes += [None, *(sections for _title, sections, _level in found)]  # the first for the line between
        self.bar.add_scopes((title, level) for title, _sections, level in found)

    def _show(self, shown: list[int] | None) -> None:
        from export.preview import PdfPages

        self._pages = PdfPages(self._data, shown)
        self.view.set_pages(self._pages)
        self.bar.set_page_count(self.view.page_count)

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._waiting.setText(str(error))
        self._asker.warn(self, "没有排出页面。", str(error))

    def _show_page(self, page: int) -> None:
        self.bar.show_page(page, self._pages.label(page) if self._pages is not None else "")

    # -- choosing pages -----------------------------------------------------------------------------------------------

    def choose_pages(self, text: str) -> None:
        """Show and print only these pages, by the numbers printed on them; all for an empty text."""
        from export.pdf_choice import pages_named
        from export.preview import PdfPages

        if self._task is not None or not self._data or text.strip() == self._named:
            return
        with PdfPages(self._data) as pages:
            labels = [pages.label(index) for index in range(pages.page_count)]
        try:
            shown = pages_named(text, labels)
        except GoujiError as error:
            self._tell(str(error))
            return
        self._named = text.strip()
        self._tell("")
        self._show(shown)

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    # -- printing -----------------------------------------------------------------------------------------------------

    def print_pages(self) -> None:
        """Ask for a printer, then print these pages on it."""
        if self._pages is None:
            return
        if self._problem.text():  # nobody wants the pages that he did not ask for
            self._asker.warn(self, "没有打印。", self._problem.text())
            return
        job = PrintJob(self._pages, self._title, self)
        job.failed.connect(lambda sentence: self._asker.warn(self, "没有打印出来。", sentence))
        job.printed.connect(self.printed)
        if job.ask(self._asker):
            job.start()

    def done(self, result: int) -> None:
        """Override QDialog.done: the work in the thread ends before the dialog goes."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
        self._data = b""
        self.view.set_pages(None)
        super().done(result)


def _numbered(
    render: Render, sections: Sections, setup: PageSetup, number: int
) -> Callable[[Progress], tuple[int, bytes | Exception]]:
    """The work of a thread, which knows nothing of the dialog: its number, and the pages or why there are none."""

    def work(progress: Progress) -> tuple[int, bytes | Exception]:
        try:
            return number, render(sections, setup, progress)
        except Cancelled:
            raise
        except Exception as error:
            return number, error

    return work
