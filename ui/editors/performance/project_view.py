"""A project that has no performance form: one of 表十二 that still needs it, or one of 表十三 that needs none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.performance.access import CATEGORIES
from ui.fonts import body_font
from ui.itemmodels.project_list_model import Project, Stand

_WORDS = {
    Stand.MISSING: "表十二里有这个项目，还没有绩效目标表。",
    Stand.CARRIED: "表十三的上年结转项目，绩效目标表不随本年预算公开；类别用于“第三部分 十”的统计。",
}


class ProjectView(QWidget):
    """Name, amount and kind of a project."""

    category_wanted = Signal(object, str)
    forms_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self.name, self.words, self.amount = QLabel(self), QLabel(self), QLabel(self)
        self.name.setFont(body_font(16, bold=True))
        for label in (self.name, self.words):
            label.setWordWrap(True)
        self.words.setObjectName("muted")
        self.category = QComboBox(self)
        self.category.addItems(["未填", *CATEGORIES])
        self.category.setAccessibleName("项目类别")
        self.category.activated.connect(self._choose)
        self.make = QPushButton("从表十二新建绩效目标表", self)
        self.make.setObjectName("primary")
        self.make.clicked.connect(self.forms_wanted)
        line = QHBoxLayout()
        line.addWidget(QLabel("类别", self))
        line.addWidget(self.category)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(12)
        for widget in (self.name, self.amount, self.words):
            layout.addWidget(widget)
        layout.addLayout(line)
        layout.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def show_project(self, project: Project, *, read_only: bool) -> None:
        """Show a project."""
        self._project = project
        self.name.setText(project.name)
        table = "表十三" if project.stand is Stand.CARRIED else "表十二"
        self.amount.setText(f"{table}　{project.amount} 万元" if project.amount else f"{table}　金额未填")
        self.words.setText(_WORDS[project.stand])
        known = project.category in CATEGORIES
        self.category.setCurrentIndex(CATEGORIES.index(project.category) + 1 if known else 0)
        self.category.setEnabled(not read_only)
        self.make.setVisible(project.stand is Stand.MISSING and not read_only)

    def _choose(self, index: int) -> None:
        if self._project is not None:
            self.category_wanted.emit(self._project, CATEGORIES[index - 1] if index else "")
