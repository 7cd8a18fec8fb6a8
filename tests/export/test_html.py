from __future__ import annotations

import itertools
from html.parser import HTMLParser

import msgspec
import pytest

from export import html, layout
from export.book import Book, Cover, Figure, GridCell, GridPage, Paragraph, Part, Run, TextPage
from export.errors import ExportError
from tests.export.books import LONG_PROJECT, body, pie, whole_book

EMPTY = {"meta", "br", "col", "link", "img", "hr", "rect", "path", "polyline"}
HOSTILE = "<script>alert('1')</script> & \"甲\"\x01\x85"


class Node:
    """An element: its tag, attributes, children, and all the words within it."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children, self.words = tag, dict(attributes), [], ""

    def all(self, *tags):
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.all(*tags)

    def one(self, tag):
        (found,) = self.all(tag)
        return found

    def of_class(self, name):
        return [node for node in self.all(*ANY) if name in node.attributes.get("class", "").split()]


ANY = {
    *("div", "section", "p", "table", "td", "th", "header", "main", "nav", "ul", "sup", "a", "span"),
}


class Tree(HTMLParser):
    """A parser that takes nothing but pages whose every element is closed where it should be."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]
        self.feed(text)
        self.close()
        assert self.open == [self.root]

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _value in attrs}) == len(attrs), tag
        node = Node(tag, attrs)
        self.open[-1].children.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Node(tag, attrs))

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        for node in self.open:
            node.words += data


def tree(book):
    return Tree(html.render(book)).root


@pytest.fixture(scope="module")
def page():
    return tree(whole_book())


def small(*pages, **changes):
    """A book of the pages given, in one part."""
    plain = Book("书", "某局", "203", "2025", "p", False, "", "目　录", "主题", (Part("p", "第一部分", pages),))
    return msgspec.structs.replace(plain, **changes)


def prose(*blocks, heading="一、说明", level=1):
    return TextPage("s", heading, heading, blocks, level)


def slots(table):
    """The cells of a table at every place that they cover."""
    taken = {}
    for row, line in enumerate(table.all("tr")):
        column = 0
        for cell in (child for child in line.children if child.tag in ("td", "th")):
            while (row, column) in taken:
                column += 1
            rows, columns = (int(cell.attributes.get(name, 1)) for name in ("rowspan", "colspan"))
            for place in itertools.product(range(row, row + rows), range(column, column + columns)):
                assert place not in taken
                taken[place] = cell
    return taken


def test_the_page_says_what_it_is(page):
    root = page.one("html")
    assert root.attributes["lang"] == "zh-CN"
    assert next(root.all("title")).words == "中国共产党晋城市城区委员会组织部2025年部门预算公开"
    assert root.one("h1").words == "2025年度部门预算公开"
    assert html.render(whole_book()).startswith("<!DOCTYPE html>\n")


def test_nothing_is_run_and_nothing_is_fetched(page):
    assert not list(page.all("script", "link", "img", "iframe", "object"))
    assert not [node for node in page.all(*ANY) if any(name.startswith("on") for name in node.attributes)]
    text = html.render(whole_book()).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "http" not in text
    assert "url(" not in text


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(node.tag[1]) for node in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(following <= level + 1 for level, following in itertools.pairwise(levels))


def test_every_section_of_the_book_has_its_heading(page):
    headings = {node.words for node in page.all("h2", "h3", "h4")}
    assert {"第一部分　概况", "一、本部门职责", "（一）单位概述", "表一　2025年预算收支总表", "（二）其他"} <= headings


def test_the_contents_lead_to_every_listed_section(page):
    links = list(page.one("nav").all("a"))
    assert [link.words for link in links][:3] == ["第一部分　概况", "一、本部门职责", "二、机构设置情况"]
    targets = {node.attributes["id"]: node for node in page.all("section")}
    for link in links:
        section = targets[link.attributes["href"].removeprefix("#")]
        assert section.words.replace("　", "").lstrip().startswith(("预算公开表1", link.words.replace("　", "")))


def test_no_id_is_given_twice(page):
    ids = [node.attributes["id"] for node in page.all(*ANY, "svg", "title", "desc", "h2") if "id" in node.attributes]
    assert len(ids) == len(set(ids)) > 10


def test_the_cells_of_every_table_fill_it_without_gaps(page):
    tables = list(page.all("table"))
    assert len(tables) == 7
    for table in tables:
        places = slots(table)
        height, width = (max(place[at] for place in places) + 1 for at in (0, 1))
        assert len(places) == height * width


def test_every_figure_of_every_table_stands_where_the_book_has_it(page):
    shown = {table.one("caption").words[:9]: table for table in page.all("table")}
    for form in whole_book().pages:
        places = slots(shown[form.heading[:9]])
        for row, line in enumerate(form.lines, form.header_rows):
            for column, cell in enumerate(line.cells):
                if cell is not None:
                    assert places[row, column].words == cell.text


def test_table_heads_are_heads(page):
    table = next(page.all("table"))
    heads = {node.words: node.attributes["scope"] for node in table.one("thead").all("th")}
    assert (heads["收入"], heads["2025年合计"]) == ("colgroup", "col")
    rows = [node.words for node in table.one("tbody").all("th") if node.attributes["scope"] == "row"]
    assert {"一、一般公共预算", "一、一般公共服务支出", "收入总计"} <= set(rows)


