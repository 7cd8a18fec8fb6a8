"""Long work off the GUI thread: a function runs in a thread of its own, its result comes back by signal."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

logger = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818  it is no error
    """The user has asked the work to stop."""


class Progress(QObject):
    """What the work tells the window: ``step`` says what it does now, and stops it where the user asked for that."""

    stepped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    def step(self, text: str = "") -> None:
        """Say what comes next.

        :raises Cancelled: the user does not want it any more.
        """
        if self._stop.is_set():
            raise Cancelled
        if text:
            self.stepped.emit(text)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


Work = Callable[[Progress], Any]


class Task(QObject):
    """One piece of work in a thread. Exactly one of ``done``, ``failed`` and ``cancelled`` comes, in the GUI thread.

    ``failed`` brings the exception. The task deletes itself afterwards; it must not touch the document meanwhile unless
    nobody else can.
    """

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = Progress()
        self._thread = _Thread(work, self.progress, self)
        self._thread.finished.connect(self._report)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.progress.cancel()

    def wait(self) -> None:
        """Block until the thread has ended: only for closing the program."""
        self._thread.wait()

    def _report(self) -> None:
        error = self._thread.error
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.done.emit(self._thread.result)
        self.finished.emit()
        self.deleteLater()


class _Thread(QThread):
    def __init__(self, work: Work, progress: Progress, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._progress = work, progress
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Override QThread.run."""
        try:
            self.result = self._work(self._progress)
        except Exception as error:
            self.error = error
