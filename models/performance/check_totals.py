"""What the overview adds up and says in total: R105, R106, R107, R109."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.narrative.patterns import compiled, has_any
from models.performance import sums
from models.performance.claims import Claim, Kind, plain, written_like
from models.performance.definitions import ANNUAL, PERIOD
from models.performance.facts import Facts
from models.performance.tokens import Role, Token
from models.performance.word_findings import ERROR, INFO, OVERVIEW, WARNING, WordsFinding

_WAN = 10_000
_GRAND = compiled(
    r"以上|上述|总计|总投资|总预算|资金总额|总经费|总费用|预算(?:资金|经费|费用)?(?:共计|合计)|(?:共计|合计)(?:预算|申请)|经费(?:预算)?(?:共计|合计)"
    r"|资金(?:共计|合计)|共需(?:资金|经费|费用)|需要?(?:资金|经费)"
)
_YEARS_BUDGET = compiled(r"((?:19|20)\d\d)年度?[^,;。]{0,10}?(?:预算|专项|安排|资金|经费){1,4}[^,;。]{0,4}$")
_NAMED_BUDGET = compiled(
    r"(?:全年|年度|项目)总?(?:预算|资金|经费|投资)(?:总额|资金|经费|共)?(?:为|约|是|:)?$|总预算[为约]?$"
)
_WHOLE_PERIOD = ("实施期", "总投资")
_STAGES = compiled(r"[二两三四五六\d][年期](?:共|合计|总|累计)|分年")
_SEVERAL = 3
_THIS_YEAR = compiled(r"每年|[本当今]年|年度|20\d\d年")


def check(facts: Facts) -> Iterator[WordsFinding]:
    """Claims that do not hold, totals that are not the form's, lists that stop short."""
    yield from _claims(facts)
    yield from _totals(facts)
    yield from _unlisted(facts)


def _claims(facts: Facts) -> Iterator[WordsFinding]:
    for reading in (facts.overview, facts.plan):
        for claim in reading.claims:
            if claim.ok is False:
                yield _claim(facts, reading.text.given, claim)


def _claim(facts: Facts, text: str, claim: Claim) -> WordsFinding:
    words = text[claim.start : claim.end]
    return WordsFinding(
        rule=_rule(claim),
        severity=WARNING if claim.rounded or claim.kind is Kind.REPEAT else ERROR,
        field=claim.field,
        start=claim.start,
        end=claim.end,
        text=words,
        computation=claim.computation,
        expected=plain(claim.computed),
        actual=plain(claim.stated),
        message=_message(claim, words),
        fix=_fix(facts, claim),
    )


def _rule(claim: Claim) -> str:
    if claim.kind is Kind.REPEAT:
        return "R110"
    adds_up = claim.kind is Kind.PRODUCT and "+" in claim.computation and not claim.rounded
    return "R107" if adds_up or claim.kind in (Kind.SUM, Kind.SHARES) else "R106"


def _message(claim: Claim, words: str) -> str:
    computed, computation = plain(claim.computed), claim.computation
    if claim.rounded:
        return f"“{words}”按所列标准算出来是{computed}元（{computation}），文字取了整数但没有说明，请补充说明。"
    if claim.kind is Kind.SUM:
        apart = plain(abs(claim.stated - claim.computed))
        return f"所列各项相加为{computed}元（{computation}），文字写的是“{words}”，相差{apart}元，请核对各项或总数。"
    others = {
        Kind.SHARES: f"“{words}”几项比例合计应为100%，实际不是（{computation}），请核对。",
        Kind.REPEAT: f"前面写“{words}”，后面写“{computation}”，请核对是哪一个。",
        Kind.DIFFERENCE: f"“{words}”与前文的数对不上：{computation}，请核对。",
    }
    product = f"数量乘标准应为{computed}（{computation}），文字写的是“{words}”，请核对人数、标准、天数或金额。"
    return others.get(claim.kind, product)


def _fix(facts: Facts, claim: Claim) -> str:
    """The computed figure where the form's own total confirms it."""
    if claim.kind is Kind.SUM and claim.computed in (facts.money(ANNUAL), facts.money(PERIOD)):
        token = next((t for t in facts.overview.text.tokens if t.number.start == claim.start), None)
        return written_like(token, claim.computed) if token is not None else ""
    return ""


