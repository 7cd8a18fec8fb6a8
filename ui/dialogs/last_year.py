"""从上年文件提取: the figures that last year's document has for 上年预算数, before they are taken."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from models.edits import Edit
from models.narrative import last_year
from models.workspace import Workspace
from ui.dialogs.framing import Framed
from ui.dialogs.tables import text_table


class LastYearDialog(Framed):
    """Accepted means: take the figures over."""

    def __init__(self, workspace: Workspace, last: Workspace, name: str, parent: QWidget | None = None) -> None:
        settings = last.document.settings
        whose = f"“{name}”：{settings['department']} {settings['year']} 年度。"
        super().__init__("从上年文件提取", f"{whose}下列数字写入“上年预算数”，作为一步，可以撤销。", parent)
        self._workspace = workspace
        self._taken = last_year.figures(workspace, last)
        self.resize(680, 380)
        rows = [(one.label, one.now or "空", one.new, one.source) for one in self._taken]
        heads = ("项目", "现在", "改为", "上年文件中的位置")
        table = text_table(heads, rows, (190, 90, 100, 0), right=(1, 2), parent=self)
        self.body.addWidget(table, 1)
        for sentence in last_year.doubts(workspace.document, last.document):
            label = QLabel(sentence, self)
            label.setObjectName("problem")
            label.setWordWrap(True)
            self.body.addWidget(label)
        self.add_buttons("提取" if self._taken else "", "取消")

    def edit(self) -> Edit:
        """The figures, as one edit."""
        return last_year.take(self._workspace, self._taken)
