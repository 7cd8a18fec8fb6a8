"""选择性粘贴: what to paste, and how."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGroupBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from models.pasting_special import Special
from ui.dialogs.framing import Framed

_OPERATIONS = ((0, "无(&O)"), (1, "加(&D)"), (-1, "减(&S)"))


class PasteSpecialDialog(Framed):
    """``answer`` once the dialog is accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("选择性粘贴", "自动计算的单元格照常跳过。", parent)
        choices = QHBoxLayout()
        self.all, self.values = QRadioButton("全部(&A)"), QRadioButton("仅数值，名称和编码不动(&V)")
        choices.addWidget(self._group("粘贴", (self.all, self.values)))
        self.operations = {sign: QRadioButton(text) for sign, text in _OPERATIONS}
        choices.addWidget(self._group("运算", tuple(self.operations.values())))
        self.body.addLayout(choices)
        self.all.setChecked(True)
        self.operations[0].setChecked(True)
        for sign in (1, -1):
            self.operations[sign].setToolTip("把复制的金额加到原有金额上，或从中减去；名称和编码不动")
        self.skip_blanks, self.transpose = QCheckBox("跳过空单元格(&B)", self), QCheckBox("转置，行列互换(&E)", self)
        self.skip_blanks.setToolTip("复制内容中空白的地方，原有内容保留")
        boxes = QHBoxLayout()
        boxes.addWidget(self.skip_blanks)
        boxes.addWidget(self.transpose)
        self.body.addLayout(boxes)
        self.add_buttons("确定")

    def _group(self, title: str, buttons: tuple[QRadioButton, ...]) -> QGroupBox:
        box = QGroupBox(title, self)
        column, group = QVBoxLayout(box), QButtonGroup(box)
        for button in buttons:
            column.addWidget(button)
            group.addButton(button)
        column.addStretch(1)
        return box

    @property
    def answer(self) -> Special:
        """How to paste."""
        sign = next(sign for sign, button in self.operations.items() if button.isChecked())
        return Special(self.values.isChecked(), sign, self.skip_blanks.isChecked(), self.transpose.isChecked())
