"""How a book is printed: paper, direction and margins of its tables, and the signature block at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from export.book import Book, Page, Part, TextPage
from models import signoff
from models.document import Document

PAPERS = ("A4", "A3")
STATE = "printing"
"""What the set-up is remembered under, with the file."""
AUTO, PORTRAIT, LANDSCAPE = "auto", "portrait", "landscape"
SIGNERS = (("负责人", "person_in_charge"), ("经办人", "preparer"), ("审核人", "reviewer"))
"""Who signs, each with the setting that may hold the name."""
DATE = ("日期", "　　　年　　月　　日")
"""The date is written by hand."""


class PageSetup(msgspec.Struct, frozen=True):
    """What someone chose for printing. ``turned`` has the tables, by id, that are not turned as the pack turns them."""

    paper: Literal["A4", "A3"] = "A4"
    narrow: bool = False
    signature: bool = False
    turned: Mapping[str, Literal["portrait", "landscape"]] = {}

    def direction(self, page: str) -> str:
        """How a table stands: ``auto``, ``portrait`` or ``landscape``."""
        return self.turned.get(page, AUTO)

    def choose(self, *, paper: str, narrow: bool, signature: bool) -> PageSetup:
        """The same tables turned, and the rest anew.

        :raises ValidationError: there is no such paper.
        """
        return msgspec.convert(
            {"paper": paper, "narrow": narrow, "signature": signature, "turned": dict(self.turned)}, PageSetup
        )

    def turn(self, pages: tuple[str, ...], direction: str) -> PageSetup:
        """The same with these tables turned; ``auto`` lets them stand as they do by themselves."""
        kept = {page: way for page, way in self.turned.items() if page not in pages}
        new = {} if direction == AUTO else dict.fromkeys(pages, direction)
        return msgspec.convert({**msgspec.to_builtins(self), "turned": kept | new}, PageSetup)


def from_state(state: object, *, signature: bool | None = None) -> PageSetup:
    """What was remembered; the usual set-up where that is nothing, or not readable. ``signature`` overrules it."""
    try:
        found = msgspec.convert(state or {}, PageSetup)
    except msgspec.ValidationError:
        found = PageSetup()
    return found if signature is None else msgspec.structs.replace(found, signature=signature)


def to_state(setup: PageSetup) -> dict[str, object]:
    """Plain values to be remembered."""
    found: dict[str, object] = msgspec.to_builtins(setup)
    return found


def signature(document: Document) -> tuple[tuple[str, str], ...]:
    """The signature block: label and name each, "" where a name is to be written.

    Once the document is signed, and says what was signed: each step with who and when, and the digest's first digits.
    """
    standing = signoff.standing(document)
    if standing.steps and standing.fits:
        steps = tuple((step.stage.title, f"{step.who} {step.day}") for step in standing.steps)
        return (*steps, ("校验码", standing.steps[-1].digest[: signoff.DIGITS]))
    return (*((label, document.settings.get(key, "").strip()) for label, key in SIGNERS), DATE)


def turns(page: Page) -> bool:
    """Whether a page's paper can be chosen: tables and forms; prose stays as it is."""
    return not isinstance(page, TextPage)


def arranged(book: Book, setup: PageSetup) -> Book:
    """The book as it is to be printed."""
    return msgspec.structs.replace(
        book,
        paper=setup.paper,
        narrow=setup.narrow,
        signed=setup.signature,
        parts=tuple(_turned(part, setup) for part in book.parts) if setup.turned else book.parts,
    )


def _turned(part: Part, setup: PageSetup) -> Part:
    return msgspec.structs.replace(part, pages=tuple(_page(page, setup.direction(page.id)) for page in part.pages))


def _page(page: Page, direction: str) -> Page:
    if isinstance(page, TextPage) or direction == AUTO:
        return page
    return msgspec.structs.replace(page, landscape=direction == LANDSCAPE)
