"""What a text claims about its figures, and how a claim is written down for the reader."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from models.performance.tokens import Text, Token


class Kind(enum.StrEnum):
    """Kinds of claims."""

    PRODUCT = "product"  # 86个，每个20000元，共1720000元
    FORMULA = "formula"  # 400元*7天*50人=14万元
    SUM = "sum"  # 以上共计…
    SHARES = "shares"  # 40%、30%、30%
    DIFFERENCE = "difference"  # 学费4260元，减免900元，实交3360元
    REPEAT = "repeat"  # 8期次，每期1万元，8期8万元: one count said twice
    SPLIT = "split"  # 82人按两个标准共133900元


class Claim(msgspec.Struct, frozen=True):
    """Something that a text says and that arithmetic can judge.

    ``stated`` and ``computed`` in 元, ones or shares; ``start`` to ``end`` the words that state it. ``ok`` is ``None``
    where it was read but cannot be judged. ``parts`` are the tokens it was computed from; ``rounded`` when the stated
    figure is the computed one rounded.
    """

    kind: Kind
    field: str
    start: int
    end: int
    stated: Fraction
    computed: Fraction
    ok: bool | None
    computation: str
    parts: tuple[int, ...] = ()
    rounded: bool = False


class Item(msgspec.Struct, frozen=True):
    """An amount that may be a part of a sum: stated in the text, or rate × quantity where no amount stands."""

    value: Fraction
    token: Token
    words: str
    quantity: Token | None = None
    is_virtual: bool = False


class Board(msgspec.Struct):
    """What has been read of a text so far."""

    text: Text
    claims: list[Claim] = []
    items: list[Item] = []
    used: set[int] = set()
    """Indexes of tokens that a claim has taken up, and that are no part of a sum any more."""

    def free(self, tokens: Iterable[Token]) -> list[Token]:
        """Those not taken up."""
        return [token for token in tokens if token.index not in self.used]

    def claim(
        self,
        kind: Kind,
        token: Token,
        computed: Fraction,
        words: str,
        parts: Sequence[Token] = (),
        *,
        certain: bool = True,
    ) -> Claim:
        """Note a claim about the amount of ``token``; a wrong one that is not ``certain`` is left unjudged."""
        ok = agrees(token, computed)
        claim = Claim(
            kind,
            self.text.field,
            token.number.start,
            token.number.end,
            token.value,
            computed,
            ok or (False if certain else None),
            words if kind is Kind.REPEAT else f"{words} = {plain(computed)}",
            tuple(part.index for part in parts),
        )
        self.claims.append(claim)
        return claim


def agrees(token: Token, computed: Fraction) -> bool:
    """Whether a figure says ``computed``: exactly, or as far as its rounding tells where it is rounded (约175万元)."""
    difference = abs(token.value - computed)
    if not difference:
        return True
    number = token.number
    unit = number.scaled / number.value if number.value else Fraction(1)
    if number.approximate:
        return difference <= unit * Fraction(1, 2 * 10**number.decimals) and unit > 1
    return unit > 1 and number.decimals > 1 and difference <= unit * Fraction(1, 2 * 10**number.decimals)


def plain(value: Fraction, *, grouped: bool = True) -> str:
    """A figure without superfluous zeros: ``90,000``, ``23,488.5``, ``0.3333``."""
    if value.denominator == 1:  # most are, and fractions are slow
        whole, rest = abs(value.numerator), 0
    else:
        whole, rest = divmod(abs(round(value * 10_000)), 10_000)
    sign = "-" if value < 0 else ""
    digits = f"{whole:,}" if grouped else str(whole)
    decimals = f"{rest:04d}".rstrip("0")
    return f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}"


def figure(token: Token) -> str:
    """A token's value as an operand: in 元, ungrouped; a share as written."""
    if token.number.kind in ("percent", "fraction"):
        return token.number.text
    return plain(token.value, grouped=False)


def written_like(token: Token, value: Fraction) -> str:
    """``value`` in the unit and style of ``token``, for a fix; "" where that would need more than 6 decimals."""
    number = token.number
    unit = number.scaled / number.value if number.value else Fraction(1)
    scaled = value / unit
    if (scaled * 10**6).denominator != 1:
        return ""
    grouped = "," in number.text or "，" in number.text
    digits = f"{scaled.numerator // scaled.denominator:,}" if grouped else str(scaled.numerator // scaled.denominator)
    rest = scaled - scaled.numerator // scaled.denominator
    decimals = f"{int(rest * 10**6):06d}".rstrip("0")
    tail = number.text[number.digits_end - number.start :]
    return f"{digits}{'.' + decimals if decimals else ''}{tail}"
