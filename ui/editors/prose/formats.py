"""How blocks and pieces look in the editor, and how a piece is kept in the text's formats."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextFormat

from ui import theme
from ui.editors.prose.content import BODY, CHART, Block, Segment
from ui.fonts import body_font

_FIRST = QTextFormat.Property.UserProperty.value
PIECE, SHOWN, WIDTH, NUMBER, STYLE = range(_FIRST + 1, _FIRST + 6)
"""Properties: a piece as it is kept, its text, its width as shown, what keeps neighbours apart; a block's style."""
CHART_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
LINE_PERCENT = 130
_numbers = itertools.count(1)


def plain_format(style: str = BODY) -> QTextCharFormat:
    """Plain words in a block of that style."""
    made = QTextCharFormat()
    if style == "subheading":
        made.setFontWeight(QFont.Weight.Bold)
        made.setFontFamilies(body_font().families())
    return made


def char_format(segment: Segment, style: str) -> QTextCharFormat:
    """A segment in a block of that style."""
    made = plain_format(style)
    if not segment.piece:
        return made
    made.setProperty(PIECE, segment.piece)
    made.setProperty(SHOWN, segment.text)
    made.setProperty(WIDTH, segment.width)
    made.setProperty(NUMBER, next(_numbers))
    if style == CHART:
        made.setObjectType(CHART_OBJECT)
    elif segment.piece[1] in "=!":
        made.setFontFamilies(body_font().families())
    elif segment.piece[1] == "?" and segment.width >= 0:
        made.setForeground(QColor(theme.ROUNDING))
    return made


def block_format(style: str, em: float) -> QTextBlockFormat:
    """A block of that style; ``em`` is the size of the text in pixels."""
    made = QTextBlockFormat()
    made.setProperty(STYLE, style)
    if style == CHART:
        made.setTopMargin(em * 0.6)
        return made
    made.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setTextIndent(2 * em)
    return made


def style_of(block: QTextBlock) -> str:
    """The style of a block in the editor."""
    return str(block.blockFormat().property(STYLE) or BODY)


def read(block: QTextBlock) -> Block:
    """A block of the editor as segments."""
    segments = []
    for text, form in fragments(block):
        piece = str(form.property(PIECE) or "")
        if piece:
            segments.append(Segment(text, piece, int(form.property(WIDTH))))
        else:
            segments.append(Segment(text))
    return Block(style_of(block), tuple(segments))


def fragments(block: QTextBlock) -> list[tuple[str, QTextCharFormat]]:
    """The runs of one format in a block."""
    found = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        found.append((fragment.text(), fragment.charFormat()))
        at += 1
    return found


class Range(NamedTuple):
    """A piece in the document: from and to, and the piece as it is kept."""

    start: int
    end: int
    piece: str


def pieces_in(block: QTextBlock) -> list[Range]:
    """The pieces of a block."""
    found = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        form = fragment.charFormat()
        if form.hasProperty(PIECE):
            start = fragment.position()
            found.append(Range(start, start + fragment.length(), str(form.property(PIECE))))
        at += 1
    return found


def qt_length(text: str) -> int:
    """How many places a text takes in a document of Qt, which counts some rare characters twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def python_offset(text: str, offset: int) -> int:
    """A place in a text of Qt as one of Python."""
    at = 0
    for index, character in enumerate(text):
        if at >= offset:
            return index
        at += 2 if character > "\uffff" else 1
    return len(text)
