"""What differs between a version and now, place by place, and any two texts word by word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from models.refs import CellRef
from models.version_changes import SETTING, Difference
from ui.dialogs.asking import Asker
from ui.dialogs.framing import Framed
from ui.dialogs.setting_names import setting_name
from ui.dialogs.tables import text_table
from ui.dialogs.text_diff import DiffDialog
from ui.dialogs.versions_dialog import Kept

HEADINGS = ("位置", "行", "栏目", "当时", "现在")
_WIDTHS = (150, 210, 120, 180, 0)


class VersionCompareDialog(Framed):
    """Accepted when the user wants to see a cell: ``target``."""

    def __init__(self, kept: Kept, found: Sequence[Difference], asker: Asker, parent: QWidget | None = None) -> None:
        figures = sum(one.figure for one in found)
        counts = f"共 {len(found)} 处不同：金额 {figures} 处，文字等 {len(found) - figures} 处。双击转到那一格。"
        sub = counts if found else "现在的内容与那时完全相同。"
        super().__init__(f"与“{kept.name}”比较", f"{kept.time:%Y-%m-%d %H:%M}　{sub}", parent)
        self._found, self._asker = found, asker
        self.target: CellRef | None = None
        self.resize(940, 560)
        rows = [(one.place, one.row, _column(one), one.then or "空", one.now or "空") for one in found]
        self.table = text_table(HEADINGS, rows, _WIDTHS, parent=self)
        self.body.addWidget(self.table)
        self.words = self.add_extra("逐字对照…")
        self.words.clicked.connect(self._compare_words)
        self.words.setEnabled(False)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.table.doubleClicked.connect(self._go)
        self.add_buttons(cancel="关闭")
        if found:
            self.table.selectRow(0)

    def _follow(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.words.setEnabled(now.isValid() and not self._found[now.row()].figure)

    def _go(self, index: QModelIndex) -> None:
        one = self._found[index.row()]
        if one.ref is None:
            self._compare_words()
            return
        self.target = one.ref
        self.accept()

    def _compare_words(self) -> None:
        one = self._found[self.table.currentIndex().row()]
        name = " · ".join(filter(None, (one.place, one.row, _column(one))))
        dialog = DiffDialog(name, ("现在", one.now), ("当时", one.then), "", self)
        self._asker.run(dialog)
        dialog.deleteLater()


def _column(one: Difference) -> str:
    return setting_name(one.column) if one.place == SETTING else one.column
