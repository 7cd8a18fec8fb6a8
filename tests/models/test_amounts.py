"""Amounts: every way of writing that clerks use, how exactly it is known, and what is refused and why."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.amounts import LIMIT_FEN, ROUNDED_SLACK, Amount, Unit, exact_text, parse, to_text
from models.errors import AmountError
from tests.support.examples import examples

WAN, YUAN = Unit.WAN, Unit.YUAN
CENT = 10_000  # 分 in 0.01 万元
R = ROUNDED_SLACK

ACCEPTED = [
    # text, 分 in a form of 万元, slack
    ("1148.53", 114_853 * CENT, R),
    ("1,148.53", 114_853 * CENT, R),
    ("1，148．53", 114_853 * CENT, R),
    ("１，１４８．５３", 114_853 * CENT, R),
    ("1 148.53", 114_853 * CENT, R),
    ("1\u00a0148.53", 114_853 * CENT, R),
    ("1\u2009148\u2009530.00", 114_853_000 * CENT, R),
    ("  1148.53\t", 114_853 * CENT, R),
    ("+1148.53", 114_853 * CENT, R),
    ("1148.5", 114_850 * CENT, R),
    ("1148.", 114_800 * CENT, R),
    (".5", 50 * CENT, R),
    ("007", 700 * CENT, R),
    ("1148.53万", 114_853 * CENT, R),
    ("1148.53 万元", 114_853 * CENT, R),
    ("￥1,148.53万元", 114_853 * CENT, R),
    ("¥1148.53", 114_853 * CENT, R),
    ("人民币1148.53万元", 114_853 * CENT, R),
    ("人民币¥5万元", 500 * CENT, R),
    # exact: more than two decimals, or given in 元 or 亿
    ("94.327155", 94_327_155, 0),
    ("94.330", 9_433 * CENT, 0),
    ("1148.5300000", 114_853 * CENT, 0),
    ("943271.55元", 94_327_155, 0),
    ("￥-943,271.55元", -94_327_155, 0),
    ("１２元", 1_200, 0),
    ("1.5亿", 15_000_000_000, 0),
    ("0.2亿元", 2_000_000_000, 0),
    # negative
    ("-22", -2_200 * CENT, R),
    ("－22", -2_200 * CENT, R),
    ("—22.00", -2_200 * CENT, R),
    ("−22", -2_200 * CENT, R),
    ("△22", -2_200 * CENT, R),
    ("▲ 22.00", -2_200 * CENT, R),
    ("(22.00)", -2_200 * CENT, R),
    ("（22.00）", -2_200 * CENT, R),
    ("（22.00）万元", -2_200 * CENT, R),
    ("(22.00元)", -2_200, 0),
    ("-￥22", -2_200 * CENT, R),
    # zero is not blank, and is exact
    ("0", 0, 0),
    ("0.00", 0, 0),
    ("-0.00", 0, 0),
    ("-", 0, 0),
    ("—", 0, 0),
    ("－－", 0, 0),
    ("0元", 0, 0),
    # sums typed into the cell
    ("=12.5+3", 1_550 * CENT, R),
    ("＝12.5＋3", 1_550 * CENT, R),
    ("=1,000+148.53", 114_853 * CENT, R),
    ("=2×(3-1)÷4", 100 * CENT, R),
    ("=10/3", 333 * CENT, R),
    ("=2/3", 67 * CENT, R),
    ("=-2/3", -67 * CENT, R),
    ("=3-3", 0, 0),
    ("=" + "-" * 190 + "1", 100 * CENT, R),
]

ACCEPTED_IN_YUAN = [
    ("943271.55", 94_327_155, 0),
    ("1,148.53元", 114_853, 0),
    ("94.33万", 94_330_000, R),
    ("94.327155万元", 94_327_155, 0),
    ("=10/3", 333, 0),
    ("△3", -300, 0),
]

NO_AMOUNT = "“{}”不是金额，请改成数字，例如 1148.53。"
NO_RESULT = "“{}”算不出结果，请检查算式。"
TOO_SMALL = "“{}”小到不足一分，请检查小数点。"
TOO_LARGE = "“{}”超出可录入的范围（一千万亿元），请检查位数。"
TWO_SIGNS = "“{}”的负号不止一个，看不出正负，请只留一个。"

REFUSED = [
    ("约22万", NO_AMOUNT),
    ("无", NO_AMOUNT),
    ("/", NO_AMOUNT),
    ("22%", NO_AMOUNT),
    ("1.2.3", NO_AMOUNT),
    ("11,48.53", NO_AMOUNT),
    ("1.148,53", NO_AMOUNT),
    ("1_000", NO_AMOUNT),
    ("1e3", NO_AMOUNT),
    ("0x10", NO_AMOUNT),
    ("inf", NO_AMOUNT),
    ("NaN", NO_AMOUNT),
    ("22-", NO_AMOUNT),
    ("'22", NO_AMOUNT),
    ("()", NO_AMOUNT),
    ("万元", NO_AMOUNT),
    ("22 元 整", NO_AMOUNT),
    ("12 34", NO_AMOUNT),  # two figures, not 1234
    ("12\n34", NO_AMOUNT),
    ("1,148\n530.00", NO_AMOUNT),
    ("5²", NO_AMOUNT),  # not 52
    ("⑴", NO_AMOUNT),  # not -1
    ("½", NO_AMOUNT),
    ("--22", TWO_SIGNS),  # never silently the other sign
    ("(-22.00)", TWO_SIGNS),
    ("△-22", TWO_SIGNS),
    ("((22))", TWO_SIGNS),
    ("=", NO_RESULT),
    ("=1+", NO_RESULT),
    ("=1/0", NO_RESULT),
    ("=1//2", NO_RESULT),
    ("=2%1", NO_RESULT),
    ("=5(3)", NO_RESULT),
    ("=A1+B1", NO_RESULT),
    ("=SUM(1,2)", NO_RESULT),
    ("=12万", NO_RESULT),
    ("=1.5.2", NO_RESULT),
    ("=1,23+4", NO_RESULT),
    ("0.0000001", TOO_SMALL),
    ("0.001元", TOO_SMALL),
    ("1000000000000000", TOO_LARGE),
    ("-100000000000万元", TOO_LARGE),
    ("=99999999*99999999*99999999", TOO_LARGE),
]

HOSTILE = [
    "=__import__('os').system('true')",
    "=9**9**9**9",
    "=1e999999999",
    "=1E99999999+1",
    "=9" * 99,
    "=(lambda:0)()",
    "=[0]*10**9",
    "='a'*10**9",
    "=1if 1else 2",
    "=" + "(" * 99 + "1" + ")" * 98,
    "=" + "(" * 199,
    "(" * 200,
    "9" * 200,
    "=" + "9" * 199,
    "1," * 100,
    "\0",
    "=1\0",
    "\ud800",
]


@pytest.mark.parametrize(("text", "fen", "slack"), ACCEPTED)
def test_accepted(text, fen, slack):
    assert parse(text) == Amount(fen, slack)


@pytest.mark.parametrize(("text", "fen", "slack"), ACCEPTED_IN_YUAN)
def test_accepted_in_a_form_of_yuan(text, fen, slack):
    assert parse(text, YUAN) == Amount(fen, slack)


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "\u3000"])
def test_blank_is_not_zero(text):
    assert parse(text) is None


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_refused(text, sentence):
    with pytest.raises(AmountError) as refusal:
        parse(text)
    assert str(refusal.value) == sentence.format(text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_refused_at_once(text):
    start = time.perf_counter()
    with pytest.raises(AmountError):
        parse(text)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("text", ["1" * 10**6, "(" * 10**6, "=" + "1+" * 10**6, "﷽" * 10**6, "1 " * 10**6])
def test_a_text_of_a_million_signs_is_refused_at_once(text):
    start = time.perf_counter()
    with pytest.raises(AmountError, match="太长，不是金额。"):
        parse(text)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("fen", [LIMIT_FEN - 1, 1 - LIMIT_FEN])
def test_the_largest_amounts_are_read_back(fen):
    assert parse(exact_text(fen, YUAN), YUAN) == Amount(fen)


@pytest.mark.parametrize("fen", [LIMIT_FEN, -LIMIT_FEN])
def test_the_limit_is_refused(fen):
    with pytest.raises(AmountError, match="超出可录入的范围"):
        parse(exact_text(fen, YUAN), YUAN)


@pytest.mark.parametrize(
    ("fen", "unit", "plain", "grouped", "exact"),
    [
        (0, WAN, "0.00", "0.00", "0.00"),
        (1_148_530_000, WAN, "1148.53", "1,148.53", "1148.53"),
        (94_327_155, WAN, "94.33", "94.33", "94.327155"),
        (94_325_000, WAN, "94.33", "94.33", "94.325"),  # half up
        (-94_325_000, WAN, "-94.33", "-94.33", "-94.325"),
        (94_324_999, WAN, "94.32", "94.32", "94.324999"),
        (-4_999, WAN, "0.00", "0.00", "-0.004999"),  # no -0.00
        (1, WAN, "0.00", "0.00", "0.000001"),
        (-114_853_000, YUAN, "-1148530.00", "-1,148,530.00", "-1148530.00"),
    ],
)
def test_written(fen, unit, plain, grouped, exact):
    assert (to_text(fen, unit), to_text(fen, unit, grouped=True), exact_text(fen, unit)) == (plain, grouped, exact)


amounts = st.integers(1 - LIMIT_FEN, LIMIT_FEN - 1)
units = st.sampled_from(Unit)


@given(amounts, units)
def test_an_exact_text_reads_back_as_the_same_amount(fen, unit):
    amount = parse(exact_text(fen, unit), unit)
    assert amount is not None
    assert amount.fen == fen


@given(st.integers(-(10**12), 10**12), st.booleans())
def test_a_printed_text_reads_back_as_the_printed_amount(cents, grouped):
    assert parse(to_text(cents * CENT, grouped=grouped)) == Amount(cents * CENT, R if cents else 0)


@given(amounts, units)
def test_printing_misses_by_half_a_unit_of_the_last_decimal_at_most(fen, unit):
    if abs(fen) + unit.fen >= LIMIT_FEN:
        return
    printed = parse(to_text(fen, unit), unit)
    assert printed is not None
    assert abs(printed.fen - fen) * 2 <= unit.fen // 100


@given(st.integers(0, 10**10), st.integers(0, 6), st.sampled_from(["", "万元", "元"]))
def test_only_two_decimals_of_wan_are_rounded(whole, decimals, suffix):
    if suffix == "元":
        decimals = min(decimals, 2)
    amount = parse(f"{whole}.{'1' * decimals}{suffix}")
    assert amount is not None
    is_rounded = suffix != "元" and decimals <= 2 and amount.fen != 0
    assert amount.slack == (R if is_rounded else 0)


any_text = st.text(max_size=40) | st.text("0123456789.,-+()（）△=*/ 万亿元¥，．１９", max_size=30)


@examples(300)
@given(any_text)
def test_any_text_is_an_amount_a_blank_or_a_refusal_in_words(text):
    sentence, amount = "。", None
    try:
        amount = parse(text)
    except AmountError as refusal:
        sentence = str(refusal)
    assert sentence.endswith("。")
    assert amount is None or abs(amount.fen) < LIMIT_FEN
