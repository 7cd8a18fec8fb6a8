"""The contents of the Word book: a field that Word can make anew, filled in already."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from export.docx_flow import TEXT, Piece
from export.docx_styles import BODY_SIZE, BY_ID, CONTENTS_LINE
from export.docx_xml import END_FIELD, TAB, begin_field, field, paragraph, run, twips
from export.packages import units

_CODE = 'TOC \\o "1-3" \\f \\h \\z'
"""Headings of three levels, and the hidden entries of those that read otherwise in the contents."""
_NUMBER_ROOM = 40.0


class Entry(NamedTuple):
    """A line of the contents: its words, its level (0: a part) and the bookmark that it leads to."""

    text: str
    level: int
    mark: str


def page_count(entries: list[Entry]) -> int:
    """How many pages the contents take."""
    style = BY_ID["TOCHeading"]
    room = TEXT.height - style.line - style.after
    height = sum(_lines(entry) * CONTENTS_LINE for entry in entries)
    return max(1, math.ceil(height / (room // CONTENTS_LINE * CONTENTS_LINE)))


def _lines(entry: Entry) -> int:
    room = TEXT.width - _NUMBER_ROOM - entry.level * BODY_SIZE
    return max(1, math.ceil(units(entry.text) * BODY_SIZE / 2 / room))


def contents(title: str, entries: list[Entry], pages: Mapping[str, int]) -> list[Piece]:
    """Title and entries, in the frame by which Word knows a table of contents."""
    lines = [_line(entry, pages[entry.mark]) for entry in entries]
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{begin_field(_CODE)}", 1)
    lines[-1] = f"{lines[-1].removesuffix('</w:p>')}{END_FIELD}</w:p>"
    frame = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('TOCHeading', run(title))}{''.join(lines)}</w:sdtContent></w:sdt>"
    )
    return [Piece(frame, ())]


def _line(entry: Entry, page: int) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(TEXT.width)}"/></w:tabs>'
    number = field(f"PAGEREF {entry.mark} \\h", run(str(page)))
    link = f'<w:hyperlink w:anchor="{entry.mark}" w:history="1">{run(entry.text)}{TAB}{number}</w:hyperlink>'
    return paragraph(f"TOC{entry.level + 1}", link, extra=tabs)
