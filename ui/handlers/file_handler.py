"""文件: new, open, copy, restore, settings, close."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from models.document import Document
from models.errors import GoujiError
from models.pack import load as load_pack
from models.templates import plan_of
from models.workspace import Workspace
from ui.dialogs.asking import DOCUMENTS
from ui.handlers.host import Host, open_workbench
from ui.session import Session

if TYPE_CHECKING:
    from storage import DocumentFile
    from ui.workers import Progress

LARGE_FILE = 3_000_000
"""Bytes above which a file is opened in a thread, behind a progress dialog."""
READY_MS = 200
Opened = tuple["DocumentFile", Workspace]


class FileHandler:
    """Opens and closes documents for a window."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {
            "new": self.new,
            "open": self.open,
            "open_sample": lambda: self.new(sample=True),
            "save_copy": self.save_copy,
            "restore": self.restore,
            "settings": self.change_settings,
            "close": self._host.close_document,
        }

    # -- new and open -------------------------------------------------------------------------------------------------

    def new(self, *, sample: bool = False) -> None:
        """Ask for the new document and show it."""
        from ui.dialogs.new_document import NewDocumentDialog

        host = self._host
        dialog = NewDocumentDialog(load_pack(), host.settings.folder(), host.asker, host.widget, sample=sample)
        if host.asker.run(dialog):
            self.create(dialog.path(), dialog.document())
        dialog.deleteLater()

    def create(self, path: Path, document: Document) -> None:
        """Write a new file and show it."""
        from storage import DocumentFile

        self._run(lambda: self._opened(DocumentFile.create(path, document)))

    def open(self) -> None:
        """Ask for a file and show it."""
        host = self._host
        path = host.asker.open_path(host.widget, "打开预算文件", host.settings.folder(), DOCUMENTS)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Show a file; where it is locked, ask what to do."""
        from storage import LockedFileError

        bench = self._host.workbench
        if bench is not None and bench.session.file is not None and _same(bench.session.file.path, path):
            bench.session.message.emit(f"“{path.name}”已经打开。")
            return
        try:
            self._open(path)
        except LockedFileError as error:
            self._open_locked(path, error)
        except GoujiError as error:
            self._fail(path, error)

    def _open(self, path: Path, *, read_only: bool = False) -> None:
        """:raises GoujiError: it cannot be opened (a large file tells it later, by a dialog)."""
        from storage import DocumentFile, LockedFileError

        def work(step: Progress | None = None) -> Opened:
            return self._opened(DocumentFile.open(path, read_only=read_only), step)

        if not path.is_file() or path.stat().st_size < LARGE_FILE:
            self._show(work())
            return

        def fail(error: Exception) -> None:
            if isinstance(error, LockedFileError):
                self._open_locked(path, error)
            elif isinstance(error, GoujiError):
                self._fail(path, error)
            else:
                raise error

        self._host.widget.show()
        from ui.dialogs import progress  # late: threads and dialogs are not needed for the start

        progress.run(self._host.widget, f"打开“{path.name}”", work, self._show, fail)

    def _opened(self, file: DocumentFile, step: Progress | None = None) -> Opened:
        """Read a file and check its document; closes it again where that fails or is cancelled."""
        try:
            if step is not None:
                step.step("正在读取")
            document = file.load()
            plan = plan_of(document.pack)
            if step is not None:
                step.step("正在核对全部公式")
            workspace = Workspace(document, plan)
            if step is not None:
                step.step()
        except BaseException:
            file.close()
            raise
        return file, workspace

    def _show(self, opened: Opened) -> None:
        file, workspace = opened
        gc.unfreeze()
        self._host.show_session(Session(workspace, file))
        QTimer.singleShot(READY_MS, file.get_ready)  # after the first picture, before the first edit
        gc.freeze()  # else the collector walks a large document, again and again, in the middle of typing
        self._host.settings.add_recent(file.path)

    def _open_locked(self, path: Path, error: GoujiError) -> None:
        self._host.widget.show()  # at the start the window waits for its document: a question needs it at once
        chosen = self._host.asker.choose(self._host.widget, str(error), ("只读打开", "复制一份"))
        if chosen == 0:
            self._run(lambda: self._open(path, read_only=True))
        elif chosen == 1:
            self._open_as_copy(path, path.with_name(f"{path.stem}-副本{path.suffix}"), "复制到")

    def _open_as_copy(self, source: Path, suggestion: Path, title: str) -> None:
        """Copy a file that is left alone, and show the copy."""
        from storage import DocumentFile

        target = self._host.asker.save_path(self._host.widget, title, suggestion, DOCUMENTS)
        if target is None:
            return

        def work() -> None:
            with DocumentFile.open(source, read_only=True, backup=False) as file:
                file.save_copy(target)
            self._open(target)

        self._run(work)

    def _run(self, work: Callable[[], Opened | None]) -> None:
        """Do something with files and show what it opened, or the sentence why not."""
        try:
            opened = work()
        except GoujiError as error:
            self._host.asker.warn(self._host.widget, str(error))
            return
        if opened is not None:
            self._show(opened)

    def _fail(self, path: Path, error: GoujiError) -> None:
        if not path.exists():
            self._host.settings.forget_recent(path)
        self._host.widget.show()
        self._host.asker.warn(self._host.widget, str(error))

    # -- the open document --------------------------------------------------------------------------------------------

    def save_copy(self) -> None:
        """Write a copy; the open file stays the one that is edited."""
        session, host = open_workbench(self._host).session, self._host
        if session.file is None:
            return
        suggestion = session.file.path.with_name(f"{session.file.path.stem}-副本.gouji")
        target = host.asker.save_path(host.widget, "保存副本", suggestion, DOCUMENTS)
        if target is None:
            return
        try:
            session.file.save_copy(target)
        except GoujiError as error:
            host.asker.warn(host.widget, str(error))
            return
        session.message.emit(f"副本已保存到“{target}”，并已核对无误。")

    def restore(self) -> None:
        """Take a backup back as a new file."""
        from storage.backups import backups_of
        from ui.dialogs.backups_dialog import BackupsDialog

        host, session = self._host, open_workbench(self._host).session
        if session.file is None:
            return
        dialog = BackupsDialog(backups_of(session.file.path), host.widget)
        if host.asker.run(dialog) and (backup := dialog.chosen) is not None:
            name = f"{session.file.path.stem}-恢复{backup.time.strftime('%m%d-%H%M')}.gouji"
            self._open_as_copy(backup.path, session.file.path.with_name(name), "把备份另存为")
        dialog.deleteLater()

    def change_settings(self) -> None:
        """Change department, code and year as one step."""
        from ui.dialogs.document_settings import DocumentSettingsDialog

        session = open_workbench(self._host).session
        dialog = DocumentSettingsDialog(session.workspace, self._host.widget)
        if self._host.asker.run(dialog):
            session.submit(dialog.edit())
        dialog.deleteLater()


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def commit_typing() -> None:
    """Take what is being typed in a cell as entered: the focus leaves the cell's editor and comes back to the form."""
    widget = QApplication.focusWidget()
    if widget is not None:
        widget.clearFocus()
        widget.setFocus()
