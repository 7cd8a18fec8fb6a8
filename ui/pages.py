"""The pages of a document in the window: its facts, its words, its tables, in the order of the book."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

from models.document import Document
from models.forms import Role
from models.narrative.definitions import PartDef, SectionDef
from models.pack import Pack
from models.performance import access

TABLES = "tables"
"""The part of the book that stands for the tables."""
BASICS, PERFORMANCE = "basics", "performance"
_YEAR = re.compile(r"\{year\}年度?(?:部门)?")


class Kind(enum.Enum):
    """What a page is made of."""

    BASICS = 0
    WORDS = 1
    TABLE = 2
    PERFORMANCE = 3


class Page(NamedTuple):
    """A page: ``title`` for lists, ``keys`` the forms and sections on it, ``part`` the part of the book it is in.

    ``group`` is the heading that begins before the page, "" for none.
    """

    id: str
    kind: Kind
    title: str
    keys: tuple[str, ...]
    part: str = ""
    group: str = ""


def pages(pack: Pack) -> tuple[Page, ...]:
    """The pages that a pack has. One without words has its tables alone."""
    narrative = pack.narrative
    if not narrative.sections:
        return tuple(_tables(pack, pack.part_title))
    facts = tuple(form.id for form in pack.all_forms if form.role is Role.FACT)
    found = [Page(BASICS, Kind.BASICS, "封面与基本信息", facts)]
    for part in narrative.parts:
        found += _tables(pack, part.title) if part.id == TABLES else _of_part(pack, part)
    return tuple(found)


def _tables(pack: Pack, part: str) -> Iterator[Page]:
    for index, form in enumerate(pack.forms):
        title = f"{form.number}　{form.short_title}"
        yield Page(form.id, Kind.TABLE, title, (form.id,), part, "" if index else _short(part))


def _of_part(pack: Pack, part: PartDef) -> Iterator[Page]:
    """A part on one page; where its sections are followed by forms, the rest on a page after them."""
    sections = [section for key in part.sections if (section := pack.narrative.section(key)) is not None]
    with_forms = next((at for at, section in enumerate(sections) if section.forms), None)
    if with_forms is None:
        yield Page(part.id, Kind.WORDS, _short(part.title), part.sections, part.title)
        return
    first, rest = sections[: with_forms + 1], sections[with_forms + 1 :]
    keys = tuple(section.key for section in first)
    title = f"{first[0].number}至{first[-1].number}　文字说明"
    yield Page(part.id, Kind.WORDS, title, keys, part.title, _short(part.title))
    forms = tuple(form.id for form in pack.all_forms if form.role is Role.PERFORMANCE)
    if forms:
        yield Page(PERFORMANCE, Kind.PERFORMANCE, "绩效目标表", forms, part.title)
    if rest:
        yield _rest(rest, part)


def _rest(sections: list[SectionDef], part: PartDef) -> Page:
    numbers = "、".join(section.number for section in sections)
    keys = tuple(section.key for section in sections)
    return Page(f"{part.id}.rest", Kind.WORDS, f"{numbers}　资产与其他", keys, part.title)


def _short(title: str) -> str:
    """A part's title without the year, which every table's own title says: ``第二部分　预算报表``."""
    return _YEAR.sub("", title).replace(" ", "　", 1)


def title_of(page: Page, document: Document) -> str:
    """A page's title in lists; of the performance forms with how many there are."""
    if page.kind is not Kind.PERFORMANCE:
        return page.title
    return f"{page.title}（{len(access.forms_of(document))} 个项目）"


def page_by_key(found: tuple[Page, ...]) -> dict[str, str]:
    """The page's id for each form and section."""
    return {key: page.id for page in found for key in page.keys}
