"""The bar above a page of words: where one is, how many of its numbers agree, and what can be done with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy

from models.narrative.definitions import SectionKind
from models.narrative.numbers import NumberKind
from models.narrative.verdicts import CheckedNumber, NumberState
from models.wording import section_name
from ui import theme
from ui.editors.prose.commands import bindable
from ui.fonts import body_font

if TYPE_CHECKING:
    from ui.editors.prose.page import ProsePage

_AGREE = frozenset((NumberState.BOUND, NumberState.CHECKED, NumberState.FROZEN))


class ProseHeader(QFrame):
    """Follows the section that the user is in, and the checks."""

    def __init__(self, page: ProsePage) -> None:
        super().__init__(page)
        self._page = page
        self.setFixedHeight(34)
        self.setStyleSheet(
            f"ProseHeader {{ background: {theme.PAPER}; border: 0; border-bottom: 1px solid {theme.LINE}; }}"
        )
        self.title, self.counts = QLabel(self), QLabel(self)
        self.title.setFont(body_font(bold=True))
        self.counts.setStyleSheet(f"color: {theme.MUTED};")
        self.counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 8, 1)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addSpacing(8)
        layout.addWidget(self.counts, 1)
        commands, glossary = page.commands, self._is_glossary()
        self.insert = self._link("增加词条" if glossary else "插入数据", "插入来自报表的数、比率或单位名称")
        self.insert_menu = QMenu(self.insert)
        self.insert_menu.aboutToShow.connect(lambda: commands.fill_insert_menu(self.insert_menu))
        self.insert.setMenu(self.insert_menu)
        self.bind = self._link("全部绑定", "与报表一致的数字都改为随报表变动的数")
        self.bind.clicked.connect(commands.bind_all)
        self.bind.setHidden(glossary)
        self.restore = self._link(
            "恢复标准词条" if glossary else "恢复自动生成", "放弃这一节自己写的文字，重新按报表生成；可以撤销"
        )
        self.restore.clicked.connect(commands.restore)
        self.compare = self._link("对照", "与自动生成的文字、与上年的文稿逐字对照")
        menu = QMenu(self.compare)
        menu.addAction("对照自动稿", commands.compare_automatic)
        menu.addAction("对照上年文稿…", commands.compare_last_year)
        self.compare.setMenu(menu)

    def _is_glossary(self) -> bool:
        narrative = self._page.session.pack.narrative
        sections = (narrative.section(key) for key in self._page.page.keys)
        return all(section is not None and section.kind is SectionKind.GLOSSARY for section in sections)

    def _link(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName("link")
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.addWidget(button)
        return button

    def refresh(self) -> None:
        """Count anew."""
        page, session = self._page, self._page.session
        section = page.current.section
        part = session.document.fill(page.page.part).partition(" ")[0]
        name = section_name(session.workspace, section.key)
        self.title.setText(f"{part} · {name}" if section.heading else name.replace(" ", " · ", 1))
        self._say()
        words, editable = session.workspace.words, not session.read_only
        can_bind = any(bindable(n) for key in page.sections for n in words.section(key).numbers)
        self.insert.setEnabled(editable)
        self.bind.setEnabled(editable and can_bind)
        automatic = bool(words.prose.is_automatic(section.key))
        self.restore.setEnabled(editable and not automatic and section.kind is not SectionKind.FREE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QFrame.resizeEvent: there may be room for more or less."""
        super().resizeEvent(event)
        self._say()

    def _say(self) -> None:
        """Say as much about the numbers as there is room for."""
        words, book = self._words()
        full = f"{words} · {book}"
        metrics, room = self.counts.fontMetrics(), self.counts.width()
        fits = metrics.horizontalAdvance(full) <= room
        self.counts.setText(full if fits else metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self.counts.setToolTip(full)

    def _words(self) -> tuple[str, str]:
        """``文中 15 个数字：14 个与报表一致，1 个不符`` and ``全书覆盖 89/89``."""
        page = self._page
        words = page.session.workspace.words
        found = [n for key in page.sections for n in words.section(key).numbers if _counts(n)]
        covered, total = words.coverage()
        book = f"全书覆盖 {covered}/{total}"
        if not found:
            return "这一页没有要核对的数字", book
        wrong = sum(n.state is NumberState.MISMATCH for n in found)
        unknown = sum(n.state is NumberState.UNKNOWN for n in found)
        agree = sum(n.state in _AGREE for n in found)
        parts = [f"{agree} 个与报表一致", f"{wrong} 个不符" if wrong else "", f"{unknown} 个未识别" if unknown else ""]
        return f"文中 {len(found)} 个数字：{'，'.join(filter(None, parts))}", book


def _counts(number: CheckedNumber) -> bool:
    return number.kind not in (NumberKind.YEAR, NumberKind.DATE)