def grand_totals(facts: Facts) -> list[Token]:
    """The amounts of the overview that say what the whole project costs."""
    reading = facts.overview
    opened = list(reading.totals)
    heads = {c.start for c in reading.claims if c.kind is Kind.SUM}
    money = [t for t in reading.text.tokens if t.is_money]
    found = []
    for token in money:
        before = reading.text.plain[max(token.number.start - 40, 0) : token.number.start]
        budget = _YEARS_BUDGET.search(before)
        named = _NAMED_BUDGET.search(token.before) is not None
        listed = token.number.start in heads or sums.is_head(reading.text, token)
        is_head = listed and token.role is Role.AMOUNT and bool(budget or named or _GRAND.search(token.before))
        this_year = named or (budget is not None and int(budget[1]) == facts.year)
        is_budget = this_year and token.role is Role.AMOUNT and (is_head or token is money[-1])
        is_sum = token in opened and (bool(_GRAND.search(token.before)) or (len(opened) == 1 and token is money[-1]))
        if is_head or is_budget or is_sum:
            found.append(token)
    return found


def _totals(facts: Facts) -> Iterator[WordsFinding]:
    annual = facts.whole
    period = facts.money(PERIOD)
    explained = {c.start: c for c in facts.overview.claims if c.ok is False}
    for token in grand_totals(facts) if annual is not None else ():
        assert annual is not None
        known = {one for one in (annual, period if has_any(token.before, _WHOLE_PERIOD) else None) if one is not None}
        wrong = explained.get(token.number.start)
        if token.value in known or _in_stages(facts, token) or (wrong is not None and wrong.computed in known):
            continue
        yield _total(token, annual, period)


def _in_stages(facts: Facts, token: Token) -> bool:
    start, text = token.number.start, facts.overview.text
    yearly = [t for t in text.tokens if t.is_money and t.value == facts.whole and t is not token]
    if any(_THIS_YEAR.search(text.plain[max(t.number.start - 12, 0) : t.number.start]) for t in yearly):
        return True  # the text says what the year gets beside what the project costs
    return _STAGES.search(facts.overview.text.plain[max(start - 12, 0) : start]) is not None


def _total(token: Token, annual: Fraction, period: Fraction | None) -> WordsFinding:
    number = token.number
    if (unit := wrong_unit(token, (annual, period))) is not None:
        return unit_finding(token, unit)
    also = (
        f"而与实施期资金总额相同，像是申请数没有改，请按年度安排数{plain(annual)}元修改文字"
        if token.value == period
        else "请核对"
    )
    return WordsFinding.at(
        number,
        rule="R105",
        severity=ERROR,
        field=OVERVIEW,
        computation=f"{plain(token.value)} ≠ {plain(annual)}",
        expected=plain(annual),
        actual=plain(token.value),
        fix=written_like(token, annual) if token.value == period else "",
        message=f"概况写的总数“{number.text}”与年度资金总额{plain(annual)}元不一致，{also}。",
    )


def _unlisted(facts: Facts) -> Iterator[WordsFinding]:
    """A list of uses that stops short of the year's budget, named at its end, or goes beyond it."""
    for token in grand_totals(facts):
        if token.role is not Role.AMOUNT or any(c.start == token.number.start for c in facts.overview.claims):
            continue
        before = [i for i in facts.overview.items if i.token.index < token.index]
        parts = [i for i in before if i.token.sentence == token.sentence] or [
            i for i in before if i.token.sentence == before[-1].token.sentence
        ]
        value = sum((item.value for item in parts), Fraction(0))
        if len(parts) < _SEVERAL or value == token.value:
            continue
        number = token.number
        words = f"{'+'.join(item.words for item in parts)} = {plain(value)}"
        rest = plain(abs(token.value - value))
        said = f"其余{rest}元没有列明用途" if value < token.value else f"超出{rest}元"
        yield WordsFinding.at(
            number,
            rule="R107",
            severity=INFO if value < token.value else ERROR,
            field=OVERVIEW,
            computation=words,
            expected=plain(value),
            actual=plain(token.value),
            message=f"概况逐项列出的金额合计{plain(value)}元，预算为“{number.text}”，{said}，请核对或补充说明。",
        )


def wrong_unit(token: Token, amounts: tuple[Fraction | None, ...]) -> Fraction | None:
    """The form's amount that a text writes 万 times too large or too small."""
    found = (one for one in amounts if one and token.value in (one * _WAN, one / _WAN))
    return next(found, None)


def unit_finding(token: Token, right: Fraction) -> WordsFinding:
    """元 and 万元 taken for each other: ``right`` is what the form has."""
    number = token.number
    unit = "元" if token.value > right else "万元"
    digits = number.text[: number.digits_end - number.start]
    return WordsFinding.at(
        number,
        rule="R109",
        severity=ERROR,
        field=OVERVIEW,
        expected=f"{digits}{unit}",
        actual=number.text,
        fix=f"{digits}{unit}",
        computation=f"资金表为 {plain(right)} 元",
        message=f"“{number.text}”的单位有误：资金表中为{plain(right)}元，应写作“{digits}{unit}”。",
    )
