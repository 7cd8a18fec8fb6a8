"""What a workbook with performance forms would change, field by field, before anything is taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QComboBox, QLabel, QTreeWidget, QTreeWidgetItem, QWidget

from models.edits import Edit, Row
from models.performance import planning
from models.performance.access import forms_of
from models.performance.importing import Field, differences, filling
from models.performance.names import same_name
from models.workspace import Workspace
from ui import theme
from ui.dialogs.framing import Framed

if TYPE_CHECKING:
    from export.performance_import import PerformanceImport, RecognisedForm

_FIELD = int(Qt.ItemDataRole.UserRole)
_NAME, _NOW, _NEW, _SOURCE = range(4)
NOWHERE = "不导入"


class PerformanceImportDialog(Framed):
    """``edit()`` takes over what is ticked, all forms in one edit."""

    def __init__(self, workspace: Workspace, found: PerformanceImport, parent: QWidget | None = None) -> None:
        sub = f"“{found.source}”里认出 {len(found.forms)} 张绩效目标表。勾选要导入的内容。"
        super().__init__("导入绩效目标表", sub, parent)
        self._workspace = workspace
        self._forms = found.forms
        self._targets = forms_of(workspace.document)
        self._combos: list[QComboBox] = []
        self.resize(980, 640)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("list")
        self.tree.setColumnCount(4)
        self.tree.setHeaderLabels(["项目、栏目", "现在", "改为", "出处"])
        self.tree.setWordWrap(True)
        self.tree.setUniformRowHeights(False)
        for column, width in enumerate((250, 250, 280)):
            self.tree.setColumnWidth(column, width)
        self.body.addWidget(self.tree, 1)
        for sentence in found.notes:
            label = QLabel(sentence, self)
            label.setWordWrap(True)
            label.setObjectName("muted")
            self.body.addWidget(label)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.body.addWidget(self.summary)
        self._ok = self.add_buttons("导入")
        taken: set[str] = set()
        for one in found.forms:
            self._add_form(one, taken)
        self.tree.itemChanged.connect(self._follow_tick)
        self._sum_up()

    # -- the forms ----------------------------------------------------------------------------------------------------

    def _add_form(self, one: RecognisedForm, taken: set[str]) -> None:
        top = QTreeWidgetItem(self.tree, [one.form.project_name or "（没有项目名称）", "", "", one.sheet])
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        combo = QComboBox(self.tree)
        combo.addItem(NOWHERE)
        combo.addItems([row.label for row in self._targets])
        combo.setAccessibleName(f"“{one.form.project_name}”导入到")
        match = next((at for at, row in enumerate(self._targets) if same_name(row.label, one.form.project_name)), None)
        if match is not None and self._targets[match].id not in taken:
            taken.add(self._targets[match].id)
            combo.setCurrentIndex(match + 1)
        self._combos.append(combo)
        self.tree.setItemWidget(top, _NEW, combo)
        self._fill(top, one, self._target(combo))
        combo.currentIndexChanged.connect(lambda _index: self._fill(top, one, self._target(combo)))

    def _target(self, combo: QComboBox) -> Row | None:
        return self._targets[combo.currentIndex() - 1] if combo.currentIndex() > 0 else None

    def _fill(self, top: QTreeWidgetItem, one: RecognisedForm, target: Row | None) -> None:
        """List what differs from the form that it goes to, and what was not understood."""
        self.tree.blockSignals(True)
        top.takeChildren()
        fields = differences(self._workspace, target, one) if target is not None else []
        for field in fields:
            self._add_field(top, field)
        for cell in one.not_read:
            item = QTreeWidgetItem(top, ["没有认出", cell.text, cell.reason, f"{cell.sheet} {cell.address}"])
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for column in range(4):
                item.setForeground(column, QBrush(QColor(theme.MUTED)))
                item.setToolTip(column, item.text(column))
        same = "与现有内容相同" if target is not None else "没有对应的项目，请选择"
        top.setText(_NOW, f"{len(fields)} 处不同" if fields else same)
        top.setCheckState(_NAME, Qt.CheckState.Checked if fields else Qt.CheckState.Unchecked)
        top.setExpanded(len(self._forms) == 1)
        self.tree.blockSignals(False)
        self._sum_up()

    def _add_field(self, top: QTreeWidgetItem, field: Field) -> None:
        item = QTreeWidgetItem(top, [field.title, field.now or "（空）", field.new or "（空）", field.source])
        item.setData(_NAME, _FIELD, field)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_NAME, Qt.CheckState.Checked)
        for column in (_NOW, _NEW):
            item.setToolTip(column, item.text(column))
        for name, now, new in field.lines:
            line = QTreeWidgetItem(item, [name, now, new, ""])
            line.setFlags(Qt.ItemFlag.ItemIsEnabled)
            line.setForeground(_NAME, QBrush(QColor(theme.MUTED)))

    # -- what is ticked -----------------------------------------------------------------------------------------------

    def chosen(self) -> list[tuple[Row, list[Field], RecognisedForm]]:
        """The forms that something is taken over into, with what is ticked; of two for one project the last wins."""
        found: dict[str, tuple[Row, list[Field], RecognisedForm]] = {}
        for number, (combo, one) in enumerate(zip(self._combos, self._forms, strict=True)):
            top, target = self.tree.topLevelItem(number), self._target(combo)
            if top is None or target is None:
                continue
            items = (top.child(at) for at in range(top.childCount()))
            ticked = [
                item.data(_NAME, _FIELD)
                for item in items
                if item.checkState(_NAME) is Qt.CheckState.Checked and item.data(_NAME, _FIELD) is not None
            ]
            if ticked:
                found[target.id] = (target, ticked, one)
        return list(found.values())

    def _follow_tick(self, item: QTreeWidgetItem, column: int) -> None:
        """A form's tick is that of all its fields."""
        if item.parent() is None and column == _NAME:
            self.tree.blockSignals(True)
            for at in range(item.childCount()):
                if item.child(at).data(_NAME, _FIELD) is not None:
                    item.child(at).setCheckState(_NAME, item.checkState(_NAME))
            self.tree.blockSignals(False)
            self.tree.viewport().update()
        self._sum_up()

    def _sum_up(self) -> None:
        if len(self._combos) < len(self._forms):
            return
        chosen = self.chosen()
        count = sum(len(fields) for _row, fields, _form in chosen)
        unread = sum(len(one.not_read) for one in self._forms)
        words = "没有勾选要导入的内容。"
        if count:
            words = f"将写入 {len(chosen)} 个项目的 {count} 处内容，作为一步，可以撤销。"
        self.summary.setText(f"{words}另有 {unread} 处没有认出，不会写入。" if unread else words)
        if self._ok is not None:
            self._ok.setEnabled(bool(count))

    def edit(self) -> Edit:
        """What is ticked, as one edit."""
        fillings = [filling(row, fields, one) for row, fields, one in self.chosen()]
        return planning.fill_forms(self._workspace, fillings)
