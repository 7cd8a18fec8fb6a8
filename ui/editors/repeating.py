"""F4: the last step once more, where the user is now.

What the step was is read from the undo stack, so that it may have been done on another form, or before the file was
opened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.edits import CellChange, Edit, RowUpdate
from ui.undo import EditCommand

if TYPE_CHECKING:
    from ui.editors.form_editor import FormEditor


def repeat(editor: FormEditor) -> None:
    """Do the last step again at the current cell or selection, or say why that makes no sense."""
    stack = editor.session.undo_stack
    command = stack.command(stack.index() - 1) if stack.index() else None
    if not isinstance(command, EditCommand):
        editor.session.message.emit("还没有可以重复的操作。")
        return
    edit = command.edit
    known = _commands(editor).get(edit.label)
    typed = _typed(edit)
    if known is not None:
        known()
    elif edit.label.startswith("删除") and edit.cause == "行操作":
        editor.rows.delete()
    elif typed is not None:
        _enter(editor, typed)
    else:
        editor.session.message.emit(f"上一步“{edit.label}”不能在这里重复。")


def _commands(editor: FormEditor) -> dict[str, Callable[[], object]]:
    blocks, rows = editor.blocks, editor.rows
    return {
        "粘贴": blocks.paste,
        "选择性粘贴": blocks.paste_special_again,
        "清除内容": blocks.delete_contents,
        "剪切": blocks.delete_contents,
        "恢复自动": blocks.automatic,
        "向下填充": blocks.fill_down,
        "向右填充": blocks.fill_right,
        "插入行": rows.insert,
        "上移行": lambda: rows.move(-1),
        "下移行": lambda: rows.move(1),
    }


def _typed(edit: Edit) -> str | None:
    """The one text that a step has put into one or several cells."""
    texts: set[str] = set()
    for change in edit.changes:
        if isinstance(change, CellChange):
            texts.add(change.new.text if change.new is not None else "")
        elif isinstance(change, RowUpdate):
            texts |= _new_texts(change)
        else:
            return None
    return texts.pop() if len(texts) == 1 else None


def _new_texts(change: RowUpdate) -> set[str]:
    """What a row says now; of a code that has brought its name along, the code."""
    old, new = change.old, change.new
    if old.code != new.code:
        return {new.code}
    if old.label != new.label:
        return {new.label}
    return {text for key, text in new.texts.items() if old.texts.get(key, "") != text}


def _enter(editor: FormEditor, text: str) -> None:
    """As typed into a single cell; a selection is filled, totals in it being passed over."""
    box = editor.cursor_.rectangle()
    if box is not None and box[:2] != box[2:]:
        editor.blocks.fill(text)
    elif reason := editor.model.why_fixed(*editor.cursor_.place):
        editor.session.message.emit(reason)
    else:
        editor.model.setData(editor.model.index(*editor.cursor_.place), text)
