"""A rate and the quantities that it is to be multiplied with."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from models.narrative.numbers import NumberKind
from models.performance.claims import figure
from models.performance.tokens import Role, Token

_WHOLE_AND_PART = 2
MONTHS = 12


class Standard(NamedTuple):
    """A rate that an indicator gives: 社区党建工作经费标准 2万元/个."""

    name: str
    value: Fraction
    dims: tuple[str, ...]
    words: str


class Product(NamedTuple):
    """A rate times its quantities; not ``is_sure`` where other quantities could be meant as well."""

    rate: Token
    quantities: tuple[Token, ...]
    value: Fraction
    words: str
    is_sure: bool = True


def with_quantities(rate: Token, pool: Sequence[Token], *, whole_year: bool = False) -> list[Product]:
    """The products of a rate with the quantities around it, the likeliest first; empty where one is missing.

    What is counted for each of something (每期80人) is multiplied with that as well (4期).
    """
    quantities = [token for token in pool if token.role is Role.QUANTITY]
    wanted = [dim for dim in rate.dims if dim != "年"]
    chosen: list[Token] = []
    months = Fraction(1)
    known = {"年"}
    while wanted:
        dim = wanted.pop(0)
        known.add(dim)
        fitting = [q for q in quantities if q not in chosen and _counts(q, dim, rate)]
        one = _nearest(fitting, rate)
        if one is None and dim == "月" and whole_year:
            months = Fraction(MONTHS)
            continue
        if one is None:
            return _each(rate, fitting, quantities, pool, whole_year)
        chosen.append(one)
        wanted += [more for more in one.dims if more not in {*known, *wanted, *rate.dims}]
    if not chosen:
        return []
    years = [q for q in quantities if q.measure == "年" and "年" in rate.dims and q.value > 1]
    factors = [*chosen, *years[:1]]
    value = rate.value * months
    for factor in factors:
        value *= factor.value
    words = [figure(rate), *(figure(factor) for factor in factors), *([str(MONTHS)] if months > 1 else [])]
    return [Product(rate, tuple(factors), value, "×".join(words))]


def _each(
    rate: Token, fitting: list[Token], quantities: list[Token], pool: Sequence[Token], whole_year: bool
) -> list[Product]:
    """The products with each of several counts, one of which may be meant; none of them is sure."""
    found: list[Product] = []
    for one in fitting if len(fitting) > 1 else ():
        rest = [token for token in pool if token is one or token not in fitting]
        found += [p._replace(is_sure=False) for p in with_quantities(rate, rest, whole_year=whole_year)]
    return found if len(quantities) <= MONTHS else []


def _counts(quantity: Token, dim: str, rate: Token) -> bool:
    """Whether a quantity counts what a rate is for one of."""
    if dim == "?":
        return quantity.measure not in ("天", "年", "月", "时") and not set(quantity.dims) - {"年"}
    beside = quantity.after[:6] + quantity.before[-4:]
    named = len(dim) == 1 and dim not in "人天月年期场台户㎡" and dim in beside
    return (quantity.measure == dim or named) and dim not in quantity.dims and quantity is not rate


def _nearest(fitting: list[Token], rate: Token) -> Token | None:
    """The quantity that is meant: the only value, the only one behind the rate, or the one right before it."""
    if len({q.value for q in fitting}) == 1:
        return min(fitting, key=lambda q: abs(q.index - rate.index))
    behind = [q for q in fitting if q.index > rate.index]
    if len(behind) == 1:
        return behind[0]
    parts = [at for at, q in enumerate(fitting) if "其中" in q.before]
    if not behind and parts and parts[0] == 1 and len(fitting) > _WHOLE_AND_PART:
        return fitting[0]  # a whole, and its parts behind 其中; with a single part either may be meant
    if behind or parts or any(q.before.startswith("、") for q in fitting):
        return None
    return next((q for q in fitting if q.index + 1 == rate.index), None)


def ratio(share: Token) -> Fraction:
    """A share as a fraction of one."""
    return share.value / 100 if share.number.kind is NumberKind.PERCENT else share.value
