"""Numbers assigned to figures, no figure twice, so that together they fit well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_ROUNDS = 4


class Option(NamedTuple):
    """That a number may be a figure: how well it fits in all, by its words alone, and whether their values agree."""

    total: float
    words: float
    number: int
    candidate: int
    equal: bool


class Assignment:
    """The best fits first, then numbers change over where two together gain by it."""

    def __init__(self, options: Sequence[Option]) -> None:
        """``options`` stand in order, the best first."""
        self.chosen: dict[int, Option] = {}
        self._holder: dict[int, int] = {}
        self._options: dict[int, list[Option]] = {}
        for option in options:
            self._options.setdefault(option.number, []).append(option)
            if option.number not in self.chosen and option.candidate not in self._holder:
                self._take(option)
        for _round in range(_ROUNDS):
            if not any([self._improve(number) for number in self._options]):  # noqa: C419 - each has its turn
                break

    def _take(self, option: Option) -> None:
        self.chosen[option.number] = option
        self._holder[option.candidate] = option.number

    def _leave(self, number: int) -> Option | None:
        option = self.chosen.pop(number, None)
        if option is not None:
            del self._holder[option.candidate]
        return option

    def _improve(self, number: int) -> bool:
        """Let a number have a figure that another one has, where both together are better off."""
        own = self.chosen.get(number)
        worth = own.total if own is not None else 0.0
        left = own.candidate if own is not None else None
        for option in self._options[number]:
            other = self._holder.get(option.candidate)
            if option.total <= worth:
                return False
            if other is None or other == number:
                continue
            free = (o for o in self._options[other] if o.candidate == left or o.candidate not in self._holder)
            rest = next(free, None)
            gain = option.total - worth - self.chosen[other].total + (rest.total if rest is not None else 0.0)
            if gain > 1e-9:  # noqa: PLR2004 - nothing but rounding
                self._leave(number)
                self._leave(other)
                self._take(option)
                if rest is not None:
                    self._take(rest)
                return True
        return False
