"""A project that has no performance form: one of 表十二 that still needs it, or one of 表十三 that needs none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.performance.access import table_of
from models.performance.definitions import CATEGORIES
from ui.fonts import body_font
from ui.itemmodels.project_list_model import Project, Stand
from ui.session import Session

_WORDS = {
    Stand.MISSING: "{}里有这个项目，还没有绩效目标表。",
    Stand.CARRIED: "{}的上年结转项目，绩效目标表不随本年预算公开；类别用于情况说明的统计。",
}


class ProjectView(QWidget):
    """Name, amount and kind of a project."""

    category_wanted = Signal(object, str)
    forms_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
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
        self.make = QPushButton(f"从{table_of(session.document)}新建绩效目标表", self)
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
        table = self._session.pack.form(project.form).number
        self.amount.setText(f"{table}　{project.amount} 万元" if project.amount else f"{table}　金额未填")
        self.words.setText(_WORDS[project.stand].format(table))
        known = project.category in CATEGORIES
        self.category.setCurrentIndex(CATEGORIES.index(project.category) + 1 if known else 0)
        self.category.setEnabled(not read_only)
        self.make.setVisible(project.stand is Stand.MISSING and not read_only)

    def _choose(self, index: int) -> None:
        if self._project is not None:
            self.category_wanted.emit(self._project, CATEGORIES[index - 1] if index else "")
