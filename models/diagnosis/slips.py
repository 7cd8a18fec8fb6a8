"""How a right figure turns into a wrong one: the slips of tired people, the plausible ones first."""

from __future__ import annotations

from typing import NamedTuple

from models.instances import PAIR

CENT = 10_000
"""分 in 0.01 万元, the last printed digit."""
UNIT_RATIO = 10_000
"""元 in one 万元."""


class Slip(NamedTuple):
    """A kind of slip: ``cost`` grows with how implausible it is, ``key`` picks the words, ``params`` fill them."""

    cost: int
    key: str
    params: tuple[str, ...] = ()


UNEXPLAINED = Slip(9, "unexplained")


def slip(actual: int, right: int, context: tuple[int, ...] = ()) -> Slip:
    """The most plausible way from ``right`` to ``actual`` (both 分).

    ``context`` are figures that may have been counted in or left out, such as the 上年结转 of the same row.
    """
    if not actual:
        return Slip(3, "blank")
    if not right:
        return Slip(4, "surplus")
    found = [*_scaled(actual, right), *_by_digits(actual, right)]
    if abs(actual - right) in context:
        found.append(Slip(3, "scope"))
    return min(found, key=lambda one: one.cost, default=UNEXPLAINED)


def _scaled(actual: int, right: int) -> list[Slip]:
    if actual == -right:
        return [Slip(1, "sign")]
    if actual in (right * UNIT_RATIO, -right * UNIT_RATIO) or right == actual * UNIT_RATIO:
        return [Slip(1, "unit")]
    for power in (10, 100, 1000):
        if actual == right * power or _shifted_down(actual, right, power):
            return [Slip(1, "point")]
    return []


def _shifted_down(actual: int, right: int, power: int) -> bool:
    """Whether the point slipped to the left, digits lost behind the second decimal."""
    return abs(actual * power - right) < power * CENT and actual == (right // power // CENT) * CENT


def _by_digits(actual: int, right: int) -> list[Slip]:
    wrong, good = str(abs(actual) // CENT), str(abs(right) // CENT)
    if (actual < 0) != (right < 0) or actual % CENT or right % CENT:
        return []
    if len(wrong) == len(good):
        return _same_length(wrong, good)
    longer, shorter = (wrong, good) if len(wrong) > len(good) else (good, wrong)
    for index in range(len(longer)):
        if longer[:index] + longer[index + 1 :] == shorter:
            doubled = longer[index : index + 1] in (longer[index - 1 : index], longer[index + 1 : index + 2])
            key = "extra" if longer is wrong else "lost"
            return [Slip(1 if doubled else 2, key, (longer[index],))]
    return []


def _same_length(wrong: str, good: str) -> list[Slip]:
    places = [index for index, (one, two) in enumerate(zip(wrong, good, strict=True)) if one != two]
    if len(places) == 1:
        return [Slip(2, "digit", (wrong[places[0]], good[places[0]]))]
    if len(places) == PAIR and wrong[places[0]] == good[places[1]] and wrong[places[1]] == good[places[0]]:
        near = places[1] - places[0] == 1
        return [Slip(1 if near else 2, "swapped", (good[places[0]], good[places[1]]))]
    return []
