"""Measure words, units and numerals of official Chinese: the tables that ``models.narrative.numbers`` reads with.

The tables are closed on purpose. What they lack is left unread, which costs a check; a wrong reading costs trust.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.narrative.patterns import compiled

DIGITS = {
    **dict(zip("零〇○一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)),
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SCALES = {"万": 10**4, "亿": 10**8}
CHINESE = "".join(DIGITS) + "".join(TENS)
"""Characters that a Chinese numeral may start with."""

SHAPE = dict.fromkeys(map(ord, CHINESE), "一")
"""Makes all of these alike, for patterns to which it is the same which of them stands somewhere."""
WIDTHS: dict[int, int] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{ord(wide): ord(plain) for wide, plain in zip("\u3000\xa0\t—–−―〜〔〕【】", "   ----~[][]", strict=True)},
}
"""Folds widths one character for one, so that offsets stay those of the text given. ``、`` and ``。`` are kept."""

MONEY_FEN = {"元": 100, "百元": 10**4, "千元": 10**5, "万元": 10**6, "亿元": 10**10}
RELATIONS = {"≥": "≥", "≧": "≥", ">=": "≥", "≤": "≤", "≦": "≤", "<=": "≤", "=": "=", ">": ">", "<": "<"}
AT_LEAST = ("不少于", "不低于", "不小于", "至少", "最少")
AT_MOST = ("不超过", "不高于", "不大于", "不多于", "最多", "至多")
ROUGHLY = ("大约", "约为", "约", "近", "超过", "超", "逾", "将近", "接近", "不足", "不到", *AT_LEAST, *AT_MOST)

ABOVE = ("超过", "超", "逾", *AT_LEAST)
BELOW = ("近", "将近", "接近", "不足", "不到", *AT_MOST)
"""Of words for "about", those that say on which side of the number the figure lies."""

# A measure word followed by one of these is the start of another word: 人民, 年级, 项目.
_NOT_BEFORE = {
    "人": "民事员均才力大社防口", "名": "称单义额", "个": "体性", "家": "庭长属", "户": "籍外", "台": "账湾阶",
    "条": "件例", "项": "目", "级": "别", "节": "约日能", "份": "额", "本": "科级年单部项市区县地", "支": "出付持部委",
    "处": "理置室", "所": "属在有需得", "分": "之别为析配管类工", "组": "织成长", "班": "子车", "只": "有能需要",
    "面": "向积对临", "片": "区", "包": "括含装", "头": "部", "位": "于置", "起": "草到步", "部": "分门署队委长",
    "期": "间末初限货", "场": "所地馆", "周": "边期", "年": "级龄轻代", "天": "然气", "门": "户", "例": "如",
    "岁": "月", "笔": "记", "件": "事", "次": "数", "集": "中体团", "层": "面", "批": "准次",
}  # fmt: skip
_COMPOUND = (
    "人次", "期次", "场次", "班次", "台次", "户次", "车次", "架次", "批次", "轮次", "件次", "台套", "件套", "台(套)",
    "场(次)", "期(次)", "课时", "学时", "周年", "周岁", "平方公里", "平方千米", "立方米", "公里", "千米", "公斤",
    "千克", "公顷", "千瓦",
)  # fmt: skip
_SINGLE = (
    "个人名位户家辆台套件张份次场期批项条座处所间栋幢部本册块面支头只株棵箱瓶盒袋包桶片门节段层轮笔例起篇集页字幅"
    "种类级档组班岁米吨升亩架艘床枚根盏顶把匹匙袭院届"
)
# With Chinese numerals only these: 八项规定, 二十条, 一批 and 三级 are words, not counts.
_SINGLE_CHINESE = "个人名位户家辆台套件张份次场期部间所处座栋"
_PERIOD = (
    "个工作日", "工作日", "个季度", "个小时", "个星期", "个年度", "个月", "季度", "小时", "分钟", "星期", "月份",
    "年度", "年", "月", "天", "周", "日",
)  # fmt: skip
_AREA = ("平方米", "平米", "㎡", "m²", "m2")
_FOREIGN = ("美元", "港元", "欧元", "日元", "英镑")


def _by_first(*words: str) -> dict[str, list[str]]:
    """The words by what they begin with, each group in the order given."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[0], []).append(word)
    return found


