"""Numbers in a text against the figures that the document would have there.

A typed number is paired with the figure that its own words, unit, role and place fit best, and that it agrees with if
it can; then the values are compared. What fits no figure of its section is looked up among all cells, by the name of
the row before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from models.narrative.assigning import Assignment, Option
from models.narrative.contexts import Context, Role, contexts, weights
from models.narrative.known import Candidate
from models.narrative.lexicon import Lexicon
from models.narrative.numbers import Number, scan
from models.narrative.units import MEASURED, Said, digits_of, same_units, unit_class

_VALUE, _VALUE_PER_DIGIT = 0.16, 0.06
"""What an equal value counts for: the more, the more digits it has, up to four."""
_PLACE, _UNIT, _IMPLIED = 0.08, 0.04, 0.05
"""What a like place in the text and the same unit count for, and what a figure that no template prints is behind."""
_OTHER_ROLE, _OTHER_ROLE_VALUE = 0.35, 0.45
"""What the words of a number in another role are worth, and its value."""
_LEAST, _LEAST_PER_DIGIT = 0.14, 0.03
"""How alike the words must be for numbers that agree: less, the more digits they have."""
_FAINT = 0.12
_CHANGING = (Role.CHANGE, Role.RATE, Role.LAST)
_TELLING = 0.45
"""What a role says by itself where just one figure of the section has it: 增长 before the one rate."""
_NEARLY = 0.2
"""Words so much better than those of the figure that a number agrees with are no better where they are those of one
that the template does not print.
"""
_EVEN = 0.01
"""Words that differ by less say the same."""
SURE, SURE_OF_IMPLIED, SURE_OF_CHANGE, SURE_OF_RIVALLED = 0.17, 0.3, 0.25, 0.6
"""From here on a number's words say for certain which figure it should be: less is enough where the template prints a
figure that no other number of the text agrees with, more is asked where one does; words of change say more themselves.
"""
_SHARED = 0.25
"""How much better its words must be for a number to be a figure that another one has been found to be."""


class Pairing(msgspec.Struct, frozen=True):
    """A number with the figure it was paired with, if any; ``score`` says how well its words fit (0 to 1).

    ``rivalled`` says that another number of the text agrees with that figure.
    """

    number: Number
    context: Context
    candidate: Candidate | None
    score: float = 0.0
    rivalled: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the words say for certain that the number is that figure, even where it does not agree."""
        if self.candidate is None:
            return False
        if self.rivalled:
            return self.score >= SURE_OF_RIVALLED
        if not self.candidate.implied:
            return self.score >= SURE
        return self.score >= (SURE_OF_CHANGE if self.context.role in _CHANGING else SURE_OF_IMPLIED)


def pair(numbers: Sequence[tuple[Number, Context]], known: Sequence[Candidate]) -> list[Pairing]:
    """Each number with its figure: the best fits first, no figure twice; what is left may share one that it agrees
    with.
    """
    options = sorted(_options(numbers, known), reverse=True)
    chosen = Assignment(options).chosen
    _prefer_printed(options, chosen, known)
    own = dict(chosen)
    _share(options, chosen, known)
    found = []
    for at, (number, context) in enumerate(numbers):
        if at not in chosen:
            found.append(Pairing(number, context, None))
            continue
        tried = (_pairing(number, context, one, chosen, known) for one in (chosen[at], own.get(at, chosen[at])))
        first, second = tried
        found.append(second if not chosen[at].equal and not first.is_sure and second.is_sure else first)
    return found


def _pairing(
    number: Number, context: Context, best: Option, chosen: Mapping[int, Option], known: Sequence[Candidate]
) -> Pairing:
    rivalled = not best.equal and _is_spoken_for(best.candidate, chosen.values(), known)
    return Pairing(number, context, known[best.candidate], best.words, rivalled)


def _is_spoken_for(candidate: int, chosen: Iterable[Option], known: Sequence[Candidate]) -> bool:
    """Whether a number agrees with this figure, or as many agree with figures of its value and role as the template
    prints.
    """
    wanted = _same(known[candidate])
    agreeing = [option.candidate for option in chosen if option.equal and _same(known[option.candidate]) == wanted]
    printed = sum(_same(one) == wanted and not one.implied for one in known)
    return candidate in agreeing or len(agreeing) >= printed > 0


