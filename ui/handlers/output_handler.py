"""输出: Excel and PDF files, the print preview, and importing Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import GoujiError
from models.workspace import Workspace
from ui.dialogs.asking import BOOKS, WEB_PAGES, WORD_FILES, WORKBOOKS
from ui.handlers.host import Host, open_workbench
from ui.handlers.version_handler import note_output

if TYPE_CHECKING:
    from export.import_plan import ImportPlan
    from export.page_setup import PageSetup
    from export.performance_import import PerformanceImport
    from ui.workers import Progress

Write = Callable[["Progress"], None]


class OutputHandler:
    """Writes and reads files of other programs, off the GUI thread."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {
            "export_both": self.export_both,
            "export_pdf": lambda: self._export("输出 PDF", ".pdf", BOOKS),
            "export_xlsx": lambda: self._export("输出 Excel", ".xlsx", WORKBOOKS),
            "export_docx": lambda: self._export("输出 Word", ".docx", WORD_FILES),
            "export_html": lambda: self._export("输出网页", ".html", WEB_PAGES),
            "export_review": self.export_review,
            "export_values": lambda: self._export("输出仅数值 Excel", ".xlsx", WORKBOOKS, values=True),
            "preview": self.preview,
            "print": lambda: self.preview(print_at_once=True),
            "import": self.choose_import,
        }

    # -- writing ------------------------------------------------------------------------------------------------------

    def export_both(self) -> None:
        """A PDF and an Excel file of the same name."""
        host = self._host
        path = host.asker.save_path(host.widget, "输出 PDF 和 Excel", self._suggestion(".pdf"), BOOKS)
        if path is not None:
            self._write("输出 PDF 和 Excel", [path.with_suffix(".pdf"), path.with_suffix(".xlsx")], values=False)

    def export_review(self) -> None:
        """A PDF with the states of the checks in it and the check list of publication behind it."""
        host = self._host
        suggestion = self._suggestion(".pdf")
        path = host.asker.save_path(host.widget, "输出审核稿", suggestion.with_stem(suggestion.stem + "-审核稿"), BOOKS)
        if path is not None:
            self._write("输出审核稿", [path], values=False, review=True)

    def _export(self, title: str, suffix: str, kind: str, *, values: bool = False) -> None:
        host = self._host
        path = host.asker.save_path(host.widget, title, self._suggestion(suffix, values=values), kind)
        if path is not None:
            self._write(title, [path], values=values)

    def _suggestion(self, suffix: str, *, values: bool = False) -> Path:
        """Beside the document, under its name."""
        session = open_workbench(self._host).session
        year, department = (session.document.settings[key] for key in ("year", "department"))
        stem = session.file.path.stem if session.file is not None else f"{department}-{year}年部门预算公开"
        folder = session.file.path.parent if session.file is not None else self._host.settings.folder()
        return folder / f"{stem}{'-仅数值' if values else ''}{'' if self._host.draft else '-正式稿'}{suffix}"

    def _write(self, title: str, paths: list[Path], *, values: bool, review: bool = False) -> None:
        from export import page_setup

        session = open_workbench(self._host).session
        draft = self._host.draft or review
        setup = page_setup.from_state(session.view_state(page_setup.STATE), signature=review)
        work = writer(session.workspace, paths, draft=draft, values=values, review=review, setup=setup)

        def done(_result: object) -> None:
            names = "、".join(f"“{path.name}”" for path in paths)
            session.message.emit(f"已输出 {names} 到 {paths[0].parent}。")
            note_output(session, title)

        from ui.dialogs import progress  # late: threads and dialogs are not needed for the start

        progress.run(self._host.widget, title, work, done, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GoujiError):
            raise error
        self._host.asker.warn(self._host.widget, str(error))

    # -- preview ------------------------------------------------------------------------------------------------------

    def preview(self, sections: tuple[str, ...] | None = None, *, print_at_once: bool = False) -> None:
        """Show the pages as they will be printed: the whole book, or first these sections."""
        from export import page_setup
        from ui.dialogs.print_preview import PrintPreviewDialog
        from ui.handlers.preview_pages import PreviewPages

        bench, host = open_workbench(self._host), self._host
        session, settings = bench.session, bench.session.document.settings
        pages = PreviewPages(bench, draft=host.draft)
        scopes = list(pages.scopes())
        if sections is not None:
            scopes.insert(0, (f"选中的 {len(sections)} 张绩效目标表", sections))
        # Someone signs what is still to be judged; on a final that is asked for each time.
        signature = None if host.draft else False
        dialog = PrintPreviewDialog(
            pages.render,
            tuple(scopes),
            host.asker,
            f"{settings['department']}{settings['year']}年部门预算公开",
            host.widget,
            setup=page_setup.from_state(session.view_state(page_setup.STATE), signature=signature),
            tables=pages.tables,
            further=pages.further,
            print_at_once=print_at_once,
        )
        dialog.setup_chosen.connect(lambda setup: session.remember(page_setup.STATE, page_setup.to_state(setup)))
        dialog.printed.connect(lambda: note_output(session, "打印"))
        host.asker.run(dialog)
        dialog.deleteLater()

    # -- importing ----------------------------------------------------------------------------------------------------

    def choose_import(self) -> None:
        """Ask for an Excel file and read it."""
        host = self._host
        path = host.asker.open_path(host.widget, "导入 Excel", host.settings.folder(), WORKBOOKS)
        if path is not None:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        """Read an Excel file, show what it would change, and carry that out as one step."""
        from ui.dialogs.import_preview import ImportPreviewDialog

        session = open_workbench(self._host).session
        host = self._host

        def work(step: Progress) -> tuple[ImportPlan | None, PerformanceImport | None]:
            from export import importing

            step.step("正在读取并比对")
            return importing.read(path, session.workspace)

        def done(found: tuple[ImportPlan | None, PerformanceImport | None]) -> None:
            plan, forms = found
            if plan is not None and (plan or plan.problems or forms is None):
                dialog = ImportPreviewDialog(plan, host.widget)
                if host.asker.run(dialog) and session.submit(plan.edit):
                    session.message.emit(f"已导入“{path.name}”，可以撤销。")
                dialog.deleteLater()
            if forms is not None:
                self._import_forms(forms)

        from ui.dialogs import progress  # late: threads and dialogs are not needed for the start

        progress.run(host.widget, f"导入“{path.name}”", work, done, self._fail)

    def _import_forms(self, found: PerformanceImport) -> None:
        """Show what the performance forms of a workbook would change; nothing is shown where that is nothing."""
        from models.performance.importing import import_all
        from ui.dialogs.performance_import_preview import PerformanceImportDialog

        session = open_workbench(self._host).session
        _edit, told = import_all(session.workspace, found.forms)
        if all(not fields for _name, fields in told):
            return
        dialog = PerformanceImportDialog(session.workspace, found, self._host.widget)
        if self._host.asker.run(dialog) and session.submit(dialog.edit()):
            session.message.emit(f"已导入“{found.source}”的绩效目标表，可以撤销。")
        dialog.deleteLater()


def writer(
    workspace: Workspace, paths: list[Path], *, draft: bool, values: bool, review: bool = False, setup: PageSetup
) -> Write:
    """The work of writing these files, by their endings; cancelling leaves what was there."""

    def work(step: Progress) -> None:
        from export import whole_book, writing

        step.step("正在排版")
        book = whole_book.build(workspace, draft=draft, marks=review, setup=setup)
        for path in paths:
            step.step(f"正在写“{path.name}”")
            writing.write(book, path, values_only=values)

    return work
