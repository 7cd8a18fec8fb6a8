"""Numbers of prose against the tables, in wordings that are no template's: what is found, and what is let alone."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from benchmarks import mutations_prose
from models.narrative import planning
from models.narrative.contexts import Role, contexts, weights
from models.narrative.lexicon import Lexicon
from models.narrative.numbers import NumberKind, scan
from models.narrative.units import MEASURED, agrees, same_units
from models.narrative.values import Quantity
from models.narrative.verdicts import NumberState
from models.narrative.wording import mismatch_sentence
from models.samples import sample_document
from models.workspace import Workspace
from tests.support.budgets import plan, put

WORKSPACE = Workspace(sample_document(), plan())
ALL_TEXTS = list(mutations_prose.texts(WORKSPACE))
TEXTS = [one for one in ALL_TEXTS if one.wording != "held_out"]
NAMES = [f"{one.section} {one.wording}" for one in TEXTS]


def states(text, section):
    found = WORKSPACE.words.check_text(text, section).numbers
    return [(n.text, n.state.value, n.expected) for n in found if n.kind in MEASURED]


@pytest.mark.parametrize("one", TEXTS, ids=NAMES)
def test_no_right_number_is_called_wrong_in_any_words(one):
    wrong = [text for text, state, _expected in states(one.text, one.section) if state == "mismatch"]
    assert wrong == list(mutations_prose.KNOWN_WRONG.get(one.section, ())) * (one.wording == "sample")


@pytest.mark.parametrize("wording", ["sample", "reworded", "fresh"])
def test_nearly_all_numbers_are_recognised(wording):
    found = [state for one in TEXTS if one.wording == wording for _text, state, _ in states(one.text, one.section)]
    assert len(found) > 50
    assert sum(state == "unknown" for state in found) <= len(found) // 20


def test_texts_that_the_matching_is_not_tuned_to():
    """Figures told in still other ways: hardly one is not recognised, and none called wrong."""
    texts = [one for one in ALL_TEXTS if one.wording == "held_out"]
    found = [(one.text, *state) for one in texts for state in states(one.text, one.section)]
    assert [one for one in found if one[2] == "mismatch"] == []
    assert len(found) > 200
    assert sum(state == "unknown" for _text, _number, state, _expected in found) <= len(found) // 20


def test_another_figure_is_found_nearly_always():
    """One number of each text; the benchmark falsifies all of them, in many ways."""
    tally = mutations_prose.Tally()
    for one in TEXTS:
        rnd = random.Random(one.text)
        for number in rnd.sample(numbers, 1) if (numbers := mutations_prose.measured(one.text)) else ():
            made = mutations_prose.falsified(one.text, number, mutations_prose.CHANGES["random"], rnd)
            mutations_prose.falsify(WORKSPACE, one, made, number, ("random", Counter()), tally)
    assert tally.changed["random"] > 50
    assert len(tally.missed) <= tally.changed["random"] // 20, tally.missed


@pytest.mark.parametrize("sentence", mutations_prose.extra_sentences())
@pytest.mark.parametrize("section", ["section01", "section07", "section08", "section10"])
def test_numbers_that_no_table_holds_are_never_called_wrong(section, sentence):
    own = WORKSPACE.words.section(section).rendered.text
    for text in (sentence, f"{own}\n{sentence}"):
        checked = WORKSPACE.words.check_text(text, section)
        assert not [n.text for n in checked.numbers if n.state is NumberState.MISMATCH and n.text in sentence]


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("section10", "其中农村（社区）党员教育培训经费43.65万元。", [("43.65万元", "checked", "43.65万元")]),
        ("section10", "其中农村（社区）党员教育培训经费46.35万元。", [("46.35万元", "mismatch", "43.65万元")]),
        ("section05", "其中：行政运行（项）181.08万元。", [("181.08万元", "checked", "181.08万元")]),
        ("section01", "收入总计11,705,300元。", [("11,705,300元", "checked", "1,170.53万元")]),
        ("section01", "收入总计１，１７０．５３万元。", [("１，１７０．５３万元", "checked", "1,170.53万元")]),
        ("section01", "收入总计约0.12亿元。", [("0.12亿元", "checked", "1,170.53万元")]),
        ("section01", "收入总计约1,171万元。", [("1,171万元", "checked", "1,170.53万元")]),
        ("section01", "收入总计近1,200万元。", [("1,200万元", "checked", "1,170.53万元")]),
        ("section01", "收入总计近1,170万元。", [("1,170万元", "mismatch", "1,170.53万元")]),
        ("section01", "收入总计1,100余万元。", [("1,100余万元", "checked", "1,170.53万元")]),
        ("section03", "基本支出、项目支出分别为337.82万元、832.71万元。",
         [("337.82万元", "checked", "337.82万元"), ("832.71万元", "checked", "832.71万元")]),
        ("section03", "基本支出、项目支出分别为832.71万元、337.82万元。",
         [("832.71万元", "mismatch", "337.82万元"), ("337.82万元", "mismatch", "832.71万元")]),
        ("section06", "公用经费37.00万元，占10.95%。",
         [("37.00万元", "checked", "37.00万元"), ("10.95%", "checked", "10.95%")]),
        ("section06", "公用经费37.00万元，占10.59%。",
         [("37.00万元", "checked", "37.00万元"), ("10.59%", "mismatch", "10.95%")]),
        ("section02", "一般公共预算1,148.53万元，上年结转22.00万元，其他各项收入均为3万元。",
         [("1,148.53万元", "checked", "1,148.53万元"), ("22.00万元", "checked", "22.00万元"),
          ("3万元", "mismatch", "0万元")]),
        ("section11", "单价51万元以上的通用设备0台（套）。",
         [("51万元", "mismatch", "50万元"), ("0台（套）", "checked", "0台（套）")]),
        ("section03", "项目完成率95%。", [("95%", "unknown", "")]),
        ("section01", "收入总计1,171万元。", [("1,171万元", "mismatch", "1,170.53万元")]),
        ("section01", "收入总计117,053百元。", [("117,053百元", "checked", "1,170.53万元")]),
        ("section01", "上年收入总计822.39万元，", [("822.39万元", "checked", "822.39万元")]),
        ("section01", "2024年收入总计832.39万元，", [("832.39万元", "mismatch", "822.39万元")]),
        ("section04", "财政拨款收支总预算1,170.53万元。", [("1,170.53万元", "checked", "1,170.53万元")]),
        ("section12", "本部门另有结余3.00万元。", [("3.00万元", "unknown", "")]),
        ("organisation", "在职二十三人。", [("二十三人", "checked", "23人")]),
        ("section11", "占地三千平方米。", [("三千平方米", "unknown", "")]),
    ],
)  # fmt: skip
def test_a_number_by_itself(section, text, expected):
    assert states(text, section) == expected


def test_equal_figures_are_told_apart_by_their_words():
    text = "当年拨款收入22.00万元，上年结转收入22.00万元。"
    found = states(text, "section04")
    assert found == [("22.00万元", "mismatch", "1,148.53万元"), ("22.00万元", "checked", "22.00万元")]


def test_headings_and_list_numbers_are_no_figures():
    assert states("（一）2025年第1项说明\n1、依据晋财预〔2024〕17号文件\n2.根据第三条规定", "section01") == []


def test_the_power_of_ten_is_told():
    (number,) = WORKSPACE.words.check_text("收入总计11705300万元。", "section01").numbers
    assert (number.power, number.expected) == (4, "1,170.53万元")
    (number,) = WORKSPACE.words.check_text("收入总计117053万元。", "section01").numbers
    assert "，相差 100 倍，疑似小数点或单位写错" in mismatch_sentence(WORKSPACE, number)


def test_binding_leaves_what_does_not_agree():
    workspace = Workspace(sample_document(), plan())
    text = "支出预算1,170.53万元，基本支出373.82万元，另有食堂收入0.77万元。"
    workspace.apply(planning.set_section(workspace, "section03", text))
    bound = workspace.words.binding("section03")
    assert bound == "支出预算{=表三[合计].合计|万元}，基本支出373.82万元，另有食堂收入0.77万元。"
    workspace.apply(planning.set_section(workspace, "section03", bound))
    put(workspace, {"table03.合计.total": "1,200.00"})
    found = [(n.text, n.state.value) for n in workspace.words.section("section03").numbers]
    assert found == [("1,200.00万元", "bound"), ("373.82万元", "mismatch"), ("0.77万元", "unknown")]


class TestContexts:
    def context(self, text, at=-1):
        places = tuple((n.start, n.end) for n in scan(text) if n.kind in MEASURED)
        return contexts(text, places, ("测试局",), "2024")[at]

    @pytest.mark.parametrize(
        ("text", "role"),
        [
            ("收入总计1.00万元", Role.LEVEL),
            ("比上年增加1.00万元", Role.CHANGE),
            ("较2024年减少1.00万元", Role.CHANGE),
            ("由2.00万元压减到1.00万元", Role.LEVEL),
            ("2024年收入1.00万元", Role.LAST),
            ("上年结转1.00万元", Role.LEVEL),
            ("比上年多安排1.00万元", Role.CHANGE),
            ("增长1.00%", Role.RATE),
            ("增幅为1.00%", Role.RATE),
            ("占收入总额的1.00%", Role.SHARE),
            ("基本支出2.00万元（1.00%）", Role.SHARE),
            ("减少2.00万元，1.00%", Role.RATE),
        ],
    )
    def test_what_a_number_tells(self, text, role):
        assert self.context(text).role is role

    def test_words_of_a_new_sentence_and_of_names_say_nothing(self):
        assert self.context("收入1.00万元。测试局支出2.00万元").before == ("支出",)

    def test_words_right_behind_count_unless_they_begin_the_next_item(self):
        assert self.context("共18个二级项目，", 0).after == "二级项目"
        assert self.context("10个、特定目标类4个", 0).after == ""

    def test_what_many_figures_share_says_little(self):
        known = [weights(self.context(f"{name}1.00万元")) for name in ("基本支出", "项目支出", "上缴支出")]
        lexicon = Lexicon(known)
        assert lexicon.fits({"支出": 1.0})[0] < lexicon.fits({"基本": 1.0})[0]
        fits = lexicon.fits(weights(self.context("用于项目的支出1.00万元")))
        assert max(range(3), key=fits.__getitem__) == 1


class TestUnits:
    @pytest.mark.parametrize(
        ("text", "value", "right"),
        [
            ("42.33%", "0.42332", True),
            ("42.3%", "0.42332", True),
            ("42.34%", "0.42332", False),
            ("1,170.53万元", "1170.53", True),
            ("1,170.54万元", "1170.53", False),
            ("11,705,349元", "1170.53", True),
            ("11,705,351元", "1170.53", False),
            ("18个", "18", True),
            ("488.78平方米", "488.78", True),
        ],
    )
    def test_what_agrees(self, text, value, right):
        (number,) = scan(text)
        exact = Fraction(value)
        assert agrees(number, Quantity(exact, exact, exact)) is right

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("万元", "元", True), ("万元", "%", False), ("个", "名", True), ("个", "辆", False),
            ("台（套）", "台(套)", True), ("平方米", "㎡", True), ("期", "个", False), ("", "辆", True),
            ("个百分点", "%", True),
        ],
    )  # fmt: skip
    def test_units_that_may_be_one_figure(self, one, other, same):
        assert same_units(one, other) is same


def test_amounts_are_the_kinds_that_are_measured():
    assert NumberKind.AMOUNT in MEASURED
    assert NumberKind.YEAR not in MEASURED
