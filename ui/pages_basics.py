"""The page 封面与基本信息: settings of the document, and the facts that prose needs and no table holds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.findings import Finding
from models.forms import Role
from models.refs import CellRef
from ui import other_file
from ui.dialogs.asking import Asker
from ui.editors.basics.fact_grid import FactGrid
from ui.editors.basics.settings_form import SettingsForm
from ui.fonts import body_font
from ui.session import Session

_WIDEST = 980
_COLUMNS = 2


class BasicsPage(QScrollArea):
    """``asker`` may be replaced, so that tests can answer."""

    zoomed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.asker = Asker()
        self.grids: dict[str, FactGrid] = {}
        self._zooming = False
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(self)
        body.setMaximumWidth(_WIDEST)
        self.setWidget(body)  # while it is empty: all that is in it would be styled again
        column = QVBoxLayout(body)
        column.setContentsMargins(26, 18, 26, 26)
        column.setSpacing(14)
        column.addWidget(_heading("封面与基本信息", body))
        self.settings = SettingsForm(session, body)
        column.addWidget(self.settings)
        column.addSpacing(6)
        column.addWidget(_heading("基础数据", body))
        note = QLabel("文字说明要用、各表里没有的数字。填在这里，文字中的数字随之更新。", body)
        note.setObjectName("muted")
        column.addWidget(note)
        column.addLayout(self._facts(body))
        column.addStretch(1)
        self.setFocusProxy(self.settings.fields["department"])

    def _facts(self, body: QWidget) -> QGridLayout:
        """The forms of facts two by two; the longest stands beside the others."""
        layout = QGridLayout()
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(16)
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        heights = [0] * _COLUMNS
        known = self.session.pack.narrative.last_year
        for form in self.session.pack.all_forms:
            if form.role is not Role.FACT:
                continue
            grid = self.grids[form.id] = FactGrid(self.session, form.id, body)
            grid.entered.connect(lambda own=grid: self._enter(own))
            grid.editor.zoomed.connect(self._follow_zoom)
            if known is not None and form.id == known.form:
                grid.head.insertWidget(1, self._last_year_button(grid))
            shorter = heights.index(min(heights))
            columns[shorter].addWidget(grid)
            heights[shorter] += grid.sizeHint().height()
        for number, one in enumerate(columns):
            one.setSpacing(16)
            one.addStretch(1)
            layout.addLayout(one, 0, number)
            layout.setColumnStretch(number, 1)
        return layout

    def _last_year_button(self, parent: QWidget) -> QPushButton:
        self.take = QPushButton("从上年文件提取…", parent)
        self.take.setObjectName("link")
        self.take.setToolTip("选择上年的预算文件（.gouji），读取收支总计等数")
        self.take.setEnabled(not self.session.read_only)
        self.take.clicked.connect(self.take_last_year)
        return self.take

    # -- what the workbench asks ------------------------------------------------------------------------------------

    def _enter(self, own: FactGrid) -> None:
        for grid in self.grids.values():
            if grid is not own:
                grid.leave()

    def _follow_zoom(self, percent: int) -> None:
        if not self._zooming:
            self.zoom(percent)
            self.zoomed.emit(percent)

    def zoom(self, percent: int) -> None:
        """Show the forms of facts at this size."""
        self._zooming = True
        try:
            for grid in self.grids.values():
                grid.editor.zoom(percent)
        finally:
            self._zooming = False

    def commit(self) -> None:
        """Take over what is being typed."""
        self.settings.commit()
        for grid in self.grids.values():
            grid.editor.commit()

    def show_cell(self, ref: CellRef) -> None:
        """Bring a fact to view, and give it the keyboard."""
        grid = self.grids.get(ref.form)
        if grid is not None:
            self.ensureWidgetVisible(grid)
            grid.editor.show_cell(ref)

    def show_finding(self, finding: Finding) -> None:
        """Bring to view what a finding is about."""
        ref = next((ref for ref in finding.cells if ref.form in self.grids), None)
        if ref is not None:
            self.show_cell(ref)

    # -- last year --------------------------------------------------------------------------------------------------

    def take_last_year(self) -> None:
        """Ask for last year's file, show what would be taken from it, and take it as one edit."""
        from ui.dialogs.last_year import LastYearDialog

        folder = self.session.file.path.parent if self.session.file is not None else Path.home()
        chosen = other_file.choose(self.asker, self.window(), "选择上年的预算文件", folder)
        if chosen is None:
            return
        path, last = chosen
        dialog = LastYearDialog(self.session.workspace, last, path.name, self.window())
        if self.asker.run(dialog) and self.session.submit(dialog.edit(), self):
            self.session.message.emit(f"已从“{path.name}”提取上年预算数，可以撤销。")
        dialog.deleteLater()


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setFont(body_font(16, bold=True))
    return label
