"""The window: menus, tool bar, and either the start page or one open document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QStackedWidget, QStatusBar, QWidget

from models import signoff
from models.errors import GoujiError
from models.workspace import ChangeReport
from ui import actions, theme
from ui.actions import Needs
from ui.dialogs.asking import Asker
from ui.fonts import body_font
from ui.handlers.audit_handler import AuditHandler
from ui.handlers.edit_handler import EditHandler
from ui.handlers.file_handler import FileHandler, commit_typing
from ui.handlers.output_handler import OutputHandler
from ui.handlers.outside_handler import OutsideHandler
from ui.handlers.repair_handler import RepairHandler
from ui.handlers.signoff_handler import SignoffHandler
from ui.handlers.support_handler import SupportHandler
from ui.handlers.version_handler import VersionHandler
from ui.handlers.view_handler import PANELS, ViewHandler
from ui.panels.search_box import SearchBox
from ui.session import Session
from ui.settings import Settings
from ui.tool_bar import ToolBar
from ui.workbench import Workbench

if TYPE_CHECKING:
    from ui.panels.start_page import StartPage

SIZE = (1440, 900)
PROGRAM = "勾稽"
_COMMITS = frozenset(
    {"undo", "redo", "replace", "back", "forward", "save_copy", "restore", "settings", "check", "preview", "print",
     "export_both", "export_pdf",
     "export_xlsx", "export_values", "export_docx", "export_html", "export_review", "import", "close", "new", "open",
     "open_sample", "next", "previous", "automatic",
     "adopt", "advice", "bench", "balance", "coverage", "publication", "keep_version", "versions", "signoff"}
)  # fmt: skip
"""Actions before which a cell that is being typed is taken as entered."""


class MainWindow(QMainWindow):
    """Holds menus and handlers together; what they do is theirs. ``log_folder`` is what 打开日志文件夹 shows."""

    def __init__(
        self, settings: Settings | None = None, asker: Asker | None = None, log_folder: Path | None = None
    ) -> None:
        super().__init__()
        self.settings, self.asker = settings or Settings(), asker or Asker()
        self.workbench: Workbench | None = None
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self.actions_ = actions.build(self)
        self.search = SearchBox(self)
        self.files = FileHandler(self)
        self.outside = OutsideHandler(self, self.files, self)
        self.output = OutputHandler(self)
        self.repair = RepairHandler(self)
        self.view, self.support = ViewHandler(self), SupportHandler(self, log_folder or Path.home(), self)
        self._build_menus()
        self._tools = ToolBar(self.actions_, self.search, self)
        self.addToolBar(self._tools)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._stack = QStackedWidget(self)
        self._start_page: StartPage | None = None
        self.setCentralWidget(self._stack)
        self._hear_tips()
        self.search.set_session(None)
        self._bind()
        if (geometry := self.settings.bytes_of("geometry")) is not None:
            self.restoreGeometry(geometry)
        self._update()

    # -- building -----------------------------------------------------------------------------------------------------

    def _build_menus(self) -> None:
        for title, names in actions.MENUS:
            menu = self.menuBar().addMenu(title)
            for name in names:
                if not name:
                    menu.addSeparator()
                elif name == actions.RECENT:
                    self._recent = menu.addMenu("最近文件(&F)")
                    self._recent.aboutToShow.connect(self._fill_recent)
                else:
                    menu.addAction(self.actions_[name])
        self.addActions(list(self.actions_.values()))
        self._file_label = QLabel(self)
        self._file_label.setStyleSheet(f"color: {theme.MUTED}; padding: 5px 14px 6px;")
        self.menuBar().setCornerWidget(self._file_label)
        brand = QLabel(PROGRAM, self)
        brand.setStyleSheet(f"color: {theme.ACCENT}; padding: 0 6px 0 14px;")
        brand.setFont(body_font(bold=True))
        self.menuBar().setCornerWidget(brand, Qt.Corner.TopLeftCorner)

    def _hear_tips(self) -> None:
        """Entries' tips stand in the document's own bar; Qt tells them to a bar of its own kind, so one is hidden."""
        bar = QStatusBar(self)
        bar.hide()
        self.setStatusBar(bar)
        bar.messageChanged.connect(self._hint)

    def _hint(self, text: str) -> None:
        if self.workbench is not None:
            self.workbench.status.hint(text)

    def _bind(self) -> None:
        edit, audit = EditHandler(self, self.search), AuditHandler(self)
        bound: dict[str, Callable[[], object]] = {"quit": self.close}
        kept = VersionHandler(self), SignoffHandler(self)
        handlers = (self.files, *kept, edit, audit, self.repair, self.output, self.view, self.support)
        for handler in handlers:
            bound |= handler.actions()
        for name, function in bound.items():
            self.actions_[name].triggered.connect(lambda _on, name=name, function=function: self._do(name, function))
        self.actions_["final"].toggled.connect(lambda _on: self._update_draft())
        for panel in PANELS:
            action = self.actions_[f"show_{panel}"]
            action.toggled.connect(lambda on, panel=panel: self.view.show_panel(panel, shown=on))

    def _do(self, name: str, function: Callable[[], object]) -> None:
        if name in _COMMITS:
            commit_typing()
            if self.workbench is not None:
                self.workbench.diagnoser.settle()
        function()

    def _fill_recent(self) -> None:
        self._recent.clear()
        paths = self.settings.recent()
        for number, path in enumerate(paths, 1):
            text = f"&{number % 10}　{path.name}".replace("&&", "&")
            action = self._recent.addAction(text, lambda path=path: self.files.open_path(path))
            action.setToolTip(str(path))
        if not paths:
            self._recent.addAction("（还没有）").setEnabled(False)
            return
        self._recent.addSeparator()
        self._recent.addAction("清空列表", self._clear_recent)

    def _clear_recent(self) -> None:
        self.settings.clear_recent()
        self._update()

    # -- the host of the handlers -------------------------------------------------------------------------------------

    @property
    def widget(self) -> QWidget:
        """The parent of dialogs."""
        return self

    @property
    def draft(self) -> bool:
        """Whether output carries 仅供内部审核."""
        return not self.actions_["final"].isChecked()

    def show_session(self, session: Session) -> None:
        """Show a document instead of the one that is open."""
        self.close_document()
        self._show(session)

    def show_anew(self) -> None:
        """Make all that shows the open document anew: what can be edited there is decided when it is made."""
        if self.workbench is not None:
            session = self._put_away(self.workbench)
            self._show(Session(session.workspace, session.file))

    def _show(self, session: Session) -> None:
        session.setParent(self)
        bench = self.workbench = Workbench(session, self.settings, self._stack)
        self.repair.attach(bench)
        bench.print_wanted.connect(self.output.preview)
        bench.panel_shown.connect(lambda name, on: self.actions_[f"show_{name}"].setChecked(on))
        stack = session.undo_stack
        for signal in (stack.canUndoChanged, stack.canRedoChanged, stack.indexChanged):
            signal.connect(self._update_undo)
        session.failed.connect(lambda text: QTimer.singleShot(0, lambda: self.asker.warn(self, text)))
        session.changed.connect(self._follow)
        self._stack.addWidget(bench)
        self._stack.setCurrentWidget(bench)
        self.search.set_session(session)
        self.actions_["final"].setChecked(session.standing.is_final)
        if not session.standing.fits:
            bench.notice.say("".join(filter(None, (bench.notice.text.text(), signoff.MISFIT))))
        self._update()
        bench.focus_page()

    def close_document(self) -> None:
        """Close the open document; every edit is in the file already."""
        bench = self.workbench
        if bench is None:
            return
        file = self._put_away(bench).file
        if file is not None:
            try:
                file.close()
            except GoujiError as error:
                self.asker.warn(self, str(error))
        self._update()

    def _put_away(self, bench: Workbench) -> Session:
        """Take what shows the open document off the screen; the file stays open."""
        commit_typing()
        bench.leave()
        self.workbench = None
        self.search.set_session(None)
        self._stack.removeWidget(bench)
        bench.deleteLater()
        bench.session.deleteLater()
        return bench.session

    @property
    def start_page(self) -> StartPage:
        """What is shown while no document is open; made when it is first wanted."""
        if self._start_page is None:
            from ui.panels.start_page import StartPage  # late: most starts are for a document

            page = StartPage([self.actions_[name] for name in ("new", "open", "open_sample")], self._stack)
            page.file_chosen.connect(self.files.open_path)
            page.set_recent(path for path in self.settings.recent() if path.is_file())
            self._stack.addWidget(page)
            self._start_page = page
        return self._start_page

    # -- keeping up ---------------------------------------------------------------------------------------------------

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if report.settings:
            self._update_title()

    def _update(self) -> None:
        """Bring everything up to date that depends on which document is open."""
        bench = self.workbench
        has_document = bench is not None
        able = {
            Needs.NOTHING: True,
            Needs.DOCUMENT: has_document,
            Needs.EDITABLE: bench is not None and not bench.session.read_only,
            Needs.WRITABLE: bench is not None and not bench.session.is_only_read,
        }
        for spec in actions.SPECS:
            self.actions_[spec.id].setEnabled(able[spec.needs])
        for panel in PANELS:
            action = self.actions_[f"show_{panel}"]
            action.blockSignals(True)
            action.setChecked(self.settings.flag(f"show_{panel}", default=True))
            action.blockSignals(False)
        if self._start_page is not None or (not has_document and self.isVisible()):
            self.start_page.set_recent(path for path in self.settings.recent() if path.is_file())
        self._tools.setVisible(has_document)
        self._update_undo()
        self._update_title()
        self._update_draft()

    def _update_undo(self, *_what: object) -> None:
        stack = self.workbench.session.undo_stack if self.workbench is not None else None
        for name, word, key in (("undo", "撤销", "U"), ("redo", "重做", "R")):
            able = stack is not None and (stack.canUndo() if name == "undo" else stack.canRedo())
            step = (stack.undoText() if name == "undo" else stack.redoText()) if stack is not None and able else ""
            action = self.actions_[name]
            action.setEnabled(able and self.actions_["settings"].isEnabled())
            action.setText(f"{word}{'：' + step if step else ''}(&{key})")
            action.setIconText(word)

    def _update_title(self) -> None:
        bench = self.workbench
        if bench is None:
            self.setWindowTitle(PROGRAM)
            self._show_file("", "")
            return
        name = bench.session.file.path.name if bench.session.file is not None else "未存入文件"
        signed = bench.session.standing.words
        mark = "（只读）" if bench.session.is_only_read else f"（{signed}，已锁定）" if signed else ""
        department = bench.session.document.settings["department"]
        self.setWindowTitle(" - ".join(filter(None, (f"{name}{mark}", department, PROGRAM))))
        self._show_file(f"{name}{mark}", str(bench.session.file.path) if bench.session.file is not None else "")

    def _show_file(self, text: str, tip: str) -> None:
        self._file_label.setText(text)
        self._file_label.setToolTip(tip)
        self.menuBar().setCornerWidget(self._file_label)  # the menu bar lays its corner out only then

    def _update_draft(self) -> None:
        if self.workbench is not None:
            self.workbench.status.set_draft(draft=self.draft)

    # -- Qt -----------------------------------------------------------------------------------------------------------

    def createPopupMenu(self) -> QMenu | None:  # type: ignore[override]  # noqa: N802  Qt's name
        """Override QMainWindow.createPopupMenu: the tool bar cannot be hidden by a slip."""
        return None

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: without a document there is the start page."""
        super().showEvent(event)
        if self.workbench is None:
            self._stack.setCurrentWidget(self.start_page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent."""
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent: open a document, import a workbook."""
        path = self._dropped(event)
        if path is None:
            return
        event.acceptProposedAction()
        function = self.files.open_path if path.suffix.lower() == ".gouji" else self.output.import_path
        QTimer.singleShot(0, lambda: function(path))

    def _dropped(self, event: QDropEvent) -> Path | None:
        """The one file that is dragged in and that the window can take."""
        urls = event.mimeData().urls()
        if len(urls) != 1 or not urls[0].isLocalFile():
            return None
        path = Path(urls[0].toLocalFile())
        if path.suffix.lower() == ".gouji":
            return path
        able = self.actions_["import"].isEnabled()
        return path if path.suffix.lower() == ".xlsx" and able else None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QMainWindow.closeEvent."""
        self.settings.set_bytes("geometry", self.saveGeometry())
        self.close_document()
        event.accept()

    def action(self, name: str) -> QAction:
        """The action of that id."""
        return self.actions_[name]
