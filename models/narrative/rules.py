"""Rules about the wording of prose, one function for each code of the pack's ``rules/words.toml``.

A function sees a :class:`Scene`, a section with its numbers, and yields :class:`Remark` values: where, what is
wrong and, where one is certain, what should stand there instead.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

import msgspec

from models.document import Document
from models.narrative import markup
from models.narrative.definitions import SectionDef, SectionKind
from models.narrative.listing import listed_names
from models.narrative.numbers import NumberKind
from models.narrative.patterns import compiled, half_width_marks, has_any
from models.narrative.prose import BLANK, Prose, Rendered
from models.narrative.verdicts import CheckedNumber, NumberState
from models.newdoc import unit_rows


class Remark(msgspec.Struct, frozen=True):
    """Something wrong in a section's words: its rule, its place, its sentence, and the words that mend it (""
    for none).
    """

    rule: str
    line: int
    start: int
    end: int
    sentence: str
    fix: str = ""
    severity: str = ""


class Scene(msgspec.Struct, frozen=True, dict=True):
    """A section as it is shown, with its numbers; ``template`` is what its template would say now."""

    document: Document
    prose: Prose
    section: SectionDef
    rendered: Rendered
    numbers: tuple[CheckedNumber, ...]
    template: Rendered

    @functools.cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of words."""
        return tuple(line.text for line in self.rendered.lines)

    def of_line(self, line: int) -> list[CheckedNumber]:
        """The numbers of a line, in order."""
        return [number for number in self.numbers if number.line == line]


Rule = Callable[[Scene], Iterator[Remark]]
NAMED = 4
"""So many of the names that are missing are told."""
_UP, _DOWN = ("增加", "增长"), ("减少", "下降")
_CHANGE = compiled(r"(增加|增长|减少|下降)[了额]?\s*$")
_REASON = ("原因", "由于", "因为", "主要是", "是因", "系")
_AND_SO_ON = compiled(r"等(?=[。；;，,]|\s*$)")
_UNIT_MARK = compiled(r"[、，,；;\n]")
_NONE = compiled(r"(?:无|没有|未安排)[^，。；]{0,6}“?三公”?经费")
_WRONG_SPECIAL = compiled(r"100\s*万元[^。；;，,]{0,12}?(通用)设备")
_WRONG_COMMON = compiled(r"(?<!\d)50\s*万元[^。；;，,]{0,12}?(专用)设备")
_WITH_LAST, _OF_LAST = ("比", "较", "与", "上年", "截至", "同"), ("结转", "下达", "印发")
"""Words around last year's number that say that it is meant."""
_COMPARED = compiled(r"上年|去年|同比|比\s*\d{4}\s*年|较|持平|变化")


def direction_words(scene: Scene) -> Iterator[Remark]:
    """R072: 增加/减少 for amounts, 增长/下降 for rates, and the direction agrees with the figures."""
    for number in scene.numbers:
        text = scene.lines[number.line]
        found = _CHANGE.search(text, 0, number.start)
        if found is None or number.kind not in (NumberKind.AMOUNT, NumberKind.PERCENT):
            continue
        word = found[1]
        place = (number.line, found.start(1), found.end(1))
        expected = _direction(scene, number, word)
        if expected != word:
            yield Remark(
                "R072", *place, f"“{word}{number.text}”与实际变动方向相反，应为“{expected}”。", expected, "error"
            )
        elif (right := _right_word(word, number.kind)) != word:
            what = "金额用“增加、减少”" if number.kind is NumberKind.AMOUNT else "比率用“增长、下降”"
            yield Remark("R072", *place, f"“{word}{number.text}”用词不当：{what}，应为“{right}”。", right)


def _direction(scene: Scene, number: CheckedNumber, word: str) -> str:
    """The direction word as the figures have it, of the kind that was written; the same word where nothing is
    known.
    """
    if not number.source:
        return word
    for line in scene.template.lines:
        for span in line.spans:
            if isinstance(span.piece, markup.FigurePiece) and span.piece.source == number.source:
                before = _CHANGE.search(line.text, 0, span.start)
                if before is None or (before[1] in _UP) == (word in _UP):
                    return word
                pairs = dict(zip(_UP + _DOWN, _DOWN + _UP, strict=True))
                return pairs[word]
    return word


def _right_word(word: str, kind: NumberKind) -> str:
    up = word in _UP
    amount, rate = ("增加", "增长") if up else ("减少", "下降")
    return amount if kind is NumberKind.AMOUNT else rate


