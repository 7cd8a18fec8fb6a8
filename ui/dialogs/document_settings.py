"""基本信息: the department's name and code and the year, changed as one step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from models import planning
from models.edits import Edit
from models.workspace import Workspace
from ui.dialogs.framing import Framed


class DocumentSettingsDialog(Framed):
    """``edit()`` is the one step that the user asked for; it is empty where nothing has changed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("基本信息", "", parent)
        self._workspace = workspace
        self.setMinimumWidth(500)
        settings = workspace.document.settings
        self.department = QLineEdit(settings["department"], self)
        self.department.setMaxLength(100)
        self.code = QLineEdit(settings["department_code"], self)
        self.code.setMaxLength(30)
        self.year = QSpinBox(self)
        self.year.setRange(2015, 2099)
        self.year.setFixedSize(96, 28)
        self.year.setValue(int(settings["year"]) if settings["year"].isdigit() else int(workspace.pack.year))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(9)
        form.addRow("部门名称", self.department)
        form.addRow("部门代码", self.code)
        form.addRow("预算年度", self.year)
        self.body.addLayout(form)
        note = QLabel(f"参数包：{workspace.pack.title}。年度只影响表题和文件名，科目与公式随参数包。", self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.body.addWidget(note)
        self._ok = self.add_buttons("确定")
        self.department.textChanged.connect(self._update)

    def _update(self) -> None:
        if self._ok is not None:
            self._ok.setEnabled(bool(self.department.text().strip()))

    def edit(self) -> Edit:
        """All changed settings in one edit."""
        wanted = {
            "department": self.department.text(),
            "department_code": self.code.text(),
            "year": str(self.year.value()),
        }
        edits = [planning.set_setting(self._workspace, key, text) for key, text in wanted.items()]
        return Edit(edits[0].label, edits[0].cause, tuple(change for edit in edits for change in edit.changes))
