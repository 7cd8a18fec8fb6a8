"""The words that the figures of a section are known by, and how well the words around a number fit each of them.

A pair of characters that many figures share says little, one that only a single figure has says much.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from models.narrative.contexts import NEAR, OPPOSED, Weights

_HARDLY = 0.4
"""What is left where words say the one and a figure is known by its opposite."""
_UNHEARD = 0.2
"""What a pair of characters says that no figure of the section has."""
_ENOUGH = 2.0
"""Pairs that together say so much say all that words can."""
_LEFT_OUT = 0.3
"""How much worse words fit a figure that is known by quite others besides."""


class Lexicon:
    """Words of figures, read once to be asked about many numbers; a figure is named by its place among those given."""

    def __init__(self, known: Sequence[Weights]) -> None:
        counts = Counter(pair for words in known for pair in words)
        size = max(len(known), 1)
        rarity = {count: math.log(1 + size / count) / math.log(1 + size) for count in set(counts.values())}
        self._rarity = {pair: rarity[count] for pair, count in counts.items()}
        # The figures that have a pair, each with its weight there and what it tells of the figure; and that in all.
        self._holders: dict[str, list[tuple[int, float, float]]] = {pair: [] for pair in counts}
        self._worth = [0.0] * len(known)
        for figure, words in enumerate(known):
            for pair, weight in words.items():
                worth = weight * weight * self._rarity[pair]
                self._holders[pair].append((figure, weight, worth))
                self._worth[figure] += worth
        self._claiming = {
            (one, other): [figure for figure, *_ in self._holders.get(one, ()) if _claims(known[figure], one, other)]
            for one, other in OPPOSED
        }

    def fits(self, said: Weights) -> list[float]:
        """How well words fit each figure, from 0 to 1.

        The share of what they say that it has too, less where they say little, or leave out what it is known by.
        """
        total = 0.0
        common, met = [0.0] * len(self._worth), [0.0] * len(self._worth)
        for pair, weight in said.items():
            rarity = self._rarity.get(pair)
            if rarity is None:
                total += weight * _UNHEARD
                continue
            total += weight * rarity
            for figure, own, worth in self._holders[pair]:
                common[figure] += weight * rarity * own
                met[figure] += worth * weight
        found = [
            both / total * min(1.0, 0.4 + both / _ENOUGH) * (1 - _LEFT_OUT * (1 - heard / own)) if both else 0.0
            for both, heard, own in zip(common, met, self._worth, strict=True)
        ]
        for figure in self._opposed(said):
            found[figure] *= _HARDLY
        return found

    def _opposed(self, said: Weights) -> set[int]:
        """The figures that are known by the opposite of what is said."""
        opposites = (self._claiming[other, one] for one, other in OPPOSED if _claims(said, one, other))
        return set[int]().union(*opposites)

    def familiar(self, said: Weights) -> float:
        """The share of what words say, from 0 to 1, that any figure has; 1 where they say nothing."""
        total = sum(said.values())
        return sum(weight for pair, weight in said.items() if pair in self._rarity) / total if total else 1.0


def _claims(words: Weights, one: str, other: str) -> bool:
    """Whether words clearly say the one of two, and not its opposite."""
    return words.get(one, 0.0) >= NEAR > words.get(other, 0.0)