def test_a_form_of_free_layout_keeps_its_layout(page):
    (table, _other) = (one for one in page.all("table") if "绩效目标表" in one.one("caption").words)
    places = slots(table)
    assert places[0, 0].tag == "th"
    assert places[0, 0].attributes["scope"] == "row"
    assert places[0, 2] is places[0, 7]
    assert places[0, 2].words == LONG_PROJECT
    assert places[3, 0] is places[8, 1]
    assert places[3, 0].attributes["scope"] == "rowgroup"
    assert places[3, 4].words == "3,983,000"
    assert len(table.one("colgroup").children) == 8


def test_repeated_rows_are_the_tables_head(page):
    table = next(one for one in page.all("table") if "检查" in one.one("caption").words)
    assert [node.words for node in table.one("thead").all("th")] == ["序号", "要求", "状态", "说明"]
    assert len(list(table.one("tbody").all("tr"))) == 40


def test_a_head_that_reaches_below_the_repeated_rows_is_left_in_the_body():
    grid = GridPage(
        "g", "g", "表", "表", (1, 1), (GridCell(0, 0, "甲", rows=2, head=True), GridCell(0, 1, "乙")), repeat=1
    )
    table = tree(small(grid)).one("table")
    assert not list(table.all("thead"))
    assert slots(table)[1, 1].words == ""


def test_a_chart_is_drawn_told_and_given_as_a_table(page):
    svg, figure = page.one("svg"), page.one("figure")
    assert svg.attributes["role"] == "img"
    names = {node.attributes["id"]: node.words for node in svg.all("title", "desc")}
    title, description = (names[name] for name in svg.attributes["aria-labelledby"].split())
    assert title == "一般公共预算当年拨款结构图"
    assert "住房保障26.43万元，占2.30%" in description
    assert len(list(svg.all("path"))) == 4
    lines = [[cell.words for cell in row.children] for row in figure.one("tbody").all("tr")]
    assert ["住房保障", "26.43", "2.30%"] in lines


def test_words_keep_their_looks():
    blocks = (body("小节", style="subheading"), body("1. 甲", style="item"), body("2. 乙", style="item"))
    marked = Paragraph((Run("占", bold=True), Run("0%", mark="≠")))
    root = tree(small(prose(*blocks, marked, body("注：无。", style="note")), prose()))
    assert [node.words for node in root.one("ul").all("li")] == ["1. 甲", "2. 乙"]
    assert root.one("h4").words == "小节"
    assert (root.one("b").words, root.one("sup").words) == ("占", "≠")
    assert [node.words for node in root.of_class("note")] == ["注：无。"]


def test_the_marks_of_a_review_copy_are_shown():
    form = whole_book().pages[0]
    line = form.lines[0]
    marked = msgspec.structs.replace(line, cells=(msgspec.structs.replace(line.cells[0], mark="≈"), *line.cells[1:]))
    root = tree(small(msgspec.structs.replace(form, lines=(marked,))))
    assert [node.words for node in root.of_class("mark")] == ["≈"]


def test_a_draft_says_so_and_asks_not_to_be_indexed():
    draft, final = (html.render(whole_book(draft=draft)) for draft in (True, False))
    assert draft.count("仅供内部审核") == 2
    assert "noindex" in draft
    assert "仅供内部审核" not in final
    assert "noindex" not in final


def test_no_text_of_the_user_becomes_markup():
    form = msgspec.structs.replace(whole_book().pages[0], heading=HOSTILE, note=HOSTILE, caption=HOSTILE)
    grid = GridPage("g", HOSTILE, HOSTILE, HOSTILE, (1,), (GridCell(0, 0, HOSTILE + "\n乙", head=True),), foot=HOSTILE)
    chart = msgspec.structs.replace(pie(), title=HOSTILE, categories=(HOSTILE, "乙", "丙", "丁"))
    pages = (prose(body(HOSTILE), Figure(chart, HOSTILE), heading=HOSTILE), form, grid)
    book = small(
        *pages, department=HOSTILE, subject=HOSTILE, watermark=HOSTILE, cover=Cover(HOSTILE, ((HOSTILE, "甲"),))
    )
    root = tree(book)
    assert not list(root.all("script"))
    assert root.one("h1").words == HOSTILE.replace("\x01", "�").replace("\x85", "�")
    assert not {"\x01", "\x85"} & set(html.render(book))


def test_a_single_table_has_a_heading_and_no_contents(sample):
    root = tree(layout.build(sample, forms=["table03"]))
    assert root.one("h1").words == "2025年部门预算公开"
    assert "表三　2025年预算支出总表" in [node.words for node in root.all("h2", "h3")]
    assert not list(root.all("nav"))


def test_facts_of_the_workbook_are_not_published():
    facts = Part("facts", "数据", (whole_book().pages[0],))
    book = small(prose(body("甲")), prose(body("乙")))
    assert html.render(msgspec.structs.replace(book, parts=(*book.parts, facts))) == html.render(book)


def test_the_same_book_gives_the_same_page(tmp_path):
    for name in ("a.html", "b.html"):
        html.write(whole_book(), tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == html.render(whole_book())


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ExportError, match="不存在"):
        html.write(whole_book(), tmp_path / "没有" / "a.html")


def test_every_word_of_the_prose_is_there(page):
    texts = [section.blocks for section in whole_book().sections if isinstance(section, TextPage)]
    for block in itertools.chain(*texts):
        for run in block.runs if isinstance(block, Paragraph) else ():
            assert run.text in page.words
