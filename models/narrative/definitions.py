"""What a pack says about words: the book's parts and sections, their templates, and the glossary. Pure
declarations.
"""

from __future__ import annotations

import enum

import msgspec


class SectionKind(enum.StrEnum):
    """How a section is written: prose from a template, free text, or the glossary."""

    PROSE = "prose"
    FREE = "free"
    GLOSSARY = "glossary"


class PartDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the book. ``title`` may hold ``{year}``; ``id`` ``tables`` stands for the forms themselves."""

    id: str
    title: str
    sections: tuple[str, ...] = ()


class SectionDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of words.

    ``template`` is in the language of :mod:`models.narrative.template`; ``entries`` are further lines of the
    contents, each a subheading of the section. The rule codes say which rule a wrong amount, percentage or count
    breaks. ``whole`` is the amount that it is all about, where a rule asks for it.
    """

    key: str
    heading: str
    number: str = ""
    kind: SectionKind = SectionKind.PROSE
    template: str = ""
    entries: tuple[str, ...] = ()
    amount_rule: str = ""
    percent_rule: str = ""
    count_rule: str = ""
    forms: bool = False
    whole: str = ""


class TermDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term of the glossary. It belongs in the book when ``when`` is not 0, or, without one, always.

    One that is not ``required`` may be left out without a word.
    """

    term: str
    definition: str
    when: str = ""
    required: bool = True


class DemandDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that law or finance bureau demand of the book. ``check`` names what looks, "" where only a
    person can.
    """

    code: str
    title: str
    source: str
    group: str
    check: str = ""
    items: tuple[str, ...] = ()


class LastYearDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where figures of last year stand: a form of facts, its column, and row by row the formula that says what each is
    in last year's document.
    """

    form: str
    column: str
    sources: dict[str, str]


class NarrativeDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All words of a pack. ``banned`` are words of another level of government, by the level that may not use them;
    ``row_texts`` says what expressions call the texts of rows: 类别 for ``category``.
    """

    parts: tuple[PartDef, ...] = ()
    sections: tuple[SectionDef, ...] = ()
    terms: tuple[TermDef, ...] = ()
    banned: dict[str, tuple[str, ...]] = {}
    last_year: LastYearDef | None = None
    row_texts: dict[str, str] = {}

    def section(self, key: str) -> SectionDef | None:
        """The section of that key or number."""
        return next((s for s in self.sections if key in (s.key, s.number)), None)
