"""逐个绑定: which of the typed numbers shall follow the tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from models.narrative.verdicts import CheckedNumber
from models.narrative.wording import source_words
from models.workspace import Workspace
from ui.dialogs.framing import Framed

_AROUND = 14


class BindDialog(Framed):
    """``chosen`` are the numbers that are ticked."""

    def __init__(
        self, workspace: Workspace, key: str, numbers: Sequence[CheckedNumber], parent: QWidget | None = None
    ) -> None:
        super().__init__("逐个绑定", "勾选的数字改为随报表变动的数；没有勾选的保持文字，仍会核对。", parent)
        self._numbers = list(numbers)
        self._items: list[QTreeWidgetItem] = []
        self.resize(680, 440)
        lines = workspace.words.section(key).rendered.lines
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("list")
        self.tree.setHeaderLabels(["文中", "对应的数据", "报表"])
        self.tree.setRootIsDecorated(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for number in self._numbers:
            quote = lines[number.line].text[max(0, number.start - _AROUND) : number.end]
            item = QTreeWidgetItem([quote, source_words(workspace, number.source), number.expected])
            item.setCheckState(0, Qt.CheckState.Checked)
            self._items.append(item)
        self.tree.addTopLevelItems(self._items)
        for column, width in enumerate((270, 240, 110)):
            self.tree.setColumnWidth(column, width)
        self.body.addWidget(self.tree)
        self.add_buttons("绑定")

    @property
    def chosen(self) -> list[CheckedNumber]:
        """The numbers that are ticked."""
        return [number for number, item in zip(self._numbers, self._items, strict=True) if _is_on(item)]


def _is_on(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) is Qt.CheckState.Checked
