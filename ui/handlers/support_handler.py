"""帮助: log folder, 诊断包, 自检, and the quiet self-test at the first start of a version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from models.errors import GoujiError
from ui.handlers.host import Host

if TYPE_CHECKING:
    from ui.self_test import Check, Places
    from ui.workers import Progress

ZIP_FILES = "压缩文件 (*.zip)"
FIRST_RUN_MS = 3000
"""How long after the start a new version looks at the computer: the first keystrokes come before it."""


class SupportHandler(QObject):
    """Everything here is imported when it is asked for: a start needs none of it."""

    def __init__(self, host: Host, log_folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._log_folder = host, log_folder

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {"open_log": self.open_log, "report_pack": self.report_pack, "self_test": self.self_test}

    def open_log(self) -> None:
        """Show the folder of the log."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder))):
            self._host.asker.inform(self._host.widget, "日志在这个文件夹里：", str(self._log_folder))

    # -- 自检 ---------------------------------------------------------------------------------------------------------

    def _places(self) -> Places:
        from ui.self_test import Places

        host = self._host
        file = host.workbench.session.file if host.workbench is not None else None
        folder, saved_at = (file.path.parent, file.saved_at) if file is not None else (None, None)
        return Places(host.settings.path.parent, self._log_folder, folder, saved_at)

    def self_test(self) -> None:
        """Look at everything and show how it came out."""
        from ui import self_test
        from ui.dialogs import progress

        places, names = self._places(), _printers()

        def work(_step: Progress) -> list[Check]:
            return [*self_test.whole(places), self_test.printers(names)]

        progress.run(self._host.widget, "自检", work, self._show, self._fail)

    def _show(self, checks: list[Check]) -> None:
        from ui.dialogs.self_test_dialog import SelfTestDialog

        dialog = SelfTestDialog(checks, self._host.widget)
        self._host.asker.run(dialog)
        dialog.deleteLater()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GoujiError):
            raise error
        self._host.asker.warn(self._host.widget, str(error))

    def begin(self) -> None:
        """Once the window stands there: have a version that is new on this computer look at it, a moment later."""
        QTimer.singleShot(FIRST_RUN_MS, self, self.first_run)

    def first_run(self) -> None:
        """Look at what must be right, where this version has not yet done so; say something only where it is wrong."""
        from ui import self_test
        from ui.dialogs.about import version
        from ui.workers import Task

        now, host = version(), self._host
        if now == host.settings.tested_version():
            return
        places = self_test.Places(host.settings.path.parent, self._log_folder)
        task = Task(lambda _progress: self_test.quiet(places), self)
        task.done.connect(lambda checks: self._tell(now, checks))
        QCoreApplication.instance().aboutToQuit.connect(task.wait)  # type: ignore[union-attr]
        task.start()

    def _tell(self, version: str, checks: list[Check]) -> None:
        from ui.self_test import Level

        wrong = [check for check in checks if check.level is Level.WRONG]
        if not wrong:
            self._host.settings.set_tested_version(version)  # else the next start looks again
            return
        bench = self._host.workbench
        sentence = f"自检发现 {len(wrong)} 项有问题：{wrong[0].title}——{wrong[0].sentence}"
        if bench is not None and bench.notice.isHidden():
            bench.notice.say(sentence, (("查看自检结果", self.self_test),))
        else:
            self._host.asker.warn(self._host.widget, sentence, "其余见“帮助→自检”。" if len(wrong) > 1 else "")

    # -- 诊断包 -------------------------------------------------------------------------------------------------------

    def report_pack(self) -> None:
        """Ask what goes in and where to, and write the pack."""
        from ui.dialogs.report_pack_dialog import ReportPackDialog
        from ui.report_pack import suggested_name

        host = self._host
        file = host.workbench.session.file if host.workbench is not None else None
        dialog = ReportPackDialog(file.path.name if file is not None else "", host.widget)
        wanted, attached = host.asker.run(dialog), dialog.attached
        dialog.deleteLater()
        if not wanted:
            return
        suggestion = host.settings.folder() / suggested_name(datetime.now().astimezone())
        target = host.asker.save_path(host.widget, "导出诊断包", suggestion, ZIP_FILES)
        if target is not None:
            self._write(target, attached=attached)

    def _write(self, target: Path, *, attached: bool) -> None:
        from ui import program_facts as facts
        from ui import report_pack, self_test
        from ui.dialogs import progress

        host = self._host
        session = host.workbench.session if host.workbench is not None else None
        file, places, names = session.file if session is not None else None, self._places(), _printers()
        lines = [*facts.program_lines(), *facts.screen_lines(), *facts.settings_lines(host.settings)]
        about = "\n".join([*lines, *facts.document_lines(session)]).rstrip()

        def work(step: Progress) -> list[str]:
            step.step("正在自检")
            checks = "\n".join(facts.check_lines([*self_test.whole(places), self_test.printers(names)]))
            wanted = report_pack.Wanted(about, checks, self._log_folder, file, attached)
            return report_pack.write(target, wanted, step)

        progress.run(host.widget, "导出诊断包", work, lambda told: self._written(target, told), self._fail)

    def _written(self, target: Path, told: list[str]) -> None:
        self._host.asker.inform(self._host.widget, f"诊断包已写到“{target}”。", "\n".join(told))


def _printers() -> list[str]:
    """The printers that the system knows; in the GUI thread."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()
