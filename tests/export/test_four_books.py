"""One document, four books: every section of the PDF, the Word file and the web page, and every sheet of the workbook,
has the figures of the neutral page, each as often.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from decimal import Decimal
from html.parser import HTMLParser

import docx as word
import openpyxl
import pytest

from export import docx, html, pdf, whole_book, xlsx
from export.book import SHEETS_ONLY, Figure, FormPage, GridPage, Paragraph, TextPage
from tests.export.pdfs import packed, texts_of
from tests.support.budgets import sample

FIGURE = re.compile(r"(?<![\d.,〔\[-])(\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+|\d{3,})(?![\d.])")
COUNT = re.compile(r"\d{1,2}(?=\s?[个辆人台])")
YEARS = re.compile(r"20\d{2}(?=年|预算数)")
PAGE_NUMBER = re.compile(r"第\s*\d+\s*页.*")
NAMES = ("as printed", "clean")


def figures(text, page):
    """The figures of a page's text, codes among them, counts in prose too; years, list numbers and zeros are none."""
    told = FIGURE.findall(YEARS.sub("", text)) + (COUNT.findall(text) if isinstance(page, TextPage) else [])
    found = (Decimal(figure.replace(",", "")) for figure in told)
    return Counter(figure for figure in found if figure)


def neutral(page):
    """The texts of a neutral page, each once."""
    match page:
        case TextPage():
            texts = [block.text for block in page.blocks if isinstance(block, Paragraph)]
        case GridPage():
            texts = [cell.text for cell in page.cells]
        case _:
            texts = [cell.text for line in page.lines for cell in line.cells if cell is not None] + [page.note]
    return "\n".join(texts)


def merged(pages):
    """Sections with their texts, performance forms as one: they share a heading, which every sheet repeats. What has no
    heading belongs to the section before.
    """
    found = []
    for page in pages:
        if found and (not page.heading or (isinstance(page, GridPage) and isinstance(found[-1][0], GridPage))):
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{neutral(page)}")
        else:
            found.append((page, neutral(page)))
    return found


def heading(page):
    return packed(page.heading) if page.heading else ""


def sections_of(text, pages):
    """A book's text cut at the headings of its sections, in their order."""
    starts, at = [], 0
    for page in pages:
        pattern = re.compile(r"\s*".join(map(re.escape, heading(page))))
        found = pattern.search(text, at)
        assert found is not None, page.heading
        starts.append(found.start())
        at = found.end()
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


class _Reader(HTMLParser):
    """The words of each section; charts are left out."""

    def __init__(self):
        super().__init__()
        self.parts, self.depth, self.skipped = [], 0, 0

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in ("svg", "style", "caption", "thead", "figure")
        if tag == "section" and "-" in dict(attrs).get("id", ""):
            self.parts.append([])

    def handle_endtag(self, tag):
        self.skipped -= tag in ("svg", "style", "caption", "thead", "figure")

    def handle_data(self, data):
        if self.parts and not self.skipped:
            self.parts[-1].append(data)


@pytest.fixture(scope="module", params=[False, True], ids=NAMES)
def book(request):
    workspace = sample(clean=request.param)
    workspace.refresh_words()
    return whole_book.build(workspace, draft=False)


@pytest.fixture(scope="module")
def printed(book):
    """The sections that are printed; a workbook has sheets besides."""
    return [page for part in book.parts if part.id != SHEETS_ONLY for page in part.pages]


def assert_same(found, pages):
    """``found`` are the texts of ``pages``, or of those that are left when they are merged."""
    sections = [(page, neutral(page)) for page in pages] if len(found) == len(pages) else merged(pages)
    assert len(found) == len(sections)
    wrong = {}
    for text, (page, given) in zip(found, sections, strict=True):
        wanted, said = figures(given, page), figures(text, page)
        more = Counter() if _has_chart(page) else said - wanted
        if more or wanted - said:
            wrong[page.id] = (dict(wanted - said), dict(more))
    assert wrong == {}
    assert sum(len(figures(given, page)) for page, given in sections) > 100


def _has_chart(page):
    return isinstance(page, TextPage) and any(isinstance(block, Figure) for block in page.blocks)


def test_the_web_page(book, printed):
    reader = _Reader()
    reader.feed(html.render(book))
    assert_same(["\n".join(part) for part in reader.parts], printed)


def test_the_word_file(book, printed, tmp_path):
    path = tmp_path / "book.docx"
    docx.write(book, path)
    document = word.Document(str(path))
    sections, titles = [], [heading(page) for page, _text in merged(printed)]
    wanted = iter([*titles, ""])
    title = next(wanted)
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            if sections:
                sections[-1].append("\n".join(_table_texts(block)))
        elif title and packed(block.text).endswith(title):
            sections.append([])
            title = next(wanted)
        elif sections:
            sections[-1].append(block.text)
    assert_same(["\n".join(texts) for texts in sections], printed)


def _table_texts(table):
    """The texts of a table's cells, a merged one once; what goes on below another is blank."""
    return ("\n".join(paragraph.text for paragraph in cell.p_lst) for cell in table._tbl.iter_tcs())


def test_the_workbook(book, tmp_path):
    path = tmp_path / "book.xlsx"
    xlsx.write(book, path)
    pages = [page for page in book.sections if isinstance(page, (FormPage, GridPage))]
    with closing(openpyxl.load_workbook(path, data_only=True, read_only=True)) as workbook:
        texts = [_sheet_text(sheet) for sheet in workbook.worksheets[: len(pages)]]
    assert_same(texts, pages)


def _sheet_text(sheet):
    return "\n".join(_shown(cell) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _shown(cell):
    if isinstance(cell.value, (int, float)):
        return f"{cell.value:.2f}" if "0.00" in cell.number_format else f"{cell.value:.0f}"
    return str(cell.value)


def test_the_pdf(book, printed):
    texts = texts_of(pdf.render_bytes(book))
    first = next(at for at, text in enumerate(texts) if at > 1 and heading(printed[0]) in packed(text))
    body = "\n".join(PAGE_NUMBER.sub("", text) for text in texts[first:])
    assert_same(sections_of(body, [page for page, _text in merged(printed)]), printed)
