"""Where the user is in the words: a number, a piece, or plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.findings import Finding
from models.narrative import markup
from models.narrative.prose import Line, Span
from models.narrative.verdicts import CheckedNumber, NumberState

_AROUND = 12
"""Characters that are quoted before a number."""


class Spot(NamedTuple):
    """A number or a piece, as places in the line of the section as it is shown; ``quote`` are the words before it."""

    key: str
    line: int
    start: int
    end: int
    text: str
    quote: str
    number: CheckedNumber | None = None
    piece: markup.Piece | None = None
    finding: Finding | None = None

    @property
    def place(self) -> tuple[int, int, int]:
        """Line, start and end."""
        return self.line, self.start, self.end

    @property
    def state(self) -> NumberState | None:
        """What became of the number."""
        return self.number.state if self.number is not None else None

    @property
    def frozen(self) -> bool:
        """Whether it is a figure that is kept as it was written."""
        return isinstance(self.piece, markup.FigurePiece) and self.piece.frozen


def spot_at(
    key: str, at: int, line: Line, known: tuple[Sequence[CheckedNumber], Sequence[Finding]], chosen: tuple[int, int]
) -> Spot | None:
    """The number, reason or fault that a selection, or a cursor where both places are the same, touches.

    ``known`` are the section's numbers and the findings about its other words.
    """
    faults = [finding for finding in known[1] if finding.place is not None and finding.place.line == at]
    exact = next((one for one in faults if chosen[0] < chosen[1] and _ends(one) == chosen), None)
    if exact is not None:
        return _fault(key, at, line, exact)
    own = [n for n in known[0] if n.line == at and _touches((n.start, n.end), chosen)]
    number = min(own, key=lambda n: abs(n.start - chosen[0]) + abs(n.end - chosen[1]), default=None)
    if number is not None:
        span = next((s for s in line.spans if (s.start, s.end) == (number.start, number.end)), None)
        piece = span.piece if span is not None and not isinstance(span.piece, markup.Words) else None
        return _spot(key, at, line, (number.start, number.end), number, piece)
    span = next((s for s in line.spans if _is_reason(s) and _touches((s.start, s.end), chosen)), None)
    if span is not None:
        return _spot(key, at, line, (span.start, span.end), None, span.piece)
    touched = [one for one in faults if _touches(_ends(one), chosen)]
    fault = min(touched, key=lambda one: _ends(one)[1] - _ends(one)[0], default=None)
    return _fault(key, at, line, fault) if fault is not None else None


def _ends(finding: Finding) -> tuple[int, int]:
    return (finding.place.start, finding.place.end) if finding.place is not None else (0, 0)


def _fault(key: str, at: int, line: Line, finding: Finding) -> Spot:
    return _spot(key, at, line, _ends(finding))._replace(finding=finding)


def _spot(
    key: str,
    at: int,
    line: Line,
    ends: tuple[int, int],
    number: CheckedNumber | None = None,
    piece: markup.Piece | None = None,
) -> Spot:
    start, end = ends
    quote = line.text[max(0, start - _AROUND) : start]
    return Spot(key, at, start, end, line.text[start:end], quote, number, piece)


def _touches(words: tuple[int, int], chosen: tuple[int, int]) -> bool:
    if chosen[0] == chosen[1]:
        return words[0] <= chosen[0] <= words[1]
    return words[0] < chosen[1] and chosen[0] < words[1]


def _is_reason(span: Span) -> bool:
    return isinstance(span.piece, markup.ReasonPiece)
