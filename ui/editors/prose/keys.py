"""The cursor never stands within a piece, and a key deletes a piece as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from ui.editors.prose import formats
from ui.editors.prose.content import BODY, CHART
from ui.editors.prose.formats import Range

_KEEP = QTextCursor.MoveMode.KeepAnchor


def piece_at(document: QTextDocument, position: int) -> Range | None:
    """The piece that a position is within, not at its edge."""
    block = document.findBlock(position)
    return next((one for one in formats.pieces_in(block) if one.start < position < one.end), None)


def keep_outside(cursor: QTextCursor, last: int, em: float) -> bool:
    """Move a cursor out of pieces and charts, on in the direction that it came from; whether it had to be moved."""
    document = cursor.document()
    position, anchor = cursor.position(), cursor.anchor()
    selects = cursor.hasSelection()
    new, other = _outside(document, position, last), anchor
    if selects and (held := piece_at(document, anchor)) is not None:
        other = held.start if position > anchor else held.end
    elif not selects:
        new = _beside_chart(cursor, new, last, em)
        other = new
    if (new, other) == (position, anchor):
        return False
    cursor.setPosition(other)
    cursor.setPosition(new, _KEEP)
    return True


def _outside(document: QTextDocument, position: int, last: int) -> int:
    held = piece_at(document, position)
    if held is None:
        return position
    if last <= held.start and position == held.start + 1:
        return held.end
    if last >= held.end and position == held.end - 1:
        return held.start
    return held.start if position - held.start < held.end - position else held.end


def _beside_chart(cursor: QTextCursor, position: int, last: int, em: float) -> int:
    """Beyond the chart that the cursor has come to: charts hold no words."""
    block = cursor.document().findBlock(position)
    if formats.style_of(block) != CHART or block.length() <= 1:
        return position
    previous, following = block.previous(), block.next()
    if last > position and previous.isValid():
        return previous.position() + previous.length() - 1
    if not following.isValid():
        end = QTextCursor(block)
        end.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        end.insertBlock(formats.block_format(BODY, em), formats.plain_format())
        return end.position()
    return following.position()


def way_out(text: QTextEdit, event: QKeyEvent) -> int:
    """-1 or 1 where an arrow key leaves the text at its top or bottom, else 0."""
    ways = {Qt.Key.Key_Up: QTextCursor.MoveOperation.Up, Qt.Key.Key_Down: QTextCursor.MoveOperation.Down}
    way = ways.get(Qt.Key(event.key()))
    if way is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return 0
    if QTextCursor(text.textCursor()).movePosition(way):
        return 0
    return -1 if way is QTextCursor.MoveOperation.Up else 1


def press(text: QTextEdit, event: QKeyEvent) -> bool:
    """Answer the keys that have to know of pieces and blocks; False: Qt answers."""
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        _new_line(text)
        return True
    steps = {
        QKeySequence.StandardKey.Backspace: QTextCursor.MoveOperation.PreviousCharacter,
        QKeySequence.StandardKey.Delete: QTextCursor.MoveOperation.NextCharacter,
        QKeySequence.StandardKey.DeleteStartOfWord: QTextCursor.MoveOperation.PreviousWord,
        QKeySequence.StandardKey.DeleteEndOfWord: QTextCursor.MoveOperation.NextWord,
    }
    step = next((step for key, step in steps.items() if event.matches(key)), None)
    if step is None:
        step = steps[QKeySequence.StandardKey.Backspace] if event.key() == Qt.Key.Key_Backspace else None
    if step is None:
        return False
    _delete(text, step)
    return True


def _new_line(text: QTextEdit) -> None:
    """A subheading is followed by plain words; Enter in an empty entry ends the list."""
    cursor = text.textCursor()
    cursor.removeSelectedText()
    style = formats.style_of(cursor.block())
    em = getattr(text, "em", 15.0)
    if style == "item" and cursor.block().length() <= 1:
        cursor.setBlockFormat(formats.block_format(BODY, em))
    else:
        new = BODY if style == "subheading" and cursor.atBlockEnd() else style
        cursor.insertBlock(formats.block_format(new, em), formats.plain_format(new))
        if cursor.block().length() <= 1:
            cursor.setCharFormat(formats.plain_format(new))
    text.setTextCursor(cursor)


def _delete(text: QTextEdit, step: QTextCursor.MoveOperation) -> None:
    """Delete the selection, else a step from the cursor on: a piece or a chart that is met goes as a whole."""
    cursor = text.textCursor()
    if not cursor.hasSelection():
        cursor.movePosition(step, _KEEP)
        _take_charts(cursor)
        held = piece_at(cursor.document(), cursor.position())
        if held is not None:
            cursor.setPosition(held.start if cursor.position() < cursor.anchor() else held.end, _KEEP)
    cursor.removeSelectedText()
    text.setTextCursor(cursor)
    text.ensureCursorVisible()


def _take_charts(cursor: QTextCursor) -> None:
    """A step from the words into a chart selects the chart, not the line between."""
    block = cursor.document().findBlock(cursor.position())
    if formats.style_of(block) != CHART:
        return
    backwards = cursor.position() < cursor.anchor()
    start, end = block.position(), block.position() + block.length()
    cursor.setPosition(start if backwards else end)
    cursor.setPosition(end if backwards else start, _KEEP)
