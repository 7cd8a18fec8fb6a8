"""签批: the stages in a row, who signed what when, and the step up or the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models import signoff
from models.document import Document
from models.signoff import DIGITS, Signed, Stage, Standing
from ui import theme
from ui.dialogs.framing import Framed
from ui.fonts import body_font

NAME_MOST = 20
_PEOPLE = {Stage.REVIEWED: "reviewer", Stage.APPROVED: "person_in_charge"}
"""The settings that may hold who signs."""
_LOCKED = "内容已锁定。需要修改，先退回编制。"
_NEXT = {
    Stage.PREPARATION: "复核以后内容锁定；需要修改时再退回编制。",
    Stage.REVIEWED: f"{_LOCKED}审定以后，输出和打印默认为正式稿，不带“仅供内部审核”。",
    Stage.APPROVED: f"{_LOCKED}输出和打印为正式稿。书公开以后，再记下公开。",
    Stage.PUBLISHED: f"{_LOCKED}各步都已完成。",
}


class SignoffDialog(Framed):
    """Accepted for the next step, signed by ``person``; or, where ``goes_back``, for the way back to 编制."""

    def __init__(self, document: Document, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__("签批", _NEXT[standing.stage] if standing.fits else signoff.MISFIT, parent)
        self.setMinimumWidth(640)
        self.goes_back = False
        row = QHBoxLayout()
        row.setSpacing(8)
        signed = {step.stage: step for step in standing.steps}
        for stage in Stage:
            row.addWidget(_Card(stage, signed.get(stage), standing, self), 1)
        self.body.addLayout(row)
        reason = document.settings.get(signoff.REASON, "")
        if reason and not standing.steps:
            self.body.addWidget(_muted(f"上次退回编制的原因：{reason}", self))
        self.field = QLineEdit(self)
        self.field.setMaxLength(NAME_MOST)
        upward = standing.fits and standing.stage is not Stage.PUBLISHED
        if upward:
            self._add_person(document, Stage(standing.stage + 1))
        self.back = self.add_extra("退回编制…")
        self.back.setVisible(signoff.is_locked(document))
        self.back.clicked.connect(self._go_back)
        title = Stage(standing.stage + 1).title if upward else ""
        self._button = self.add_buttons(f"下一步：{title}" if title else "", "关闭")
        self._judge()

    def _add_person(self, document: Document, stage: Stage) -> None:
        self.field.setText(document.settings.get(_PEOPLE.get(stage, ""), "").strip())
        self.field.setPlaceholderText("姓名")
        self.field.textChanged.connect(self._judge)
        line = QHBoxLayout()
        label = QLabel(f"{stage.title}人：", self)
        label.setBuddy(self.field)
        line.addWidget(label)
        line.addWidget(self.field, 1)
        line.addStretch(1)
        self.body.addLayout(line)

    @property
    def person(self) -> str:
        """Who signs."""
        return " ".join(self.field.text().split())

    def _judge(self, _text: str = "") -> None:
        self.field.setVisible(self._button is not None)
        if self._button is not None:
            self._button.setEnabled(bool(self.person))

    def _go_back(self) -> None:
        self.goes_back = True
        self.accept()


class _Card(QFrame):
    """One stage: its name, and who signed it when, with the first digits of what was signed."""

    def __init__(self, stage: Stage, signed: Signed | None, standing: Standing, parent: QWidget) -> None:
        super().__init__(parent)
        is_here, done = standing.stage is stage, signed is not None or standing.stage > stage
        line, soft = (theme.ACCENT, theme.HOVER) if is_here else (theme.LINE, "transparent")
        self.setStyleSheet(f"_Card {{ border: 1px solid {line}; border-radius: 4px; background: {soft}; }}")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        title = QLabel(f"{stage.title}{' ✓' if done else ''}", self)
        title.setFont(body_font(14, bold=is_here))
        column.addWidget(title)
        if signed is not None:
            time = signed.time.astimezone().strftime("%Y-%m-%d %H:%M")
            words = f"{signed.who}\n{time}\n校验码 {signed.digest[:DIGITS]}"
        else:
            words = "正在编制" if is_here else "" if done else "未签"
        column.addWidget(_muted(words, self, wrapped=False))
        column.addStretch(1)


def _muted(text: str, parent: QWidget, *, wrapped: bool = True) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("muted")
    label.setWordWrap(wrapped)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class SignoffReasonDialog(Framed):
    """``reason`` is why the document goes back to 编制, once the dialog is accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        sub = "内容解除锁定，可以修改；各步签批作废，输出恢复“仅供内部审核”。原因记入历史。"
        super().__init__("退回编制", sub, parent)
        self.setMinimumWidth(460)
        self.box = QPlainTextEdit(self)
        self.box.setPlaceholderText(f"为什么退回，例如“人大批复调整了项目支出”；最多 {signoff.MOST} 字")
        self.box.setFixedHeight(110)
        self.box.setTabChangesFocus(True)
        self.body.addWidget(self.box)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.body.addWidget(self.problem)
        self._button = self.add_buttons("退回编制")
        self.box.textChanged.connect(self._judge)
        self._judge()

    @property
    def reason(self) -> str:
        """What was written."""
        return self.box.toPlainText()

    def _judge(self) -> None:
        problem = signoff.reason_problem(self.reason)
        self.problem.setText(problem if self.reason.strip() else "")
        if self._button is not None:
            self._button.setEnabled(not problem)
