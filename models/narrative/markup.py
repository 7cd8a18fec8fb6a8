"""Texts with figures, as they are kept in a document: parsing, printing, and the pieces they are made of.

A text is lines. ``## `` begins a subheading, ``- `` an entry of a list, ``!`` and a chart's key stand for the
chart. Within a line::

    {=表一[收入总计].收入|万元}            a figure: what it is worked out from, and its format
    {!22.00万元|表一[上年结转].收入|万元|why}  a figure frozen as it stands, with the reason
    {?income}                             a reason that a person writes, by key
    {@department}                         a setting of the document

Braces of the text itself are doubled. What cannot be read as one of these stays as it is: nothing typed is lost.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

import msgspec

_TOKEN = re.compile(r"\{\{|\}\}|\{([=!?@])((?:[^{}\n]|\{\{|\}\})*)\}")
SUBHEADING, ITEM, CHART = "## ", "- ", "!"


class Words(msgspec.Struct, frozen=True):
    """Plain words."""

    text: str


class FigurePiece(msgspec.Struct, frozen=True):
    """A figure: ``source`` is its expression, ``format`` its unit. ``shown`` is given for a frozen one, with
    its ``why``.
    """

    source: str
    format: str
    shown: str = ""
    why: str = ""

    @property
    def frozen(self) -> bool:
        """Whether it stays as it was written."""
        return bool(self.shown)


class ReasonPiece(msgspec.Struct, frozen=True):
    """A place for words that a person writes; ``source`` is the figure whose change they explain ("" for none)."""

    key: str
    source: str = ""
    prompt: str = ""


class SettingPiece(msgspec.Struct, frozen=True):
    """A setting of the document, such as the department's name."""

    key: str


Piece = Words | FigurePiece | ReasonPiece | SettingPiece


class TextLine(msgspec.Struct, frozen=True):
    """A line: ``style`` is ``body``, ``subheading``, ``item`` or ``chart`` (its key in the one piece)."""

    style: str
    pieces: tuple[Piece, ...]


def parse(text: str) -> tuple[TextLine, ...]:
    """The lines of a text; empty lines are left out."""
    return tuple(_line(line) for line in text.splitlines() if line.strip())


@functools.lru_cache(maxsize=2_048)
def _line(line: str) -> TextLine:
    for mark, style in ((SUBHEADING, "subheading"), (ITEM, "item")):
        if line.startswith(mark):
            return TextLine(style, pieces_of(line[len(mark) :]))
    if re.fullmatch(r"![a-z0-9_]+", line.strip()):
        return TextLine("chart", (Words(line.strip()[1:]),))
    return TextLine("body", pieces_of(line))


def pieces_of(line: str) -> tuple[Piece, ...]:
    """The pieces of a line."""
    return tuple(_joined(_pieces(line)))


def _pieces(line: str) -> Iterator[Piece]:
    end = 0
    for match in _TOKEN.finditer(line):
        if match.start() > end:
            yield Words(line[end : match.start()])
        end = match.end()
        if match[0] in ("{{", "}}"):
            yield Words(match[0][0])
            continue
        fields = [_plain(field) for field in match[2].split("|")]
        yield _piece(match[1], fields) or Words(match[0])
    if end < len(line):
        yield Words(line[end:])


def _piece(mark: str, fields: list[str]) -> Piece | None:
    if mark == "=" and len(fields) == 2:  # noqa: PLR2004
        return FigurePiece(fields[0].strip(), fields[1].strip())
    if mark == "!" and len(fields) == 4 and fields[0]:  # noqa: PLR2004
        return FigurePiece(fields[1].strip(), fields[2].strip(), fields[0], fields[3])
    if mark == "?" and fields[0].strip():
        return ReasonPiece(*(field.strip() for field in fields[:3]))
    return SettingPiece(fields[0].strip()) if mark == "@" and len(fields) == 1 and fields[0].strip() else None


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbouring words as one piece."""
    words: list[str] = []
    for piece in pieces:
        if isinstance(piece, Words):
            words.append(piece.text)
            continue
        if words:
            yield Words("".join(words))
            words = []
        yield piece
    if words:
        yield Words("".join(words))


def _plain(field: str) -> str:
    return field.replace("{{", "{").replace("}}", "}")


def escape(text: str) -> str:
    """Plain words as they are kept."""
    return text.replace("{", "{{").replace("}", "}}")


def dumps(lines: Iterable[TextLine]) -> str:
    """The text of lines, as :func:`parse` reads it."""
    marks = {"subheading": SUBHEADING, "item": ITEM, "chart": CHART}
    return "\n".join(marks.get(line.style, "") + "".join(piece_text(piece) for piece in line.pieces) for line in lines)


def piece_text(piece: Piece) -> str:
    """A piece as it is kept."""
    match piece:
        case Words(text):
            return escape(text)
        case FigurePiece(source, form, "", _why):
            return f"{{={source}|{form}}}"
        case FigurePiece(source, form, shown, why):
            return "{!" + "|".join(escape(part.replace("|", "｜")) for part in (shown, source, form, why)) + "}"
        case ReasonPiece(key, source, prompt):
            return "{?" + f"{key}|{source}|{prompt}".rstrip("|") + "}"
        case SettingPiece(key):
            return f"{{@{key}}}"
