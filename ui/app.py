"""Starts the window: application, fonts, Chinese standard dialogs, log, and what happens to an unexpected exception."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from models.errors import GoujiError
from ui import fonts, icons, theme
from ui.dialogs.asking import Asker
from ui.main_window import MainWindow

logger = logging.getLogger(__name__)
NAME = "gouji"
_LOG_BYTES = 500_000
_TRANSLATION = "qtbase_zh_CN"
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def run(target: Path | str | Sequence[str] | None = None) -> int:
    """Show the window, with a file where one is given; returns the exit code when it is closed."""
    folder = state_folder()
    start_log(folder)
    app = make_application()
    asker = Asker()
    window = MainWindow(asker=asker, log_folder=folder)
    catcher = CrashCatcher(window, asker, folder)
    sys.excepthook = catcher.catch
    path = _path(target)
    if path is not None:
        window.files.open_path(path)  # before the window is shown, so that it is laid out and styled only once
    window.show()
    QTimer.singleShot(0, started)
    window.support.begin()
    code = app.exec()
    sys.excepthook = sys.__excepthook__
    return code


def started() -> None:
    """Once the window stands there: collect rubbish again, but never walk what the start has made."""
    gc.freeze()
    gc.enable()


def _path(target: Path | str | Sequence[str] | None) -> Path | None:
    if target is None or isinstance(target, str | Path):
        return Path(target) if target else None
    return Path(target[0]) if target else None


def make_application() -> QApplication:
    """The application with its fonts, look and language.

    :raises FontMissingError: the shipped fonts are not there.
    """
    prepare_input_method()
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setStyle(theme.STYLE)
    else:  # the style by name: as an object it would have PySide set up its many enumerations, 15 ms of the start
        app = QApplication([*sys.argv[:1], "-style", theme.STYLE])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("")
    app.setWindowIcon(icons.app_icon())
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    speak_chinese(app)
    fonts.register(app)
    theme.apply(app)
    return app


def speak_chinese(app: QApplication) -> None:
    """Load Qt's own Chinese texts: file, print and message dialogs."""
    translator = QTranslator(app)
    if translator.load(_TRANSLATION, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    else:
        logger.warning("Qt's Chinese texts are missing; its standard dialogs are English")


def prepare_input_method(environment: dict[str, str] | os._Environ[str] = os.environ) -> None:
    """Where fcitx is asked for and Qt has no plugin for it, let fcitx answer as ibus, which it does."""
    if environment.get("QT_IM_MODULE", "").startswith("fcitx") and not has_fcitx_plugin():
        environment["QT_IM_MODULE"] = "ibus"


def has_fcitx_plugin() -> bool:
    """Whether Qt's plugins know fcitx."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    return any("fcitx" in path.name for path in folder.glob("*")) if folder.is_dir() else False


# -- log --------------------------------------------------------------------------------------------------------------


def state_folder() -> Path:
    """Where the log goes: the user's folder for such things on this system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    else:
        base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / NAME


def start_log(folder: Path) -> None:
    """Log to a file, the last full one being kept; without one where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{NAME}.log"
        if path.is_file() and path.stat().st_size > _LOG_BYTES:
            path.replace(folder / f"{NAME}.previous.log")
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    qInstallMessageHandler(_log_qt)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.INFO), message)
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg) and sys.stderr is not None:
        print(message, file=sys.stderr)  # a start that fails must not be silent


# -- unexpected exceptions --------------------------------------------------------------------------------------------


class CrashCatcher:
    """Logs an unexpected exception and shows its report, one at a time."""

    def __init__(self, parent: QWidget | None, asker: Asker, folder: Path) -> None:
        self._parent, self._asker, self._folder = parent, asker, folder
        self._showing = False

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take the place of ``sys.excepthook``."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        logger.critical("unexpected exception", exc_info=(kind, error, trace))
        if self._showing:
            return  # one report at a time; the log has them all
        self._showing = True
        try:
            self._show(kind, error, trace)
        finally:
            self._showing = False

    def _show(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, GoujiError):
            self._asker.warn(self._parent, str(error))
            return
        from ui.dialogs.crash_report import CrashReportDialog, report_of

        dialog = CrashReportDialog(report_of(kind, error, trace), self._asker, Path.home(), self._parent)
        self._asker.run(dialog)
        dialog.deleteLater()
