"""打印预览: the very PDF that is written, page by page, and from here onto paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.dialogs.asking import Asker
from ui.fonts import body_font
from ui.panels.pages_view import STEP, PagesView
from ui.printing import PrintJob
from ui.workers import Progress, Task

if TYPE_CHECKING:
    from export.preview import PdfPages

Render = Callable[[tuple[str, ...] | None, Progress], bytes]
"""Makes the PDF of some forms, or of all for ``None``; runs in a thread."""


class PrintPreviewDialog(QDialog):
    """Modal, so that what is shown is what stands in the document. ``scopes`` are further choices: title and forms."""

    def __init__(
        self,
        render: Render,
        scopes: tuple[tuple[str, tuple[str, ...] | None], ...],
        asker: Asker,
        title: str,
        parent: QWidget | None = None,
        *,
        print_at_once: bool = False,
    ) -> None:
        super().__init__(parent)
        self._render, self._asker, self._title = render, asker, title
        self._scopes, self._print_at_once = scopes, print_at_once
        self._task: Task | None = None
        self._pages: PdfPages | None = None
        self.setWindowTitle(f"打印预览 - {title}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(QSize(1060, 820))
        self.view = PagesView(self)
        self._waiting = QLabel("正在排版…", self)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setObjectName("muted")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar(scopes))
        layout.addWidget(self._stack, 1)
        self.view.page_shown.connect(self._show_page)
        self.view.zoom_changed.connect(lambda zoom: self.zoom_label.setText(f"{round(zoom * 100)}%"))
        self.scope.currentIndexChanged.connect(self.refresh)
        self.refresh()

    def _bar(self, scopes: tuple[tuple[str, tuple[str, ...] | None], ...]) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setStyleSheet(f"QWidget#bar {{ background: {theme.SIDE}; border-bottom: 1px solid {theme.LINE}; }}")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        self.print_button = QPushButton("打印…", bar)
        self.print_button.setDefault(True)
        self.print_button.clicked.connect(self.print_pages)
        row.addWidget(self.print_button)
        row.addSpacing(10)
        row.addWidget(QLabel("范围", bar))
        self.scope = QComboBox(bar)
        self.scope.addItems([text for text, _forms in scopes])
        row.addWidget(self.scope)
        row.addStretch(1)
        self._add_pager(bar, row)
        row.addStretch(1)
        self._add_zoom(bar, row)
        close = QPushButton("关闭", bar)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addSpacing(10)
        row.addWidget(close)
        return bar

    def _add_pager(self, bar: QWidget, row: QHBoxLayout) -> None:
        row.addWidget(QLabel("第", bar))
        self.page_box = QSpinBox(bar)
        self.page_box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page_box.setFixedWidth(52)
        self.page_box.setKeyboardTracking(False)
        self.page_box.valueChanged.connect(lambda page: self.view.go_to(page - 1))
        row.addWidget(self.page_box)
        self.page_label = QLabel(bar)
        row.addWidget(self.page_label)

    def _add_zoom(self, bar: QWidget, row: QHBoxLayout) -> None:
        self.zoom_label = QLabel("100%", bar)
        self.zoom_label.setFixedWidth(44)
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choices: tuple[tuple[str, str, Callable[[], Any]], ...] = (
            ("－", "缩小（Ctrl+滚轮）", lambda: self.view.set_zoom(self.view.zoom / STEP)),
            ("＋", "放大（Ctrl+滚轮）", lambda: self.view.set_zoom(self.view.zoom * STEP)),
            ("适合宽度", "让页面正好占满窗口的宽度", self.view.fit_width),
        )
        for index, (text, tip, action) in enumerate(choices):
            button = QToolButton(bar)
            button.setText(text)
            button.setToolTip(tip)
            button.setFont(body_font())
            button.setStyleSheet(
                f"QToolButton {{ border: 1px solid {theme.LINE}; border-radius: 4px; padding: 3px 8px;"
                f" background: {theme.PAPER}; }} QToolButton:hover {{ background: {theme.HOVER}; }}"
            )
            button.clicked.connect(lambda _checked=False, action=action: action())
            row.addWidget(button)
            if not index:
                row.addWidget(self.zoom_label)

    # -- making the pages ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Make the pages of the chosen scope."""
        if self._task is not None:
            self._task.cancel()
        forms = self._scopes[self.scope.currentIndex()][1]
        self._stack.setCurrentWidget(self._waiting)
        self.print_button.setEnabled(False)
        task = self._task = Task(lambda progress: self._render(forms, progress), self)
        task.done.connect(lambda data: self._show(task, data))
        task.failed.connect(self._fail)
        task.start()

    def _show(self, task: Task, data: bytes) -> None:
        if task is not self._task:
            return  # another scope was chosen meanwhile
        from export.preview import PdfPages

        self._task = None
        self._pages = PdfPages(data)
        self.view.set_pages(self._pages)
        self.page_box.setRange(1, self.view.page_count)
        self.page_label.setText(f"页，共 {self.view.page_count} 页")
        self._stack.setCurrentWidget(self.view)
        self.print_button.setEnabled(True)
        self.view.setFocus()
        if self._print_at_once:
            self._print_at_once = False
            QTimer.singleShot(0, self.print_pages)

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._waiting.setText(str(error))
        self._asker.warn(self, "没有排出页面。", str(error))

    def _show_page(self, page: int) -> None:
        self.page_box.blockSignals(True)
        self.page_box.setValue(page + 1)
        self.page_box.blockSignals(False)

    # -- printing -----------------------------------------------------------------------------------------------------

    def print_pages(self) -> None:
        """Ask for a printer, then print these pages on it."""
        if self._pages is None:
            return
        job = PrintJob(self._pages, self._title, self)
        job.failed.connect(lambda sentence: self._asker.warn(self, "没有打印出来。", sentence))
        if job.ask(self._asker):
            job.start()

    def done(self, result: int) -> None:
        """Override QDialog.done: the work in the thread ends before the dialog goes."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
        self.view.set_pages(None)
        super().done(result)
