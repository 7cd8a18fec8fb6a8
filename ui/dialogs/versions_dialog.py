"""版本: the list of versions, and the name of a new one."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from models import versions
from models.document import Document
from ui.dialogs.framing import Framed
from ui.dialogs.tables import text_table

HEADINGS = ("版本", "时间", "操作人", "以后的改动")
_WIDTHS = (0, 150, 110, 100)


class Kept(NamedTuple):
    """A version: its name, when (local time), by whom, its history line, and how many steps came after."""

    name: str
    time: datetime
    who: str
    line: int
    since: int


class Wanted(enum.Enum):
    """What to do with a version."""

    COMPARE = 0
    RESTORE = 1
    TAKE_OUT = 2


class VersionsDialog(Framed):
    """``chosen`` is the version and ``wanted`` what to do with it, once the dialog is accepted."""

    def __init__(self, kept: Sequence[Kept], parent: QWidget | None = None, *, may_restore: bool = True) -> None:
        sub = "选一个版本；比较不改动任何内容，恢复算一步，可以撤销。"
        none = "还没有版本。“文件→存为版本”给现在的内容起个名称，以后可以比较、恢复。"
        super().__init__("版本", sub if kept else none, parent)
        self._kept, self.wanted = kept, Wanted.COMPARE
        self.resize(720, 400)
        rows = [
            (one.name, one.time.strftime("%Y-%m-%d %H:%M"), one.who, f"{one.since} 步" if one.since else "没有")
            for one in kept
        ]
        self.table = text_table(HEADINGS, rows, _WIDTHS, right=(3,), parent=self)
        self.body.addWidget(self.table)
        self.restore, self.take_out = self.add_extra("恢复到此版本…"), self.add_extra("另存此版本为…")
        self.restore.clicked.connect(lambda: self._choose(Wanted.RESTORE))
        self.take_out.clicked.connect(lambda: self._choose(Wanted.TAKE_OUT))
        self.restore.setEnabled(bool(kept) and may_restore)
        self.take_out.setEnabled(bool(kept))
        self.add_buttons("与现在比较" if kept else "", "关闭")
        if kept:
            self.table.selectRow(0)
            self.table.doubleClicked.connect(self.accept)

    @property
    def chosen(self) -> Kept | None:
        """The version in the selected row."""
        row = self.table.currentIndex().row()
        return self._kept[row] if 0 <= row < len(self._kept) else None

    def _choose(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.accept()


class VersionNameDialog(Framed):
    """``name`` is what the version is to be called once the dialog is accepted."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__("存为版本", "现在的内容会留在文件里，以后随时可以比较、恢复；以后的改动不影响它。", parent)
        self.setMinimumWidth(460)
        self._document = document
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("例如 送审稿、一上、二上")
        self.field.setAccessibleName("版本名称")
        self.body.addWidget(self.field)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.body.addWidget(self.problem)
        self._button = self.add_buttons("存为版本")
        self.field.textChanged.connect(self._judge)
        self._judge("")

    @property
    def name(self) -> str:
        """What was written."""
        return versions.plain(self.field.text())

    def _judge(self, _text: str) -> None:
        problem = versions.name_problem(self._document, self.name)
        self.problem.setText(problem if self.name else "")
        if self._button is not None:
            self._button.setEnabled(not problem)
