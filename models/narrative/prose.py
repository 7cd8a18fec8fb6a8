"""The sections of words of one document: written by their template, or as the user has rewritten them.

A section without a text of its own follows its template; one that was edited is kept as a text in the document's
settings, its figures still bound. Reasons are kept apart, so that they survive both. What is shown comes from
:meth:`Prose.render`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import msgspec

from models.document import Document
from models.errors import FormulaError
from models.narrative import expression, markup
from models.narrative.definitions import NarrativeDef, SectionDef, SectionKind, TermDef
from models.narrative.expression import Expression
from models.narrative.template import expand
from models.narrative.totals import whole_column
from models.narrative.values import UNKNOWN, Evaluator, Figures, Quantity, Worked, half_up
from models.refs import CellRef

TEXT, REASON, BASIS = "text.", "reason.", "basis."
"""What the settings' keys begin with: a section's own text, a reason, and the figure that the reason was
written for.
"""
BLANK = "＿＿＿"
EMPTY = "\n"
"""The own text of a section that the user has emptied: "" stands for none of its own."""
MONEY = {"万元": Fraction(1), "元": Fraction(10_000), "亿元": Fraction(1, 10_000)}


class Span(msgspec.Struct, frozen=True):
    """A piece as it is shown: where in its line, which piece, and for a figure what it came to.

    ``expected`` is what the figure would say now; it differs from the text shown where the figure is frozen.
    """

    start: int
    end: int
    piece: markup.Piece
    quantity: Quantity = UNKNOWN
    expected: str = ""


class Line(msgspec.Struct, frozen=True):
    """A line as it is shown, with its pieces."""

    style: str
    text: str
    spans: tuple[Span, ...]


class Rendered(msgspec.Struct, frozen=True):
    """A section as it is shown. ``read`` and ``forms`` are the cells and the forms' rows that it depends on."""

    key: str
    automatic: bool
    lines: tuple[Line, ...]
    read: frozenset[CellRef]
    forms: frozenset[str]

    @property
    def text(self) -> str:
        """The words alone, line by line."""
        return "\n".join(line.text for line in self.lines)

    def reads(self, cells: Iterable[CellRef]) -> bool:
        """Whether it depends on one of these cells."""
        return any(ref in self.read or whole_column(ref) in self.read for ref in cells)


