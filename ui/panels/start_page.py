"""What the window shows while no document is open: new, open, the sample, and the files opened last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.fonts import body_font, title_font

_MOST = 6


class StartPage(QWidget):
    """Buttons for the given actions; ``file_chosen`` brings the path of a recent file."""

    file_chosen = Signal(object)

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(
            f"StartPage {{ background: {theme.SIDE}; }}"
            f"QFrame#card {{ background: {theme.PAPER}; border: 1px solid {theme.LINE}; border-radius: 8px; }}"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card = QFrame(self)
        card.setObjectName("card")
        card.setFixedWidth(620)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(44, 36, 44, 34)
        inner.setSpacing(6)
        inner.addLayout(self._heading())
        inner.addSpacing(18)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for index, action in enumerate(actions):
            buttons.addWidget(_button(action, first=not index))
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addSpacing(18)
        self._recent_title = QLabel("最近打开的文件", card)
        self._recent_title.setObjectName("muted")
        inner.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        inner.addLayout(self._recent)
        hint = QLabel("也可以把预算文件（.gouji）直接拖到这个窗口里。\n每一步录入都即时存盘，不需要另外保存。", card)
        hint.setStyleSheet(f"color: {theme.FAINT};")
        inner.addSpacing(14)
        inner.addWidget(hint)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        sign = QLabel(self)
        sign.setPixmap(icons.app_icon().pixmap(QSize(52, 52)))
        row.addWidget(sign)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = QLabel("勾稽", self)
        title.setFont(title_font(28))
        sub = QLabel("部门预算公开：一处录入，各表和文字联动；每个数即时核对", self)
        sub.setObjectName("muted")
        words.addWidget(title)
        words.addWidget(sub)
        row.addLayout(words)
        row.addStretch(1)
        return row

    def set_recent(self, paths: Iterable[Path]) -> None:
        """Show these recent files."""
        while self._recent.count():
            widget = self._recent.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        shown = list(paths)[:_MOST]
        self._recent_title.setVisible(bool(shown))
        for path in shown:
            button = QPushButton(self)
            button.setObjectName("link")
            button.setFont(body_font())
            metrics = button.fontMetrics()
            place = metrics.elidedText(str(path.parent), Qt.TextElideMode.ElideMiddle, 260)
            button.setText(f"{path.stem}　{place}")
            button.setToolTip(str(path))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _checked=False, path=path: self.file_chosen.emit(path))
            self._recent.addWidget(button)


def _button(action: QAction, *, first: bool) -> QPushButton:
    button = QPushButton(action.text().partition("(&")[0])
    button.setToolTip(action.toolTip())
    button.setDefault(first)
    button.setMinimumHeight(34)
    button.clicked.connect(lambda _checked=False: action.trigger())
    return button
