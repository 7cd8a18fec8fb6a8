"""The book as one web page that needs nothing but itself: no scripts, no other files, charts as vectors.

Made for the department's website: headings in their order, contents with links, tables as tables, nothing said by
colour or picture alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from export import files, html_tables
from export.book import Book, FormPage, GridPage, Page, Part, TextPage
from export.html_style import STYLE
from export.html_text import blocks, element, heading, one_line, words
from export.pdf_entries import Entry, entries, has_contents, part_key, printed, section_key, shows_title

_MAIN, _CONTENTS = "main", "contents"
_PART_LEVEL = 2


def write(book: Book, path: Path | str) -> None:
    """Write the page.

    :raises ExportError: the file cannot be written.
    """
    files.save(Path(path), render(book).encode())


def render(book: Book) -> str:
    """The page's text, to be stored as UTF-8. The same book gives the same text."""
    return "\n".join(_page(printed(book))) + "\n"


def _page(book: Book) -> Iterator[str]:
    title = one_line(f"{book.department}{book.title}")
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f'<meta name="description" content="{one_line(book.subject)}">'
    if book.draft:
        yield '<meta name="robots" content="noindex">'
    yield f"<style>\n{STYLE}\n</style>\n</head>\n<body>"
    yield f'<a class="skip" href="#{_MAIN}">跳到正文</a>'
    if book.watermark:
        yield f'<div class="draft" role="note">{words(book.watermark)}</div>'
        yield f'<div class="watermark" aria-hidden="true">{words(book.watermark)}</div>'
    yield from _cover(book)
    listed = [entry for entry in entries(book) if entry.listed]
    if listed and has_contents(book):
        yield f'<nav aria-labelledby="{_CONTENTS}">{heading(2, book.contents_title.replace("　", ""), _CONTENTS)}'
        yield f"{''.join(_list(listed))}</nav>"
    yield f'<main id="{_MAIN}">'
    for number, part in enumerate(book.parts):
        yield from _part(book, part, number)
    yield f"</main>\n<footer>{title}</footer>\n</body>\n</html>"


def _cover(book: Book) -> Iterator[str]:
    """The cover; a choice of tables has its title for a heading."""
    title = book.cover.title if book.cover else book.title
    yield f'<header class="cover"><p class="department">{words(book.department)}</p>{heading(1, title)}'
    if book.cover and book.cover.lines:
        lines = "".join(f"<dt>{words(name)}</dt><dd>{words(value)}</dd>" for name, value in book.cover.lines)
        yield f"<dl>{lines}</dl>"
    yield "</header>"


def _list(listed: list[Entry]) -> Iterator[str]:
    """The contents as a list of lists."""
    depth = -1
    for entry in listed:
        level = min(entry.level, depth + 1)
        if level > depth:
            yield "<ol>"
        else:
            yield "</li>" + "</ol></li>" * (depth - level)
        yield f'<li><a href="#{_anchor(entry.key)}">{words(entry.listed)}</a>'
        depth = level
    yield "</li></ol>" * (depth + 1)


def _anchor(key: str) -> str:
    return key.replace(".", "-")


def _part(book: Book, part: Part, number: int) -> Iterator[str]:
    level = _PART_LEVEL
    name = _anchor(part_key(number))
    yield f'<section class="part" id="{name}">'
    if shows_title(book, part):
        yield heading(level, part.title)
        level += 1
    for at, page in enumerate(part.pages):
        yield from _section(page, level, _anchor(section_key(number, at)))
    yield "</section>"


def _section(page: Page, level: int, name: str) -> Iterator[str]:
    """A section; what is within another has a heading one deeper."""
    match page:
        case TextPage():
            own = level + page.level - 1
            yield f'<section id="{name}">'
            if page.heading:
                yield heading(own, page.heading)
            yield from blocks(page.blocks, own + bool(page.heading), name)
        case FormPage() | GridPage():
            own = level if isinstance(page, FormPage) or not page.entry else level + page.level - 1
            number = f"{page.number}　" if isinstance(page, FormPage) and page.number not in page.heading else ""
            yield f'<section class="paper{" landscape" if page.landscape else ""}" id="{name}">'
            if isinstance(page, FormPage) and page.mark:
                yield element("p", words(page.mark), class_="sheet")
            yield heading(own, f"{number}{page.heading}")
            yield from html_tables.form(page) if isinstance(page, FormPage) else html_tables.grid(page)
    yield "</section>"
