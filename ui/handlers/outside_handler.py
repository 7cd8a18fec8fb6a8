"""What others did to the open file, told as soon as the window is active again; what to do is the user's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from models import versions
from models.errors import GoujiError
from ui.dialogs.asking import DOCUMENTS
from ui.handlers.file_handler import FileHandler
from ui.handlers.host import Host, open_workbench

if TYPE_CHECKING:
    from pathlib import Path

    from storage import Outside
    from ui.session import Session


class OutsideHandler(QObject):
    """Looks whenever the program becomes the active one. It loads and overwrites nothing by itself."""

    def __init__(self, host: Host, files: FileHandler, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._files = host, files
        self._told: tuple[Session, Outside] | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._follow)

    def _follow(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            QTimer.singleShot(0, self, self.look)  # what brought the window back comes first

    def look(self) -> None:
        """See what has become of the open file, and say it once."""
        bench = self._host.workbench
        if bench is None or bench.session.file is None:
            return
        found = bench.session.file.outside_change()
        known, self._told = self._told, None if found is None else (bench.session, found.kind)
        if found is None:
            if known is not None and known[0] is bench.session:
                bench.notice.say("")  # the file is back in its place
        elif self._told != known:
            bench.notice.say(found.sentence, (("另存一份…", self.rescue), ("重新打开", self.reopen)))

    # -- what the user may do about it ----------------------------------------------------------------------------

    def rescue(self) -> bool:
        """Write what the window shows to another file and go on in that one; whether that was done."""
        host, session = self._host, open_workbench(self._host).session
        if session.file is None:
            return False
        path = session.file.path
        suggestion = path.with_name(f"{path.stem}-另存{path.suffix}")
        target = host.asker.save_path(host.widget, "另存一份", suggestion, DOCUMENTS)
        if target is None:
            return False
        try:
            if target == path:
                raise GoujiError(f"另存的不能与原来的“{path.name}”同名，请换一个名称或文件夹。")
            _save(session, target)
        except GoujiError as error:
            host.asker.warn(host.widget, str(error))
            return False
        self._files.open_path(target)
        return True

    def reopen(self) -> None:
        """Open what is at the path now. What the window shows may be nowhere else, so that is asked about first."""
        host, session = self._host, open_workbench(self._host).session
        if session.file is None:
            return
        path = session.file.path
        text = f"重新打开“{path.name}”后，窗口里现在的内容不再保留。"
        chosen = host.asker.choose(host.widget, text, ("先另存一份…", "直接重新打开"), "不确定时请先另存一份，再核对。")
        if chosen is None or (chosen == 0 and not self.rescue()):
            return
        try:
            _try_reading(path)
        except GoujiError as error:
            host.asker.warn(host.widget, str(error), "窗口里的内容还在，没有关闭；请另存一份。" if chosen else "")
            return
        host.close_document()
        self._files.open_path(path)


def _try_reading(path: Path) -> None:
    """See that there is a document at a path, before what the window shows is given up for it.

    :raises GoujiError: there is none, or it cannot be read.
    """
    from storage import DocumentFile

    with DocumentFile.open(path, read_only=True, backup=False) as file:
        file.load()


def _save(session: Session, target: Path) -> None:
    """Write a session's document elsewhere, with its history where the file that was opened can still be read.

    :raises GoujiError: it could not be written.
    """
    from storage import DocumentFile, ExistingFileError, Outside, StorageError

    file = session.file
    assert file is not None  # the caller has looked
    change = file.outside_change()
    if change is None or change.kind in (Outside.GONE, Outside.REPLACED):
        try:
            file.save_copy(target)
        except ExistingFileError:
            raise
        except StorageError:
            if change is None:
                raise
        else:
            return
    # The file cannot be read or holds another's work: what the window shows begins a history of its own.
    DocumentFile.create(target, versions.without_versions(session.document), overwrite=True).close()
