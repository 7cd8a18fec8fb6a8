"""Bringing the editor's document to what a section says now: only what differs is touched, so the cursor stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from ui.editors.prose import formats
from ui.editors.prose.content import Block, Segment, joined


def write(document: QTextDocument, blocks: Sequence[Block], em: float) -> bool:
    """Make the document hold these blocks; whether anything had to be changed."""
    wanted = list(blocks) or [Block("body", ())]
    old = [formats.read(block) for block in all_blocks(document)]
    first, last = _same_ends(old, wanted)
    if first == len(old) == len(wanted):
        return False
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    middle = wanted[first : len(wanted) - last]
    left = len(old) - first - last
    for number, block in enumerate(middle[:left]):
        _rewrite(document.findBlockByNumber(first + number), block, em)
    for number in range(left, len(middle)):
        _insert(document, first + number, middle[number], em)
    for _ in range(left - len(middle)):
        _remove(document, first + len(middle))
    cursor.endEditBlock()
    return True


def all_blocks(document: QTextDocument) -> list[QTextBlock]:
    """The blocks of a document, in order."""
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _same_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many entries are the same at the beginning, and how many of the others at the end."""
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    last = next((at for at in range(most - first) if old[-1 - at] != new[-1 - at]), most - first)
    return first, last


def _rewrite(block: QTextBlock, wanted: Block, em: float) -> None:
    old = formats.read(block)
    if old.style != wanted.style:
        cursor = QTextCursor(block)
        cursor.setBlockFormat(formats.block_format(wanted.style, em))
        cursor.setBlockCharFormat(formats.plain_format(wanted.style))
        first, last = 0, 0
    else:
        first, last = _same_ends(old.atoms, wanted.atoms)
    atoms, new = old.atoms, wanted.atoms
    start = block.position() + _length(atoms[:first])
    end = start + _length(atoms[first : len(atoms) - last])
    cursor = QTextCursor(block)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    _fill(cursor, Block(wanted.style, tuple(joined(new[first : len(new) - last]))))


def _length(segments: Sequence[Segment]) -> int:
    return sum(formats.qt_length(segment.text) for segment in segments)


def _insert(document: QTextDocument, number: int, block: Block, em: float) -> None:
    cursor = QTextCursor(document)
    if number:
        before = document.findBlockByNumber(number - 1)
        cursor.setPosition(before.position() + before.length() - 1)
        cursor.insertBlock(formats.block_format(block.style, em), formats.plain_format(block.style))
    else:
        cursor.insertBlock()
        cursor.setPosition(0)
        cursor.setBlockFormat(formats.block_format(block.style, em))
    _fill(cursor, block)


def _remove(document: QTextDocument, number: int) -> None:
    block = document.findBlockByNumber(number)
    cursor = QTextCursor(block)
    if block.next().isValid():
        cursor.setPosition(block.next().position(), QTextCursor.MoveMode.KeepAnchor)
    else:
        cursor.setPosition(block.position() - 1)
        cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()


def _fill(cursor: QTextCursor, block: Block) -> None:
    for segment in block.segments:
        cursor.insertText(segment.text, formats.char_format(segment, block.style))
