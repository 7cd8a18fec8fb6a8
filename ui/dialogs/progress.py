"""Runs long work in a thread behind a small dialog that appears only when it takes a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.fonts import body_font
from ui.workers import Task, Work

APPEARS_MS = 400


class ProgressDialog(QDialog):
    """Modal: while it is there nothing can be edited, so the work may read the document."""

    def __init__(self, title: str, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setMinimumWidth(400)
        self._task = task
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        heading = QLabel(f"{title}…", self)
        heading.setFont(body_font(15, bold=True))
        layout.addWidget(heading)
        self.step = QLabel("正在准备", self)
        self.step.setObjectName("muted")
        layout.addWidget(self.step)
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        layout.addWidget(bar)
        feet = QHBoxLayout()
        feet.addStretch(1)
        self.cancel_button = QPushButton("取消", self)
        self.cancel_button.clicked.connect(self.cancel)
        feet.addWidget(self.cancel_button)
        layout.addLayout(feet)
        task.progress.stepped.connect(self.step.setText)
        task.finished.connect(self.deleteLater)

    def cancel(self) -> None:
        """Ask the work to stop; the dialog goes when it has."""
        self.cancel_button.setEnabled(False)
        self.step.setText("正在停止，请稍候")
        self._task.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Esc asks, it does not close."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QDialog.closeEvent."""
        event.ignore()
        self.cancel()


def run(
    parent: QWidget,
    title: str,
    work: Work,
    done: Callable[[Any], None],
    failed: Callable[[Exception], None],
    finished: Callable[[], None] = lambda: None,
) -> Task:
    """Start ``work`` in a thread; ``done`` or ``failed`` follow in the GUI thread, and ``finished`` in any case.

    The window takes no input meanwhile; the dialog shows itself after a moment.
    """
    task = Task(work, parent)
    dialog = ProgressDialog(title, task, parent)
    shown = QTimer(dialog)
    shown.setSingleShot(True)
    shown.timeout.connect(dialog.show)
    guard = _InputGuard(parent)
    task.finished.connect(guard.lift)
    task.done.connect(done)
    task.failed.connect(failed)
    task.finished.connect(finished)
    shown.start(APPEARS_MS)
    task.start()
    return task


_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.Close,
    }
)


class _InputGuard(QObject):
    """Keeps a window from taking input, also before the dialog is there: the document must not change meanwhile."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._application = QCoreApplication.instance() or window
        self._application.installEventFilter(self)

    def lift(self) -> None:
        """Let the window take input again."""
        self._application.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() in _INPUT and isinstance(watched, QWidget) and watched.window() is self._window:
            if event.type() == QEvent.Type.Close:
                event.ignore()
            return True
        return False
