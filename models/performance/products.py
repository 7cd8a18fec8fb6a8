"""Products in words: 86个…1720000元，每个20000元; and standards that a form's indicators give."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.narrative.patterns import compiled, has_any
from models.performance import names
from models.performance.claims import Board, Item, Kind, agrees, figure
from models.performance.factors import Product, Standard, ratio, with_quantities
from models.performance.tokens import Role, Token

_CLOSE = 0.6
_FEW = 2
_TIMES = compiled(r"月|季|学期|(?<![期人场班])次|轮")
_COUNTS = (2, 3, 4, 5, 6, 7, 8, 9, 11, 12)
"""How many months or times a text may leave out; ten times is a zero too many."""
_GENERIC = compiled(
    r"共计|合计|总计|小计|预算|资金|经费|费用|补助|补贴|金额|支出|安排|发放|投入|投资|造价|财政|全年|年度|需要?"
    r"|[每年共计约为元费县市省区级其中]"
)
_WHOLE_YEAR = ("全年", "一年", "年共", "每年", "年需")
_FAR = 20
"""A total more than so many times off is no product of these figures but something else."""
_OTHER = (
    "原", "上年", "去年", "往年", "累计", "已投入", "已安排", "已支付", "已下达", "已拨付", "已使用", "结余", "结转",
    "其中",
)  # fmt: skip


def products(board: Board, standards: Sequence[Standard]) -> None:
    """Rate × quantity against the amount that stands with them; the rest becomes virtual items."""
    for segment in sorted({token.segment for token in board.text.tokens}):
        tokens = board.free(token for token in board.text.tokens if token.segment == segment)
        amounts = [token for token in tokens if token.role in (Role.AMOUNT, Role.TOTAL)]
        for at, amount in enumerate(amounts):
            left, right = _around(tokens, amounts, at)
            if not _stated(board, amount, left, right):
                _by_standard(board, amount, left, right, standards)
        _virtual(board, board.free(tokens), bool(amounts))


def _around(tokens: list[Token], amounts: list[Token], at: int) -> tuple[list[Token], list[Token]]:
    """The rates and quantities before and after an amount, up to the next amount."""
    start = amounts[at - 1].index if at else -1
    end = amounts[at + 1].index if at + 1 < len(amounts) else 10**9
    own = amounts[at].index
    factors = [token for token in tokens if token.role in (Role.RATE, Role.QUANTITY)]
    return [t for t in factors if start < t.index < own], [t for t in factors if own < t.index < end]


def _stated(board: Board, amount: Token, left: list[Token], right: list[Token]) -> bool:
    """Whether a product with a rate in the text was read for ``amount``."""
    left, right = board.free(left), board.free(right)
    start = left[0].number.start if left else amount.number.start
    whole_year = has_any(board.text.plain[start : amount.number.start], _WHOLE_YEAR)
    words = board.text.plain[start : amount.number.start]
    tried: list[Product] = []
    for rate in (token for token in reversed(left) if token.role is Role.RATE):
        tried += _shared_out(board, amount, with_quantities(rate, left, whole_year=whole_year))
    if (together := _several(board, amount, left)) is not None:
        return together
    follows = [token for token in right[:1] if token.role is Role.RATE and "?" not in token.dims]
    for rate in follows if not any(token.role is Role.RATE for token in left) else ():
        tried += with_quantities(rate, left) or (with_quantities(rate, right[:3]) if not left else [])
    fitting = next((one for one in tried if agrees(amount, one.value)), None)
    chosen = fitting or (_clear(tried, amount, words) if _unmixed(amount) else None)
    if chosen is None or (fitting is None and _explained_otherwise(board, amount, chosen)):
        return False
    if fitting is None and not _is_total_of(board, amount, chosen):
        board.items.append(Item(chosen.value, chosen.rate, chosen.words, chosen.quantities[0], is_virtual=True))
        board.used |= {chosen.rate.index, *(q.index for q in chosen.quantities)}
        return False
    board.claim(Kind.PRODUCT, amount, chosen.value, chosen.words, (chosen.rate, *chosen.quantities))
    board.used |= {chosen.rate.index, *(q.index for q in chosen.quantities)}
    board.items.append(Item(amount.value, amount, figure(amount), chosen.quantities[0]))
    _repeated(board, chosen, left)
    return True


def _several(board: Board, amount: Token, left: Sequence[Token]) -> bool | None:
    """Several rates before one amount, each with its own count (50户，每户1万元，30户，每户3.5万元): their sum.

    ``None`` where there are no such pairs, or a single one fits.
    """
    earlier = [
        i for i in board.items if i.is_virtual and i.token.sentence == amount.sentence and amount.role is Role.TOTAL
    ]
    rates = [token for token in left if token.role is Role.RATE]
    if not rates or len(rates) + len(earlier) < _FEW:
        return None
    ways = [pairs for pairs in (_pairs(rates, left, back=True), _pairs(rates, left, back=False)) if pairs]
    if not ways or any(agrees(amount, one.value) for pairs in ways for one in pairs):
        return None
    before = sum((item.value for item in earlier), Fraction(0))
    sums = [(sum((one.value for one in pairs), before), pairs) for pairs in ways]
    if len(rates) == 1 and not any(agrees(amount, value) for value, _pairs_ in sums) and not earlier:
        return None
    value, pairs = next(((value, pairs) for value, pairs in sums if agrees(amount, value)), sums[0])
    if not 1 / Fraction(_FAR) < value / amount.value < _FAR:
        return None
    board.claim(
        Kind.SUM,
        amount,
        value,
        "+".join([*(i.words for i in earlier), *(one.words for one in pairs)]),
        [one.rate for one in pairs],
    )
    board.used |= {one.rate.index for one in pairs} | {q.index for one in pairs for q in one.quantities}
    board.items = [item for item in board.items if item not in earlier]
    board.items.append(Item(amount.value, amount, figure(amount), pairs[0].quantities[0]))
    return True


def _pairs(rates: Sequence[Token], left: Sequence[Token], *, back: bool) -> list[Product]:
    """Each rate with the quantities between it and the rate before (``back``) or behind; empty unless all have some."""
    found: list[Product] = []
    for at, rate in enumerate(rates):
        start = rates[at - 1].index if at else -1
        end = rates[at + 1].index if at + 1 < len(rates) else 10**9
        pool = [t for t in left if (start < t.index < rate.index if back else rate.index < t.index < end)]
        beside = pool[-1:] if back and len(rate.dims) == 1 else pool
        one = [product for product in with_quantities(rate, beside) if product.is_sure]
        if not one:
            return []
        found += one
    return found


def _repeated(board: Board, product: Product, left: Sequence[Token]) -> None:
    """8期次，每期1万元，8期8万元: the count before the rate is the count behind it."""
    later = product.quantities[0]
    before = [t for t in left if t.index < product.rate.index and t.role is Role.QUANTITY and not set(t.dims) - {"年"}]
    first = before[-1] if before and later.index > product.rate.index else None
    if first is not None and first.measure == later.measure and not first.dims and "其中" not in later.before:
        board.claim(Kind.REPEAT, first, later.value, later.number.text, (later,))


def _shared_out(board: Board, amount: Token, found: list[Product]) -> list[Product]:
    """Products of which only a share is borne (县财政负担三分之二), where the sentence says so."""
    shares = [
        t
        for t in board.text.tokens
        if t.role is Role.SHARE
        and t.sentence == amount.sentence
        and found
        and found[0].rate.index < t.index < amount.index
    ]
    if not shares:
        return found
    cut = [
        one._replace(value=one.value * ratio(share), words=f"{one.words}×{share.number.text}")
        for one in found
        for share in shares
    ]
    fitting = [one for one in (*found, *cut) if agrees(amount, one.value)]
    is_one = len({ratio(share) for share in shares}) == 1 or sum(ratio(share) for share in shares) == 1
    return fitting or (cut[:1] if is_one else [])


def _is_total_of(board: Board, amount: Token, product: Product) -> bool:
    """Whether an amount that misses a product is meant as its total, and is not of something else (购置费40万元)."""
    if amount.role is Role.TOTAL or len(_GENERIC.sub("", amount.before)) <= _FEW:
        return True
    around = [product.rate, *product.quantities]
    plain = board.text.plain
    same_clause = any("," not in plain[t.number.end : amount.number.start] for t in around if t.index < amount.index)
    words = "".join(token.before + token.after for token in around)
    return same_clause or bool(names.pairs(_GENERIC.sub("", amount.before)) & names.pairs(words))


def _explained_otherwise(board: Board, amount: Token, product: Product) -> bool:
    """Whether a total of 30期 stands for the items of 5期 and 25期 before it and not for a rate of its own."""
    counted = [item for item in board.items if item.quantity is not None and item.token.sentence == amount.sentence]
    own = product.quantities[0]
    same = [item.quantity for item in counted if item.quantity is not None and item.quantity.measure == own.measure]
    return (
        amount.role is Role.TOTAL
        and len(same) > 1
        and (
            sum((q.value for q in same), Fraction(0)) == own.value
            or sum((i.value for i in counted), Fraction(0)) == amount.value
        )
    )


def _unmixed(amount: Token) -> bool:
    return not has_any(amount.before, _OTHER)


def _clear(tried: list[Product], amount: Token, words: str) -> Product | None:
    """The one product that is meant though it does not fit; none where several could be."""
    near = [one for one in tried if one.is_sure and one.value and 1 / _FAR < amount.value / one.value < _FAR]
    if any((amount.value / one.value) in _COUNTS and _TIMES.search(words) for one in near):
        return None  # so many months, terms or times, which the text does not count
    kinds = {(tuple(sorted(one.rate.dims)), one.quantities) for one in near}
    if len({one.rate.value for one in near}) > len(kinds):
        return None  # two standards for one count of people: how many have which is not said
    values = {one.value for one in near}
    return near[0] if near and (len(values) == 1 or len({one.rate.index for one in near}) > 1) else None


def _by_standard(
    board: Board, amount: Token, left: list[Token], right: list[Token], standards: Sequence[Standard]
) -> None:
    """An amount with one count and no rate in the text: 235名…保险经费329000元, by an indicator's 1400元/人/年."""
    quantities = [token for token in left if token.role is Role.QUANTITY]
    if any(token.role is Role.RATE for token in left + right[:1]) or len(quantities) != 1 or not _unmixed(amount):
        return
    own = quantities[0]
    words = own.before + own.after + amount.before
    fitting = [
        one
        for one in standards
        if [dim for dim in one.dims if dim != "年"] == [own.measure] and names.coverage(one.name, words) >= _CLOSE
    ]
    if len({one.value for one in fitting}) == 1:
        value = fitting[0].value * own.value
        board.claim(Kind.PRODUCT, amount, value, f"{fitting[0].words}×{figure(own)}", (own,))
        board.items.append(Item(amount.value, amount, figure(amount), own))


def _virtual(board: Board, tokens: list[Token], has_amounts: bool) -> None:
    """Rates with their counts where no amount stands: 2000元的困难党员约10人."""
    if has_amounts:
        return
    rates = [token for token in tokens if token.role is Role.RATE]
    for at, rate in enumerate(rates):
        start = rates[at - 1].index if at else -1
        end = rates[at + 1].index if at + 1 < len(rates) else 10**9
        after = [token for token in tokens if rate.index < token.index < end]
        before = [token for token in tokens if start < token.index < rate.index]
        found = with_quantities(rate, after) or (with_quantities(rate, before) if len(rates) == 1 or at == 0 else [])
        if found and found[0].is_sure:
            one = found[0]
            board.items.append(Item(one.value, rate, one.words, one.quantities[0], is_virtual=True))
