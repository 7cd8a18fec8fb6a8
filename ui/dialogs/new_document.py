"""The wizard for a new document: department, code, year, units, and where the file goes; empty or from the sample."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from models.document import Document
from models.newdoc import LONGEST_NAME, new_document
from models.pack import Pack
from models.samples import sample_document
from ui.dialogs.asking import DOCUMENTS, Asker
from ui.dialogs.framing import Framed

SUFFIX = ".gouji"
_YEARS = (2015, 2099)
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class NewDocumentDialog(Framed):
    """``document()`` and ``path()`` hold what the user asked for once it is accepted."""

    def __init__(
        self, pack: Pack, folder: Path, asker: Asker, parent: QWidget | None = None, *, sample: bool = False
    ) -> None:
        super().__init__("新建部门预算公开", f"参数包：{pack.title}，共 {len(pack.forms)} 张表。", parent)
        self._pack, self._folder, self._asker = pack, folder, asker
        self._own_path = False
        self.setMinimumWidth(620)
        self._build_choice(sample=sample)
        self._build_fields()
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.body.addWidget(self.problem)
        self._ok = self.add_buttons("新建")
        for field in (self.department, self.code, self.place):
            field.textChanged.connect(self._update)
        self.place.textEdited.connect(self._keep_path)
        self.year.valueChanged.connect(self._update)
        self.empty.toggled.connect(self._update)
        self._update()
        self.department.setFocus()

    def _build_choice(self, *, sample: bool) -> None:
        self.empty = QRadioButton("空白文档：只有表样，从头录入", self)
        self.sample = QRadioButton("从示例开始：一个区县部门的 2025 年预算，整本都已填好", self)
        group = QButtonGroup(self)
        for button in (self.empty, self.sample):
            group.addButton(button)
            self.body.addWidget(button)
        (self.sample if sample else self.empty).setChecked(True)

    def _build_fields(self) -> None:
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 4, 0, 0)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(9)
        self.department = QLineEdit(self)
        self.department.setPlaceholderText("例如：某某区财政局，与公开文本的封面一致")
        self.department.setMaxLength(LONGEST_NAME)
        self.code = QLineEdit(self)
        self.code.setPlaceholderText("可不填")
        self.code.setMaxLength(30)
        self.units = QPlainTextEdit(self)
        self.units.setPlaceholderText("每行一个单位，可从 Excel 整列粘贴；不填时以部门自身为唯一单位")
        self.units.setFixedHeight(104)
        self.units.setTabChangesFocus(True)
        self._form.addRow("部门名称", self.department)
        self._form.addRow("部门代码", self.code)
        self._form.addRow("预算年度", self._year_row())
        self._form.addRow("所属单位", self.units)
        self._empty_rows = range(self._form.rowCount())
        self._form.addRow("保存位置", self._place_row())
        self.body.addLayout(self._form)

    def _year_row(self) -> QHBoxLayout:
        self.year = QSpinBox(self)
        self.year.setRange(*_YEARS)
        self.year.setValue(int(self._pack.year))
        self.year.setFixedSize(96, 28)
        self.year_note = QLabel(self)
        self.year_note.setObjectName("muted")
        self.year_note.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.year)
        row.addWidget(self.year_note, 1)
        return row

    def _place_row(self) -> QHBoxLayout:
        self.place = QLineEdit(self)
        browse = QPushButton("浏览…", self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        row.addWidget(browse)
        return row

    # -- what the user has chosen -------------------------------------------------------------------------------------

    def document(self) -> Document:
        """The new document."""
        if self.sample.isChecked():
            return sample_document(self._pack.id)
        units = self.units.toPlainText().splitlines()
        return new_document(self._pack, self.department.text(), self.code.text(), str(self.year.value()), units)

    def path(self) -> Path:
        """Where the file goes, with its ending."""
        path = Path(self.place.text().strip()).expanduser()
        return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)

    def _problem(self) -> str:
        """Why it cannot be made yet; "" where it can."""
        if self.empty.isChecked() and not self.department.text().strip():
            return "请填写部门名称。"
        text = self.place.text().strip()
        if not text or not Path(text).name:
            return "请选择保存位置。"
        path = self.path()
        if not path.is_absolute() or not path.parent.is_dir():
            return f"文件夹“{path.parent}”不存在，请重新选择保存位置。"
        if path.exists():
            return f"“{path.name}”已经存在，请换一个文件名。"
        return ""

    def _update(self) -> None:
        for row in self._empty_rows:
            self._form.setRowVisible(row, self.empty.isChecked())
        if not self._own_path:
            self._suggest_path()
        other = str(self.year.value()) != self._pack.year
        self.year_note.setText(
            f"参数包是 {self._pack.year} 年度的：科目和公式按 {self._pack.year} 年，表题印 {self.year.value()} 年。"
            if other
            else ""
        )
        problem = self._problem()
        silent = not self.department.text() and self.empty.isChecked()
        self.problem.setText("" if silent else problem)
        if self._ok is not None:
            self._ok.setEnabled(not problem)

    def _suggest_path(self) -> None:
        department = "示例" if self.sample.isChecked() else _FORBIDDEN.sub("", self.department.text().strip())
        name = f"{department or '新文档'}-{self.year.value()}年部门预算公开"
        path, number = self._folder / f"{name}{SUFFIX}", 2
        while path.exists():
            path, number = self._folder / f"{name} ({number}){SUFFIX}", number + 1
        self.place.setText(str(path))

    def _keep_path(self) -> None:
        self._own_path = True

    def _browse(self) -> None:
        path = self._asker.save_path(self, "新建文件的位置", self.path(), DOCUMENTS)
        if path is not None:
            self._own_path = True
            self.place.setText(str(path))
