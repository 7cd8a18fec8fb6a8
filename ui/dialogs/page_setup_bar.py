"""The second bar of the print preview: paper, direction and margins of the tables, and the signature block."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from export.page_setup import AUTO, LANDSCAPE, PAPERS, PORTRAIT, PageSetup
from ui.dialogs.framing import bar_row

_DIRECTIONS = ((AUTO, "自动"), (PORTRAIT, "纵向"), (LANDSCAPE, "横向"))
_MARGINS = ("普通", "窄")
_PROSE = "封面、目录和文字说明总用 A4 纵向。"


class PageSetupBar(QWidget):
    """``setup`` is what is chosen; ``changed`` tells that the user chose something else."""

    changed = Signal()

    def __init__(self, setup: PageSetup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setup = setup
        self._tables: tuple[str, ...] = ()
        row = bar_row(self, "setup", 6)
        self.paper = self._choice(row, "纸张", PAPERS, f"各表和绩效目标表用的纸。{_PROSE}")
        self.direction = self._choice(
            row,
            "方向",
            [text for _id, text in _DIRECTIONS],
            f"所选范围内的表横放还是竖放；“自动”是参数包规定的方向。要单独改一张表，先在“范围”里选它。{_PROSE}",
        )
        self.direction.setPlaceholderText("各表不同")
        self.margins = self._choice(row, "页边距", _MARGINS, f"各表和绩效目标表四周留的空白。{_PROSE}")
        row.addSpacing(10)
        self.signature = QCheckBox("签字栏", self)
        self.signature.setToolTip(
            "在最后一页印负责人、经办人、审核人和日期；姓名取自“封面与基本信息”，没有填的留空手签"
        )
        self.signature.toggled.connect(self._choose)
        row.addWidget(self.signature)
        row.addStretch(1)
        self._show()

    def _choice(self, row: QHBoxLayout, title: str, texts: Sequence[str], tip: str) -> QComboBox:
        label, box = QLabel(title, self), QComboBox(self)
        box.addItems(list(texts))
        box.setToolTip(tip)
        box.setMinimumContentsLength(4)
        label.setBuddy(box)
        row.addWidget(label)
        row.addWidget(box)
        box.currentIndexChanged.connect(self._choose)
        return box

    def set_tables(self, tables: tuple[str, ...]) -> None:
        """Say which tables are shown; the direction is theirs."""
        self._tables = tables
        self._show()

    def _show(self) -> None:
        """Show what is chosen."""
        boxes = (self.paper, self.direction, self.margins, self.signature)
        blockers = [QSignalBlocker(box) for box in boxes]
        self.paper.setCurrentText(self.setup.paper)
        self.margins.setCurrentIndex(int(self.setup.narrow))
        self.signature.setChecked(self.setup.signature)
        found = {self.setup.direction(table) for table in self._tables}
        ids = [id_ for id_, _text in _DIRECTIONS]
        self.direction.setCurrentIndex(ids.index(found.pop()) if len(found) == 1 else -1 if found else 0)
        for box in boxes[:3]:
            box.setEnabled(bool(self._tables))
        del blockers

    def _choose(self) -> None:
        at = self.direction.currentIndex()
        setup = self.setup.turn(self._tables, _DIRECTIONS[at][0]) if at >= 0 else self.setup
        setup = setup.choose(
            paper=self.paper.currentText(),
            narrow=bool(self.margins.currentIndex()),
            signature=self.signature.isChecked(),
        )
        if setup != self.setup:
            self.setup = setup
            self.changed.emit()
