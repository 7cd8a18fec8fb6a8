"""A section as the editor holds it: blocks of segments, each plain words or one piece. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.narrative import markup
from models.narrative.prose import Line, Rendered

BODY, CHART = "body", "chart"
OBJECT = "\ufffc"
"""What stands for a chart in the editor's text."""


class Segment(NamedTuple):
    """Words, or a piece with ``piece`` its text as it is kept; ``width`` are its characters in the section as shown.

    They differ from the text's for a reason not yet written: the editor says what is wanted instead of a blank.
    """

    text: str
    piece: str = ""
    width: int = -1

    @property
    def length(self) -> int:
        """Characters in the section as it is shown."""
        return len(self.text) if self.width < 0 else self.width


class Block(NamedTuple):
    """A line: ``style`` as in :class:`models.narrative.markup.TextLine`."""

    style: str
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """What the editor shows."""
        return "".join(segment.text for segment in self.segments)

    @property
    def atoms(self) -> list[Segment]:
        """The characters of plain words one by one, and each piece as a whole."""
        return [atom for segment in self.segments for atom in _atoms(segment)]


def _atoms(segment: Segment) -> Iterator[Segment]:
    if segment.piece:
        yield segment
    else:
        yield from (Segment(character) for character in segment.text)


def joined(atoms: Sequence[Segment]) -> list[Segment]:
    """Neighbouring characters as one segment again."""
    found: list[Segment] = []
    for atom in atoms:
        if found and not atom.piece and not found[-1].piece:
            found[-1] = Segment(found[-1].text + atom.text)
        else:
            found.append(atom)
    return found


def placeholder(piece: markup.ReasonPiece) -> str:
    """What stands where a reason is still to be written."""
    return f"（请填写{piece.prompt or '变动原因'}）"


def blocks_of(rendered: Rendered, unwritten: frozenset[str]) -> tuple[Block, ...]:
    """A section as it is shown, for the editor; ``unwritten`` are the keys of the reasons without words."""
    return tuple(_block(line, unwritten) for line in rendered.lines)


def _block(line: Line, unwritten: frozenset[str]) -> Block:
    if line.style == CHART:
        return Block(CHART, (Segment(OBJECT, markup.CHART + line.text, len(line.text)),))
    segments = []
    for span in line.spans:
        text = line.text[span.start : span.end]
        if isinstance(span.piece, markup.Words):
            segments.append(Segment(text))
            continue
        if isinstance(span.piece, markup.ReasonPiece) and span.piece.key in unwritten:
            segments.append(Segment(placeholder(span.piece), markup.piece_text(span.piece), len(text)))
        else:
            segments.append(Segment(text, markup.piece_text(span.piece)))
    return Block(line.style, tuple(segments))


def source_of(blocks: Sequence[Block]) -> str:
    """The text of a section as it is kept; empty lines are left out."""
    return "\n".join(_line_source(block) for block in blocks if block.text.strip())


def _line_source(block: Block) -> str:
    marks = {"subheading": markup.SUBHEADING, "item": markup.ITEM}
    inner = "".join(segment.piece or markup.escape(segment.text) for segment in block.segments)
    return marks.get(block.style, "") + inner


def to_editor(block: Block, offset: int) -> int:
    """Where a place in a line as it is shown stands in the editor's block."""
    at = shown = 0
    for segment in block.segments:
        if offset < shown + segment.length:
            return at + (offset - shown if segment.width < 0 else 0)
        at, shown = at + len(segment.text), shown + segment.length
    return at


def end_in_editor(block: Block, offset: int) -> int:
    """Where words that end at a place in the line as it is shown end in the editor's block: a piece ends as a whole."""
    at = shown = 0
    for segment in block.segments:
        if offset <= shown + segment.length:
            return at + (offset - shown if segment.width < 0 else len(segment.text))
        at, shown = at + len(segment.text), shown + segment.length
    return at


def to_shown(block: Block, offset: int) -> int:
    """Where a place in the editor's block stands in the line as it is shown."""
    at = shown = 0
    for segment in block.segments:
        if offset < at + len(segment.text):
            return shown + (offset - at if segment.width < 0 else 0)
        at, shown = at + len(segment.text), shown + segment.length
    return shown
