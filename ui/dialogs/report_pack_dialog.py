"""导出诊断包: what goes into the file, said plainly, before it is written."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from ui.dialogs.framing import Framed

SUB = "程序出错或用起来不对时，把这个压缩包交给帮您查问题的人。它只存到您选的位置，程序不会把它发到任何地方。"
INSIDE = (
    "程序、系统、屏幕和字体的版本和数目",
    "本机自检的结果",
    "窗口的设置（不含打开过的文件名）",
    "程序的日志，本次的和上一份",
)
OF_DOCUMENT = "当前文件的文件名、大小、行数、核对结果的条数、历史的条数和是否完整"
LEFT_OUT = "不含：金额、文字、登录名、电脑名和文件夹位置（日志里的也已去掉）。"
ATTACH = "同时附上预算文件“{name}”"
ATTACHED = "附上以后，里面就有全部金额、文字和历史，历史里有操作人的姓名；对方需要看具体的表时才勾选。"


class ReportPackDialog(Framed):
    """``attached`` says whether the document goes in too; nothing is ticked at first."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("导出诊断包", SUB, parent)
        self.setMinimumWidth(600)
        lines = (*INSIDE, OF_DOCUMENT) if name else INSIDE
        label = QLabel("里面有：\n" + "\n".join(f"　·　{line}" for line in lines), self)
        label.setWordWrap(True)
        self.body.addWidget(label)
        without = QLabel(LEFT_OUT, self)
        without.setWordWrap(True)
        self.body.addWidget(without)
        self._attach = QCheckBox(ATTACH.format(name=name), self)
        note = QLabel(ATTACHED, self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        for widget in (self._attach, note):
            widget.setVisible(bool(name))
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_buttons("导出…")

    @property
    def attached(self) -> bool:
        """Whether the document itself is wanted."""
        return self._attach.isChecked()
