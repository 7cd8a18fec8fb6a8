"""The numbers of a text, each with what became of it: bound, checked, wrong, or not recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from models.document import Document
from models.narrative import expression, markup
from models.narrative.cells import CellIndex
from models.narrative.contexts import Context, overlap
from models.narrative.derived import with_rest, with_shares
from models.narrative.known import Candidate, Known, figures_known
from models.narrative.matching import SURE_OF_IMPLIED, Pairing, measured, pair
from models.narrative.numbers import Number, NumberKind, scan
from models.narrative.prose import Line, Prose, Rendered, Span, formatted
from models.narrative.units import agrees, amount_of, unit_class
from models.narrative.values import Evaluator, Figures
from models.narrative.verdicts import CheckedNumber, NumberState
from models.refs import CellRef

_CERTAIN = 0.75
"""Words that fit a figure so well name it, whatever other cells there are of the row's name."""
_VAGUE = 0.3
"""Up to here a number's words say less than the name of a row right before it."""


class Checker:
    """Checks texts against one document. Short-lived: it keeps what it has looked up, and no edit may be made."""

    def __init__(self, figures: Figures, prose: Prose) -> None:
        self._figures, self._prose = figures, prose.still()
        self._index = CellIndex(figures)
        self._known: dict[str, Known] = {}
        self._automatic: dict[str, Rendered] = {}

    @property
    def _document(self) -> Document:
        return self._figures.document

    def automatic(self, section: str) -> Rendered:
        """A section as its template has it."""
        found = self._automatic.get(section)
        if found is None:
            found = self._automatic[section] = self._prose.render(section, automatic=True)
        return found

    def known(self, section: str) -> Known:
        """The figures that belong into a section."""
        found = self._known.get(section)
        if found is None:
            automatic = self.automatic(section)
            found = self._known[section] = figures_known(self._figures, self._prose, automatic, self._strip())
        return found

    def section(self, key: str) -> Rendered:
        """A section as it is shown."""
        return self._prose.render(key)

    def checked(self, rendered: Rendered) -> tuple[tuple[CheckedNumber, ...], frozenset[CellRef], frozenset[str]]:
        """The numbers of a section, and the cells and the forms' rows that what is said about them depends on."""
        self._index.read, self._index.is_asked = {}, False
        if rendered.automatic:
            self._automatic[rendered.key] = rendered
        numbers = self.rendered(rendered)
        template = self.automatic(rendered.key)
        read, forms = rendered.read | template.read, rendered.forms | template.forms
        if (known := self._known.get(rendered.key)) is not None:
            read, forms = read | known.read | self._index.read.keys(), forms | known.forms
        if self._index.is_asked:
            forms |= frozenset(form.id for form in self._document.pack.forms)
        return numbers, read, forms

    def rendered(self, rendered: Rendered) -> tuple[CheckedNumber, ...]:
        """The numbers of a section as it is shown."""
        found: list[CheckedNumber] = []
        loose: list[tuple[int, Number, Context]] = []
        for at, line in enumerate(rendered.lines):
            if line.style == "chart":
                continue
            spans = [span for span in line.spans if not isinstance(span.piece, (markup.Words, markup.SettingPiece))]
            found += [self._figure(at, line, span) for span in spans if isinstance(span.piece, markup.FigurePiece)]
            if rendered.automatic:
                continue
            skip = [(span.start, span.end) for span in spans]
            loose += [(at, *one) for one in self._measured(line.text, skip)]
            found += self._dates(at, line.text, skip)
        known = self.known(rendered.key).candidates if loose else ()
        pairings = with_rest(pair([(number, context) for _at, number, context in loose], known), known)
        found += [self._typed(at, one) for (at, *_), one in zip(loose, pairings, strict=True)]
        found.sort(key=lambda one: (one.line, one.start))
        return tuple(with_shares(found, rendered.lines, known, self._cells) if loose else found)

    def lines(self, texts: Sequence[str], section: str) -> tuple[CheckedNumber, ...]:
        """The numbers of plain lines, as a section's."""
        lines = tuple(Line("body", text, ()) for text in texts)
        return self.rendered(Rendered(section, automatic=False, lines=lines, read=frozenset(), forms=frozenset()))

    def likely_section(self, texts: Sequence[str], sections: Sequence[str]) -> str:
        """The section whose figures and words a text fits best."""
        numbers = [one for text in texts for one in self._measured(text)]

        def fit(section: str) -> float:
            known = self.known(section).candidates
            pairings = pair(numbers, known)
            return sum(
                one.score + agrees(one.number, one.candidate.quantity) for one in pairings if one.candidate is not None
            ) - 0.01 * len(known)

        if not numbers:
            words = "".join(texts)
            return max(sections, key=lambda section: overlap(words, self._words_of(section)), default="")
        return max(sections, key=fit, default="")

    def _words_of(self, section: str) -> str:
        heading = self._prose.section(section).heading
        return heading + self.automatic(section).text

    # -- behind ---------------------------------------------------------------------------------------------------

    def _measured(self, text: str, skip: Sequence[tuple[int, int]] = ()) -> list[tuple[Number, Context]]:
        return measured(text, self._strip(), self._prose.setting("last_year"), skip=skip)

    def _strip(self) -> tuple[str, ...]:
        settings = self._document.settings
        return tuple(filter(None, (settings["department"],)))

    def _figure(self, at: int, line: Line, span: Span) -> CheckedNumber:
        piece = span.piece
        assert isinstance(piece, markup.FigurePiece)
        text = line.text[span.start : span.end]
        state = NumberState.BOUND if span.quantity.known else NumberState.UNKNOWN
        if piece.frozen:
            same = _same_text(piece.shown, span.expected)
            state = NumberState.BOUND if same else NumberState.FROZEN if piece.why else NumberState.MISMATCH
        kind = {"money": NumberKind.AMOUNT, "%": NumberKind.PERCENT, "area": NumberKind.AREA}
        return CheckedNumber(
            at, span.start, span.end, text, state, kind.get(unit_class(piece.format), NumberKind.COUNT),
            span.quantity.value, piece.source, piece.format, self._cells(piece.source), span.expected, 1.0,
        )  # fmt: skip

    def _cells(self, source: str) -> tuple[CellRef, ...]:
        return Evaluator(self._figures).cells(expression.parse(source)) if source else ()

    def _dates(self, at: int, text: str, skip: Sequence[tuple[int, int]]) -> Iterator[CheckedNumber]:
        """Years and dates: those that the document knows are checked."""
        for number in scan(text):
            if number.kind not in (NumberKind.YEAR, NumberKind.DATE) or any(s <= number.start < e for s, e in skip):
                continue
            state = NumberState.CHECKED if self._is_known_date(number) else NumberState.UNKNOWN
            yield CheckedNumber(at, number.start, number.end, number.text, state, number.kind, number.value)

    def _is_known_date(self, number: Number) -> bool:
        settings = self._document.settings
        if number.kind is NumberKind.YEAR and str(number.value) in (settings["year"], self._prose.setting("last_year")):
            return True
        dates = (value for key, value in settings.items() if key.endswith(("_on", "as_of")))
        return any(value.replace(" ", "") == number.text for value in dates)

    def _typed(self, at: int, pairing: Pairing) -> CheckedNumber:
        number, candidate = pairing.number, pairing.candidate
        base = CheckedNumber(
            at, number.start, number.end, number.text, NumberState.UNKNOWN, number.kind, amount_of(number),
            score=pairing.score, context=pairing.context,
        )  # fmt: skip
        if candidate is not None and candidate.quantity.known:
            named = self._index.named(number, pairing.context) if pairing.score < _VAGUE else None
            if agrees(number, candidate.quantity) and (named is None or named.agrees):
                return self._paired(base, candidate, NumberState.CHECKED)
            if pairing.is_sure:
                elsewhere = self._index.named(number, pairing.context) if pairing.score < _CERTAIN else None
                if elsewhere is not None and elsewhere.agrees:
                    return msgspec.structs.replace(
                        base, state=NumberState.CHECKED, cells=(elsewhere.ref,), source=elsewhere.source
                    )
                return self._paired(base, candidate, NumberState.MISMATCH)
        elif candidate is not None and pairing.score >= SURE_OF_IMPLIED:
            return self._paired(base, candidate, NumberState.UNKNOWN)
        found = self._index.named(number, pairing.context)
        if found is None:
            return base
        state = NumberState.CHECKED if found.agrees else NumberState.MISMATCH
        return msgspec.structs.replace(
            base, state=state, cells=(found.ref,), source=found.source, format="万元", expected=found.expected,
            power=0 if found.agrees else _power(base.value, found.value),
        )  # fmt: skip

    def _paired(self, base: CheckedNumber, candidate: Candidate, state: NumberState) -> CheckedNumber:
        quantity = candidate.quantity
        wrong = state is NumberState.MISMATCH
        expected = candidate.shown if not candidate.source else formatted(quantity, candidate.unit)
        power = _power(base.value, quantity.value) if wrong and base.kind is NumberKind.AMOUNT else 0
        return msgspec.structs.replace(
            base, state=state, source=candidate.source, format=candidate.unit, cells=self._cells(candidate.source),
            expected=expected, power=power,
        )  # fmt: skip


def _same_text(one: str, other: str) -> bool:
    return one.replace(",", "") == other.replace(",", "")


def _power(said: Fraction, right: Fraction) -> int:
    """The power of ten by which ``said`` is off; 0 where it is off by something else."""
    if said <= 0 or right <= 0:
        return 0
    ratio = said / right
    for power in range(1, 9):
        if ratio == 10**power:
            return power
        if ratio == Fraction(1, 10**power):
            return -power
    return 0
