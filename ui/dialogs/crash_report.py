"""An unexpected exception: one sentence for the user, a report for whoever mends it, nothing lost."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.errors import system_reason
from ui import theme
from ui.dialogs.about import version
from ui.dialogs.asking import Asker
from ui.dialogs.framing import Framed

WORDS = (
    "程序遇到了没有预料到的情况，刚才的操作可能没有完成。此前的每一步都已经存入文件，不会丢失；"
    "可以关闭这个窗口继续使用，如果再次出现，请重新启动程序，并把报告发给维护人员。"
)


class CrashReportDialog(Framed):
    """Shows the report; it can be copied and saved."""

    def __init__(self, report: str, asker: Asker, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("程序出错了", WORDS, parent)
        self._report, self._asker, self._folder = report, asker, folder
        self.resize(680, 460)
        self.text = QPlainTextEdit(report, self)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setStyleSheet(f"QPlainTextEdit {{ background: {theme.SIDE}; color: {theme.MUTED}; }}")
        self.text.setAccessibleName("错误报告")
        self.body.addWidget(self.text)
        self.copy_button = self.add_extra("复制报告")
        self.copy_button.clicked.connect(self._copy)
        self.save_button = self.add_extra("保存报告…")
        self.save_button.clicked.connect(self._save)
        button = self.add_buttons("继续使用", cancel="")
        if button is not None:
            button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy_button.setText("已复制")

    def _save(self) -> None:
        name = f"勾稽错误报告-{datetime.now().astimezone().strftime('%Y%m%d-%H%M%S')}.txt"
        path = self._asker.save_path(self, "保存报告", self._folder / name, "文本文件 (*.txt)")
        if path is None:
            return
        try:
            path.write_text(self._report, encoding="utf-8")
        except OSError as error:
            self._asker.warn(self, f"没有写入“{path.name}”，请换一个位置。", system_reason(error))
            return
        self.save_button.setText("已保存")


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What a maintainer needs: versions, time, and the traceback. It holds no figures of the document."""
    lines = (
        f"勾稽 {version()}".strip(),
        f"时间：{datetime.now().astimezone().isoformat(timespec='seconds')}",
        f"系统：{platform.platform()}",
        f"Python {platform.python_version()}，Qt {qVersion()}",
        "",
    )
    return "\n".join(lines) + "\n" + "".join(traceback.format_exception(kind, error, trace))
