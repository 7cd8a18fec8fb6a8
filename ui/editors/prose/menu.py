"""The context menu of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from ui.editors.prose import formats

if TYPE_CHECKING:
    from ui.editors.prose.page import ProsePage
    from ui.editors.prose.section_text import SectionText

_STYLES = (("正文", "body"), ("小标题", "subheading"), ("条目", "item"))


def words_menu(page: ProsePage) -> QMenu:
    """What can be done where the user is."""
    text, menu = page.current.text, QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    editable, chosen = not text.isReadOnly(), text.textCursor().hasSelection()
    for title, enabled, command in (
        ("剪切", editable and chosen, text.cut), ("复制", chosen, text.copy),
        ("粘贴", editable and text.canPaste(), text.paste), ("全选", True, text.selectAll),
    ):  # fmt: skip
        menu.addAction(title, command).setEnabled(enabled)
    if not editable:
        return menu
    menu.addSeparator()
    for title, act in page.commands.for_spot():
        menu.addAction(title, act)
    menu.addAction("插入数据…", page.commands.insert_cell)
    styles = menu.addMenu("段落样式")
    for title, style in _STYLES:
        action = styles.addAction(title, lambda style=style: set_style(page, style))
        action.setCheckable(True)
        action.setChecked(formats.style_of(text.textCursor().block()) == style)
    return menu


def set_style(page: ProsePage, style: str) -> None:
    """Make the lines of the selection plain words, subheadings or entries."""
    view = page.current
    apply_style(view.text, style)
    view.text.typed.emit()
    view.commit("修改段落样式")


def apply_style(text: SectionText, style: str) -> None:
    """Give the lines of the selection a style."""
    cursor = text.textCursor()
    block = text.document().findBlock(cursor.selectionStart())
    while block.isValid() and block.position() <= cursor.selectionEnd():
        if formats.style_of(block) != "chart":
            one = QTextCursor(block)
            one.setBlockFormat(formats.block_format(style, text.em))
        block = block.next()
