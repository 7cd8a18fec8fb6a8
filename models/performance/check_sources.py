"""Amounts by source (省级下达…元，区级预算…元) against the rows of the funding: R107, R108, R109."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.narrative.patterns import compiled, has_any
from models.performance.check_totals import unit_finding, wrong_unit
from models.performance.claims import Kind, plain
from models.performance.definitions import ANNUAL, PERIOD
from models.performance.facts import Facts
from models.performance.tokens import Role, Token
from models.performance.word_findings import ERROR, FUND_NAMES, OVERVIEW, WordsFinding

_SOURCE = compiled(
    r"(中央|省|市县|市|县|区|自筹|单位自筹)(?:级|本级|财政|级财政)*"
    r"(?:下达|下拨|拨付|拨款|补助|安排|配套|自筹|预算|承担|负担|投入|需|专项|财政|资金|经费|转移支付|为|约|共|:|的){0,6}$"
)
_ADMIN = ("级", "财政", "资金", "下达", "配套", "自筹", "预算", "安排", "补助", "承担", "负担", "投入")
_OF_YEAR = compiled(r"((?:19|20)\d\d)年度?[^,;。]{0,12}$")
FUND = {
    "中央": "central_fund",
    "省": "provincial_fund",
    "市": "county_fund",
    "县": "county_fund",
    "区": "county_fund",
    "市县": "county_fund",
    "自筹": "unit_self_raised",
    "单位自筹": "unit_self_raised",
}
_NEAR = Fraction(3, 2)
_MANY = 2


def sources(facts: Facts) -> list[tuple[str, Token]]:
    """The amounts of the overview that name their source, with its word; not those of last year or for one person."""
    used = {part for claim in facts.overview.claims if claim.kind is Kind.DIFFERENCE for part in claim.parts}
    starts = {claim.start for claim in facts.overview.claims if claim.kind is Kind.DIFFERENCE}
    found = []
    for token in facts.overview.text.tokens:
        match = _SOURCE.search(token.before)
        if (
            match is None
            or not has_any(match[0], _ADMIN)
            or token.role not in (Role.AMOUNT, Role.TOTAL)
            or token.index in used
            or token.number.start in starts
        ):
            continue
        plain_text = facts.overview.text.plain
        earlier = _OF_YEAR.search(plain_text[max(token.number.start - 40, 0) : token.number.start])
        if earlier is None or int(earlier[1]) == facts.year:
            found.append((match[1], token))
    return found


def check(facts: Facts) -> Iterator[WordsFinding]:
    """Each named source against its row; together against the total."""
    found = sources(facts)
    wholes = [facts.money(horizon) for horizon in (ANNUAL, PERIOD)]
    if not found or all(whole is None for whole in wholes):
        return
    if is_one_part(facts):
        return  # the others stand in a form of their own
    values: dict[int, Fraction] = {}
    for word, token in found:
        row = wrong_unit(token, _rows(facts, FUND[word]))
        values[token.index] = token.value if row is None else row
        if row is not None:
            yield unit_finding(token, row)
    for fund in dict.fromkeys(FUND[word] for word, _token in found):
        yield from _against_row(facts, fund, [(w, t) for w, t in found if FUND[w] == fund], values)
    yield from _together(facts, [token for _word, token in found], values)


def is_one_part(facts: Facts) -> bool:
    """Whether a form names several sources and holds the money of one of them alone."""
    found = sources(facts)
    wholes = [facts.money(horizon) for horizon in (ANNUAL, PERIOD)]
    alone = [token for word, token in found if token.value in wholes and token.value in _rows(facts, FUND[word])]
    return bool(alone) and len(found) > len(alone)


def _rows(facts: Facts, fund: str) -> tuple[Fraction | None, ...]:
    return tuple(facts.money(horizon, fund) for horizon in (ANNUAL, PERIOD))


def _against_row(
    facts: Facts, fund: str, found: list[tuple[str, Token]], values: dict[int, Fraction]
) -> Iterator[WordsFinding]:
    rows = [row for row in _rows(facts, fund) if row is not None]
    summed = sum((values[token.index] for _word, token in found), Fraction(0))
    singles = [values[token.index] for _word, token in found]
    if not rows or summed in rows or any(value in rows for value in singles):
        return
    others = {token.value for token in facts.overview.text.tokens if token.is_money}
    if any(row - summed in others for row in rows):
        return  # another amount, which names no source, makes up the rest
    first, last = found[0][1].number, found[-1][1].number
    text = facts.form.project_overview[first.start : last.end]
    words = "+".join(plain(value, grouped=False) for value in singles)
    computation = f"{words} = {plain(summed)}" if len(singles) > 1 else ""
    yield WordsFinding(
        rule="R108",
        severity=ERROR,
        field=OVERVIEW,
        start=first.start,
        end=last.end,
        text=text,
        computation=computation or f"{plain(summed)} ≠ {plain(rows[0])}",
        expected=plain(rows[0]),
        actual=plain(summed),
        message=f"概况所列{FUND_NAMES[fund]}为{plain(summed)}元{f'（{computation}）' if computation else ''}，"
        f"资金表中为{'、'.join(dict.fromkeys(plain(row) for row in rows))}元，请核对。",
    )


def _together(facts: Facts, found: list[Token], values: dict[int, Fraction]) -> Iterator[WordsFinding]:
    wholes = [whole for whole in (facts.money(ANNUAL), facts.money(PERIOD)) if whole]
    summed = sum((values[token.index] for token in found), Fraction(0))
    if len(found) < _MANY or summed in wholes or len({token.sentence for token in found}) > 1 or not wholes:
        return
    others = [
        t for t in facts.overview.text.tokens if t.sentence == found[0].sentence and t.role in (Role.AMOUNT, Role.TOTAL)
    ]
    if not 1 / _NEAR < summed / wholes[0] < _NEAR or any(t not in found and t.value not in wholes for t in others):
        return  # far off, or other amounts stand among them: they are not all of the money
    if any(claim.ok is False and claim.computed == summed for claim in facts.overview.claims):
        return  # said already: the list after 其中 misses its head
    words = "+".join(plain(values[token.index], grouped=False) for token in found)
    first, last = found[0].number, found[-1].number
    yield WordsFinding(
        rule="R107",
        severity=ERROR,
        field=OVERVIEW,
        start=first.start,
        end=last.end,
        text=facts.form.project_overview[first.start : last.end],
        computation=f"{words} = {plain(summed)}",
        expected=plain(wholes[0]),
        actual=plain(summed),
        message=f"概况所列各级资金相加为{plain(summed)}元（{words}），资金总额为{plain(wholes[0])}元，"
        f"相差{plain(abs(summed - wholes[0]))}元，请核对。",
    )