class Prose:
    """The words of a document, as its figures stand."""

    def __init__(self, figures: Figures, worked: dict[Expression, Worked] | None = None) -> None:
        """``worked`` is given where no edit will be made: see :meth:`still`."""
        self._figures, self._worked = figures, worked
        self._sections = {section.key: section for section in figures.document.pack.narrative.sections}

    def still(self) -> Prose:
        """These words for as long as no edit is made: what a figure comes to is worked out once."""
        return Prose(self._figures, {})

    def evaluator(self) -> Evaluator:
        """What works their expressions out."""
        return Evaluator(self._figures, self._worked)

    @property
    def document(self) -> Document:
        """The document."""
        return self._figures.document

    @property
    def narrative(self) -> NarrativeDef:
        """What the pack says about words."""
        return self.document.pack.narrative

    def section(self, key: str) -> SectionDef:
        """The section of that key.

        :raises KeyError: there is none.
        """
        return self._sections[key]

    def own_text(self, key: str) -> str:
        """What the user has made of a section; "" where it follows its template."""
        return self.document.settings.get(TEXT + key, "")

    def is_automatic(self, key: str) -> bool:
        """Whether a section follows its template."""
        return not self.own_text(key)

    def source(self, key: str) -> str:
        """A section's text with its figures: the user's, or what the template gives."""
        return self.own_text(key) or self.automatic(key)

    def automatic(self, key: str) -> str:
        """What the template gives for a section now."""
        return self._automatic(self.section(key), self.evaluator())

    def render(self, key: str, *, automatic: bool = False) -> Rendered:
        """A section as it is shown; with ``automatic`` as its template would have it."""
        evaluator = self.evaluator()
        section = self.section(key)
        own = "" if automatic else self.own_text(key)
        source = own or self._automatic(section, evaluator)
        lines = tuple(self._line(line, key, evaluator) for line in markup.parse(source))
        return Rendered(key, not own, lines, frozenset(evaluator.read), frozenset(evaluator.forms))

    def possible(self, key: str) -> Rendered:
        """A section's template with all its wordings, those that do not hold now as well."""
        section = self.section(key)
        if section.kind is SectionKind.GLOSSARY:
            return self.render(key, automatic=True)
        return self.render_text(key, expand(section.template, self.document, self.evaluator(), every=True))

    def render_text(self, key: str, text: str) -> Rendered:
        """Any text as it would be shown in a section."""
        evaluator = self.evaluator()
        lines = tuple(self._line(line, key, evaluator) for line in markup.parse(text))
        return Rendered(
            key, automatic=False, lines=lines, read=frozenset(evaluator.read), forms=frozenset(evaluator.forms)
        )

    def reason(self, section: str, key: str) -> str:
        """The words that a person wrote for a reason."""
        return self.document.settings.get(f"{REASON}{section}.{key}", "")

    def basis(self, section: str, key: str) -> str:
        """The figure that a reason was written for, as it was shown."""
        return self.document.settings.get(f"{BASIS}{section}.{key}", "")

    def reason_basis(self, piece: markup.ReasonPiece) -> str:
        """The figure that a reason would be written for now; "" where it needs none."""
        quantity = self.quantity(piece.source) if piece.source else UNKNOWN
        return formatted(quantity, "万元") if quantity.known else ""

    def quantity(self, source: str) -> Quantity:
        """What an expression comes to now; unknown where it does not parse."""
        return _value(source, self.evaluator())

    def setting(self, key: str) -> str:
        """A setting as prose shows it."""
        if key == "last_year":
            year = self.document.settings["year"]
            return str(int(year) - 1) if year.isdecimal() else BLANK
        return self.document.settings.get(key, "") or BLANK

    def terms(self, evaluator: Evaluator | None = None) -> tuple[TermDef, ...]:
        """The terms that the document's glossary should hold; ``evaluator`` gathers what that depends on."""
        evaluator = evaluator or self.evaluator()
        return tuple(
            term for term in self.narrative.terms if not term.when or evaluator.value(expression.parse(term.when)).value
        )

    # -- behind ---------------------------------------------------------------------------------------------------

    def _automatic(self, section: SectionDef, evaluator: Evaluator) -> str:
        if section.kind is SectionKind.GLOSSARY:
            return "\n".join(
                f"- {number_word(at)}、{markup.escape(term.term)}：{markup.escape(self.document.fill(term.definition))}"
                for at, term in enumerate(self.terms(evaluator), 1)
            )
        return expand(section.template, self.document, evaluator).strip("\n")

    def _line(self, line: markup.TextLine, section: str, evaluator: Evaluator) -> Line:
        text, spans = "", []
        for piece in line.pieces:
            start, quantity, expected = len(text), UNKNOWN, ""
            match piece:
                case markup.Words(words):
                    text += words
                case markup.FigurePiece(source, unit, shown):
                    if source:
                        quantity = _value(source, evaluator)
                        expected = formatted(quantity, unit)
                    text += shown or expected
                case markup.ReasonPiece(key, source):
                    quantity = _value(source, evaluator) if source else UNKNOWN
                    text += self.reason(section, key) or BLANK
                case markup.SettingPiece(key):
                    text += self.setting(key)
            spans.append(Span(start, len(text), piece, quantity, expected))
        return Line(line.style, text, tuple(spans))


def _value(source: str, evaluator: Evaluator) -> Quantity:
    """What an expression comes to; unknown where it does not parse."""
    try:
        return evaluator.value(expression.parse(source))
    except FormulaError:
        return UNKNOWN


def formatted(quantity: Quantity, unit: str) -> str:
    """A figure as prose prints it: money and areas with two decimals and thousands, zero as 0, counts whole."""
    if not quantity.known:
        return BLANK + unit
    cents = half_up(quantity.value, 10_000 if unit == "%" else 100 * MONEY.get(unit, 1))
    if not cents:
        return f"0{unit}"
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    if not rest and unit not in MONEY and unit != "%":
        return f"{sign}{whole:,}{unit}"
    if unit == "元" and not rest:
        return f"{sign}{whole}{unit}"
    return f"{sign}{whole:,}.{rest:02d}{unit}"


def number_word(number: int) -> str:
    """一, 二 … 十一 … 九十九 for headings."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    head = "" if not tens else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[ones] if ones else "")


def figures_of(rendered: Rendered) -> Iterator[tuple[int, Span]]:
    """The figures of a section with the line each stands in."""
    for number, line in enumerate(rendered.lines):
        for span in line.spans:
            if isinstance(span.piece, markup.FigurePiece):
                yield number, span
