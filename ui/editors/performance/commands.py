"""What can be done with the performance forms: making, copying, importing, adopting what the checks advise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec
from PySide6.QtWidgets import QWidget

from models import planning as cells
from models.edits import Edit
from models.errors import GoujiError, PlanError
from models.findings import Finding
from models.forms import ColumnKind
from models.performance import indicator_planning, planning
from models.performance.access import forms_of, ids_of
from models.refs import CellRef
from ui.dialogs.asking import WORKBOOKS, Asker
from ui.editors.performance.audit import first_cell
from ui.editors.performance.form_view import FormView
from ui.editors.performance.project_list import ProjectList
from ui.itemmodels.project_list_model import Project
from ui.session import Session
from ui.workers import Progress

if TYPE_CHECKING:
    from export.performance_import import PerformanceImport


class Page(Protocol):
    """The page as its commands see it."""

    session: Session
    asker: Asker
    form: FormView
    list: ProjectList

    def window(self) -> QWidget:
        """The parent of dialogs."""


class PerformanceCommands:
    """Each command is one edit, or a dialog that ends in one."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def _submit(self, plan: Callable[[], Edit]) -> bool:
        """Plan and submit; a refusal is told in the status bar."""
        session = self._page.session
        try:
            return session.submit(plan(), self)
        except PlanError as error:
            session.message.emit(str(error))
            return False

    def _tell(self, sentence: str) -> None:
        self._page.session.message.emit(sentence)

    # -- forms ----------------------------------------------------------------------------------------------------

    def make_forms(self) -> None:
        """A form for every project of 表十二 that has none."""
        page = self._page
        known = {row.id for row in forms_of(page.session.document)}
        if self._submit(lambda: planning.make_forms(page.session.workspace)):
            made = [row for row in forms_of(page.session.document) if row.id not in known]
            page.list.show_project(ids_of(page.session.document).forms, made[0].id)
            self._tell(f"已新建 {len(made)} 张绩效目标表，可以撤销。")

    def delete_form(self, project: Project) -> None:
        """Take a form away; the project of 表十二 stays."""
        if self._submit(lambda: planning.delete_form(self._page.session.workspace, project.row_id)):
            self._tell(f"已删除“{project.name}”的绩效目标表，可以撤销。")

    def set_category(self, project: Project, category: str) -> None:
        """Say what kind a project is."""
        workspace = self._page.session.workspace
        self._submit(lambda: planning.set_category(workspace, project.form, project.row_id, category))

    def copy_period(self, *, to_annual: bool) -> None:
        """Carry amounts, goal and indicator values of one period over to the other."""
        page = self._page
        page.form.commit()
        edit = planning.copy_period(page.session.workspace, page.form.row_id, to_annual=to_annual)
        if not edit:
            self._tell("实施期与年度已经相同。")
        elif page.session.submit(edit, self):
            self._tell(f"{edit.label}：已抄过去，可以撤销。")

    def copy_form(self) -> None:
        """Take over texts and indicators of another form."""
        from ui.dialogs.copy_form import CopyFormDialog

        page = self._page
        page.form.commit()
        dialog = CopyFormDialog(page.session.workspace, page.form.row_id, page.asker, page.window(), self._folder())
        if page.asker.run(dialog) and page.session.submit(dialog.edit(), self):
            self._tell("已复制文字和指标，金额不变；可以撤销。")
        dialog.deleteLater()

    # -- findings -------------------------------------------------------------------------------------------------

    def adopt(self, finding: Finding) -> None:
        """Put right what a finding is certain about."""
        page, ref = self._page, first_cell(self._page.session, finding)
        page.form.commit()
        edit = fixed(page.session, ref, finding) if ref is not None else None
        if edit is None:
            self._tell("这里的文字已经改过了，请等审核结果更新。")
        elif page.session.submit(edit, self):
            self._tell(f"已{edit.label}，可以撤销。")

    # -- importing ------------------------------------------------------------------------------------------------

    def _folder(self) -> Path:
        file = self._page.session.file
        return file.path.parent if file is not None else Path.home()

    def choose_import(self) -> None:
        """Ask for a workbook and read its forms."""
        page = self._page
        path = page.asker.open_path(page.window(), "导入绩效目标表", self._folder(), WORKBOOKS)
        if path is not None:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        """Read a workbook, show field by field what was recognised, and carry out what the user ticks."""
        from ui.dialogs import progress

        def work(step: Progress) -> object:
            from export import performance_import

            step.step("正在读取")
            return performance_import.read(path)

        progress.run(self._page.window(), f"导入“{path.name}”", work, self._preview, self._fail)

    def _preview(self, found: PerformanceImport) -> None:
        from ui.dialogs.performance_import_preview import PerformanceImportDialog

        page = self._page
        page.form.commit()
        dialog = PerformanceImportDialog(page.session.workspace, found, page.window())
        if page.asker.run(dialog) and page.session.submit(dialog.edit(), self):
            self._tell(f"已导入“{found.source}”，可以撤销。")
        dialog.deleteLater()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GoujiError):
            raise error
        self._page.asker.warn(self._page.window(), str(error))


def fixed(session: Session, ref: CellRef, finding: Finding) -> Edit | None:
    """The edit that puts a finding's fix in the place of its words; ``None`` where they are no longer there."""
    place = finding.place
    if place is None or not place.fix or not session.document.has_row(ref.form, ref.row):
        return None
    workspace, column = session.workspace, session.pack.form(ref.form).column_by_key[ref.column]
    row = session.document.row(ref.form, ref.row)
    if column.kind is ColumnKind.AMOUNT:
        edit = cells.set_cells(workspace, {ref: place.fix})
    else:
        text = session.document.text(row, column)
        start, end = (place.start, place.end) if place.start >= 0 else (0, len(text))
        if place.text and text[start:end] != place.text:
            return None
        new = text[:start] + place.fix + text[end:]
        indicators = ids_of(session.document).indicators
        change = indicator_planning.set_text if ref.form == indicators else planning.set_field
        edit = change(workspace, ref.row, ref.column, new)
    return msgspec.structs.replace(edit, label=f"改为“{place.fix}”", cause="修复")
