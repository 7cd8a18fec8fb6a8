"""Word: the whole book as a document to be worked on, with real headings, contents, tables and sections."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml

from export import files
from export.book import Book
from export.docx_body import Body, cover
from export.docx_contents import contents, page_count
from export.docx_figures import png
from export.docx_flow import TEXT, Chapter, pages
from export.docx_parts import set_parts
from export.docx_sections import set_paper, set_running
from export.docx_styles import set_styles
from export.docx_xml import paragraph, wrapped
from export.packages import printable, repack

AUTHOR = "勾稽"
_YEARS = range(1990, 2100)
_STORY = "word/document.xml"
_PLACE = re.compile(r'<w:p><w:pPr><w:pStyle w:val="chapter(\d+)"/></w:pPr></w:p>')
"""Where a chapter goes. lxml would take minutes to take in a long table, so that it is put into the finished text."""


def write(book: Book, path: Path | str) -> None:
    """Write the document.

    :raises ExportError: the file cannot be written.
    """
    files.save(Path(path), render_bytes(book))


def render_bytes(book: Book) -> bytes:
    """The document as a file's content. The same book gives the same bytes on one computer."""
    document = Document()
    set_parts(document)
    set_styles(document)
    _describe(document, book)
    body = Body(lambda chart, width, height: _picture(document, png(chart, width, height)))
    body.fill(book)
    chapters = _chapters(book, body)
    for number, chapter in enumerate(chapters):
        _add(document, book, chapter, number)
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue(), lambda name, data: _told(data, chapters) if name == _STORY else data)


def _chapters(book: Book, body: Body) -> list[Chapter]:
    """Cover and contents, and then the body, whose pages the contents name."""
    front = [cover(book, book.cover)] if book.cover else []
    if body.entries:
        found = pages(body.chapters, len(front) + page_count(body.entries) + 1)
        front.append(Chapter(TEXT, contents(book.contents_title, body.entries, found)))
    return [*front, *body.chapters]


def _add(document: Any, book: Book, chapter: Chapter, number: int) -> None:
    """A section with its paper and its pieces. Running heads start behind the cover."""
    story = document.element.body
    if number:
        section = document.add_section()
        _shrink(story)
    else:
        section = document.sections[0]
    set_paper(section, chapter.paper)
    if number < (2 if book.cover else 1):
        set_running(section, book, chapter.paper)
    story.sectPr.addprevious(parse_xml(wrapped([paragraph(f"chapter{number}")]))[0])


def _told(skeleton: bytes, chapters: list[Chapter]) -> bytes:
    """The story with each chapter in its place."""
    return _PLACE.sub(
        lambda place: "".join(piece.xml for piece in chapters[int(place[1])].pieces), skeleton.decode()
    ).encode()


def _shrink(story: Any) -> None:
    """Make the paragraph that ends a section so small that it never takes a page of its own."""
    ending = story.sectPr.getprevious()
    small = parse_xml(wrapped([paragraph("SectionEnd")]))[0]
    ending.pPr.insert(0, small.pPr.pStyle)


def _picture(document: Any, data: bytes) -> str:
    relation, _image = document.part.get_or_add_image(io.BytesIO(data))
    return str(relation)


def _describe(document: Any, book: Book) -> None:
    properties = document.core_properties
    properties.title, properties.subject = _property(f"{book.department}{book.title}"), _property(book.subject)
    properties.author = properties.last_modified_by = _property(book.department) or AUTHOR
    properties.comments = properties.keywords = ""
    properties.language, properties.revision = "zh-CN", 1
    properties.created = properties.modified = _stamp(book)


def _property(text: str) -> str:
    """A property's text; Word takes no more than 255 characters."""
    return printable(text).replace("\n", " ")[:255]


def _stamp(book: Book) -> dt.datetime:
    """A date that depends on the document alone, so that the same document gives the same file."""
    year = int(book.year) if book.year.isdecimal() else 0
    return dt.datetime(year if year in _YEARS else _YEARS[0], 1, 1, tzinfo=dt.UTC)
