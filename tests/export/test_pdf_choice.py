"""What of a book is shown: all, a part, a section, some pages."""

from __future__ import annotations

import pytest

from export.errors import ExportError
from export.pdf_choice import Proof, choices, choose, pages_named
from tests.export.books import LONG_PROJECT, whole_book
from tests.export.pdfs import texts_of

LABELS = ["封面", "I", "1", "2", "3", "4", "5"]


def test_parts_and_sections_bring_what_lies_within_them():
    found = {choice.title: choice for choice in choices(whole_book())}
    assert found["第二部分 2025年部门预算报表"].sections == ("table01", "table02", "table03")
    assert len(found["十、绩效管理情况"].sections) == 3
    assert found["十二、其他说明"].sections == ("section12", "section12_1", "section12_2")
    assert (found[LONG_PROJECT].level, len(found[LONG_PROJECT].sections)) == (2, 1)
    assert found["第四部分 名词解释"].sections == ("terms",)


def test_a_choice_has_neither_cover_nor_contents():
    some = choose(whole_book(), ("table02", "terms"))
    assert [page.id for page in some.sections] == ["table02", "terms"]
    assert (some.cover, some.contents_title) == (None, "")
    assert choose(whole_book(), None) is whole_book()


def test_nothing_to_print_is_told():
    with pytest.raises(ExportError, match="没有可以打印的页"):
        choose(whole_book(), ("table99",))


def test_a_proof_makes_its_book_once():
    made = []
    proof = Proof(lambda: made.append(1) or whole_book())
    texts = texts_of(proof.render(("terms",)))
    assert "第四部分" in texts[0]
    assert len(texts_of(proof.render(("duties", "organisation")))) == 1
    assert proof.choices()[0].title == "第一部分 概况"
    assert made == [1]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", [0, 1, 2, 3, 4, 5, 6]),
        ("2-4", [3, 4, 5]),
        ("3", [4]),
        ("１，３－５", [2, 4, 5, 6]),
        ("4至2、1", [2, 3, 4, 5]),
        ("封面-1 5", [0, 1, 2, 6]),
        ("i,2,2", [1, 3]),
        (",", [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_pages_by_the_numbers_printed_on_them(text, pages):
    assert pages_named(text, LABELS) == pages


@pytest.mark.parametrize("text", ["9", "1-9", "甲", "-", "3-", "0"])
def test_pages_that_are_not_there(text):
    with pytest.raises(ExportError, match="第 1 页到第 5 页"):
        pages_named(text, LABELS)