_LATIN = ("km", "kg", "kW")
AREAS, PERIODS = _by_first(*_AREA), _by_first(*_PERIOD)
MEASURES = _by_first(*_FOREIGN, *_COMPOUND, *_SINGLE, *_LATIN)
MEASURES_CHINESE = _by_first("人次", "期次", "场次", "台套", *_SINGLE_CHINESE)
"""Behind a Chinese numeral fewer measure words, for most of the rest make names (八项规定, 二十条)."""
PAID_FOR = _by_first(*_COMPOUND, *_AREA, *_PERIOD, *_SINGLE, "村", "社区", "公里", "亩")
UNIT = compiled(
    r" {0,2}(?:(?P<percent>%|个?百分点)"
    r"|(?P<approx>[余多]?)(?P<scale>[百千万亿]?)(?P<mid>[余多]?)(?P<yuan>块钱|元(?![旦宵素件]))?)"
)
"""What follows a figure, as far as no list of words is asked for."""
UNIT_CHINESE = compiled(
    r"(?P<percent>个百分点)|(?P<approx>余?)(?:(?P<yuan>元(?![旦宵素件]))|(?P<area>平方米)"
    r"|(?P<period>个月|月份|季度|小时|年|月|天|周)(?![级龄轻代边期]))?"
)
PER_ONE = compiled(r"每[人户个名年月天](?=[,。;、)]|$)")


def word_at(words: Mapping[str, Sequence[str]], text: str, at: int) -> str:
    """The first of the words that stands at a place and does not begin another word there; "" for none.

    A list by first characters rather than a pattern: with its hundred words and what must not follow them, that
    took Python longer to make than a book has to be read.
    """
    for word in words.get(text[at : at + 1], ()):
        following = text[at + len(word) : at + len(word) + 1]
        goes_on = following and following in _NOT_BEFORE.get(word, "")
        goes_on = goes_on or (word in _LATIN and following.isascii() and following.isalnum())
        if text.startswith(word, at) and not goes_on:
            return word
    return ""


MONEY_CLAUSE = (
    "资金", "经费", "预算", "元", "补助", "投入", "费", "款", "支出", "收入", "拨", "补贴", "奖", "投资", "价", "成本",
    "报酬", "工资", "合计", "共计",
)  # fmt: skip

STOP_BEFORE = "统唯之专单逐划归合进第同任某万初其周星"
"""A 一 (or 二, 三) after one of these belongs to a word: 统一, 唯一, 之一, 单一, 进一步, 同一, 周一."""
STOP_WORDS = compiled(
    r"一次性|一部分|一家人|一本|一处理|三天两头|[三四五]位一体|[一二两三四五六七八九]个(?:意识|自信|维护|确立|代表|中心|基本点|全面|服从|责任|坚持|明确|振兴|专项)"
    r"|三个区分|[一二三]期(?:工程|项目|建设)|千家万户|两个一百年|一人一[^年月天次]|一户一[^年月天次]|一个[样劲]|两个文明|百年|千年|十分(?!之)"
)
"""Set phrases that only look like counts; tried where a Chinese numeral starts."""
ORDINAL_STOP = frozenset("方书手线时课产责一")
"""After 第一, 第三 and so on: 第三方, 第一书记, 第一线, 第一时间, 第二课堂, 第三产业."""


def chinese_value(text: str) -> Fraction | None:
    """The value of a numeral such as ``三十五``, ``二〇二五`` or ``叁万伍仟``; ``None`` when it is none."""
    if all(ch in DIGITS for ch in text):
        single = len(text) == 1 or _positional(text)
        return Fraction(int("".join(str(DIGITS[ch]) for ch in text))) if single else None
    total = section = digit = 0
    last = 10**12
    for ch in text:
        if ch in DIGITS:
            if digit:
                return None
            digit = DIGITS[ch]
        elif ch in TENS:
            if TENS[ch] >= last or (digit == 0 and ch not in "十拾"):
                return None  # only 十 stands without a figure before it
            section, digit, last = section + (digit or 1) * TENS[ch], 0, TENS[ch]
        else:
            total, section, digit, last = (total + section + digit) * SCALES[ch], 0, 0, 10**12
    return Fraction(total + section + digit)


def _positional(text: str) -> bool:
    """Figures one by one, as a year is read (二〇二五); 三五 and 二三 say "three to five"."""
    return len(text) == 4 and text[0] in "一二"  # noqa: PLR2004 - the figures of a year