def _same(candidate: Candidate) -> tuple[str, Role, object]:
    return unit_class(candidate.unit), candidate.role, candidate.quantity.value


def _options(numbers: Sequence[tuple[Number, Context]], known: Sequence[Candidate]) -> Iterable[Option]:
    lexicon = Lexicon([one.known_by for one in known])
    telling = _telling(known)
    count = max(len(numbers), 1)
    for at, (number, context) in enumerate(numbers):
        said, place, value, digits = weights(context), at / count, Said(number), digits_of(number)
        fits, heard = lexicon.fits(said), lexicon.familiar(said)
        worth = _VALUE + _VALUE_PER_DIGIT * min(digits, 4)
        least = max(_LEAST - _LEAST_PER_DIGIT * digits, 0.05)
        for index, candidate in enumerate(known):
            if not same_units(number.unit, candidate.unit):
                continue
            words = fits[index]
            same_role = context.role is candidate.role
            if not same_role:
                words *= _OTHER_ROLE
            else:
                words += (1 - words) * heard * telling[index]
            if words < min(least, _FAINT):
                continue
            equal = candidate.quantity.known and value.agrees(candidate.quantity)
            if words < (least if equal else _FAINT):
                continue
            total = words + worth * equal * (1.0 if same_role else _OTHER_ROLE_VALUE)
            total += _PLACE * (1 - abs(place - candidate.place))
            total += _UNIT * (number.unit == candidate.unit) - _IMPLIED * candidate.implied
            yield Option(total, words, at, index, equal)


def _telling(known: Sequence[Candidate]) -> list[float]:
    """How much its role says of each figure by itself, where change words tell it: half as much where several figures
    have it.
    """
    kinds = [(unit_class(one.unit), one.role) if one.role in _CHANGING else None for one in known]
    values: dict[object, set[object]] = {}
    for kind, one in zip(kinds, known, strict=True):
        values.setdefault(kind, set()).add(one.quantity.value)
    return [0.0 if kind is None else _TELLING if len(values[kind]) == 1 else _TELLING / 2 for kind in kinds]


def _prefer_printed(options: Sequence[Option], chosen: dict[int, Option], known: Sequence[Candidate]) -> None:
    """A number that agrees only with a part of a figure, or of another one's, is the figure printed itself where its
    words say that no less and nobody else says it.
    """
    held = {option.candidate for option in chosen.values()}
    for number, own in list(chosen.items()):
        if not (own.equal and known[own.candidate].implied):
            continue
        role = known[own.candidate].role
        for option in options:
            one = known[option.candidate]
            if option.number != number or one.implied or one.role is not role or option.words < own.words - _EVEN:
                continue
            if option.candidate not in held:
                held.discard(own.candidate)
                held.add(option.candidate)
                chosen[number] = option
                break


def _share(options: Sequence[Option], chosen: dict[int, Option], known: Sequence[Candidate]) -> None:
    """A number whose words fit a figure better that another one took, or that only agrees with such a one, is that
    figure too.
    """
    for option in options:
        own = chosen.get(option.number)
        if own is None or (not own.equal and option.words >= own.words + _lead(own, option, known)):
            chosen[option.number] = option


def _lead(own: Option, option: Option, known: Sequence[Candidate]) -> float:
    """How much better the words of another figure must be than those of a number's own, which it does not agree
    with.
    """
    if not option.equal:
        return _SHARED
    return -_NEARLY if known[own.candidate].implied else _EVEN


def measured(
    text: str, strip: tuple[str, ...] = (), last_year: str = "", *, skip: Iterable[tuple[int, int]] = ()
) -> list[tuple[Number, Context]]:
    """The numbers of a line that stand for figures, with the words around them; ``skip`` are places of figures that
    are bound.
    """
    bound = list(skip)
    numbers = [n for n in scan(text) if n.kind in MEASURED and not any(n.start < e and s < n.end for s, e in bound)]
    places = tuple(sorted(bound + [(n.start, n.end) for n in numbers]))
    words = dict(zip(places, contexts(text, places, strip, last_year), strict=True))
    return [(number, words[number.start, number.end]) for number in numbers]
