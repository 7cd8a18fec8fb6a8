"""恢复备份: the automatic backups of a document, to take one back as a new file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.dialogs.framing import Framed
from ui.dialogs.tables import text_table

if TYPE_CHECKING:
    from storage.backups import Backup

_REASONS = {
    "打开": "打开文件时", "升级": "升级文件格式前", "导入": "导入之前", "替换": "替换之前", "平衡": "尾差平衡之前",
    "恢复": "恢复到旧版本之前", "定时": "编辑中每小时一次",
}  # fmt: skip


class BackupsDialog(Framed):
    """``chosen`` is the backup that the user wants once the dialog is accepted."""

    def __init__(self, backups: Sequence[Backup], parent: QWidget | None = None) -> None:
        sub = "选一份备份，另存为新文件并打开；正在编辑的文件不会改变。"
        super().__init__("恢复备份", sub if backups else "这份文件还没有备份；每次打开文件时会自动备份。", parent)
        self._backups = backups
        self.resize(560, 420)
        rows = [
            (
                one.time.strftime("%Y-%m-%d %H:%M:%S"),
                _REASONS.get(one.reason, one.reason),
                f"{one.path.stat().st_size // 1024} KB",
            )
            for one in backups
        ]
        self.table = text_table(("备份时间", "备份时机", "大小"), rows, (190, 0, 90), right=(2,), parent=self)
        self.body.addWidget(self.table)
        ok = self.add_buttons("另存并打开…" if backups else "", "取消" if backups else "关闭")
        if backups and ok is not None:
            self.table.selectRow(0)
            self.table.doubleClicked.connect(self.accept)

    @property
    def chosen(self) -> Backup | None:
        """The backup in the selected row."""
        row = self.table.currentIndex().row()
        return self._backups[row] if 0 <= row < len(self._backups) else None
