"""The whole book on paper: what stands where, what leads where, and that nothing is lost on the way."""

from __future__ import annotations

import re
from collections import Counter

import msgspec
import pytest

from export import pdf
from export.book import FormPage, GridPage, TextPage
from tests.export.books import FORMS, LONG_PROJECT, check_list, whole_book
from tests.export.documents import plain_page
from tests.export.pdfs import labels_of, link_count, outline_of, packed, texts_of

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WATERMARK = "仅供内部审核"
FRONT = 2
"""Cover and contents."""


@pytest.fixture(scope="module")
def data():
    return pdf.render_bytes(whole_book())


@pytest.fixture(scope="module")
def texts(data):
    return texts_of(data)


@pytest.fixture(scope="module")
def body(texts):
    """Everything behind the contents, page furniture taken away, without white space."""
    department, title = whole_book().department, whole_book().title
    plain = [re.sub(r"第 \d+ 页　共 \d+ 页", "", text.replace(WATERMARK, "", 1)) for text in texts[FRONT:]]
    return [packed(text.replace(f"{department} {title}", "", 1)) for text in plain]


def test_prose_is_complete_and_in_order(body):
    whole = "".join(body)
    at = 0
    for page in whole_book().sections:
        for block in page.blocks if isinstance(page, TextPage) else ():
            words = block.caption if not hasattr(block, "runs") else "".join(r.text + r.mark for r in block.runs)
            found = whole.find(packed(words), at)
            assert found >= 0, words
            at = found + len(packed(words))


def test_every_number_of_every_grid_is_printed(body):
    whole = Counter(NUMBER.findall("\n".join(body)))
    for page in whole_book().sections:
        if isinstance(page, GridPage):
            wanted = Counter(number for cell in page.cells for number in NUMBER.findall(packed(cell.text)))
            assert set(wanted) <= set(whole)
            assert sum(wanted.values()) > 40
    amounts = Counter(number for text in body for number in NUMBER.findall(text) if number == "3,983,000")
    assert amounts["3,983,000"] == 4


def test_long_cells_lose_no_word(body):
    page = next(page for page in whole_book().sections if isinstance(page, GridPage) and page.name == LONG_PROJECT)
    long = next(packed(cell.text) for cell in page.cells if len(cell.text) > 400)
    assert sum(text.count(long) for text in body) == 4


def test_the_contents_name_every_entry_with_its_page(texts):
    entries = [(page.entry, page.heading) for page in whole_book().sections if page.entry]
    entries += [(part.title, part.title) for part in whole_book().parts if part.title]
    lines = texts[1].splitlines()
    for entry, heading in entries:
        line = next(line for line in lines if line.startswith(entry))
        number = int(re.search(r"(\d+)\s*$", line)[1])
        assert packed(heading) in packed(texts[FRONT + number - 1]), entry


def test_the_contents_are_links_and_the_outline_has_levels(data):
    listed = sum(bool(page.entry) for page in whole_book().sections)
    titled = sum(bool(part.title) for part in whole_book().parts)
    assert link_count(data, 1) == listed + titled
    entries = outline_of(data)
    levels = {title: level for level, title, _page in entries}
    assert levels["第三部分 2025年度部门预算情况说明"] == 0
    assert levels["表一 2025年预算收支总表"] == 1
    assert levels[LONG_PROJECT] == levels["（二）其他"] == 2
    assert levels["公开完整性检查"] == 0
    assert [page for _level, _title, page in entries] == sorted(page for _level, _title, page in entries)


def test_pages_count_from_behind_the_contents(data, texts):
    labels = labels_of(data)
    assert labels[:3] == ["封面", "I", "1"]
    assert "第" not in packed(texts[0]).replace("中国共产党", "")
    for number, text in enumerate(texts[FRONT:], 1):
        assert f"第 {number} 页　共 {len(texts) - FRONT} 页" in text


def test_the_cover_says_whose_and_when(texts):
    cover = packed(texts[0])
    assert [
        part in cover for part in ("晋城市城区委员会组织部", "2025年度部门预算公开", "2025年4月11日", "李〇<甲>")
    ] == [True] * 4


def test_sections_share_a_page_and_parts_do_not(texts):
    assert "一、本部门职责" in texts[2]
    assert "二、机构设置情况" in texts[2]
    assert "第二部分" not in texts[2]
    assert "第二部分" in texts[3]
    assert "2025年预算收支总表" in texts[3]


def test_a_form_that_does_not_fit_goes_on_under_its_heading(texts):
    forms = [text for text in texts if "项目支出绩效目标表" in text]
    assert ["（续）" in text for text in forms] == [False, True, False]
    assert sum("公开完整性检查表" in text for text in texts) == 1
    assert "（续）" not in texts[-1]


def test_every_page_of_a_draft_is_watermarked_and_none_of_a_final(texts):
    assert all(WATERMARK in text for text in texts)
    assert not any(WATERMARK in text for text in texts_of(pdf.render_bytes(whole_book(draft=False))))


def test_the_same_book_gives_the_same_bytes(data):
    assert pdf.render_bytes(whole_book()) == data


def test_parts_for_a_workbook_alone_are_not_printed(texts):
    facts = msgspec.structs.replace(check_list(), id="facts", title="情况说明数据", pages=(plain_page(3, "数据{}"),))
    book = msgspec.structs.replace(whole_book(), parts=(*whole_book().parts, facts))
    assert texts_of(pdf.render_bytes(book)) == texts


def test_a_look_at_one_table_has_neither_contents_nor_the_title_of_its_part():
    part = next(part for part in whole_book().parts if part.id == "tables")
    one = msgspec.structs.replace(part, pages=part.pages[:1])
    texts = texts_of(pdf.render_bytes(msgspec.structs.replace(whole_book(), parts=(one,), cover=None)))
    assert len(texts) == 1
    assert "第二部分" not in texts[0]
    assert [page.id for page in part.pages if isinstance(page, FormPage)] == list(FORMS)


def test_contents_of_many_entries_go_on_and_their_numbers_are_true():
    part = whole_book().parts[0]
    pages = tuple(
        TextPage(f"s{number}", f"{number}号标题", f"{number}号标题", (), new_page=True) for number in range(120)
    )
    texts = texts_of(
        pdf.render_bytes(msgspec.structs.replace(whole_book(), parts=(msgspec.structs.replace(part, pages=pages),)))
    )
    lines = [line for text in texts[1:6] for line in text.splitlines() if "号标题 ·" in line]
    assert len(lines) == 120
    assert all(int(re.match(r"\d+", line)[0]) + 1 == int(re.search(r"\d+$", line)[0]) for line in lines)


def test_an_empty_part_and_an_empty_section_are_still_there():
    part = msgspec.structs.replace(whole_book().parts[0], pages=())
    empty = TextPage("empty", "", "空节", ())
    other = msgspec.structs.replace(whole_book().parts[0], title="另一部分", pages=(empty,))
    data = pdf.render_bytes(msgspec.structs.replace(whole_book(), parts=(part, other)))
    assert [title for _level, title, _page in outline_of(data)] == ["目录", "第一部分 概况", "另一部分", "空节"]