def reasons_given(scene: Scene) -> Iterator[Remark]:
    """R073: a change that is not zero has its reason, written for the figure as it stands."""
    for at, line in enumerate(scene.rendered.lines):
        for span in line.spans:
            if not isinstance(span.piece, markup.ReasonPiece):
                continue
            basis = scene.prose.reason_basis(span.piece)
            place = (at, span.start, span.end)
            if not scene.prose.reason(scene.section.key, span.piece.key):
                yield Remark("R073", *place, f"还没有填写{span.piece.prompt or '变动原因'}。")
            elif (written := scene.prose.basis(scene.section.key, span.piece.key)) != basis and basis:
                sentence = f"变动额已由{written or '（未记）'}变为{basis}，请复核这里的原因。"
                yield Remark("R073", *place, sentence, severity="warning")
        if line.style == "chart" or scene.rendered.automatic:
            continue
        changed = [
            n
            for n in scene.of_line(at)
            if n.kind is NumberKind.AMOUNT and n.value and _CHANGE.search(line.text, 0, n.start)
        ]
        clauses = [n for n in changed if not _has_reason(line.text, n, changed)]
        for number in clauses[:1]:
            sentence = f"“{number.text}”的变动没有说明原因。"
            yield Remark("R073", at, number.start, number.end, sentence)


def _has_reason(text: str, number: CheckedNumber, changed: list[CheckedNumber]) -> bool:
    later = [other.start for other in changed if other.start > number.start]
    rest = text[number.end : later[0] if later else len(text)]
    return has_any(rest, _REASON)


def shares_add_up(scene: Scene) -> Iterator[Remark]:
    """R077: shares that make up a whole add up to 100 %."""
    for at, text in enumerate(scene.lines):
        shares = [
            n for n in scene.of_line(at) if n.kind is NumberKind.PERCENT and text[: n.start].rstrip().endswith("占")
        ]
        if len(shares) < 2 or scene.section.percent_rule != SHARES:  # noqa: PLR2004
            continue
        if BLANK in text[shares[0].start : shares[-1].end]:
            continue  # what is still to be filled in is told as such
        total = sum((n.value for n in shares), Fraction(0)) * 10_000
        if abs(total - 10_000) * 2 > len(shares) + 1:
            first, last = shares[0], shares[-1]
            words = f"这一段各项占比相加为{float(total) / 100:.2f}%，不是100%，请检查各项占比。"
            yield Remark("R077", at, first.start, last.end, words)


def share_and_amount(scene: Scene) -> Iterator[Remark]:
    """R078: an amount that is not zero has a share that is not, unless it rounds to that."""
    for at, text in enumerate(scene.lines):
        numbers = scene.of_line(at)
        for amount, share in pairwise(numbers):
            between = text[amount.end : share.start].strip(" ，,、（(")
            if (amount.kind, share.kind) != (NumberKind.AMOUNT, NumberKind.PERCENT) or between not in ("占", "占比"):
                continue
            if bool(amount.value) == bool(share.value):
                continue
            if amount.value and share.state is not NumberState.MISMATCH:
                continue  # so small that it rounds to zero
            words = (
                f"“{amount.text}”不为零，占比却是{share.text}。"
                if amount.value
                else f"“{amount.text}”为零，占比却是{share.text}。"
            )
            yield Remark("R078", at, amount.start, share.end, words)


def lists_complete(scene: Scene) -> Iterator[Remark]:
    """R079, R081: the names listed are just those that have a figure; 等 only where the list is cut."""
    rule = listing_rule(scene.section)
    if scene.rendered.automatic or scene.section.amount_rule not in LISTING:
        return
    wanted = listed_names(line.text for line in scene.template.lines)
    whole = "\n".join(scene.lines)
    missing = [name for name in wanted if name not in whole]
    for at, text in enumerate(scene.lines):
        names = [name for name in wanted if name in text]
        if len(names) < 2:  # noqa: PLR2004
            continue
        cut = next((m for m in _AND_SO_ON.finditer(text) if m.start() > text.index(names[0])), None)
        if cut is not None and not missing:
            yield Remark("R079", at, cut.start(), cut.end(), "各项已经列全，不应再写“等”。", "", "warning")
        elif cut is None and missing:
            left = "、".join(missing[:NAMED])
            yield Remark(
                rule, at, 0, len(text), f"没有列出：{left}{'等' if len(missing) > NAMED else ''}。", severity="warning"
            )
            return


def listing_rule(section: SectionDef) -> str:
    """The rule that a section's lists, and the sums of them, are about."""
    return "R081" if section.amount_rule == "R081" else "R079"


