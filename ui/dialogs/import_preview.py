"""What an Excel file would change: every cell and row before and after, and what was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from ui import theme
from ui.dialogs.framing import Framed
from ui.dialogs.tables import text_table

if TYPE_CHECKING:
    from export.import_plan import ImportPlan


class ImportPreviewDialog(Framed):
    """Accepted means: carry the plan out."""

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__("导入 Excel", summary(plan), parent)
        self.resize(900, 560)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setStyleSheet(f"QTabWidget::pane {{ border-top: 1px solid {theme.LINE}; }}")
        self._add_tables(plan)
        if self.tabs.count():
            self.body.addWidget(self.tabs, 1)
        for sentence in plan.notices:
            label = QLabel(sentence, self)
            label.setWordWrap(True)
            label.setObjectName("muted")
            self.body.addWidget(label)
        if not self.tabs.count():
            self.body.addStretch(1)
            self.resize(640, 240)
        self.add_buttons("写入这些改动" if plan else "", "取消" if plan else "关闭")

    def _add_tables(self, plan: ImportPlan) -> None:
        if plan.cells:
            cells = [(one.place, one.old or "空", one.new or "空", f"{one.sheet} {one.address}") for one in plan.cells]
            table = text_table(("单元格", "现在", "改为", "出处"), cells, (0, 120, 120, 200), right=(1, 2), parent=self)
            self.tabs.addTab(table, f"金额 {len(cells)}")
        if plan.rows:
            rows = [
                (one.place, one.old or "（新增）", one.new or "（删除）", f"{one.sheet} {one.address}")
                for one in plan.rows
            ]
            table = text_table(("位置", "现在", "改为", "出处"), rows, (0, 200, 200, 180), parent=self)
            self.tabs.addTab(table, f"行和文字 {len(rows)}")
        if plan.problems:
            problems = [(f"{one.sheet} {one.address}".strip(), one.text, one.reason) for one in plan.problems]
            table = text_table(("出处", "内容", "原因"), problems, (200, 200, 0), parent=self)
            self.tabs.addTab(table, f"没有认出 {len(problems)}")


def summary(plan: ImportPlan) -> str:
    """One sentence about the whole."""
    if not plan and not plan.problems:
        return f"“{plan.source}”与当前文件一致，没有要改动的内容。"
    parts = []
    if plan.cells:
        parts.append(f"改动 {len(plan.cells)} 个金额")
    if plan.rows:
        parts.append(f"增加或修改 {len(plan.rows)} 行")
    text = (
        f"“{plan.source}”将{'，'.join(parts)}，作为一步写入，可以撤销。"
        if parts
        else f"“{plan.source}”没有可以写入的改动。"
    )
    return f"{text}另有 {len(plan.problems)} 处没有认出，不会写入。" if plan.problems else text
