"""Words through the clipboard: plain text for everybody, and with their pieces for ourselves."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCursor

from ui.editors.prose import formats
from ui.editors.prose.content import BODY, CHART, OBJECT, Block, Segment, joined

MIME = "application/x-gouji-words"
MOST = 200_000
"""Characters that are taken from the clipboard at most."""


def selected(cursor: QTextCursor) -> list[Block]:
    """The blocks of a selection, pieces as a whole."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = cursor.document().findBlock(start)
    found: list[Block] = []
    while block.isValid() and (block.position() < end or not found):
        found.append(_part(formats.read(block), start - block.position(), end - block.position()))
        block = block.next()
    return found


def _part(block: Block, start: int, end: int) -> Block:
    at = 0
    segments = []
    for atom in block.atoms:
        if start <= at < end:
            segments.append(atom)
        at += formats.qt_length(atom.text)
    return Block(block.style, tuple(segments))


def to_mime(blocks: Sequence[Block]) -> QMimeData:
    """For the clipboard: figures as their numbers, charts left out of the plain text."""
    made = QMimeData()
    made.setText("\n".join(block.text for block in blocks if block.text != OBJECT))
    raw = json.dumps([[block.style, block.segments] for block in blocks], ensure_ascii=False)
    made.setData(MIME, QByteArray(raw.encode()))
    return made


def from_mime(source: QMimeData) -> list[Block]:
    """What the clipboard holds, as blocks; nothing for what is no text."""
    if source.hasFormat(MIME):
        try:
            raw = json.loads(bytes(source.data(MIME).data()))
            return [Block(str(style), tuple(_segment(one) for one in segments)) for style, segments in raw]
        except (ValueError, TypeError):
            pass
    lines = (" ".join(line.replace(OBJECT, "").split(" ")).strip(" \t　") for line in source.text()[:MOST].splitlines())
    return [Block(BODY, (Segment(line),)) for line in lines if line]


def _segment(raw: Sequence[object]) -> Segment:
    text, piece, width = raw
    return Segment(str(text), str(piece), int(str(width)))


def insert(cursor: QTextCursor, blocks: Sequence[Block], em: float) -> None:
    """Put blocks in the place of the selection; the first and the last join what stands there."""
    cursor.removeSelectedText()
    for number, block in enumerate(blocks):
        if number or block.style == CHART:
            _open(cursor, block, em)
        style = formats.style_of(cursor.block())
        for segment in joined(block.segments):
            cursor.insertText(segment.text, formats.char_format(segment, style))
    if blocks and blocks[-1].style == CHART:
        _open(cursor, Block(BODY, ()), em)


def _open(cursor: QTextCursor, block: Block, em: float) -> None:
    """Begin a block of its own, in the empty one where the cursor is in such a one."""
    form = formats.block_format(block.style, em)
    if cursor.block().length() > 1:
        cursor.insertBlock(form, formats.plain_format(block.style))
    else:
        cursor.setBlockFormat(form)