def three_public_compared(scene: Scene) -> Iterator[Remark]:
    """R082: the section on “三公” says none just when 表十 is empty, and compares with last year."""
    if scene.rendered.automatic or not scene.lines or not scene.section.whole:
        return
    whole = "".join(scene.lines)
    says_none = _NONE.search(whole) is not None
    table, has_some = scene.section.whole.partition("[")[0], bool(scene.prose.quantity(scene.section.whole).value)
    last = len(scene.lines[0])
    if says_none and has_some:
        yield Remark("R082", 0, 0, last, f"{table}有“三公”经费，这里却说没有。", severity="error")
    if not has_some and not says_none and any(n.kind is NumberKind.AMOUNT and n.value for n in scene.numbers):
        yield Remark("R082", 0, 0, last, f"{table}没有“三公”经费，这里却列了金额。", severity="error")
    if not _COMPARED.search(whole):
        yield Remark("R082", 0, 0, last, "没有说明“三公”经费与上年相比的变化（没有变化也要写“与上年持平”）。")


def equipment_words(scene: Scene) -> Iterator[Remark]:
    """R092: 50 万元 goes with 通用设备, 100 万元 with 专用设备."""
    for at, text in enumerate(scene.lines):
        for match in _WRONG_SPECIAL.finditer(text):
            words = "单价100万元以上的应为专用设备，这里又写成了通用设备。"
            yield Remark("R092", at, match.start(1), match.end(1), words, "专用")
        for match in _WRONG_COMMON.finditer(text):
            words = "单价50万元以上的应为通用设备，这里写成了专用设备。"
            yield Remark("R092", at, match.start(1), match.end(1), words, "通用")


def units_in_tables(scene: Scene) -> Iterator[Remark]:
    """R093: the units that the text counts in are those of the tables."""
    if scene.section.count_rule != UNITS or scene.rendered.automatic:
        return
    listed = [u.strip() for u in _UNIT_MARK.split(scene.document.settings.get("budget_units", "")) if u.strip()]
    rows = {row.label for row in unit_rows(scene.document)}
    absent = [unit for unit in listed if unit not in rows]
    for at, text in enumerate(scene.lines):
        named = [unit for unit in absent if unit in text]
        if named:
            start = text.index(named[0])
            words = f"{'、'.join(named)}写明纳入预算，但各表都没有列出这{len(named)}个单位，请说明已合并编报或补列。"
            yield Remark("R093", at, start, start + len(named[0]), words)
            return


_FULL = {",": "，", ";": "；", ":": "："}


def _is_whole(number: CheckedNumber) -> bool:
    """Whether a number says its figure to the cent, rather than 约 so much."""
    expected = number.expected.removesuffix("万元").replace(",", "")
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", expected)) and Fraction(expected) == number.value


def number_style(scene: Scene) -> Iterator[Remark]:
    """R094: one style for numbers and punctuation: thousands set apart, two decimals, full-width marks."""
    if scene.rendered.automatic:
        return
    for number in scene.numbers:
        if number.state is not NumberState.CHECKED or number.kind is not NumberKind.AMOUNT or not number.value:
            continue
        if not number.expected or not number.source or not _is_whole(number):
            continue
        if number.text.replace(" ", "") != number.expected:
            words = f"“{number.text}”与全文的写法不一致，应写作“{number.expected}”。"
            yield Remark("R094", number.line, number.start, number.end, words, number.expected)
    marks = [(at, mark) for at, text in enumerate(scene.lines) for mark in half_width_marks(text)]
    if marks:
        at, first = marks[0]
        words = f"这一节的中文里用了 {len(marks)} 处半角标点，应为全角。"
        yield Remark("R094", at, first.start(), first.end(), words, _FULL[first[0]])


_RESIDUE = re.compile(r"仅供内部审核|待定|待填|某某|X{2,}|×{2,}|[_＿]{2,}|□{2,}|TODO", re.IGNORECASE)


def no_residue(scene: Scene) -> Iterator[Remark]:
    """R134: nothing of a draft, a template or another level of government is left."""
    level = scene.document.settings.get("level", "")
    banned = scene.document.pack.narrative.banned.get(level, ())
    for at, line in enumerate(scene.rendered.lines):
        reasons = [(s.start, s.end) for s in line.spans if isinstance(s.piece, markup.ReasonPiece)]
        for match in _RESIDUE.finditer(line.text):
            if any(start <= match.start() < end for start, end in reasons):
                continue  # a reason not yet written is told by R073
            gap = BLANK in match[0]
            words = "这里还有一处没有填写。" if gap else f"“{match[0]}”是草稿或模板的残留，请删除或改写。"
            yield Remark("R134", at, match.start(), match.end(), words, severity="warning" if gap else "error")
        found = [(line.text.find(word), word) for word in banned if word in line.text]
        for start, word in sorted(found, key=lambda one: (one[0], -len(one[1])))[:1]:
            words = f"“{word}”不是{level}部门的用语，可能是套用了其他级次的文稿。"
            yield Remark("R134", at, start, start + len(word), words, severity="error")


