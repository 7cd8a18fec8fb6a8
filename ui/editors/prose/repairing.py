"""Keeping pieces whole: what is typed at their edge is plain, what is left of half of one is plain words."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from ui.editors.prose import formats
from ui.editors.prose.content import BODY, CHART, OBJECT


def repair(document: QTextDocument, start: int, end: int, em: float) -> None:
    """Put right what an edit between two positions has done to pieces and blocks."""
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        _repair_block(block, em)
        block = block.next()


def _repair_block(block: QTextBlock, em: float) -> None:
    style = formats.style_of(block)
    if (style == CHART) != (OBJECT in block.text()) or (style == CHART and block.text() != OBJECT):
        _repair_chart(block, em)
    for position, length, form in _runs(block):
        shown = form.property(formats.SHOWN)
        text = block.text()[position - block.position() : position - block.position() + length]
        if shown is None or text == shown:
            continue
        plain = formats.plain_format(style)
        if text.startswith(shown):
            _set(block, position + formats.qt_length(shown), position + length, plain)
        elif text.endswith(shown):
            _set(block, position, position + length - formats.qt_length(shown), plain)
        else:
            _set(block, position, position + length, plain)


def _runs(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    found = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        at += 1
    return found


def _set(block: QTextBlock, start: int, end: int, form: QTextCharFormat) -> None:
    cursor = QTextCursor(block)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(form)


def _repair_chart(block: QTextBlock, em: float) -> None:
    """A chart has a block of its own: words that came to stand beside one keep the block."""
    cursor = QTextCursor(block)
    while (at := block.text().find(OBJECT)) >= 0:
        cursor.setPosition(block.position() + at)
        cursor.deleteChar()
    cursor.setPosition(block.position())
    cursor.setBlockFormat(formats.block_format(BODY, em))
    cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(formats.plain_format())
