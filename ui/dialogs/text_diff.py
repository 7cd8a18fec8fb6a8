"""对照: two texts, word by word, with what was taken out struck through and what was put in underlined."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from ui import theme
from ui.dialogs.framing import Framed
from ui.fonts import body_font, title_font

Named = tuple[str, str]
"""A text below its name."""


class Run(NamedTuple):
    """Words of one side; ``differs`` where the other side has not got them."""

    text: str
    differs: bool


def runs(one: str, other: str) -> tuple[list[Run], list[Run]]:
    """Two texts cut where they differ."""
    left: list[Run] = []
    right: list[Run] = []
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        same = tag == "equal"
        left += [Run(one[a:b], not same)] if a < b else []
        right += [Run(other[c:d], not same)] if c < d else []
    return left, right


class DiffDialog(Framed):
    """Accepted when the user wants the other text, where that can be had."""

    def __init__(self, name: str, own: Named, other: Named, accept: str = "", parent: QWidget | None = None) -> None:
        same = own[1] == other[1]
        legend = "红色删除线是现稿独有的文字，绿色下划线是另一份独有的文字。"
        super().__init__(f"对照 · {name}", "两份文字完全相同。" if same else legend, parent)
        self.resize(980, 560)
        sides = runs(own[1], other[1])
        row = QHBoxLayout()
        row.setSpacing(14)
        self.views = []
        for (title, _text), found, style in zip((own, other), sides, (_GONE, _NEW), strict=True):
            column = QVBoxLayout()
            label = QLabel(title, self)
            label.setFont(body_font(bold=True))
            view = QTextBrowser(self)
            view.setFont(title_font(14, bold=False))
            view.setStyleSheet(f"QTextBrowser {{ border: 1px solid {theme.LINE}; padding: 8px; }}")
            view.setHtml(f'<div style="line-height:165%">{"".join(_html(found, style))}</div>')
            view.setAccessibleName(title)
            column.addWidget(label)
            column.addWidget(view)
            row.addLayout(column)
            self.views.append(view)
        self.body.addLayout(row)
        self.add_buttons(accept if not same else "", "关闭")


_GONE = f"background:{theme.ERROR_SOFT}; color:{theme.ERROR}; text-decoration:line-through"
_NEW = f"background:#e3f4ea; color:{theme.GOOD}; text-decoration:underline"


def _html(found: list[Run], style: str) -> Iterator[str]:
    for run in found:
        text = escape(run.text).replace("\n", "<br>")
        yield f'<span style="{style}">{text}</span>' if run.differs else text