def years_consistent(scene: Scene) -> Iterator[Remark]:
    """R135: the year is the document's; last year's only stands in comparisons."""
    year, last = scene.document.settings["year"], scene.prose.setting("last_year")
    if scene.section.kind is not SectionKind.PROSE or not year.isdecimal():
        return
    for number in scene.numbers:
        text = scene.lines[number.line]
        if number.kind is not NumberKind.YEAR:
            continue
        said = str(number.value)
        before, after = text[max(number.start - 12, 0) : number.start], text[number.end : number.end + 8]
        if said == last and not has_any(before, _WITH_LAST) and not has_any(after, _OF_LAST):
            words = f"“{number.text}”是上一年，而这里不是与上年比较，请核对年份。"
            yield Remark("R135", number.line, number.start, number.end, words, severity="warning")
        elif said not in (year, last) and abs(int(number.value) - int(year)) <= 3:  # noqa: PLR2004
            words = f"“{number.text}”与本书的年度（{year}年）不一致，请核对年份。"
            yield Remark("R135", number.line, number.start, number.end, words, severity="warning")


def glossary_covers(scene: Scene) -> Iterator[Remark]:
    """R137: the glossary explains the terms that the book uses."""
    if scene.section.kind is not SectionKind.GLOSSARY or scene.rendered.automatic:
        return
    heads = [text.replace("：", ":").partition(":")[0] for text in scene.lines]
    missing = [
        term.term for term in scene.prose.terms() if term.required and not any(term.term in head for head in heads)
    ]
    if missing:
        at = max(len(scene.lines) - 1, 0)
        end = len(scene.lines[at]) if scene.lines else 0
        names = "、".join(missing[:NAMED])
        yield Remark("R137", at, 0, end, f"名词解释缺少：{names}{'等' if len(missing) > NAMED else ''}。")


UNITS = "R093"
"""The count rule of the section that names the units; its rule looks at the rows of all tables that list them."""
SHARES = "R076"
"""The percentage rule of sections whose shares make up a whole."""
LISTING = frozenset(("R079", "R080", "R081"))
"""The amount rules of sections that list 科目."""


def department_named(scene: Scene) -> Iterator[Remark]:
    """R136: the department is called by its one name; a character or two that differ are a slip."""
    name = scene.document.settings["department"]
    if len(name) < SHORTEST_NAME:
        return
    for at, text in enumerate(scene.lines):
        for start in _starts(text, name):
            said = text[start : start + len(name)]
            if 0 < sum(one != other for one, other in zip(said, name, strict=True)) <= SLIPPED:
                words = f"部门名称“{said}”与封面的“{name}”不一致。"
                yield Remark("R136", at, start, start + len(name), words, name)


def _starts(text: str, name: str) -> list[int]:
    """Where a name with at most :data:`SLIPPED` wrong characters may stand: a piece of it is right all the same."""
    length = -(-len(name) // (SLIPPED + 1))
    found: set[int] = set()
    for at in range(0, len(name), length):
        start = text.find(name[at : at + length])
        while start >= 0:
            found.add(start - at)
            start = text.find(name[at : at + length], start + 1)
    return sorted(start for start in found if 0 <= start <= len(text) - len(name))


SHORTEST_NAME, SLIPPED = 6, 2
"""Names of fewer characters are not compared; so many characters may differ in a name that is meant."""
RULES: tuple[Rule, ...] = (
    direction_words, reasons_given, shares_add_up, share_and_amount, lists_complete, equipment_words, units_in_tables,
    number_style, no_residue, years_consistent, department_named, glossary_covers,
)  # fmt: skip
SECTION_RULES: dict[str, Rule] = {"R082": three_public_compared}
"""Rules of the one section whose amounts they are about."""


def remarks(scene: Scene) -> Iterator[Remark]:
    """All that the rules say about a section."""
    for rule in RULES:
        yield from rule(scene)
    if (special := SECTION_RULES.get(scene.section.amount_rule)) is not None:
        yield from special(scene)
