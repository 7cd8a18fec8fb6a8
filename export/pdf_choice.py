"""What of a book is looked at or printed: all of it, a part, a section, or some pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import msgspec

from export import pdf
from export.book import Book, Part
from export.errors import ExportError
from export.page_setup import PageSetup, arranged, turns
from export.pdf_entries import entries, part_key, plain, printed, section_key
from export.selection import ID, Selection, excerpt

Sections = tuple[str, ...] | None
"""The ids of sections; ``None`` for the whole book."""
SELECTED: Sections = (ID,)
"""The cells that are selected."""
_USUAL = PageSetup()
_SEPARATORS = re.compile(r"[,，、;；\s]+")
_RANGE = re.compile(r"(.+?)[-－—–~～至到](.+)")


class Choice(NamedTuple):
    """Something to choose: its title, the sections that it stands for, and how deep it lies in the book."""

    title: str
    sections: Sections
    level: int


class Proof:
    """A book that is made once, when it is first looked at, and shown whole or in parts, or some cells of it."""

    def __init__(self, build: Callable[[], Book], selected: Selection | None = None) -> None:
        self._build, self._selected = build, selected
        self._book: Book | None = None

    def render(self, sections: Sections, setup: PageSetup = _USUAL) -> bytes:
        """The PDF of some sections, or of the whole book.

        :raises ExportError: none of the sections is in the book.
        """
        return pdf.render_bytes(arranged(self._chosen(sections), setup))

    def tables(self, sections: Sections) -> tuple[str, ...]:
        """The ids of those sections that can be turned."""
        return tuple(page.id for page in self._chosen(sections).sections if turns(page))

    def _chosen(self, sections: Sections) -> Book:
        if sections != SELECTED or self._selected is None:
            return choose(self._made(), sections)
        book = choose(self._made(), (self._selected.form,))
        [page] = book.pages
        part = msgspec.structs.replace(book.parts[0], pages=(excerpt(page, self._selected),))
        return msgspec.structs.replace(book, parts=(part,))

    def choices(self) -> list[Choice]:
        """The parts and sections to choose from."""
        return choices(self._made())

    def _made(self) -> Book:
        if self._book is None:
            self._book = printed(self._build())
        return self._book


def choices(book: Book) -> list[Choice]:
    """Every part and section under the titles of the outline, each with what lies within it."""
    listed = {entry.key: entry for entry in entries(book)}
    found: list[tuple[str, int, list[str]]] = []
    for number, part in enumerate(book.parts):
        keys = [(part_key(number), "")] + [(section_key(number, at), page.id) for at, page in enumerate(part.pages)]
        open_ones: list[tuple[str, int, list[str]]] = []
        for key, section in keys:
            entry = listed.get(key)
            if entry is not None:
                open_ones = [one for one in open_ones if one[1] < entry.level]
                open_ones.append((plain(entry.title), entry.level, []))
                found.append(open_ones[-1])
            for one in open_ones if section else ():
                one[2].append(section)
    return [Choice(title, tuple(sections), level) for title, level, sections in found]


def choose(book: Book, sections: Sections) -> Book:
    """The book with these sections only, without cover and contents; the book itself for ``None``.

    :raises ExportError: none of the sections is in the book.
    """
    if sections is None:
        return book
    parts = tuple(part for part in (_kept(part, sections) for part in book.parts) if part.pages)
    if not parts:
        raise ExportError("所选内容没有可以打印的页，请选择“整本”或其他部分。")
    return msgspec.structs.replace(book, parts=parts, cover=None, contents_title="")


def _kept(part: Part, sections: Collection[str]) -> Part:
    return msgspec.structs.replace(part, pages=tuple(page for page in part.pages if page.id in sections))


def pages_named(text: str, labels: Sequence[str]) -> list[int]:
    """The pages that ``3-5,8`` means, 0-based and in order; all for no text. ``labels`` are the printed numbers.

    :raises ExportError: there is no such page.
    """
    found: set[int] = set()
    for name in _SEPARATORS.split(text.strip()):
        ends = _RANGE.fullmatch(name)
        first, last = (_place(end, labels) for end in (ends.groups() if ends else (name, name))) if name else (0, -1)
        found.update(range(min(first, last), max(first, last) + 1) if name else ())
    return sorted(found) or list(range(len(labels)))


def _place(name: str, labels: Sequence[str]) -> int:
    wanted = name.strip().translate(str.maketrans("０１２３４５６７８９", "0123456789")).upper()
    try:
        return labels.index(wanted)
    except ValueError:
        numbers = [label for label in labels if label.isdigit()]
        span = f"这里有第 {numbers[0]} 页到第 {numbers[-1]} 页，" if numbers else ""
        raise ExportError(f"没有页码“{name}”。{span}请写成 3-5,8 的样子。") from None
