"""What the contents and the outline list: every part and section of a book, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from export.book import SHEETS_ONLY, Book, FormPage, GridPage, Page, Part

_FEWEST = 2


class Entry(NamedTuple):
    """A part (level 0) or section. ``title`` stands in the outline, ``listed`` in the contents ("" for none)."""

    key: str
    title: str
    listed: str
    level: int


def printed(book: Book) -> Book:
    """The book without what is not for paper."""
    return msgspec.structs.replace(book, parts=tuple(part for part in book.parts if part.id != SHEETS_ONLY))


def is_whole(book: Book) -> bool:
    """Whether the book is more than a look at one section."""
    return book.cover is not None or len(book.sections) >= _FEWEST


def has_contents(book: Book) -> bool:
    """Whether the book begins with contents."""
    return bool(book.contents_title) and is_whole(book)


def shows_title(book: Book, part: Part) -> bool:
    """Whether a part's title is printed: not over a look at one section that says itself what it is."""
    nameless = not (part.pages and part.pages[0].heading)
    return bool(part.title) and (nameless or is_whole(book))


def section_key(part: int, section: int) -> str:
    """The key of a section by its place."""
    return f"section{part}.{section}"


def part_key(part: int) -> str:
    """The key of a part by its place."""
    return f"part{part}"


def entries(book: Book) -> Iterator[Entry]:
    """All entries in order; levels never skip one."""
    for number, part in enumerate(book.parts):
        level = -1
        for entry in _of_part(number, part, titled=shows_title(book, part)):
            level = min(entry.level, level + 1)
            yield entry._replace(level=level)


def _of_part(number: int, part: Part, *, titled: bool) -> Iterator[Entry]:
    below = 0
    if titled:
        yield Entry(part_key(number), plain(part.title), part.title, 0)
        below = 1
    for at, page in enumerate(part.pages):
        title = plain(page.entry or _name(page))
        if title:
            level = 1 if isinstance(page, FormPage) else page.level
            yield Entry(section_key(number, at), title, page.entry, level - 1 + below)


def _name(page: Page) -> str:
    return page.name if isinstance(page, GridPage) else page.heading


def plain(title: str) -> str:
    """A title without the wide space that sets off its number."""
    return title.replace("　", " ").strip()
