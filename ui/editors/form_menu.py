"""The context menu of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ui.editors.form_editor import FormEditor


def form_menu(editor: FormEditor) -> QMenu:
    """What can be done at the current cell; keys are shown, the form itself answers them."""
    menu = QMenu(editor)
    writable = not editor.session.read_only
    rows, blocks = editor.rows, editor.blocks

    def add(text: str, key: str, run: object, *, enabled: bool = True) -> QAction:
        action = menu.addAction(f"{text}\t{key}" if key else text)
        action.setEnabled(enabled)
        action.triggered.connect(run)
        return action

    add("剪切", "Ctrl+X", editor.cut, enabled=writable)
    add("复制", "Ctrl+C", editor.copy)
    add("粘贴", "Ctrl+V", editor.paste, enabled=writable)
    add("选择性粘贴…", "Ctrl+Alt+V", editor.paste_special, enabled=writable)
    add("清除内容", "Del", editor.delete_contents, enabled=writable)
    menu.addSeparator()
    add("恢复自动", "Alt+=", editor.automatic, enabled=writable and blocks.can_be_automatic())
    menu.addSeparator()
    there = editor.notes.there()
    add("修改批注…" if there else "插入批注…", "Shift+F2", editor.edit_note, enabled=writable)
    add("删除批注", "", editor.delete_notes, enabled=writable and there)
    if rows.block().detail_kinds:
        menu.addSeparator()
        add("在上方插入行", "Ctrl++", editor.insert_row, enabled=rows.can_insert())
        add("在下方插入行", "", lambda: rows.insert(above=False), enabled=rows.can_insert())
        add("增加科目…", "Ctrl+Shift+N", editor.add_subject_dialog, enabled=rows.can_add_subject())
        add("删除行", "Ctrl+-", editor.delete_rows, enabled=rows.is_detail())
        add("上移", "Alt+↑", lambda: editor.move_row(-1), enabled=rows.is_detail())
        add("下移", "Alt+↓", lambda: editor.move_row(1), enabled=rows.is_detail())
        menu.addSeparator()
        row = rows.row()
        mark = add("标记含涉密科目", "", rows.withhold, enabled=rows.can_withhold())
        mark.setCheckable(True)
        mark.setChecked(row is not None and row.withheld)
    return menu
