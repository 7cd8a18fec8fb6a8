"""查找替换: what to look for, where, and each place with what it would become; those that are ticked are replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from models import replacing
from models.edits import Edit
from models.errors import PlanError
from models.replacing import Place, Wanted
from models.workspace import Workspace
from ui.dialogs.framing import Framed

DELAY_MS = 200
MOST = 2_000
_SUB = "只替换录入和改写过的内容；自动计算的数、自动生成的文字和固定的行名不在其中。金额与要找的数相等才替换。"


class ReplaceDialog(Framed):
    """``edit`` is what the user wants once the dialog is accepted. ``scopes``: a title and the forms and sections."""

    def __init__(
        self, workspace: Workspace, scopes: Mapping[str, Sequence[str]], text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("查找替换", _SUB, parent)
        self._workspace, self._scopes = workspace, scopes
        self.edit: Edit | None = None
        self._found: list[Place] = []
        self._items: list[QTreeWidgetItem] = []
        self._more = 0
        self.resize(760, 560)
        self.old, self.new = QLineEdit(text, self), QLineEdit(self)
        self.scope = QComboBox(self)
        self.scope.addItems(list(scopes))
        self.whole = QCheckBox("单元格内容完全相同", self)
        self.case = QCheckBox("区分大小写", self)
        self._arrange()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.search)
        for box in (self.old, self.new):
            box.textEdited.connect(self._timer.start)
        self.scope.currentIndexChanged.connect(self.search)
        for choice in (self.whole, self.case):
            choice.toggled.connect(self.search)
        self.tree.itemChanged.connect(self._count)
        self.search()

    def _arrange(self) -> None:
        fields = QFormLayout()
        fields.addRow("查找内容", self.old)
        fields.addRow("替换为", self.new)
        row = QHBoxLayout()
        row.addWidget(self.scope)
        row.addSpacing(16)
        row.addWidget(self.whole)
        row.addWidget(self.case)
        row.addStretch(1)
        fields.addRow("范围", row)
        self.body.addLayout(fields)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("list")
        self.tree.setHeaderLabels(["位置", "现在", "改为"])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.tree, 1)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.body.addWidget(self.note)
        self._button = self.add_buttons("替换")

    @property
    def wanted(self) -> Wanted:
        """What stands in the fields."""
        return Wanted(self.old.text(), self.new.text(), self.whole.isChecked(), self.case.isChecked())

    @property
    def chosen(self) -> list[Place]:
        """The places that are ticked."""
        pairs = zip(self._found, self._items, strict=True)
        return [place for place, item in pairs if item.checkState(0) is Qt.CheckState.Checked]

    def search(self) -> None:
        """Look for what stands in the fields and list it, ticked."""
        self._timer.stop()
        scope = self._scopes[self.scope.currentText()]
        found = replacing.find(self._workspace, self.wanted, scope)
        self._found, self._more = found[:MOST], len(found) - MOST
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = []
        for place in self._found:
            item = QTreeWidgetItem([place.name, place.old, place.new or "（删去）"])
            item.setToolTip(0, place.name)
            item.setCheckState(0, Qt.CheckState.Checked)
            self._items.append(item)
        self.tree.addTopLevelItems(self._items)
        self.tree.blockSignals(False)
        self._count()

    def _count(self) -> None:
        count = len(self.chosen)
        found = f"找到 {len(self._found)} 处，将替换 {count} 处，作为一步，可以撤销。"
        more = f"另有 {self._more} 处没有列出，请在这次替换之后再找一次。" if self._more > 0 else ""
        self._say(found + more if self._found else self._why_none())
        if self._button is not None:
            self._button.setText(f"替换 {count} 处" if count else "替换")
            self._button.setEnabled(count > 0)

    def _why_none(self) -> str:
        return "没有找到可以替换的内容。" if self.old.text().strip() else ""

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.note.setObjectName("problem" if problem else "muted")
        self.note.style().polish(self.note)
        self.note.setText(text)

    def accept(self) -> None:
        """Override QDialog.accept: what was typed last counts."""
        if self._timer.isActive():
            self.search()
            return
        try:
            self.edit = replacing.plan(self._workspace, self.wanted, self.chosen)
        except PlanError as error:
            self._say(str(error), problem=True)
            return
        super().accept()
